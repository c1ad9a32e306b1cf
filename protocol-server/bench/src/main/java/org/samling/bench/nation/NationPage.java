package org.samling.bench.nation;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.bench.measure.Times;

/** The report of a run as a page of HTML that needs nothing else, and as text. */
record NationPage(NationReport report) {

  private static final String STYLE =
      """
      body { font: 15px/1.4 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
      table { border-collapse: collapse; margin: 1rem 0 } td, th { padding: .2rem .7rem; border-bottom: 1px solid #ddd }
      td { text-align: right; font-variant-numeric: tabular-nums } td:first-child, th:first-child { text-align: left; white-space: pre }
      th { text-align: right; font-weight: 600 } svg { width: 100%; height: auto } svg text { font: 12px system-ui, sans-serif }
      .title { font-weight: 600 } .grid { stroke: #ddd } .level { text-anchor: end; fill: #555 } .mark { text-anchor: middle; fill: #555 }
      polyline { fill: none; stroke-width: 1.2 } .band { fill: #f6d6d2 }
      """;

  /** The page. */
  String html() {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>A nation's minute</title><style>
    %s</style></head><body>
    <h1>A nation's minute</h1>
    %s%s%s%s%s%s%s</body></html>
    """
        .formatted(
            STYLE,
            code(),
            library(),
            tables().stream().map(Table::html).collect(Collectors.joining()),
            plot("99th percentile of each second, ms", true, Times::p99),
            plot("Median of each second, ms", true, Times::p50),
            plot("Answered, of what was due in each second", false, Times::count),
            cores());
  }

  private String code() {
    var machine = report.of().machine();
    return "<p>%s, Samling %s, on %,d cores of %s, %,d MB, %s.</p>\n"
        .formatted(
            report.of().at(),
            report.of().code().text(),
            machine.cores(),
            escape(machine.cpu()),
            machine.memoryMegabytes(),
            escape(machine.os()));
  }

  private String library() {
    var plan = report.of().plan();
    var sizes = plan.sizes();
    var library =
        "%s of Denmark: %,d tenants, %,d branches, %,d patrons, %,d items of %,d titles (%,.0f MB of database%s)"
            .formatted(
                part(plan.scale()),
                sizes.tenants(),
                sizes.branches(),
                sizes.patrons(),
                sizes.items(),
                report.of().database().titles(),
                report.of().database().bytes() / 1e6,
                report.of().database().settledSeconds() == null ? ", not settled" : "");
    return """
    <p>%s; %s of the traffic of its worst minute for %,.0f s, from %,d kiosks to %d nodes; standby: %s. Times are in
    milliseconds and count from when a request was due. The band marks the time from the end of the primary to the first
    write that was acknowledged after its standby took over.</p>
    """
        .formatted(
            library,
            part(plan.rate()),
            plan.length().toMillis() / 1e3,
            plan.kiosks(),
            plan.nodes(),
            plan.standby().name().toLowerCase(Locale.ROOT));
  }

  private static String part(double of) {
    return of == 1 ? "All" : of < 1 ? "1/%,.0f".formatted(1 / of) : "%.1f times".formatted(of);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private String plot(String title, boolean logarithmic, ToDoubleFunction<Times> of) {
    var series =
        Stream.of(Traffic.Kind.values())
            .map(kind ->
                new Plot.Series(
                    kind.title(),
                    report.figures().seconds().stream()
                        .flatMap(second ->
                            Stream.ofNullable(second.millis().get(kind.title()))
                                .map(times ->
                                    new Plot.Point(second.second(), of.applyAsDouble(times))))
                        .toList()))
            .toList();
    return new Plot(title, logarithmic, length(), series, band()).svg();
  }

  private String cores() {
    return new Plot(
            "Cores in use",
            false,
            length(),
            List.of(
                cores("Samling", NationReport.Cores::server),
                cores("PostgreSQL", NationReport.Cores::store),
                cores("the load", NationReport.Cores::load)),
            band())
        .svg();
  }

  private Plot.Series cores(String name, ToDoubleFunction<NationReport.Cores> of) {
    return new Plot.Series(
        name,
        report.figures().cores().stream()
            .map(second -> new Plot.Point(second.second(), of.applyAsDouble(second)))
            .toList());
  }

  private double length() {
    return report.of().plan().length().toMillis() / 1e3;
  }

  private List<Plot.Band> band() {
    var failover = report.failover();
    return failover == null
        ? List.of()
        : List.of(
            new Plot.Band(failover.killedAt(), failover.killedAt() + failover.firstWriteAfter()));
  }

  /** A table; its first column holds names. */
  private record Table(String title, List<String> head, List<List<String>> rows) {

    String html() {
      return "<h2>%s</h2>\n<table><tr>%s</tr>\n%s</table>\n"
          .formatted(
              title,
              cells("th", head),
              rows.stream()
                  .map(row -> "<tr>%s</tr>\n".formatted(cells("td", row)))
                  .collect(Collectors.joining()));
    }

    private static String cells(String element, List<String> cells) {
      return cells.stream()
          .map(cell -> "<%1$s>%2$s</%1$s>".formatted(element, escape(cell)))
          .collect(Collectors.joining());
    }

    Stream<String> lines() {
      var all = Stream.concat(Stream.of(head), rows.stream()).toList();
      var widths =
          all.stream()
              .map(row -> row.stream().mapToInt(String::length).toArray())
              .reduce(
                  new int[head.size()],
                  (a, b) -> {
                    var widest = a.clone();
                    for (var i = 0; i < b.length; i++) {
                      widest[i] = Math.max(a[i], b[i]);
                    }
                    return widest;
                  });
      return Stream.concat(Stream.of("", title), all.stream().map(row -> line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
      var line = new StringBuilder(("%-" + widths[0] + "s").formatted(row.getFirst()));
      for (var i = 1; i < row.size(); i++) {
        line.append(" | ").append(("%" + Math.max(1, widths[i]) + "s").formatted(row.get(i)));
      }
      return line.toString();
    }
  }

  /** The tables as text, a line each. */
  List<String> lines() {
    return tables().stream().flatMap(Table::lines).toList();
  }

  private List<Table> tables() {
    return List.of(
        checks(),
        aims(),
        failover(),
        rows("Outside the gap", report.figures().outside()),
        rows("In the gap", report.figures().gap()),
        cost());
  }

  private Table checks() {
    return new Table(
        "Checks",
        List.of("what has to be so", "", "found"),
        report.checks().stream()
            .map(check -> List.of(check.what(), check.passed() ? "yes" : "NO", check.found()))
            .toList());
  }

  private Table aims() {
    return new Table(
        "Aims",
        List.of("what", "aim", "measured", ""),
        report.aims().stream()
            .map(aim ->
                List.of(
                    aim.what(),
                    "%.0f %s".formatted(aim.aim(), aim.unit()),
                    "%.2f %s".formatted(aim.measured(), aim.unit()),
                    aim.met() ? "met" : "missed"))
            .toList());
  }

  private Table failover() {
    var gap = report.failover();
    var counts = report.counts();
    return new Table(
        "Failover",
        List.of("what", ""),
        gap == null
            ? List.of(List.of("no write was acknowledged after it", ""))
            : List.of(
                List.of("primary killed, seconds after the start", seconds(gap.killedAt())),
                List.of("standby promoted, seconds later", seconds(gap.promotedAfter())),
                List.of(
                    "first write acknowledged, seconds after the kill",
                    seconds(gap.firstWriteAfter())),
                List.of(
                    "the same, seconds after the promotion",
                    seconds(gap.firstWriteAfterPromotion())),
                List.of(
                    "all that had waited answered, seconds after the kill",
                    seconds(gap.caughtUpAfter())),
                List.of("messages sent again", "%,d".formatted(counts.resent())),
                List.of(
                    "connections that the server closed",
                    "%,d".formatted(counts.connectionsLost())),
                List.of("polls that heard \"off-line\"", "%,d".formatted(counts.offline()))));
  }

  private static String seconds(double value) {
    return "%.2f".formatted(value);
  }

  private static Table rows(String title, List<NationFigures.Row> rows) {
    return new Table(
        title,
        List.of("what", "answered", "a second", "p50 ms", "p90", "p99", "p99.9", "max", "failed"),
        rows.stream()
            .map(row ->
                List.of(
                    row.what(),
                    "%,d".formatted(row.millis().count()),
                    "%,.1f".formatted(row.perSecond()),
                    "%.2f".formatted(row.millis().p50()),
                    "%.2f".formatted(row.millis().p90()),
                    "%.2f".formatted(row.millis().p99()),
                    "%.2f".formatted(row.millis().p999()),
                    "%.2f".formatted(row.millis().max()),
                    "%,d".formatted(row.failed())))
            .toList());
  }

  private Table cost() {
    var cost = report.cost();
    var prices = cost.prices();
    return new Table(
        "Cost",
        List.of("what", ""),
        List.of(
            List.of(
                "core-seconds a thousand loans",
                "%.2f".formatted(cost.coreSecondsAThousandLoans())),
            List.of(
                "log a thousand loans, MB", "%.2f".formatted(cost.logBytesAThousandLoans() / 1e6)),
            List.of(
                "disk a thousand loans, MB",
                "%.2f".formatted(cost.diskBytesAThousandLoans() / 1e6)),
            List.of("cores in use, but for the load", "%.2f".formatted(cost.busyCores())),
            List.of("cores to rent for all of Denmark", "%.1f".formatted(cost.rentedCores())),
            List.of("gigabytes to rent", "%,.0f".formatted(cost.rentedGigabytes())),
            List.of(
                "a core a month, a gigabyte a month",
                "%.2f, %.2f %s".formatted(prices.core(), prices.gigabyte(), prices.currency())),
            List.of(
                "all of it a year", "%,.0f %s".formatted(cost.nationAYear(), prices.currency())),
            List.of(
                "a municipality a year, on average",
                "%,.0f %s".formatted(cost.municipalityAYear(), prices.currency()))));
  }
}
