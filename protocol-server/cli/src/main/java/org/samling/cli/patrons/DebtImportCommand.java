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
      "Imports payments, reversals, write-offs and withdrawals from a file of the debtor system (docs/debt.md): JSON if its name ends in .json, otherwise CSV.",
      "Each message is carried out once, however often the file is imported. Refused messages are reported, and the import goes on."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every message has been carried out, now or before",
      "1:a message was refused, or the file or the store could not be read",
      "2:usage error; nothing was done"
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
      throw whichTenant.usageError("there is no file " + file);
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
        "%,d carried out, %,d carried out before, %,d refused."
            .formatted(report.done(), report.again(), report.refused().size()));
    out.flush();
    return report.refused().isEmpty() ? 0 : 1;
  }
}
