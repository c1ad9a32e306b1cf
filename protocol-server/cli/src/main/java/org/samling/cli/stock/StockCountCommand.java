package org.samling.cli.stock;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Table;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.organisation.Tenant;
import org.samling.core.stock.StockCounts;
import org.samling.core.stock.StockCounts.Count;
import org.samling.core.stock.StockCounts.Finding;
import org.samling.core.stock.StockCounts.Range;
import org.samling.core.stock.StockCounts.Result;
import org.samling.core.stock.StockCounts.Scan;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;
import org.samling.routes.stock.StockClosing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stock count}: stocktaking. */
@Command(
    name = "count",
    mixinStandardHelpOptions = true,
    description = {
      "Takes stock of shelves: compares the items that should be there with those scanned.",
      "begin: begins a count of a branch, or of a location or range of call numbers in it; prints its number.",
      "list: lists the open counts, and the latest closed ones.",
      "scan NUMBER FILE...: adds scanned items. Each line of a file has a barcode, or a barcode and part such as 3890000001 2/3. Items scanned before are not counted again.",
      "show NUMBER: shows items that are missing, misplaced, scanned though on loan, withdrawn or unknown.",
      "close NUMBER: closes the count. --mark-missing marks items not scanned as missing; --take-in checks in scanned items that are on loan, missing or lost. If it is interrupted, run it again."
    })
final class StockCountCommand extends TenantCommand {

  private static final int LATEST = 100;
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private static final List<String> COLUMNS =
      List.of("finding", "item", "title", "branch", "location", "call-number", "status", "parts");

  /** What can be done. */
  enum What {
    BEGIN,
    LIST,
    SCAN,
    SHOW,
    CLOSE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "For scan, show and close: the number of the count.")
  private @Nullable UUID number;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "For scan: files with the scanned items; - for standard input.")
  private List<Path> files = List.of();

  @Option(names = "--branch", paramLabel = "B", description = "For begin: the branch.")
  private @Nullable String branch;

  @Option(
      names = "--location",
      paramLabel = "L",
      description = "For begin: the location, with all below it, as \"Voksen > Krimi\".")
  private @Nullable String location;

  @Option(names = "--from", paramLabel = "C", description = "For begin: the first call number.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "C",
      description =
          "For begin: the last call number; call numbers that begin with it are included.")
  private @Nullable String to;

  @Option(names = "--all", description = "For show: also items in their right place.")
  private boolean isAll;

  @Option(names = "--mark-missing", description = "For close: mark items not scanned as missing.")
  private boolean marksMissing;

  @Option(
      names = "--take-in",
      description = "For close: check in scanned items that are on loan, missing or lost.")
  private boolean takesIn;

  @Mixin private Table table;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockCountCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var out = spec.commandLine().getOut();
    var counts = store.stockCounts();
    switch (what) {
      case BEGIN -> begin(store, tenant, out);
      case LIST -> list(counts.list(tenant.id(), null, LATEST), tenant, out);
      case SCAN -> scan(counts, tenant, out);
      case SHOW -> show(counts, tenant, out);
      case CLOSE -> close(store, tenant, out);
    }
    out.flush();
    return 0;
  }

  private void begin(PostgresStore store, Tenant tenant, PrintWriter out) {
    var where = whichTenant.required(what, "--branch", branch);
    whichTenant.checkBranch(store.inquiries().policy(tenant.id()), where);
    var id =
        store
            .stockCounts()
            .begin(tenant.id(), new Range(where, location, from, to), Terminal.user());
    out.println(id);
  }

  private static void list(List<Count> counts, Tenant tenant, PrintWriter out) {
    if (counts.isEmpty()) {
      out.println("There are no counts.");
    }
    for (var count : counts) {
      var closing = count.closing();
      out.println(
          "%s  %s  begun %s by %s, %,d scanned%s"
              .formatted(
                  count.id(),
                  range(count.range()),
                  TIME.format(count.begun().atZone(tenant.zone())),
                  count.by(),
                  count.scanned(),
                  closing == null
                      ? ""
                      : ", closed %s by %s: %,d marked missing, %,d taken in"
                          .formatted(
                              TIME.format(closing.at().atZone(tenant.zone())),
                              closing.by(),
                              closing.missing(),
                              closing.takenIn())));
    }
  }

  private static String range(Range range) {
    var text = new StringBuilder(range.branch());
    if (range.location() != null) {
      text.append(", ").append(range.location());
    }
    if (range.from() != null || range.to() != null) {
      text.append(", ")
          .append(range.from() == null ? "first" : range.from())
          .append(" to ")
          .append(range.to() == null ? "last" : range.to());
    }
    return text.toString();
  }

  private void scan(StockCounts counts, Tenant tenant, PrintWriter out) {
    var id = whichTenant.required(what, "the number of a count", number);
    if (files.isEmpty()) {
      throw whichTenant.usageError("scan needs a file of scanned items, or -");
    }
    var scans = new ArrayList<Scan>();
    files.forEach(file -> scans.addAll(ItemLines.read(file, Scan::parse)));
    var added = 0;
    for (var begin = 0; begin < scans.size(); begin += StockCounts.MAX_SCANS) {
      var some = scans.subList(begin, Math.min(begin + StockCounts.MAX_SCANS, scans.size()));
      added +=
          counts
              .scan(tenant.id(), id, some)
              .orElseThrow(() -> whichTenant.usageError("there is no open count %s".formatted(id)));
    }
    out.println("%,d scanned, %,d of them new".formatted(scans.size(), added));
  }

  private Count count(StockCounts counts, Tenant tenant) {
    var id = whichTenant.required(what, "the number of a count", number);
    return counts
        .count(tenant.id(), id)
        .orElseThrow(() -> whichTenant.usageError("there is no count %s".formatted(id)));
  }

  private void show(StockCounts counts, Tenant tenant, PrintWriter out) {
    var count = count(counts, tenant);
    var results = counts.results(tenant.id(), count.id());
    var shown = results.stream().filter(r -> isAll || r.finding() != Finding.IN_PLACE).toList();
    if (table.isForPrograms()) {
      table.show(COLUMNS, shown.stream().map(StockCountCommand::row).toList(), out);
      return;
    }
    shown.forEach(result -> out.println(line(result)));
    var sums = new EnumMap<Finding, Integer>(Finding.class);
    results.forEach(result -> sums.merge(result.finding(), 1, Integer::sum));
    out.println(
        sums.isEmpty()
            ? "No items belong there, and none were scanned."
            : sums.entrySet().stream()
                .map(e -> "%,d %s".formatted(e.getValue(), word(e.getKey())))
                .collect(Collectors.joining(", ")));
  }

  private static String line(Result result) {
    return "%-12s  %-14s  %-9s  %-28s  %-12s  %s%s"
        .formatted(
            word(result.finding()),
            result.barcode(),
            known(result.branch()),
            known(result.location()),
            known(result.callNumber()),
            known(result.title()),
            result.parts().isEmpty() ? "" : ", parts not scanned: " + parts(result));
  }

  private static Table.Row row(Result result) {
    var status = result.status();
    return new Table.Row(
        word(result.finding()),
        result.barcode(),
        result.title(),
        result.branch(),
        result.location(),
        result.callNumber(),
        status == null ? null : status.name(),
        result.parts().isEmpty() ? null : parts(result));
  }

  private static String parts(Result result) {
    return result.parts().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private void close(PostgresStore store, Tenant tenant, PrintWriter out) {
    var counts = store.stockCounts();
    var count = count(counts, tenant);
    var closing =
        new StockClosing(counts, new Commands(store, DEADLINE))
            .close(
                tenant.id(), count, new StockClosing.Choice(marksMissing, takesIn), Terminal.user())
            .orElseThrow(
                () -> whichTenant.usageError("the count %s is closed".formatted(count.id())));
    out.println("%,d marked missing, %,d taken in".formatted(closing.missing(), closing.takenIn()));
  }

  private static String word(Finding finding) {
    return finding.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String known(@Nullable String text) {
    return text == null ? "" : text;
  }
}
