package org.samling.cli.operator;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.cutover.CutoverReport;
import org.samling.exchange.cutover.CutoverReport.Count;
import org.samling.exchange.cutover.CutoverReport.Finding;
import org.samling.exchange.cutover.Kind;
import org.samling.exchange.cutover.Reconciliation;

/** What a cutover found, as people read it. */
final class CutoverTables {

  private static final int MOST_SHOWN = 50;
  private static final double NANOS = 1e9;

  private CutoverTables() {}

  /** What was read and written of each kind. */
  static void print(CutoverReport report, PrintWriter out) {
    out.println(
        "%-8s %9s %9s %9s %9s %9s %9s %8s %8s"
            .formatted(
                "",
                "read",
                "passed",
                "added",
                "changed",
                "there",
                "rejected",
                "seconds",
                "rows/s"));
    for (var entry : report.counts().entrySet()) {
      out.println(line(entry.getKey(), entry.getValue()));
    }
    print("Rejected", report.rejected(), out);
    print("Left out", report.leftOut(), out);
    print("Notes", report.notes(), out);
    var file = report.file();
    if (file != null) {
      out.println("Each row is listed in " + file);
    }
    out.flush();
  }

  private static String line(Kind kind, Count count) {
    var seconds = count.time().toNanos() / NANOS;
    return "%-8s %9d %9d %9d %9d %9d %9d %8.1f %8.0f"
        .formatted(
            kind.key(),
            count.read(),
            count.passedOver(),
            count.added(),
            count.changed(),
            count.there(),
            count.rejected(),
            seconds,
            count.read() / Math.max(seconds, 1e-3));
  }

  private static void print(String title, Map<Finding, Long> findings, PrintWriter out) {
    if (findings.isEmpty()) {
      return;
    }
    out.println(title + ":");
    findings.entrySet().stream()
        .limit(MOST_SHOWN)
        .forEach(f -> out.println("%9d  %s".formatted(f.getValue(), f.getKey().text())));
    if (findings.size() > MOST_SHOWN) {
      out.println("           and %d more kinds".formatted(findings.size() - MOST_SHOWN));
    }
  }

  /** The sums on both sides, and where the differences are. */
  static void print(Reconciliation result, Tenant tenant, PrintWriter out) {
    var report = result.report();
    print("Rejected, and so not expected in the store", report.rejected(), out);
    out.println("%-40s %15s %15s".formatted("", "export", "store"));
    var decimals = Math.max(0, tenant.currency().getDefaultFractionDigits());
    for (var entry : result.sums().entrySet()) {
      var isMoney = entry.getKey().startsWith("fees");
      var sides =
          List.of(entry.getValue().export(), entry.getValue().store()).stream()
              .map(n -> isMoney ? BigDecimal.valueOf(n, decimals).toPlainString() : n.toString())
              .toList();
      out.println(
          "%-40s %15s %15s%s"
              .formatted(
                  entry.getKey() + (isMoney ? " (" + tenant.currency() + ")" : ""),
                  sides.getFirst(),
                  sides.getLast(),
                  sides.getFirst().equals(sides.getLast()) ? "" : "  differs"));
    }
    var file = result.file();
    out.println(
        file == null
            ? "The store agrees with the export."
            : "%d differences are listed in %s".formatted(result.different(), file));
    out.flush();
  }
}
