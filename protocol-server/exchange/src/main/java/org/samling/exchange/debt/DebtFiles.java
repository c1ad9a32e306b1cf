package org.samling.exchange.debt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samling.core.debt.DebtMessage;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Tenant;
import org.samling.routes.debt.DebtMessages;

/** Files that come from the debtor system. */
public final class DebtFiles {

  private static final Set<String> NEEDED = Set.of("id", "kind", "claim", "day");
  private static final Set<String> KNOWN = Set.of("id", "kind", "claim", "day", "amount", "of");
  private static final Set<String> BALANCE = Set.of("claim", "balance");

  private DebtFiles() {}

  /**
   * The outcome of a file's messages.
   *
   * @param done how many were carried out
   * @param again how many had been carried out before
   * @param refused one line for each that was not carried out, with the reason
   */
  public record Report(int done, int again, List<String> refused) {

    /** Copies the list. */
    public Report {
      refused = List.copyOf(refused);
    }
  }

  /**
   * Processes the messages of a file in order. A faulty one is reported and skipped; processing a
   * file again repeats nothing.
   *
   * @param by who submits it
   * @throws IllegalArgumentException where it is not such a file; nothing has been done then
   * @throws IOException when it can't be read
   */
  public static Report take(Path file, Tenant tenant, DebtMessages messages, String by)
      throws IOException {
    var done = 0;
    var again = 0;
    var refused = new ArrayList<String>();
    for (var row : DebtRows.read(file, "messages", NEEDED, KNOWN)) {
      try {
        var message = message(row, tenant);
        var taken = messages.process(tenant, message, by);
        switch (taken.result()) {
          case DONE -> done++;
          case AGAIN -> again++;
          case REFUSED ->
              refused.add(
                  "%s, %s %s of claim %d: %s"
                      .formatted(
                          row.place(),
                          message.kind().word(),
                          message.id(),
                          message.claim(),
                          taken.reason()));
        }
      } catch (IllegalArgumentException e) {
        refused.add("%s: %s".formatted(row.place(), e.getMessage()));
      }
    }
    return new Report(done, again, refused);
  }

  private static DebtMessage message(DebtRows.Row row, Tenant tenant) {
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
   * @throws IllegalArgumentException that says where the fault is
   * @throws IOException when it can't be read
   */
  public static Map<Long, Long> balances(Path file, Tenant tenant) throws IOException {
    var balances = new LinkedHashMap<Long, Long>();
    for (var row : DebtRows.read(file, "balances", BALANCE, BALANCE)) {
      try {
        var claim = row.number("claim");
        var balance = Money.minor(row.text("balance"), tenant.currency());
        if (balances.put(claim, balance) != null) {
          throw new IllegalArgumentException("the claim %d is listed twice".formatted(claim));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, %s: %s".formatted(file, row.place(), e.getMessage()), e);
      }
    }
    return balances;
  }
}
