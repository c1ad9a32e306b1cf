package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.FeeLibrary.MAIN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.LoanCommand.RuleOverride;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.OverridableRule;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Setting;

/** What loans, renewals and holds cost, and how that is agreed to. */
class LendingFeesTest {

  private FeeLibrary fees;

  @BeforeEach
  void open() {
    fees = new FeeLibrary();
    fees.rule(Map.of("loan-fee", "1000", "renewal-fee", "500", "hold-fee", "200", "renewals", "9"));
  }

  @AfterEach
  void close() {
    fees.close();
  }

  private LoanCommand.Checkout lend(String item) {
    return new LoanCommand.Checkout(fees.origin(MAIN), "A", item, true, null);
  }

  private LoanCommand.Renew renew(String item) {
    return new LoanCommand.Renew(fees.origin(MAIN), "A", item);
  }

  private HoldCommand.HoldOptions pickup() {
    return HoldCommand.HoldOptions.at(MAIN, Instant.now(), null);
  }

  private HoldCommand.PlaceHold hold(HoldCommand.HoldOptions options) {
    return new HoldCommand.PlaceHold(fees.origin(MAIN), "A", TestLibrary.TITLE, null, options);
  }

  private <O extends Outcome> O submit(Command<O> command) {
    return fees.library.submit(command);
  }

  private void assertRefused(Command<?> command, RefusalReason reason, FeeType type, long amount) {
    var refusal = (Refusal) submit(command);
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(LendingFee.of(refusal)).isEqualTo(new LendingFee(type, amount));
  }

  private void assertGranted(Command<CheckoutOutcome> command, FeeType type, long amount) {
    assertThat(submit(command))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class,
            loan -> assertThat(loan.fee()).isEqualTo(new LendingFee(type, amount)));
  }

  private void assertFree(Command<CheckoutOutcome> command) {
    assertThat(submit(command))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class, loan -> assertThat(loan.fee()).isNull());
  }

  private void undo(String item) {
    assertThat(submit(new LoanCommand.UndoCheckout(fees.origin(MAIN), "A", item)))
        .isInstanceOf(LoanOutcome.Changed.class);
  }

  /** Lends an item days ago, so that a renewal gains days. */
  private void lentBefore(String item) {
    submit(TestLibrary.checkoutDaysAgo(fees.library.north, "A", item));
  }

  private static RuleOverride overriding(OverridableRule rule) {
    return new RuleOverride("the terminal is broken", Set.of(rule));
  }

  @Test
  void loanThatCostsAFeeIsRefusedUntilItIsAcceptedAndIsChargedOnce() {
    assertRefused(lend("1"), RefusalReason.FEE_NOT_ACCEPTED, FeeType.LOAN, 1_000);
    assertRefused(lend("1").accepting(999), RefusalReason.FEE_NOT_ACCEPTED, FeeType.LOAN, 1_000);
    assertThat(fees.debt("A")).isZero();

    var accepted = lend("1").accepting(1_000);
    assertGranted(accepted, FeeType.LOAN, 1_000);
    assertGranted(accepted, FeeType.LOAN, 1_000); // the same command
    assertFree(lend("1").accepting(LendingFee.ANY)); // scanned again in the same visit
    assertThat(fees.open("A")).containsExactly(1_000L);
    assertThat(fees.account("A").fees())
        .singleElement()
        .satisfies(fee -> assertThat(fee.type()).isEqualTo(FeeType.LOAN))
        .satisfies(fee -> assertThat(fee.title()).isNotNull());
  }

  @Test
  void explanationTellsWhatALoanCosts() {
    var explained = fees.library.store.inquiries().explain(lend("1"));
    assertThat(Check.broken(explained.checks()))
        .singleElement()
        .satisfies(check -> assertThat(check.why().setting()).isEqualTo("loan-fee"))
        .satisfies(check -> assertThat(check.why().value()).isEqualTo("1000"));
  }

  @Test
  void renewalThatCostsAFeeIsRefusedUntilItIsAcceptedAndOneThatGainsNoDayIsFree() {
    lentBefore("1");
    assertThat(fees.debt("A")).as("what was lent elsewhere costs nothing").isZero();
    assertRefused(renew("1"), RefusalReason.FEE_NOT_ACCEPTED, FeeType.RENEWAL, 500);
    assertGranted(renew("1").accepting(500), FeeType.RENEWAL, 500);
    assertFree(renew("1"));
    assertThat(fees.open("A")).containsExactly(500L);
  }

  @Test
  void undoneLoanTakesItsFeeBackAndWhatWasPaidOfItIsCredit() {
    submit(lend("1").accepting(1_000));
    undo("1");
    assertThat(fees.debt("A")).isZero();
    assertThat(fees.open("A")).isEmpty();

    submit(lend("1").accepting(1_000));
    fees.paid("A", 400);
    undo("1");
    assertThat(fees.debt("A")).isEqualTo(-400);
    assertThat(fees.open("A")).isEmpty();
  }

  @Test
  void undoneRenewalTakesBackItsOwnFeeOnly() {
    submit(lend("1").accepting(1_000));
    dueSooner();
    submit(renew("1").accepting(500));
    dueSooner();
    submit(renew("1").accepting(500));
    assertThat(fees.open("A")).containsExactly(1_000L, 500L, 500L);
    undo("1");
    assertThat(fees.open("A")).containsExactly(1_000L, 500L);
  }

  /** Makes loans due sooner, so that a renewal gains days. */
  private void dueSooner() {
    fees.library.asSuperuser("update loan set due_at = due_at - interval '10 days'");
  }

  @Test
  void creditSettlesTheFeeOfALoanAtOnce() {
    fees.library.set(Setting.FEE_OVERPAYMENT, "keep-as-credit");
    fees.paid("A", 1_500);
    submit(lend("1").accepting(1_000));
    assertThat(fees.debt("A")).isEqualTo(-500);
    assertThat(fees.open("A")).isEmpty();
    submit(lend("2").accepting(1_000));
    assertThat(fees.open("A")).containsExactly(500L);
  }

  @Test
  void feeInAdvanceIsPaidBeforeTheLoanWithWhatIsOwed() {
    fees.library.set(Setting.FEE_IN_ADVANCE, "true");
    fees.charge("A", 300, 1);
    var accepting = lend("1").accepting(LendingFee.ANY);
    assertRefused(accepting, RefusalReason.FEE_NOT_PAID, FeeType.LOAN, 1_300);
    assertThat(fees.paid("A", 1_300).taken()).isEqualTo(1_300);
    assertThat(fees.debt("A")).isEqualTo(-1_000);
    assertGranted(lend("1"), FeeType.LOAN, 1_000);
    assertThat(fees.debt("A")).isZero();
    assertRefused(lend("2"), RefusalReason.FEE_NOT_PAID, FeeType.LOAN, 1_000);
  }

  @Test
  void overrideOfTheAcceptanceGivesTheFeeUpAndThatOfThePaymentChargesIt() {
    assertFree(
        new LoanCommand.Checkout(
            fees.origin(MAIN),
            "A",
            "1",
            false,
            null,
            null,
            overriding(OverridableRule.FEE_NOT_ACCEPTED)));
    assertThat(fees.debt("A")).isZero();
    fees.library.set(Setting.FEE_IN_ADVANCE, "true");
    assertGranted(
        new LoanCommand.Checkout(
            fees.origin(MAIN),
            "A",
            "2",
            false,
            null,
            null,
            overriding(OverridableRule.FEE_NOT_PAID)),
        FeeType.LOAN,
        1_000);
    assertThat(fees.debt("A")).isEqualTo(1_000);
  }

  @Test
  void setCostsWhatItsItemsCostTogether() {
    submit(
        new SetCommand.PutSet(
            fees.origin(MAIN), "KS-1", "Klassesæt", List.of("1", "2"), List.of()));
    var set = lend("KS-1");
    assertRefused(set, RefusalReason.FEE_NOT_ACCEPTED, FeeType.LOAN, 2_000);
    assertRefused(
        lend("KS-1").accepting(1_999), RefusalReason.FEE_NOT_ACCEPTED, FeeType.LOAN, 2_000);
    fees.library.set(Setting.FEE_OVERPAYMENT, "keep-as-credit");
    fees.paid("A", 1_500);
    assertThat(submit(lend("KS-1").accepting(2_000)))
        .isInstanceOfSatisfying(
            CheckoutOutcome.SetGranted.class,
            granted ->
                assertThat(LendingFee.of(granted)).isEqualTo(new LendingFee(FeeType.LOAN, 2_000)));
    assertThat(fees.open("A")).containsExactly(500L);
  }

  @Test
  void holdThatCostsAFeeIsRefusedUntilItIsAcceptedAndOthersLibrariesPayNone() {
    assertRefused(hold(pickup()), RefusalReason.FEE_NOT_ACCEPTED, FeeType.HOLD, 200);
    assertThat(submit(hold(pickup().accepting(200))))
        .isInstanceOfSatisfying(
            HoldOutcome.Placed.class,
            placed -> assertThat(placed.fee()).isEqualTo(new LendingFee(FeeType.HOLD, 200)));
    assertThat(fees.open("A")).containsExactly(200L);
    var forOthers = new HoldCommand.HoldOptions(MAIN, Instant.now(), null, true);
    assertThat(
            submit(
                new HoldCommand.PlaceHold(
                    fees.origin(MAIN), "B", TestLibrary.TITLE, null, forOthers)))
        .isInstanceOf(HoldOutcome.Placed.class);
    assertThat(fees.debt("B")).isZero();
  }

  @Test
  void titlesOfWhichOneIsEnoughCostOneFeeAndThoseInOrderOneEach() {
    var titles = List.of(wanted(TestLibrary.TITLE), wanted(TestLibrary.OTHER_TITLE));
    assertRefused(
        holds(HoldType.SERIAL, titles, 399), RefusalReason.FEE_NOT_ACCEPTED, FeeType.HOLD, 400);
    assertRefused(
        holds(HoldType.PARALLEL, titles, 0), RefusalReason.FEE_NOT_ACCEPTED, FeeType.HOLD, 200);
    assertThat(submit(holds(HoldType.PARALLEL, titles, 200)))
        .isInstanceOfSatisfying(
            HoldOutcome.PlacedTogether.class,
            placed -> assertThat(placed.fee()).isEqualTo(new LendingFee(FeeType.HOLD, 200)));
    assertThat(fees.open("A")).containsExactly(200L);
  }

  @Test
  void feeOfATitleHoldNamesItsTitleUntilLoansAreForgotten() {
    var titles = List.of(wanted(TestLibrary.TITLE), wanted(TestLibrary.OTHER_TITLE));
    submit(holds(HoldType.SERIAL, titles, 400));
    assertThat(fees.account("A").fees())
        .extracting(PatronAccount.Fee::title)
        .containsExactlyInAnyOrder("Ærø", "Fanø");
    fees.paid("A", 400);
    forget(29);
    assertThat(recordsNamed()).isEqualTo(2);
    forget(31);
    assertThat(recordsNamed()).isZero();
  }

  private long recordsNamed() {
    return fees.library.count(fees.library.north, "select count(record_id) from ledger_entry");
  }

  private void forget(int inDays) {
    var then = Instant.now().plus(Duration.ofDays(inDays));
    fees.library.store.loanHistory().forget(fees.library.north, then);
  }

  private static WantedTitle wanted(RecordKey record) {
    return new WantedTitle(record, null);
  }

  private HoldCommand.PlaceHolds holds(HoldType type, List<WantedTitle> titles, long accepted) {
    return new HoldCommand.PlaceHolds(
        fees.origin(MAIN), "A", type, titles, pickup().accepting(accepted));
  }
}
