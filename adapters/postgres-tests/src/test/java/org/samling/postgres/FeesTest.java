package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.postgres.FeeLibrary.MAIN;
import static org.samling.postgres.FeeLibrary.assertRefused;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.FeeOutcome.Share;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Setting;
import org.samling.postgres.connection.Acting;

/** What becomes of fees: they are paid, given up, written off; and what the ledger says of it. */
class FeesTest {

  private FeeLibrary fees;

  @BeforeEach
  void open() {
    fees = new FeeLibrary();
  }

  @AfterEach
  void close() {
    fees.close();
  }

  private FeeOutcome reduce(UUID fee, long amount) {
    return fees.library.submit(
        new FeeCommand.ReduceFee(fees.origin(MAIN), "A", fee, amount, "too high"));
  }

  private FeeOutcome cancel(UUID fee) {
    return fees.library.submit(new FeeCommand.CancelFee(fees.origin(MAIN), "A", fee, "an error"));
  }

  private FeeOutcome writeOff(UUID fee, long amount) {
    return fees.library.submit(
        new FeeCommand.WriteOff(fees.origin(MAIN), "A", fee, amount, "abroad"));
  }

  private FeeOutcome reverseWriteOff(UUID fee, long amount) {
    return fees.library.submit(
        new FeeCommand.ReverseWriteOff(fees.origin(MAIN), "A", fee, amount, "back"));
  }

  private FeeOutcome reverse(UUID payment, long amount) {
    return fees.library.submit(
        new FeeCommand.ReversePayment(fees.origin(MAIN), "A", payment, amount, "bounced"));
  }

  private FeeOutcome reimburse(@Nullable UUID fee, long amount) {
    return fees.library.submit(
        new FeeCommand.Reimburse(fees.origin(MAIN), "A", fee, amount, "paid back"));
  }

  @Test
  void paymentSettlesTheOldestFeesFirst() {
    var newer = fees.charge("A", 2_000, 1);
    var older = fees.charge("A", 1_000, 5);

    var paid = fees.paid("A", 1_500);

    assertThat(paid.shares())
        .containsExactly(new Share(older, 1_000, 0), new Share(newer, 500, 1_500));
    assertThat(paid.taken()).isEqualTo(1_500);
    assertThat(paid.debt()).isEqualTo(1_500);
    assertThat(fees.account("A").fees())
        .singleElement()
        .satisfies(fee -> {
          assertThat(fee.id()).isEqualTo(newer);
          assertThat(fee.amount()).isEqualTo(2_000);
          assertThat(fee.open()).isEqualTo(1_500);
        });
  }

  @Test
  void paymentSettlesTheFeesThatWereChosen() {
    var older = fees.charge("A", 1_000, 5);
    var newer = fees.charge("A", 2_000, 1);
    var newest = fees.charge("A", 4_000, 0);

    var paid = fees.paid("A", 4_500, newest, newer);

    assertThat(paid.shares())
        .containsExactly(new Share(newest, 4_000, 0), new Share(newer, 500, 1_500));
    assertThat(fees.open("A")).containsExactly(1_000L, 1_500L);
    assertThat(fees.account("A").fees().getFirst().id()).isEqualTo(older);
    assertRefused(fees.pay("A", 1, null, UUID.randomUUID()), RefusalReason.FEE_UNKNOWN);
    assertRefused(fees.pay("B", 1, null, newer), RefusalReason.FEE_UNKNOWN);
  }

  @Test
  void settledFeeIsNoLongerOwedAndLendingGoesOn() {
    fees.charge("A", 30_000, 0);
    assertThat(fees.library.submit(TestLibrary.checkout(fees.library.north, "A", "1")))
        .isInstanceOf(CheckoutOutcome.Refused.class);
    fees.paid("A", 30_000);

    assertThat(fees.account("A").fees()).isEmpty();
    assertThat(fees.debt("A")).isZero();
    assertThat(fees.library.submit(TestLibrary.checkout(fees.library.north, "A", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  void paymentOfMoreThanIsOwedIsRefusedUnlessTheSettingSaysOtherwise() {
    fees.charge("A", 1_000, 0);
    assertThat(fees.pay("A", 1_001, null))
        .isInstanceOfSatisfying(
            FeeOutcome.Refused.class,
            r -> {
              assertThat(r.reason()).isEqualTo(RefusalReason.AMOUNT_TOO_HIGH);
              assertThat(r.why())
                  .hasToString("payment-at-most-debt: fee.overpayment = REFUSE (built in)");
            });
    assertRefused(fees.pay("B", 1, null), RefusalReason.NOTHING_OWED);
    assertRefused(fees.pay("nobody", 1, null), RefusalReason.PATRON_UNKNOWN);
  }

  @Test
  void paymentOfMoreThanIsOwedIsTakenAsFarAsItIsOwed() {
    fees.library.set(Setting.FEE_OVERPAYMENT, "take-what-is-owed");
    fees.charge("A", 1_000, 0);

    var paid = fees.paid("A", 1_500);

    assertThat(paid.taken()).isEqualTo(1_000);
    assertThat(paid.debt()).isZero();
    assertRefused(fees.pay("A", 1, null), RefusalReason.NOTHING_OWED);
  }

  @Test
  void restOfAPaymentIsCreditThatSettlesTheNextFee() {
    fees.library.set(Setting.FEE_OVERPAYMENT, "keep-as-credit");
    var fee = fees.charge("A", 1_000, 0);
    var other = fees.charge("A", 100, 0);

    var paid = fees.paid("A", 1_500, fee);

    assertThat(paid.shares())
        .as("the other fees come before credit")
        .containsExactly(
            new Share(fee, 1_000, 0), new Share(other, 100, 0), new Share(null, 400, 400));
    assertThat(paid.debt()).isEqualTo(-400);
    fees.charge("A", 600, 0);
    assertThat(fees.open("A")).containsExactly(200L);
    assertThat(fees.debt("A")).isEqualTo(200);
  }

  @Test
  void paymentIsTakenOnceByItsReferenceUnderWhicheverKey() {
    fees.charge("A", 1_000, 0);
    fees.charge("B", 1_000, 0);
    var first = (FeeOutcome.Paid) fees.pay("A", 700, "terminal 1/17");
    var again = (FeeOutcome.Paid) fees.pay("A", 700, "terminal 1/17");

    assertThat(again.paymentId()).isEqualTo(first.paymentId());
    assertThat(again.shares()).isEqualTo(first.shares());
    assertThat(again.taken()).isEqualTo(700);
    assertThat(fees.debt("A")).isEqualTo(300);
    assertRefused(fees.pay("B", 700, "terminal 1/17"), RefusalReason.PAYMENT_REFERENCE_USED);
    assertRefused(fees.pay("A", 200, "terminal 1/17"), RefusalReason.PAYMENT_REFERENCE_USED);
  }

  @Test
  void paymentsOfOneBatchAreTakenOnceByTheirReference() {
    fees.charge("A", 1_000, 0);
    var outcomes = new ArrayList<CompletableFuture<FeeOutcome>>();
    for (var i = 0; i < 20; i++) {
      outcomes.add(
          fees.library.store.submit(
              new FeeCommand.Pay(
                  fees.origin(MAIN),
                  "A",
                  100,
                  List.of(),
                  PaymentMeans.CASH,
                  "reference",
                  Instant.now())));
    }
    assertThat(outcomes).map(CompletableFuture::join).allMatch(FeeOutcome.Paid.class::isInstance);
    assertThat(fees.debt("A")).isEqualTo(900);
    assertThat(fees.count("select count(*) from payment")).isEqualTo(1);
  }

  @Test
  void repeatedPaymentUnderOneKeyIsTakenOnce() {
    fees.charge("A", 1_000, 0);
    var pay =
        new FeeCommand.Pay(
            fees.origin(MAIN), "A", 100, List.of(), PaymentMeans.CASH, null, Instant.now());

    assertThat(fees.library.submit(pay)).isEqualTo(fees.library.submit(pay));
    assertThat(fees.debt("A")).isEqualTo(900);
  }

  @Test
  void reversedPaymentIsOwedAgain() {
    var older = fees.charge("A", 1_000, 5);
    var newer = fees.charge("A", 2_000, 1);
    var paid = fees.paid("A", 3_000);

    var reversed = (FeeOutcome.Changed) reverse(paid.paymentId(), 2_500);

    assertThat(reversed.shares())
        .containsExactly(new Share(newer, 2_000, 2_000), new Share(older, 500, 500));
    assertThat(reversed.debt()).isEqualTo(2_500);
    assertRefused(reverse(paid.paymentId(), 501), RefusalReason.AMOUNT_TOO_HIGH);
    assertRefused(reverse(UUID.randomUUID(), 1), RefusalReason.PAYMENT_UNKNOWN);
    assertThat(reverse(paid.paymentId(), 500)).isInstanceOf(FeeOutcome.Changed.class);
    assertThat(fees.open("A")).containsExactly(1_000L, 2_000L);
  }

  @Test
  void paidFeeIsPaidBackAndNotOwedAgain() {
    var fee = fees.charge("A", 1_000, 0);
    fees.paid("A", 300);
    fees.paid("A", 400);

    var back = (FeeOutcome.Changed) reimburse(fee, 500);

    assertThat(back.shares()).containsExactly(new Share(fee, 500, 300));
    assertThat(back.debt()).as("what was not paid is owed still").isEqualTo(300);
    assertRefused(reimburse(fee, 201), RefusalReason.AMOUNT_TOO_HIGH);
    assertThat(fees.count("select sum(amount) from ledger_entry where kind = 'REIMBURSEMENT'"))
        .isEqualTo(500);
  }

  @Test
  void creditIsPaidBack() {
    fees.library.set(Setting.FEE_OVERPAYMENT, "keep-as-credit");
    fees.paid("A", 500);

    assertRefused(reimburse(null, 501), RefusalReason.AMOUNT_TOO_HIGH);
    var back = (FeeOutcome.Changed) reimburse(null, 400);

    assertThat(back.shares()).containsExactly(new Share(null, 400, 100));
    assertThat(fees.debt("A")).isEqualTo(-100);
  }

  @Test
  void feeIsReducedAtMostByWhatIsOpen() {
    var fee = fees.charge("A", 1_000, 0);
    fees.paid("A", 300);

    assertRefused(reduce(fee, 701), RefusalReason.AMOUNT_TOO_HIGH);
    assertThat(reduce(fee, 200))
        .isInstanceOfSatisfying(
            FeeOutcome.Changed.class,
            c -> assertThat(c.shares()).containsExactly(new Share(fee, 200, 500)));
    assertThat(reduce(fee, 500)).isInstanceOf(FeeOutcome.Changed.class);
    assertRefused(reduce(fee, 1), RefusalReason.NOTHING_OWED);
    assertRefused(reduce(UUID.randomUUID(), 1), RefusalReason.FEE_UNKNOWN);
  }

  @Test
  void cancelledFeeIsOwedNoMore() {
    var fee = fees.charge("A", 1_000, 0);
    fees.paid("A", 300);

    assertThat(cancel(fee))
        .isInstanceOfSatisfying(
            FeeOutcome.Changed.class,
            c -> assertThat(c.shares()).containsExactly(new Share(fee, 700, 0)));
    assertRefused(cancel(fee), RefusalReason.NOTHING_OWED);
    assertThat(fees.account("A").fees()).isEmpty();
  }

  @Test
  void writtenOffFeeIsOwedAgainWhereThatIsReversed() {
    var fee = fees.charge("A", 1_000, 0);
    assertRefused(writeOff(fee, 1_001), RefusalReason.AMOUNT_TOO_HIGH);
    assertThat(writeOff(fee, 800)).isInstanceOf(FeeOutcome.Changed.class);
    assertThat(fees.debt("A")).isEqualTo(200);

    assertRefused(reverseWriteOff(fee, 801), RefusalReason.AMOUNT_TOO_HIGH);
    assertThat(reverseWriteOff(fee, 300)).isInstanceOf(FeeOutcome.Changed.class);
    assertThat(fees.open("A")).containsExactly(500L);
  }

  @Test
  void amountsThatAreNotMoreThanNothingAreTheCallersError() {
    assertThatThrownBy(() -> fees.pay("A", 0, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fees.charge("A", -1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allEightKindsOfEntriesMakeTheBalance() {
    var fee = fees.charge("A", 1_000, 0);
    reduce(fee, 100);
    var paid = fees.paid("A", 300);
    reverse(paid.paymentId(), 100);
    reimburse(fee, 50);
    writeOff(fee, 200);
    reverseWriteOff(fee, 150);
    cancel(fee);

    assertThat(fees.count("select count(distinct kind) from ledger_entry")).isEqualTo(8);
    assertThat(fees.count("select sum(amount) from ledger_entry")).isZero();
    assertThat(fees.debt("A")).isZero();
  }

  /** Entries that the application would have to be wrong to make. */
  @Test
  void databaseRefusesEntriesWithAWrongSignOrReference() throws SQLException {
    fees.charge("A", 1_000, 0);
    fees.paid("A", 100);
    var ofFee = "id, created_at from ledger_entry where kind = 'CREATION'";
    for (var wrong :
        List.of(
            "'REDUCTION', 5, null, null, " + ofFee,
            "'CREATION', -5, 'DAMAGE', null, null, null from ledger_entry",
            "'CREATION', 5, null, null, null, null from ledger_entry",
            "'REDUCTION', -5, null, null, null, null from ledger_entry",
            "'PAYMENT', -5, null, null, " + ofFee,
            "'WRITE_OFF', -5, null, (select id from payment), " + ofFee,
            "'WRITE_OFF', -5, null, null, id, created_at from ledger_entry where kind = 'PAYMENT'",
            "'PAYMENT', -5, null, gen_random_uuid(), " + ofFee,
            "'REDUCTION', -5, null, null, gen_random_uuid(), created_at from ledger_entry")) {
      assertThatThrownBy(() -> insert("patron_id, " + wrong))
          .as(wrong)
          .hasMessageContaining("ledger_entry_");
    }
    assertThatThrownBy(() ->
            insert(
                "(select patron_id from patron_identifier where value = 'B'), 'REDUCTION', -5, null, null, "
                    + ofFee))
        .as("of another patron's fee")
        .hasMessageContaining("foreign key");
    insert("patron_id, 'REDUCTION', -5, null, null, " + ofFee);
  }

  private void insert(String rest) throws SQLException {
    try (var connection = fees.library.application();
        var statement = connection.createStatement()) {
      TestLibrary.act(connection, Acting.of(fees.library.north));
      statement.execute(
          """
          insert into ledger_entry (tenant_id, id, arose_at, patron_id, kind, amount, fee_type, payment_id, fee_id,
            fee_created_at)
          select tenant_id, gen_random_uuid(), now(),\
          """
              + " "
              + rest
              + " limit 1");
    }
  }
}
