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
      "Manages online payments that arrived when nothing was owed any more and must be refunded (docs/debt.md).",
      "Without a REFERENCE it lists them. With references it records that those were refunded."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the payments are listed, or all are recorded as refunded",
      "1:at least one of them is not to be refunded",
      "2:usage error; nothing was done"
    })
final class DebtRefundsCommand extends TenantCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "REFERENCE",
      description = "The references of the payments that were refunded.")
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
                    reference, isRefunded ? "is recorded as refunded" : "is not to be refunded"));
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
      out.println("There are no payments to refund.");
      out.flush();
    } else {
      sheet.print(format, out);
    }
    return 0;
  }
}
