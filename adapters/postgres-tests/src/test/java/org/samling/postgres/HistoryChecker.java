package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Json;

/**
 * Compares what clients heard with what the tables say: what was acknowledged is there, once, and
 * as it was told; nothing else is, and what was refused had no effect. Tells how it went.
 */
final class HistoryChecker {

  /** The longest that a kiosk is to wait. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final TestLibrary library;
  private final JumpingClock clock;
  private final List<Loss> losses;
  private final OwnEffects ownEffects;
  private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
  private final List<Exchange> lost = new ArrayList<>();
  private long refusedAlone;

  HistoryChecker(TestLibrary library, Collection<Event> events) {
    this(library, events, new JumpingClock(), List.of());
  }

  /**
   * Of a library to which something happened.
   *
   * @param clock what nodes may have gone by
   * @param losses the promotions that lost something
   */
  HistoryChecker(
      TestLibrary library, Collection<Event> events, JumpingClock clock, List<Loss> losses) {
    this.library = library;
    this.clock = clock;
    this.losses = losses;
    this.ownEffects = new OwnEffects(library);
    for (var event : events) {
      if (event instanceof Event.Invoke invoke) {
        exchanges
            .computeIfAbsent(invoke.name(), name -> new Exchange(name, invoke.command()))
            .asked(invoke);
      } else {
        var exchange = exchanges.get(event.name());
        assertThat(exchange).as("what is answered was asked").isNotNull();
        exchange.heard(event);
      }
    }
  }

  /** Checks all, and the library's invariants. */
  void check() {
    for (var exchange : exchanges.values()) {
      exchange.checkAnswered();
      exchange.decided(clock);
    }
    lost.clear();
    refusedAlone = 0;
    check(library.north);
    check(library.south);
    Invariants.check(library);
  }

  private void check(TenantId tenant) {
    var all =
        exchanges.values().stream()
            .filter(e -> e.command.origin().tenant().equals(tenant))
            .toList();
    var remembered = remembered(tenant);
    var own = new ArrayList<Exchange>();
    var lostHere = new ArrayList<Exchange>();
    for (var exchange : all) {
      var isLost =
          !remembered.containsKey(key(exchange))
              && losses.stream().anyMatch(loss -> loss.allows(exchange));
      (isLost ? lostHere : own).add(exchange);
    }
    losses.forEach(loss -> loss.check(lostHere, own, clock));
    lost.addAll(lostHere);
    checkJournal(tenant, own, remembered);
    checkLoans(tenant, own);
    checkHolds(tenant, own);
    checkLedger(tenant, own);
    ownEffects.check(tenant, own);
    var refusals = new RefusalChecker(library);
    refusals.check(tenant);
    refusedAlone += refusals.alone();
  }

  private Map<String, Outcome> remembered(TenantId tenant) {
    var remembered = new HashMap<String, Outcome>();
    library
        .texts(tenant, "select encode(key, 'hex') || outcome from command_outcome")
        .forEach(row -> remembered.put(row.substring(0, 64), Json.readOutcome(row.substring(64))));
    return remembered;
  }

  private static String key(Exchange exchange) {
    return exchange.command.origin().key().hex();
  }

  /** Every command was decided once, and what is remembered of it is what its client heard. */
  private void checkJournal(TenantId tenant, List<Exchange> own, Map<String, Outcome> remembered) {
    var heard = new HashMap<String, Outcome>();
    for (var exchange : own) {
      heard.put(key(exchange), exchange.outcome());
      assertThat(remembered.get(key(exchange)))
          .as("what is remembered of %s: %s", exchange.name, exchange)
          .isEqualTo(exchange.outcome());
    }
    assertThat(remembered.keySet()).as("nothing else was decided").isEqualTo(heard.keySet());
    assertThat(count(tenant, "select count(*) from audit"))
        .as("each command was decided once")
        .isEqualTo(own.size());
    assertThat(count(tenant, "select count(*) from audit where outcome = 'refused'"))
        .isEqualTo(own.stream().filter(Exchange::isRefused).count());
  }

  private void checkLoans(TenantId tenant, List<Exchange> own) {
    var lent = new HashSet<String>();
    var renewals = new TreeMap<String, Long>();
    var ends = new TreeMap<String, Long>();
    var undone = new HashSet<String>();
    var recalled = new HashSet<String>();
    var claimed = new HashSet<String>();
    var told = new Told();
    for (var exchange : own) {
      switch (exchange.outcome()) {
        case CheckoutOutcome.Granted granted -> {
          var loan = granted.loanId().toString();
          if (granted.renewed()) {
            renewals.merge(loan, 1L, Long::sum);
            told.add("loan-renewed", loan);
          } else {
            lent.add(loan);
          }
        }
        case CheckinOutcome.Returned returned when returned.loanId() != null -> {
          ends.merge(returned.loanId().toString(), 1L, Long::sum);
          told.add("loan-closed", returned.loanId().toString());
        }
        case LoanOutcome.Changed changed when changed.loanId() != null -> {
          var loan = changed.loanId().toString();
          switch (exchange.command) {
            case LoanCommand.UndoCheckout _ when changed.due() != null -> {
              renewals.merge(loan, -1L, Long::sum);
              told.add("loan-renewal-undone", loan);
            }
            case LoanCommand.UndoCheckout _ -> {
              told.add("loan-undone", loan);
              undone.add(loan);
              ends.merge(loan, 1L, Long::sum);
            }
            case LoanCommand.UndoCheckin _ -> {
              ends.merge(loan, -1L, Long::sum);
              told.add("loan-reopened", loan);
            }
            case LoanCommand.Recall _ -> recalled.add(loan);
            case LoanCommand.ClaimReturned _ -> claimed.add(loan);
            default -> throw new IllegalStateException("not foreseen: " + exchange.command);
          }
        }
        default -> {} // refused, or of something else
      }
    }
    assertSame(tenant, "loan", "true", lent);
    assertSame(tenant, "loan", "undone_at is not null", undone);
    assertSame(tenant, "loan", "recalled_at is not null", recalled);
    assertSame(tenant, "loan", "claimed_returned_at is not null", claimed);
    assertThat(sums(tenant, "select id, renewals from loan")).isEqualTo(withoutZero(renewals));
    assertThat(sums(tenant, "select id, (returned_at is not null)::int from loan"))
        .as("returns, less those that were undone")
        .isEqualTo(withoutZero(ends));
    lent.forEach(loan -> told.add("loan-opened", loan));
    assertThat(
            texts(
                tenant,
                "select kind || ' ' || (payload -> 'loan' ->> 'id') from outbox where kind in ('%s')"
                    .formatted(String.join("', '", Told.KINDS))))
        .as("what others are told of loans")
        .containsExactlyInAnyOrderElementsOf(told.events);
    if (!clock.wasSet()) {
      checkOrder(tenant);
    }
  }

  private void checkOrder(TenantId tenant) {
    assertThat(
            count(
                tenant,
                """
                select count(*) from loan l join loan o on o.tenant_id = l.tenant_id and o.item_id = l.item_id
                  and o.lent_at > l.lent_at where coalesce(l.returned_at, 'infinity') > o.lent_at
                """))
        .as("loans of one item, one before the other is over")
        .isZero();
  }

  /** What others have to be told of loans: each change once, and nothing of what was refused. */
  private static final class Told {
    static final List<String> KINDS =
        List.of(
            "loan-opened",
            "loan-renewed",
            "loan-renewal-undone",
            "loan-closed",
            "loan-reopened",
            "loan-undone");

    final List<String> events = new ArrayList<>();

    void add(String kind, String loan) {
      events.add(kind + " " + loan);
    }
  }

  private void checkHolds(TenantId tenant, List<Exchange> own) {
    var placed = new HashSet<String>();
    var cancelled = new ArrayList<String>();
    for (var exchange : own) {
      switch (exchange.outcome()) {
        case HoldOutcome.Placed hold -> placed.add(hold.holdId().toString());
        case HoldOutcome.Cancelled hold -> cancelled.add(hold.holdId().toString());
        default -> {} // refused, or of something else
      }
    }
    assertSame(tenant, "hold", "true", placed);
    assertSame(tenant, "hold", "state = 'CANCELLED'", cancelled);
    assertThat(texts(tenant, "select id from hold where state = 'FULFILLED'"))
        .as("holds are fulfilled exactly by the loans that say so")
        .containsExactlyInAnyOrderElementsOf(
            texts(
                tenant,
                """
                select hold_id from loan where hold_id is not null and undone_at is null
                union all select hold_id from loan_history where hold_id is not null
                """));
  }

  private void checkLedger(TenantId tenant, List<Exchange> own) {
    var debts = new TreeMap<String, Long>();
    var fees = new HashSet<String>();
    var taken = new HashMap<String, Long>();
    for (var exchange : own) {
      switch (exchange.outcome()) {
        case FeeOutcome.Charged fee -> {
          fees.add(fee.entryId().toString());
          debts.merge(
              patron(exchange), ((FeeCommand.ChargeFee) exchange.command).amount(), Long::sum);
        }
        // Told of again, a payment is told as it stands: no more than was taken at first.
        case FeeOutcome.Paid paid ->
            taken.merge(paid.paymentId().toString(), paid.taken(), Math::max);
        case FeeOutcome.Changed changed -> {
          var sum = changed.shares().stream().mapToLong(FeeOutcome.Share::amount).sum();
          var isOwedAgain = exchange.command instanceof FeeCommand.ReversePayment;
          debts.merge(patron(exchange), isOwedAgain ? sum : -sum, Long::sum);
        }
        default -> {} // refused, or of something else
      }
    }
    // A payment that nobody heard of until it was reversed is told with nothing taken.
    taken.replaceAll((payment, amount) ->
        amount > 0
            ? amount
            : count(
                tenant,
                "select -sum(amount) from ledger_entry where kind = 'PAYMENT' and payment_id = '%s'"
                    .formatted(payment)));
    var payers = new HashMap<String, String>();
    own.stream()
        .filter(e -> e.outcome() instanceof FeeOutcome.Paid)
        .forEach(
            e -> payers.put(((FeeOutcome.Paid) e.outcome()).paymentId().toString(), patron(e)));
    taken.forEach((payment, amount) -> debts.merge(payers.get(payment), -amount, Long::sum));
    assertSame(tenant, "payment", "true", taken.keySet());
    assertSame(tenant, "ledger_entry", "kind = 'CREATION'", fees);
    assertThat(
            sums(
                tenant,
                """
                select i.value, sum(e.amount) from ledger_entry e
                join patron_identifier i on i.tenant_id = e.tenant_id and i.patron_id = e.patron_id
                  and i.kind = 'CARD'
                group by 1
                """))
        .as("debts")
        .isEqualTo(withoutZero(debts));
  }

  private static String patron(Exchange exchange) {
    return String.valueOf(exchange.command.patron());
  }

  private void assertSame(
      TenantId tenant, String table, String condition, Collection<String> heard) {
    assertThat(texts(tenant, "select id from " + table + " where " + condition))
        .as("%s where %s", table, condition)
        .containsExactlyInAnyOrderElementsOf(heard);
  }

  private List<String> texts(TenantId tenant, String sql) {
    return library.texts(tenant, sql);
  }

  private long count(TenantId tenant, String sql) {
    return library.count(tenant, sql);
  }

  /** A number for each name, without those that are 0. */
  private Map<String, Long> sums(TenantId tenant, String sql) {
    var sums = new TreeMap<String, Long>();
    texts(tenant, "select s.name || ' ' || s.n from (" + sql + ") s (name, n) where s.n <> 0")
        .forEach(row -> {
          var space = row.indexOf(' ');
          sums.put(row.substring(0, space), Long.valueOf(row.substring(space + 1)));
        });
    return sums;
  }

  private static Map<String, Long> withoutZero(Map<String, Long> sums) {
    sums.values().removeIf(n -> n == 0);
    return sums;
  }

  private long count(Predicate<Exchange> condition) {
    return exchanges.values().stream().filter(condition).count();
  }

  /** How many commands were asked and not answered the first time. */
  long unknown() {
    return count(Exchange::wasUnknown);
  }

  /** How many were acknowledged or refused, and were lost to a promotion. */
  int lost() {
    return lost.size();
  }

  /** The figures, once it was checked. */
  HistoryFigures figures() {
    var waits = exchanges.values().stream().flatMap(Exchange::waits).toList();
    return new HistoryFigures(
        exchanges.size(),
        count(Exchange::isRefused),
        refusedAlone,
        count(Exchange::wasUnknown),
        count(e -> e.wasUnknown() && e.wasDecidedBefore(clock)),
        lost.size(),
        waits.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO),
        waits.stream().filter(wait -> wait.compareTo(LATE) > 0).count());
  }

  @Override
  public String toString() {
    return figures().toString();
  }
}
