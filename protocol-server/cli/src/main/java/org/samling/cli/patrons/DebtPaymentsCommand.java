package org.samling.cli.patrons;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Sheet;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.debt.Money;
import org.samling.core.debt.OnlinePayments.OnlinePayment;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;
import org.samling.routes.debt.OnlinePaymentFlow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code debt payments}: payments that are made online. */
@Command(
    name = "payments",
    mixinStandardHelpOptions = true,
    description = {
      "Manages online payments, each with a reference known to both sides (docs/debt.md).",
      "list: lists payments not yet confirmed and those to be refunded; with --all, all payments.",
      "begin REFERENCE: records that a patron begins to pay.",
      "confirm REFERENCE: records that the money arrived. It is entered once, however often it is confirmed."
    })
final class DebtPaymentsCommand extends TenantCommand {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** What can be done. */
  enum What {
    LIST,
    BEGIN,
    CONFIRM;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REFERENCE",
      description = "For begin and confirm: the reference of the payment.")
  private @Nullable String reference;

  @Option(names = "--patron", paramLabel = "P", description = "For begin: the card number.")
  private @Nullable String patron;

  @Option(
      names = "--amount",
      paramLabel = "A",
      description =
          "For begin: the amount, such as 230.00 (default: all that is owed of the fees). For confirm: the amount that arrived.")
  private @Nullable String amount;

  @Option(
      names = "--fee",
      split = ",",
      paramLabel = "F",
      description =
          "For begin: the fees to settle, separated by commas (default: all, oldest first).")
  private @Nullable List<UUID> fees;

  @Option(names = "--all", description = "For list: also confirmed payments.")
  private boolean all;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "F",
      description = "For list: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Sheet.Form format;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  DebtPaymentsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var out = spec.commandLine().getOut();
    var paying =
        new OnlinePaymentFlow(
            store.onlinePayments(), store.inquiries(), new Commands(store, DEADLINE));
    return switch (what) {
      case LIST -> {
        list(store.onlinePayments().list(tenant.id(), !all), tenant, out);
        yield 0;
      }
      case BEGIN ->
          printAnswer(
              paying.begin(
                  tenant,
                  whichTenant.required(what, "a REFERENCE", reference),
                  whichTenant.required(what, "--patron", patron),
                  amount == null ? null : minor(amount, tenant),
                  fees == null ? List.of() : fees,
                  Terminal.user()),
              tenant,
              out);
      case CONFIRM ->
          printAnswer(
              paying.confirm(
                  tenant,
                  whichTenant.required(what, "a REFERENCE", reference),
                  minor(whichTenant.required(what, "--amount", amount), tenant),
                  Terminal.user()),
              tenant,
              out);
    };
  }

  private long minor(String text, Tenant tenant) {
    try {
      return Money.minor(text, tenant.currency());
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
  }

  private static int printAnswer(OnlinePaymentFlow.Answer answer, Tenant tenant, PrintWriter out) {
    var code =
        switch (answer) {
          case OnlinePaymentFlow.Answer.Known(var p) -> {
            out.println(
                "%s: %s, %s %s%s"
                    .formatted(
                        p.reference(),
                        word(p),
                        Money.text(p.amount(), tenant.currency()),
                        tenant.currency(),
                        p.reason() == null ? "" : ": " + p.reason()));
            yield 0;
          }
          case OnlinePaymentFlow.Answer.Refused(_, var detail) -> {
            out.println(detail);
            yield 1;
          }
        };
    out.flush();
    return code;
  }

  private void list(List<OnlinePayment> payments, Tenant tenant, PrintWriter out) {
    var sheet = new Sheet(List.of("reference", "state", "amount", "patron", "begun", "reason"));
    for (var p : payments) {
      sheet.add(
          Arrays.asList(
              p.reference(),
              word(p),
              Money.text(p.amount(), tenant.currency()),
              p.patron(),
              p.begun().atZone(tenant.zone()).toLocalDate().toString(),
              p.reason()));
    }
    if (sheet.isEmpty() && format == Sheet.Form.TEXT) {
      out.println("There are no payments.");
      out.flush();
    } else {
      sheet.print(format, out);
    }
  }

  private static String word(OnlinePayment payment) {
    return payment.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
