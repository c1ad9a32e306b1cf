package org.samling.cli.patrons;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Sheet;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.debt.Money;
import org.samling.core.debt.OnlinePayments.State;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code debt refunds}: online payments that have to be paid back. */
@Command(
    name = "refunds",
    mixinStandardHelpOptions = true,
    description = {
      "Online payments that came when nothing was owed any more, and have to be paid back (docs/debt.md).",
      "Without a REFERENCE they are listed. With some it is noted that these were paid back."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they are listed, or all are noted",
      "1:one of them is not to be paid back",
      "2:used wrongly, and nothing was done"
    })
final class DebtRefundsCommand extends TenantCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "REFERENCE",
      description = "What was paid back, as both sides call it.")
  private @Nullable List<String> references;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "F",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Sheet.Form format;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  DebtRefundsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var payments = store.onlinePayments();
    var out = spec.commandLine().getOut();
    if (references != null) {
      var code = 0;
      for (var reference : references) {
        var isRefunded = payments.refund(tenant.id(), reference, Terminal.user());
        out.println(
            "%s %s."
                .formatted(
                    reference,
                    isRefunded ? "was paid back" : "is not one that is to be paid back"));
        code = isRefunded ? code : 1;
      }
      out.flush();
      return code;
    }
    var sheet = new Sheet(List.of("reference", "amount", "patron", "came", "reason"));
    for (var p : payments.list(tenant.id(), true)) {
      var ended = p.ended();
      if (p.state() == State.TO_REFUND && ended != null) {
        sheet.add(
            Arrays.asList(
                p.reference(),
                Money.text(p.amount(), tenant.currency()),
                p.patron(),
                ended.atZone(tenant.zone()).toLocalDate().toString(),
                p.reason()));
      }
    }
    if (sheet.isEmpty() && format == Sheet.Form.TEXT) {
      out.println("Nothing is to be paid back.");
      out.flush();
    } else {
      sheet.print(format, out);
    }
    return 0;
  }
}
