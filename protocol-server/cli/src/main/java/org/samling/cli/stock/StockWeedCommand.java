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
      "Lists items that could be weeded, in the order of the shelf; changes nothing. What several options name has to be so of an item, all of it.",
      "Of each title one item stays, the one lent last, unless --also-last. What is not on its shelf or is another library's is not listed, nor a title for which somebody waits."
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
      description = "Not lent for so many months, and here for as long.")
  private @Nullable Integer months;

  @Option(
      names = "--copies-over",
      paramLabel = "N",
      description = "Of titles with more copies, those beyond; the longest not lent go first.")
  private @Nullable Integer copies;

  @Option(
      names = "--before",
      converter = Day.class,
      paramLabel = "DAY",
      description = "Came before this day.")
  private @Nullable LocalDate before;

  @Option(names = "--branch", paramLabel = "B", description = "At this branch (default: all).")
  private @Nullable String branch;

  @Option(
      names = "--location",
      paramLabel = "L",
      description = "At this place, with all beneath (default: anywhere).")
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
      description = "Not at this place or beneath; may be given several times.")
  private Set<String> exceptLocations = Set.of();

  @Option(names = "--also-last", description = "Also the last copy of a title.")
  private boolean isAlsoLast;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
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
      throw whichTenant.wrong("--limit is from 1 to %,d".formatted(Weeding.MOST));
    }
    if ((months != null && months < 1) || (copies != null && copies < 0)) {
      throw whichTenant.wrong("--no-loan-months is 1 or more, --copies-over 0 or more");
    }
    if (months == null && copies == null && before == null) {
      throw whichTenant.wrong(
          "say by what to weed: --no-loan-months, --copies-over, --before, or several");
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
          "%,d could be weeded%s"
              .formatted(found.size(), found.size() == limit ? "; perhaps there are more" : ""));
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
            c.lastLent() == null ? "no loan known" : "lent last on " + c.lastLent());
  }
}
