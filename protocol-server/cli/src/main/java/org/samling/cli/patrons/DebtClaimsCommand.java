package org.samling.cli.patrons;

import java.util.Arrays;
import java.util.List;
import org.samling.cli.common.Sheet;
import org.samling.cli.common.TenantCommand;
import org.samling.core.debt.Money;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code debt claims}: the claims in the debtor system. */
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the claims with their open amounts, by the ledger and by the debtor system.",
      "If the two differ, the next delivery reports it."
    })
final class DebtClaimsCommand extends TenantCommand {

  @Option(names = "--all", description = "Also claims of which nothing is open any more.")
  private boolean all;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "F",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Sheet.Form format;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  DebtClaimsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var sheet = new Sheet(List.of("claim", "patron", "open", "told", "withdrawn", "fee"));
    for (var c : store.debts().claims(tenant.id())) {
      if (all || c.open() != 0 || c.told() != 0) {
        var withdrawn = c.withdrawn();
        sheet.add(
            Arrays.asList(
                c.number(),
                c.patron(),
                Money.text(c.open(), tenant.currency()),
                Money.text(c.told(), tenant.currency()),
                withdrawn == null ? null : withdrawn.atZone(tenant.zone()).toLocalDate().toString(),
                c.fee().toString()));
      }
    }
    var out = spec.commandLine().getOut();
    if (sheet.isEmpty() && format == Sheet.Form.TEXT) {
      out.println("The debtor system has no claims.");
      out.flush();
    } else {
      sheet.print(format, out);
    }
    return 0;
  }
}
