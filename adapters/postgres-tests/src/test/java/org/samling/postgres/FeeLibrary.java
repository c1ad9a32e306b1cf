package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Term;

/** The first tenant of a test library, by what is owed there. */
final class FeeLibrary implements AutoCloseable {

  static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  static final String MAIN = TestLibrary.MAIN;
  static final String BRANCH = TestLibrary.BRANCH;

  /** 20 from the first day on, 60 from the eighth, 230 from the 31st. */
  static final Map<String, String> STEPS =
      Map.of(Term.OVERDUE_STEPS.name(), "1:2000 8:6000 31:23000");

  final TestLibrary library = new TestLibrary();

  void rule(Map<String, String> terms) {
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(new PolicyRule("fees", 0, Conditions.ALWAYS, terms, null, null)));
  }

  /** Terms of loans that are made at a branch. */
  void ruleAt(String branch, Map<String, String> terms) {
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(
                new PolicyRule(
                    "fees-there",
                    1,
                    Conditions.on(Subject.PLACE_BRANCH, branch),
                    terms,
                    null,
                    null)));
  }

  Origin origin(String branch) {
    return TestLibrary.origin(library.north, UUID.randomUUID(), branch);
  }

  static LocalDate today() {
    return LocalDate.now(ZONE);
  }

  /** Lends an item that was due some days ago. */
  void lendOverdue(String patron, String item, int daysLate) {
    lendOverdue(patron, item, daysLate, MAIN);
  }

  void lendOverdue(String patron, String item, int daysLate, String branch) {
    var due = today().minusDays(daysLate).plusDays(1).atStartOfDay(ZONE).minusSeconds(1);
    assertThat(
            library.submit(
                new LoanCommand.Checkout(
                    origin(branch),
                    patron,
                    item,
                    false,
                    new LoanCommand.AsRecorded(due.minusDays(30).toInstant(), due.toInstant(), 0))))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  void giveBack(String item) {
    giveBack(item, MAIN);
  }

  void giveBack(String item, String branch) {
    giveBack(item, branch, Instant.now());
  }

  void giveBack(String item, String branch, Instant at) {
    assertThat(library.submit(new LoanCommand.Checkin(origin(branch), item, at)))
        .isInstanceOf(CheckinOutcome.Returned.class);
  }

  void undoReturn(String item) {
    assertThat(library.submit(new LoanCommand.UndoCheckin(origin(MAIN), item)))
        .isInstanceOf(LoanOutcome.Changed.class);
  }

  FeeOutcome accrue(String item) {
    return library.submit(new FeeCommand.AccrueOverdue(origin(MAIN), item));
  }

  /** Charges a fee that arose some days ago, and says which it is. */
  UUID charge(String patron, long amount, int daysAgo) {
    return ((FeeOutcome.Charged)
            library.submit(
                new FeeCommand.ChargeFee(
                    origin(MAIN),
                    patron,
                    FeeType.DAMAGE,
                    amount,
                    null,
                    null,
                    Instant.now().minus(Duration.ofDays(daysAgo)))))
        .entryId();
  }

  /** Pays with a card, whose terminal has a reference, or else in cash. */
  FeeOutcome pay(String patron, long amount, @Nullable String reference, UUID... fees) {
    return library.submit(
        new FeeCommand.Pay(
            origin(MAIN),
            patron,
            amount,
            List.of(fees),
            reference == null ? PaymentMeans.CASH : PaymentMeans.CARD,
            reference,
            Instant.now()));
  }

  FeeOutcome.Paid paid(String patron, long amount, UUID... fees) {
    return (FeeOutcome.Paid) pay(patron, amount, null, fees);
  }

  static void assertRefused(FeeOutcome outcome, RefusalReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            FeeOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  PatronAccount account(String patron) {
    return library.store.inquiries().patron(library.north, patron).orElseThrow();
  }

  long debt(String patron) {
    return account(patron).patron().debt();
  }

  /** What is open of each fee, the oldest first. */
  List<Long> open(String patron) {
    return account(patron).fees().stream().map(PatronAccount.Fee::open).toList();
  }

  long count(String sql) {
    return library.count(library.north, sql);
  }

  @Override
  public void close() {
    Invariants.check(library);
    library.close();
  }
}
