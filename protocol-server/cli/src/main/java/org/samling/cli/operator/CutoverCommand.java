package org.samling.cli.operator;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.ProgressDisplay;
import org.samling.cli.common.TenantCommand;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.cutover.Cutover;
import org.samling.exchange.cutover.CutoverReport;
import org.samling.exchange.cutover.CutoverReport.Count;
import org.samling.exchange.cutover.CutoverReport.Finding;
import org.samling.exchange.cutover.Kind;
import org.samling.exchange.cutover.Mapping;
import org.samling.exchange.cutover.Reconciliation;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cutover}: migrates a library from another system. */
@Command(
    name = "cutover",
    mixinStandardHelpOptions = true,
    description = {
      "Moves a library in from another system: patrons, items, open loans, holds and fees, read from its exports by a mapping (docs/migration.md).",
      "check reads everything and writes nothing; run loads it (running it again changes nothing); reconcile compares the store with the export."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; run: rejected rows, if any, are in the report",
      "1:check: rows were rejected; reconcile: there are differences; or a file could not be read, or the store failed",
      "2:usage error; nothing was done"
    })
public final class CutoverCommand extends TenantCommand {

  private static final int FAILED = 1;
  private static final int MOST_SHOWN = 50;
  private static final double NANOS = 1e9;

  /** What is done. */
  enum Action {
    /** Checks everything and writes nothing. */
    CHECK,
    /** Loads the export. */
    RUN,
    /** Compares the store with the export. */
    RECONCILE
  }

  @Parameters(index = "0", paramLabel = "ACTION", description = "${COMPLETION-CANDIDATES}.")
  private Action action;

  @Parameters(
      index = "1",
      paramLabel = "MAPPING.yaml",
      description = "The mapping that describes how to read the export.")
  private Path mapping;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      description = "The directory of the export (default: that of the mapping).")
  private @Nullable Path files;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "KIND",
      description =
          "For run: write only these of ${COMPLETION-CANDIDATES} (default: all). The others are only read and checked.")
  private Set<Kind> only = EnumSet.allOf(Kind.class);

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "cutover-report",
      description =
          "The directory for the lists of rejected rows and differences (default: ${DEFAULT-VALUE}).")
  private Path reports;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  public CutoverCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var beside = mapping.toAbsolutePath().getParent();
    var read = Mapping.read(mapping, files != null ? files : beside == null ? mapping : beside);
    var ports =
        new Cutover.Ports(
            store.patronRegister(),
            store.itemRegister(),
            store.catalogue(),
            new MarcRecordMaker(),
            store,
            store.cutoverInquiries());
    var out = spec.commandLine().getOut();
    var rows = new long[1];
    try (var display = new ProgressDisplay("Rows", 0, out)) {
      var cutover =
          new Cutover(
              ports,
              store.inquiries().policy(tenant.id()),
              read,
              more -> {
                rows[0] += more;
                display.counted(rows[0], "rows");
              });
      return switch (action) {
        case CHECK -> check(cutover.check(reports), out);
        case RUN -> print(cutover.run(reports, only), out);
        case RECONCILE -> print(cutover.reconcile(reports), tenant, out);
      };
    }
  }

  private static int check(CutoverReport report, PrintWriter out) {
    print(report, out);
    out.println("Nothing was written.");
    out.flush();
    return report.isClean() ? 0 : FAILED;
  }

  private static int print(CutoverReport report, PrintWriter out) {
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
    print("Notes", report.notes(), out);
    var file = report.file();
    if (file != null) {
      out.println("Each row is listed in " + file);
    }
    out.flush();
    return 0;
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

  private static int print(Reconciliation result, Tenant tenant, PrintWriter out) {
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
    return file == null ? 0 : FAILED;
  }
}
