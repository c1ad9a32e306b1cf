package org.samling.cli.patrons;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Sheet;
import org.samling.cli.common.TenantCommand;
import org.samling.core.debt.DebtReconciliation;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.debt.DebtFiles;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code debt reconcile}: compares what the debtor system says with the ledger. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the debtor system's balance of each claim with the ledger's, and lists the differences (docs/debt.md). Nothing is changed.",
      "The file is CSV with the columns claim,balance, or JSON. Messages that were refused, or whose outcome is unknown, are listed too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:both agree", "1:there are differences", "2:usage error"})
final class DebtReconcileCommand extends TenantCommand {

  @Parameters(paramLabel = "FILE", description = "The debtor system's balances.")
  private Path file;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "F",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Sheet.Form format;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  DebtReconcileCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    if (!Files.isRegularFile(file)) {
      throw whichTenant.usageError("there is no file " + file);
    }
    var debts = store.debts();
    var sheet = new Sheet(List.of("claim", "difference", "there", "here", "message", "reason"));
    try {
      var balances = DebtFiles.balances(file, tenant);
      for (var d : DebtReconciliation.of(debts.claims(tenant.id()), balances)) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("claim", d.claim());
        row.put("difference", d.kind().word());
        row.put("there", money(d.there(), tenant));
        row.put("here", money(d.here(), tenant));
        sheet.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
    for (var kept : debts.unsettled(tenant.id())) {
      var message = kept.message();
      var row = new HashMap<String, @Nullable Object>();
      row.put("claim", message.claim());
      row.put("difference", kept.reason() == null ? "not-known-whether-done" : "message-refused");
      row.put(
          "message",
          "%s %s %s"
              .formatted(message.kind().word(), message.id(), money(message.amount(), tenant)));
      row.put("reason", kept.reason());
      sheet.add(row);
    }
    var out = spec.commandLine().getOut();
    if (sheet.isEmpty() && format == Sheet.Form.TEXT) {
      out.println("There are no differences.");
      out.flush();
    } else {
      sheet.print(format, out);
    }
    return sheet.isEmpty() ? 0 : 1;
  }

  private static @Nullable String money(@Nullable Long amount, Tenant tenant) {
    return amount == null ? null : Money.text(amount, tenant.currency());
  }
}
