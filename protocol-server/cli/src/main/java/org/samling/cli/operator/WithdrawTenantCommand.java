package org.samling.cli.operator;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.samling.cli.common.LibraryOptions;
import org.samling.cli.common.ProgressDisplay;
import org.samling.cli.common.Terminal;
import org.samling.library.Library;
import org.samling.library.backup.LibraryWithdrawal;
import org.samling.postgres.backup.BackupRecipients;
import org.samling.postgres.withdrawal.TenantHoldings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenants withdraw}: takes a tenant out of the library. */
@Command(
    name = "withdraw",
    mixinStandardHelpOptions = true,
    description = {
      "Exports all that a tenant has, and deletes it from the library.",
      "Servers may be running: nothing is done for the tenant from then on, and the others go on (docs/migration.md). It works on the library itself, not by a server, and needs store.owner where the database is your own. It can't be undone. A run that was broken off is finished by the same command."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the tenant is exported and gone",
      "1:it is not gone yet; run it again",
      "2:usage error, or not confirmed; nothing was done"
    })
public final class WithdrawTenantCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "TENANT", description = "The tenant, by its code.")
  private String code;

  @Option(
      names = "--export",
      required = true,
      paramLabel = "FILE",
      description =
          "The file for the export, which must not exist. A run that goes on after its export needs it no more.")
  private Path file;

  @Option(
      names = "--keep-records",
      description =
          "Leave common records of which no other tenant has items; without it they are deleted.")
  private boolean keepRecords;

  @Option(names = "--yes", description = "Do not ask for the tenant's code again.")
  private boolean yes;

  @Option(
      names = "--recipient",
      paramLabel = "FILE",
      description =
          "A file of OpenPGP public keys to encrypt the export for; repeatable. Those of the configuration (backup.recipients) are added.")
  private List<Path> recipients = List.of();

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  WithdrawTenantCommand() {}

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    confirm();
    var configuration = which.configuration();
    var readers =
        BackupRecipients.of(
            Stream.concat(configuration.backupRecipients().stream(), recipients.stream()).toList());
    try (var library = Library.openBeside(configuration);
        var display = new ProgressDisplay("Withdrawing", 0, spec.commandLine().getErr())) {
      var removal =
          new LibraryWithdrawal(
                  configuration,
                  library.store(),
                  readers,
                  (done, _, what) -> display.counted(done, what))
              .run(
                  code,
                  file,
                  Terminal.user(),
                  keepRecords,
                  exported -> {
                    var holdings = exported.holdings();
                    out.println(
                        holdings == null
                            ? "Exported by an earlier run: " + exported.file()
                            : "Exported: " + exported.file());
                    if (holdings != null) {
                      print(holdings, out);
                    }
                    out.flush();
                  });
      out.println("Deleted:");
      removal.removed().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(rows -> out.println("  %-28s %,12d".formatted(rows.getKey(), rows.getValue())));
      if (removal.guests() > 0) {
        out.println(
            "%d of its patrons owe something to tenants at which they were guests. They stay there as patrons, excluded (U)."
                .formatted(removal.guests()));
      }
      out.println("The tenant \"%s\" is gone.".formatted(code));
      out.flush();
      return 0;
    }
  }

  private void confirm() {
    if (Files.exists(file) && !yes) {
      throw new ParameterException(spec.commandLine(), file + " exists already");
    }
    if (yes) {
      return;
    }
    if (!Terminal.confirms(
        "Everything of the tenant \"%s\" will be deleted. Type its code again: ".formatted(code),
        code)) {
      throw new ParameterException(
          spec.commandLine(),
          "not confirmed: type the tenant's code again where it is asked for, or use --yes");
    }
  }

  private static void print(TenantHoldings holdings, PrintWriter out) {
    out.println("  %-28s %,12d".formatted("patrons", holdings.patrons()));
    out.println("  %-28s %,12d".formatted("items", holdings.items()));
    out.println("  %-28s %,12d".formatted("records", holdings.records()));
    out.println("  %-28s %,12d".formatted("open loans", holdings.loans()));
    out.println("  %-28s %,12d".formatted("open holds", holdings.holds()));
    var currency = Currency.getInstance(holdings.currency());
    out.println(
        "  %-28s %12s"
            .formatted(
                "owed (%s)".formatted(currency),
                BigDecimal.valueOf(holdings.owed(), currency.getDefaultFractionDigits())));
  }
}
