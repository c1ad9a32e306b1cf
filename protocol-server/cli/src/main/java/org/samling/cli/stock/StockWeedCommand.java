package org.samling.cli.stock;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.Table;
import org.samling.cli.common.TenantCommand;
import org.samling.core.stock.Weeding;
import org.samling.core.stock.Weeding.Candidate;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stock weed}: lists items that could be weeded. */
@Command(
    name = "weed",
    mixinStandardHelpOptions = true,
    description = {
      "Lists candidates for weeding, in shelf order; changes nothing. An item must meet all options given.",
      "One item of each title is kept, the one most recently lent, unless --also-last is given. Items not on their shelf, other libraries' items and titles with holds are not listed."
    })
final class StockWeedCommand extends TenantCommand {

  private static final List<String> COLUMNS =
      List.of(
          "item",
          "title",
          "author",
          "branch",
          "location",
          "call-number",
          "category",
          "accession",
          "last-lent",
          "loans",
          "copies");

  @Option(
      names = "--no-loan-months",
      paramLabel = "N",
      description = "Not lent for this many months, and in the collection for as long.")
  private @Nullable Integer months;

  @Option(
      names = "--copies-over",
      paramLabel = "N",
      description = "The copies of a title beyond this number, the longest unlent first.")
  private @Nullable Integer copies;

  @Option(
      names = "--before",
      converter = Day.class,
      paramLabel = "DAY",
      description = "Acquired before this day.")
  private @Nullable LocalDate before;

  @Option(names = "--branch", paramLabel = "B", description = "At this branch (default: all).")
  private @Nullable String branch;

  @Option(
      names = "--location",
      paramLabel = "L",
      description = "At this location and below it (default: anywhere).")
  private @Nullable String location;

  @Option(names = "--category", paramLabel = "C", description = "Of this category.")
  private @Nullable String category;

  @Option(
      names = "--except-category",
      split = ",",
      paramLabel = "C",
      description = "Not of these categories.")
  private Set<String> exceptCategories = Set.of();

  @Option(
      names = "--except-location",
      paramLabel = "L",
      description = "Not at this location or below it; can be repeated.")
  private Set<String> exceptLocations = Set.of();

  @Option(names = "--also-last", description = "Also the last copy of a title.")
  private boolean isAlsoLast;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100000",
      description = "The maximum number to list (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private Table table;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockWeedCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    if (branch != null) {
      whichTenant.checkBranch(policy, branch);
    }
    if (category != null) {
      whichTenant.checkItemCategory(policy, category);
    }
    exceptCategories.forEach(c -> whichTenant.checkItemCategory(policy, c));
    if (limit < 1 || limit > Weeding.MOST) {
      throw whichTenant.usageError("--limit must be from 1 to %,d".formatted(Weeding.MOST));
    }
    if ((months != null && months < 1) || (copies != null && copies < 0)) {
      throw whichTenant.usageError("--no-loan-months must be 1 or more, --copies-over 0 or more");
    }
    if (months == null && copies == null && before == null) {
      throw whichTenant.usageError(
          "give at least one of --no-loan-months, --copies-over and --before");
    }
    var rule =
        new Weeding.Rule(
            branch,
            location,
            category,
            months == null ? null : policy.day(Instant.now()).minusMonths(months),
            copies,
            before,
            exceptCategories,
            exceptLocations,
            !isAlsoLast);
    var found = store.weeding().candidates(tenant.id(), rule, limit);
    var out = spec.commandLine().getOut();
    if (table.isForPrograms()) {
      table.show(
          COLUMNS,
          found.stream()
              .map(c ->
                  new Table.Row(
                      c.barcode(),
                      c.title(),
                      c.author(),
                      c.branch(),
                      c.location(),
                      c.callNumber(),
                      c.category(),
                      c.accession().toString(),
                      c.lastLent() == null ? null : c.lastLent().toString(),
                      c.loans(),
                      c.copies()))
              .toList(),
          out);
    } else {
      found.forEach(candidate -> out.println(line(candidate)));
      out.println(
          "Candidates: %,d%s"
              .formatted(found.size(), found.size() == limit ? "; there may be more" : ""));
    }
    out.flush();
    return 0;
  }

  private static String line(Candidate c) {
    return "%-14s  %-9s  %-28s  %-12s  %s; copies: %d, came %s, %s"
        .formatted(
            c.barcode(),
            c.branch(),
            c.location() == null ? "" : c.location(),
            c.callNumber() == null ? "" : c.callNumber(),
            c.title(),
            c.copies(),
            c.accession(),
            c.lastLent() == null ? "no loan known" : "last lent on " + c.lastLent());
  }
}
