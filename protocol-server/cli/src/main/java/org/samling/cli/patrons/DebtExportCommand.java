package org.samling.cli.patrons;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Sheet;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.debt.Debts.Export;
import org.samling.exchange.debt.ClaimFile;
import org.samling.exchange.debt.DebtFormat;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code debt export}: hands fees over to the debtor system. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a delivery for the debtor system to a folder: fees that are old and high enough (debt.minimum-age-days, debt.minimum-amount), and claims whose open amount has changed.",
      "Each fee is claimed once. If the file of a delivery is lost, --again writes the same delivery again."
    })
final class DebtExportCommand extends TenantCommand {

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The folder; only its owner can read the file.")
  private @Nullable Path output;

  @Option(
      names = "--format",
      defaultValue = "csv",
      paramLabel = "F",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private DebtFormat format;

  @Option(
      names = "--again",
      paramLabel = "N",
      description = "Write this delivery again instead of a new one.")
  private @Nullable Long again;

  @Option(names = "--list", description = "List the deliveries; write nothing.")
  private boolean list;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  DebtExportCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var debts = store.debts();
    var out = spec.commandLine().getOut();
    if (list) {
      var sheet = new Sheet(List.of("number", "made", "lines", "by"));
      debts
          .exports(tenant.id())
          .forEach(e ->
              sheet.add(
                  List.of(
                      e.number(),
                      e.made().atZone(tenant.zone()).toLocalDate(),
                      e.lines(),
                      e.by())));
      sheet.print(Sheet.Form.TEXT, out);
      return 0;
    }
    var folder = output;
    if (folder == null) {
      throw whichTenant.usageError("export needs --output, the folder");
    }
    Optional<Export> export =
        again == null
            ? debts.export(tenant.id(), Instant.now(), Terminal.user())
            : debts.export(tenant.id(), again);
    if (export.isEmpty()) {
      out.println(
          again == null
              ? "There is nothing new for the debtor system."
              : "There is no delivery %d.".formatted(again));
      out.flush();
      return again == null ? 0 : 1;
    }
    try {
      var file = ClaimFile.write(folder, tenant, export.get(), format, debts);
      out.println(
          "Delivery %d, %,d lines: %s"
              .formatted(export.get().number(), export.get().lines(), file));
      out.flush();
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "delivery %d was made, but can't be written to %s (%s); write it with --again %d"
              .formatted(export.get().number(), folder, e.getMessage(), export.get().number()),
          e);
    }
  }
}
