package org.samling.operations.debt;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.samling.core.debt.DebtMessage;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Problem;
import org.samling.operations.debt.Claims.Imported;
import org.samling.operations.debt.Claims.Refusal;
import org.samling.operations.debt.DebtRows.Row;
import org.samling.routes.IncomingFile;
import org.samling.routes.debt.DebtMessages;

/** Files that come from the debtor system. */
final class DebtFiles {

  private static final DebtRows MESSAGES =
      new DebtRows(
          "messages",
          Set.of("id", "kind", "claim", "day"),
          Set.of("id", "kind", "claim", "day", "amount", "of"));

  private static final Set<String> BALANCE = Set.of("claim", "balance");
  private static final DebtRows BALANCES = new DebtRows("balances", BALANCE, BALANCE);

  private DebtFiles() {}

  /**
   * Processes the messages of a file in order. A faulty one is reported and skipped; processing a
   * file again repeats nothing.
   *
   * @param by who submits it
   * @throws Problem when it is not such a file; nothing has been done then
   */
  static Imported take(IncomingFile file, Tenant tenant, DebtMessages messages, String by) {
    var done = 0;
    var again = 0;
    var refused = new ArrayList<Refusal>();
    for (var row : MESSAGES.read(file)) {
      try {
        var taken = messages.process(tenant, message(row, tenant), by);
        switch (taken.result()) {
          case DONE -> done++;
          case AGAIN -> again++;
          case REFUSED -> refused.add(Refusal.of(row, String.valueOf(taken.reason())));
        }
      } catch (IllegalArgumentException e) {
        refused.add(Refusal.of(row, String.valueOf(e.getMessage())));
      }
    }
    return Imported.of(done, again, refused);
  }

  private static DebtMessage message(Row row, Tenant tenant) {
    var word = row.text("kind");
    var kind =
        DebtMessage.Kind.of(word)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the kind must be payment, payment-reversal, write-off or withdrawal, not \"%s\""
                        .formatted(word)));
    var amount = row.textOrNull("amount");
    return new DebtMessage(
        row.text("id"),
        kind,
        row.number("claim"),
        amount == null ? 0 : Money.minor(amount, tenant.currency()),
        row.textOrNull("of"),
        day(row.text("day")));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a day must be written as 2026-11-25, not \"%s\"".formatted(text), e);
    }
  }

  /**
   * Reads the open balance of each claim according to the debtor system, in minor units.
   *
   * @throws Problem that says where the fault is
   */
  static Map<Long, Long> balances(IncomingFile file, Tenant tenant) {
    var balances = new LinkedHashMap<Long, Long>();
    for (var row : BALANCES.read(file)) {
      try {
        var claim = row.number("claim");
        var balance = Money.minor(row.text("balance"), tenant.currency());
        if (balances.put(claim, balance) != null) {
          throw new IllegalArgumentException("the claim %d is listed twice".formatted(claim));
        }
      } catch (IllegalArgumentException e) {
        throw Problem.invalid("In %s: %s.".formatted(row.place(), e.getMessage()));
      }
    }
    return balances;
  }
}
