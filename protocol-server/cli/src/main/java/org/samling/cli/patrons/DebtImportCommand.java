package org.samling.cli.patrons;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.exchange.debt.DebtFiles;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;
import org.samling.routes.debt.DebtMessages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code debt import}: imports what the debtor system reports. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Takes payments, reversals, write-offs and withdrawals from a file of the debtor system (docs/debt.md): JSON where its name ends so, and else CSV.",
      "Each message is done once, however often the file comes. What is refused is told, and the next one is taken."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is done, now or before",
      "1:something was refused, or the file or the store could not be read",
      "2:used wrongly, and nothing was done"
    })
final class DebtImportCommand extends TenantCommand {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  DebtImportCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    if (!Files.isRegularFile(file)) {
      throw whichTenant.wrong("there is no file " + file);
    }
    var messages =
        new DebtMessages(store.debts(), store.inquiries(), new Commands(store, DEADLINE));
    DebtFiles.Report report;
    try {
      report = DebtFiles.take(file, tenant, messages, Terminal.user());
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
    var out = spec.commandLine().getOut();
    report.refused().forEach(line -> out.println("Refused: " + line));
    out.println(
        "%,d done, %,d done before, %,d refused."
            .formatted(report.done(), report.again(), report.refused().size()));
    out.flush();
    return report.refused().isEmpty() ? 0 : 1;
  }
}
