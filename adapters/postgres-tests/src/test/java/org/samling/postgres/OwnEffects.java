package org.samling.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.organisation.TenantId;

/**
 * Holds that what was acknowledged was done to whom and to what the command named, and as it was
 * told: loans by patron, item and due date, holds by patron and branch, fees by patron and amount.
 */
final class OwnEffects {

  private static final String CARD =
      """
      (select min(i.value) from patron_identifier i
       where i.tenant_id = %1$s.tenant_id and i.kind = 'CARD' and i.patron_id = %2$s)
      """;

  /** After its end a loan's patron is kept apart, if at all. */
  private static final String LOANS =
      """
      select l.id || ' ' || i.barcode || ' ' || coalesce(%s, '-') from loan l
      join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
      left join loan_history h on h.tenant_id = l.tenant_id and h.loan_id = l.id
      """
          .formatted(CARD.formatted("l", "coalesce(l.patron_id, h.patron_id)"));

  private static final String HOLDS =
      "select h.id || ' ' || h.pickup_branch || ' ' || coalesce(%s, '-') from hold h"
          .formatted(CARD.formatted("h", "h.patron_id"));

  private static final String FEES =
      "select e.id || ' ' || e.amount || ' ' || %s from ledger_entry e where e.kind = 'CREATION'"
          .formatted(CARD.formatted("e", "e.patron_id"));

  /** Transactions of one tenant follow each other, and have their numbers in that order. */
  private static final String TRANSACTIONS =
      "select encode(key, 'hex') || xmin::text from command_outcome";

  private final TestLibrary library;

  OwnEffects(TestLibrary library) {
    this.library = library;
  }

  void check(TenantId tenant, List<Exchange> own) {
    var loans = new HashSet<String>();
    var holds = new HashSet<String>();
    var fees = new HashSet<String>();
    for (var exchange : own) {
      var patron = exchange.command.patron();
      switch (exchange.outcome()) {
        case CheckoutOutcome.Granted granted ->
            loans.add(granted.loanId() + " " + exchange.command.item() + " " + patron);
        case HoldOutcome.Placed hold ->
            holds.add(hold.holdId() + " " + hold.pickup() + " " + patron);
        case FeeOutcome.Charged fee ->
            fees.add(
                fee.entryId()
                    + " "
                    + ((FeeCommand.ChargeFee) exchange.command).amount()
                    + " "
                    + patron);
        default -> {} // refused, or of something that is there already
      }
    }
    assertSame("loans, by item and patron", rows(tenant, LOANS), loans);
    assertSame("holds, by branch and patron", rows(tenant, HOLDS), holds);
    assertSame("fees, by amount and patron", rows(tenant, FEES), fees);
    checkItems(tenant, own);
    checkDueDates(tenant, own);
  }

  /** That they are the same; of what is over it may be forgotten whose it was. */
  private static void assertSame(String what, Set<String> rows, Set<String> heard) {
    var forgotten = new HashSet<String>();
    rows.stream()
        .filter(row -> row.endsWith(" -"))
        .forEach(row -> forgotten.add(row.substring(0, row.length() - 1)));
    assertThat(rows)
        .as(what)
        .containsExactlyInAnyOrderElementsOf(
            heard.stream()
                .map(one -> {
                  var but = one.substring(0, one.lastIndexOf(' ') + 1);
                  return forgotten.contains(but) ? but + "-" : one;
                })
                .toList());
  }

  /** What ended or changed a loan named its item. */
  private void checkItems(TenantId tenant, List<Exchange> own) {
    var items = new HashMap<String, String>();
    rows(tenant, LOANS).forEach(row -> items.put(row.substring(0, 36), row.split(" ", -1)[1]));
    for (var exchange : own) {
      var loan = loan(exchange);
      if (loan != null) {
        assertThat(items.get(loan)).as(exchange.name).isEqualTo(exchange.command.item());
      }
    }
  }

  private static @Nullable String loan(Exchange exchange) {
    var id =
        switch (exchange.outcome()) {
          case CheckoutOutcome.Granted granted -> granted.loanId();
          case CheckinOutcome.Returned returned -> returned.loanId();
          case LoanOutcome.Changed changed -> changed.loanId();
          default -> null;
        };
    return id == null ? null : id.toString();
  }

  private static @Nullable Instant due(Exchange exchange) {
    return switch (exchange.outcome()) {
      case CheckoutOutcome.Granted granted -> granted.due();
      case LoanOutcome.Changed changed -> changed.due();
      default -> null;
    };
  }

  /** A loan is due when it was said last, in one of the answers of one transaction. */
  private void checkDueDates(TenantId tenant, List<Exchange> own) {
    var transactions = new HashMap<String, Long>();
    library
        .texts(tenant, TRANSACTIONS)
        .forEach(row -> transactions.put(row.substring(0, 64), Long.valueOf(row.substring(64))));
    record Last(long transaction, List<Instant> told) {}
    Map<String, Last> last = new HashMap<>();
    for (var exchange : own) {
      var loan = loan(exchange);
      var due = due(exchange);
      if (loan != null && due != null) {
        long transaction = requireNonNull(transactions.get(exchange.command.origin().key().hex()));
        last.merge(
            loan,
            new Last(transaction, new ArrayList<>(List.of(due))),
            (one, other) ->
                one.transaction() == other.transaction()
                    ? new Last(
                        one.transaction(),
                        Stream.concat(one.told().stream(), other.told().stream()).toList())
                    : one.transaction() > other.transaction() ? one : other);
      }
    }
    for (var row :
        library.texts(tenant, "select id || ' ' || extract(epoch from due_at)::bigint from loan")) {
      var loan = row.substring(0, 36);
      assertThat(requireNonNull(last.get(loan)).told())
          .as("when the loan %s is due", loan)
          .contains(Instant.ofEpochSecond(Long.parseLong(row.substring(37))));
    }
  }

  private Set<String> rows(TenantId tenant, String sql) {
    return new HashSet<>(library.texts(tenant, sql));
  }
}
