package org.samling.cli.operator;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.cutover.Cutover;
import org.samling.exchange.cutover.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cutover}: migrates a library from another system. */
@Command(
    name = "cutover",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Moves a library in from another system: patrons, items, open loans, holds and fees, read from its exports by a mapping (docs/migration.md).",
    subcommands = {
      CutoverCommand.Check.class,
      CutoverCommand.Run.class,
      CutoverCommand.Reconcile.class,
      CutoverKoha.class
    })
public final class CutoverCommand {

  private static final int FAILED = 1;

  CutoverCommand() {}

  /** {@code cutover check}. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Reads everything and writes nothing.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:every row can be loaded",
        "1:rows were rejected, or a file could not be read, or the store failed",
        "2:usage error"
      })
  public static final class Check extends CutoverStep {

    @Override
    protected int step(Cutover cutover, Tenant tenant, PrintWriter out) {
      var report = cutover.check(reports());
      CutoverTables.print(report, out);
      out.println("Nothing was written.");
      out.flush();
      return report.isClean() ? 0 : FAILED;
    }
  }

  /** {@code cutover run}. */
  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = "Loads everything; loading it again changes nothing.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done; rejected rows, if any, are in the report",
        "1:a file could not be read, or the store failed",
        "2:usage error; nothing was done"
      })
  public static final class Run extends CutoverStep {

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "KIND",
        description =
            "Write only these of ${COMPLETION-CANDIDATES} (default: all). The others are only read and checked.")
    private Set<Kind> only = EnumSet.allOf(Kind.class);

    @Override
    protected int step(Cutover cutover, Tenant tenant, PrintWriter out) {
      CutoverTables.print(cutover.run(reports(), only), out);
      return 0;
    }
  }

  /** {@code cutover reconcile}. */
  @Command(
      name = "reconcile",
      mixinStandardHelpOptions = true,
      description = "Compares the store with the export.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:the store agrees with the export",
        "1:there are differences, or a file could not be read, or the store failed",
        "2:usage error"
      })
  public static final class Reconcile extends CutoverStep {

    @Override
    protected int step(Cutover cutover, Tenant tenant, PrintWriter out) {
      var result = cutover.reconcile(reports());
      CutoverTables.print(result, tenant, out);
      return result.file() == null ? 0 : FAILED;
    }
  }
}
