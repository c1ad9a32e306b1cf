package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.LedgerKind;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.debt.Statements;
import org.samling.core.debt.Statements.Entry;
import org.samling.core.debt.Statements.Statement;
import org.samling.core.policy.Setting;

/** What a patron was charged and paid, as the ledger has it. */
class StatementsTest {

  private final FeeLibrary fees = new FeeLibrary();

  @AfterEach
  void close() {
    fees.close();
  }

  private Statement statement(String card) {
    return fees.library
        .store
        .statements()
        .statement(fees.library.north, card, null, null)
        .orElseThrow();
  }

  private static List<String> lines(Statement statement) {
    return statement.entries().stream()
        .map(e -> "%s %d %d".formatted(e.kind(), e.amount(), e.balance()))
        .toList();
  }

  @Test
  void entriesStandInTheirOrderWithTheBalanceAfterEach() {
    var fee = fees.charge("A", 5_000, 10);
    fees.pay("A", 2_000, "terminal 7");
    fees.library.submit(
        new FeeCommand.ReduceFee(fees.origin(FeeLibrary.MAIN), "A", fee, 1_000, "Kulance"));
    fees.charge("B", 900, 1);
    var statement = statement("A");
    assertThat(lines(statement))
        .containsExactly("CREATION 5000 5000", "PAYMENT -2000 3000", "REDUCTION -1000 2000");
    assertThat(statement.balance()).isEqualTo(2_000).isEqualTo(fees.account("A").patron().debt());
    assertThat(statement.entries()).extracting(Entry::fee).containsOnly(fee);
    assertThat(statement.entries().get(1).reference()).isEqualTo("terminal 7");
    assertThat(statement.entries().get(2).reason()).isEqualTo("Kulance");
  }

  @Test
  void daysThatAreAskedForHaveTheBalanceBeforeThem() {
    fees.charge("A", 5_000, 10);
    var later =
        fees.library
            .store
            .statements()
            .statement(fees.library.north, "A", FeeLibrary.today().plusDays(1), null)
            .orElseThrow();
    assertThat(later.entries()).isEmpty();
    assertThat(later.before()).isEqualTo(5_000);
    var earlier =
        fees.library
            .store
            .statements()
            .statement(fees.library.north, "A", null, FeeLibrary.today().minusDays(1))
            .orElseThrow();
    assertThat(earlier.entries()).isEmpty();
    assertThat(earlier.balance()).isZero();
  }

  @Test
  void feeForAnItemNamesItsTitleAlsoWhenItIsPaid() {
    fees.rule(FeeLibrary.STEPS);
    fees.lendOverdue("A", "1", 3);
    fees.giveBack("1");
    fees.paid("A", 2_000);
    assertThat(statement("A").entries()).extracting(Entry::title).containsExactly("Ærø", "Ærø");
    assertThat(statement("A").entries())
        .extracting(Entry::kind)
        .containsExactly(LedgerKind.CREATION, LedgerKind.PAYMENT);
  }

  @Test
  void nobodyElsesPatronHasOne() {
    var statements = fees.library.store.statements();
    var unknown = UUID.randomUUID().toString();
    assertThat(statements.statement(fees.library.north, unknown, null, null)).isEmpty();
    fees.charge("A", 5_000, 10);
    assertThat(statements.statement(fees.library.south, "A", null, null).orElseThrow().entries())
        .isEmpty();
  }

  @Test
  void cashUpTellsCashFromCardByDayBranchAndPersonAndHasNoMoneyTwice() {
    var fee = fees.charge("A", 5_000, 3);
    fees.pay("A", 5_000, "terminal 9", fee);
    fees.charge("B", 3_000, 1);
    var payment = fees.paid("B", 3_000);
    fees.library.submit(
        new FeeCommand.ReversePayment(
            fees.origin(FeeLibrary.MAIN), "B", payment.paymentId(), 1_000, "wrong amount"));
    fees.library.submit(
        new FeeCommand.Reimburse(fees.origin(FeeLibrary.BRANCH), "A", fee, 2_000, "kindness"));
    fees.library.submit(
        new FeeCommand.RecordFee(
            fees.origin(FeeLibrary.MAIN),
            "B",
            FeeType.DAMAGE,
            700,
            700,
            null,
            "from the system before",
            Instant.now()));

    var statements = fees.library.store.statements();
    var today = FeeLibrary.today();
    assertThat(statements.takings(fees.library.north, today, today, null))
        .containsExactlyInAnyOrder(
            new Statements.Takings(
                today, FeeLibrary.MAIN, "test", PaymentMeans.CASH, null, 1, 3_000, 1_000, 0),
            new Statements.Takings(
                today, FeeLibrary.MAIN, "test", PaymentMeans.CARD, null, 1, 5_000, 0, 0),
            new Statements.Takings(
                today, FeeLibrary.BRANCH, "test", PaymentMeans.CARD, null, 0, 0, 0, 2_000));
    assertThat(statements.takings(fees.library.north, today.minusDays(2), today.minusDays(1), null))
        .isEmpty();
    assertThat(statements.takings(fees.library.south, today, today, null)).isEmpty();
    assertThat(statements.takings(fees.library.north, today, today, Set.of(FeeLibrary.BRANCH)))
        .extracting(Statements.Takings::branch)
        .containsExactly(FeeLibrary.BRANCH);
  }

  @Test
  void moneyThatIsMovedFromOneFeeToAnotherIsNoIncome() {
    fees.library.set(Setting.FEE_OVERPAYMENT, "keep-as-credit");
    fees.paid("A", 4_000);
    fees.charge("A", 1_500, 0);

    var today = FeeLibrary.today();
    assertThat(fees.library.store.statements().takings(fees.library.north, today, today, null))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.balance()).isEqualTo(4_000);
          assertThat(row.payments()).isEqualTo(1);
        });
  }

  @Test
  void receiptSaysWhoTookAPaymentWhereAndWhatItSettles() {
    fees.rule(FeeLibrary.STEPS);
    fees.library.set(Setting.FEE_OVERPAYMENT, "keep-as-credit");
    fees.lendOverdue("A", "1", 3);
    fees.giveBack("1");
    fees.pay("A", 2_500, "terminal 3");

    var receipts = fees.library.store.statements().payments(fees.library.north, "A").orElseThrow();
    assertThat(receipts)
        .singleElement()
        .satisfies(receipt -> {
          assertThat(receipt.by()).isEqualTo("test");
          assertThat(receipt.branch()).isEqualTo(FeeLibrary.MAIN);
          assertThat(receipt.taken()).isEqualTo(2_500);
          assertThat(receipt.credit()).isEqualTo(500);
          assertThat(receipt.settles())
              .singleElement()
              .satisfies(share -> {
                assertThat(share.amount()).isEqualTo(2_000);
                assertThat(share.title()).isNotNull();
                assertThat(share.reason()).contains("3 dage");
              });
        });
    assertThat(fees.library.store.statements().payments(fees.library.north, "nobody")).isEmpty();
  }

  @Test
  void receiptAndCreditAreFoundHoweverManyPaymentsCameAfter() {
    fees.library.set(Setting.FEE_OVERPAYMENT, "keep-as-credit");
    var payment = fees.paid("A", 4_000);
    fees.library.asSuperuser(
        """
        with later as (
          insert into payment (tenant_id, id, patron_id, amount, means, paid_at, created_at)
          select tenant_id, gen_random_uuid(), patron_id, 100, means, paid_at + n * interval '1 second', created_at
          from payment, generate_series(1, %d) n where id = '%s' returning *)
        insert into ledger_entry (tenant_id, id, patron_id, kind, amount, payment_id, arose_at, created_at)
        select tenant_id, gen_random_uuid(), patron_id, 'PAYMENT', -100, id, paid_at, created_at from later
        """
            .formatted(Statements.MAX_PAYMENTS, payment.paymentId()));

    var statements = fees.library.store.statements();
    var north = fees.library.north;
    assertThat(statements.payments(north, "A").orElseThrow())
        .extracting(Statements.Payment::id)
        .doesNotContain(payment.paymentId());
    assertThat(statements.payment(north, "A", payment.paymentId()).orElseThrow().credit())
        .isEqualTo(4_000);
    assertThat(statements.payment(north, "B", payment.paymentId())).isEmpty();
    assertThat(statements.credit(north, "A")).hasValue(4_000 + 100 * Statements.MAX_PAYMENTS);
    assertThat(statements.credit(north, "B")).hasValue(0);
    assertThat(statements.credit(north, "nobody")).isEmpty();
  }
}
