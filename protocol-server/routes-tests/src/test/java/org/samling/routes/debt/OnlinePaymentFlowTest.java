package org.samling.routes.debt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.Commands;
import org.samling.core.debt.OnlinePayments.OnlinePayment;
import org.samling.core.debt.OnlinePayments.PaymentFilter;
import org.samling.core.debt.OnlinePayments.State;
import org.samling.routes.debt.OnlinePaymentFlow.Answer;
import org.samling.routes.debt.OnlinePaymentFlow.Problem;

/** Payments that are begun, and confirmed by their reference, in the store. */
class OnlinePaymentFlowTest {

  private final DebtFixture fixture = new DebtFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private OnlinePaymentFlow paying(Commands commands) {
    return new OnlinePaymentFlow(
        fixture.library.store.onlinePayments(), fixture.library.store.inquiries(), commands);
  }

  private Answer begin(String reference, @Nullable Long amount, UUID... fees) {
    return paying(fixture.commands())
        .begin(fixture.tenant, reference, "A", amount, List.of(fees), "test");
  }

  private Answer confirm(String reference, long amount) {
    return paying(fixture.commands()).confirm(fixture.tenant, reference, amount, "test");
  }

  private static OnlinePayment known(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Known.class);
    return ((Answer.Known) answer).payment();
  }

  private static void assertRefused(Answer answer, Problem problem, String detail) {
    assertThat(answer).isEqualTo(new Answer.Refused(problem, detail));
  }

  @Test
  void paymentIsConfirmedOnceHoweverOftenThatComes() {
    fixture.charge("A", 5_000, 1);
    assertThat(known(begin("ref-1", null)).amount()).isEqualTo(5_000);
    assertThat(known(begin("ref-1", 5_000L)).state()).as("again").isEqualTo(State.BEGUN);
    assertThat(fixture.debt("A")).isEqualTo(5_000);

    var confirmed = known(confirm("ref-1", 5_000));
    assertThat(confirmed.state()).isEqualTo(State.CONFIRMED);
    assertThat(known(confirm("ref-1", 5_000))).isEqualTo(confirmed);
    assertThat(fixture.debt("A")).isZero();
    assertThat(fixture.entries("PAYMENT")).isEqualTo(1);
  }

  @Test
  void manyConfirmationsAtOnceEnterOnePayment() throws Exception {
    fixture.charge("A", 5_000, 1);
    fixture.charge("A", 5_000, 1);
    begin("ref-1", 5_000L);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Answer> confirm = () -> confirm("ref-1", 5_000);
      for (var done : threads.invokeAll(Stream.generate(() -> confirm).limit(20).toList())) {
        assertThat(known(done.get()).state()).isEqualTo(State.CONFIRMED);
      }
    }
    assertThat(fixture.debt("A")).isEqualTo(5_000);
    assertThat(fixture.entries("PAYMENT")).isEqualTo(1);
  }

  @Test
  void confirmationThatWasEnteredAndNotNotedBecauseOfACrashIsNotEnteredAgain() {
    fixture.charge("A", 5_000, 1);
    fixture.charge("A", 5_000, 1);
    begin("ref-1", 5_000L);
    assertThatThrownBy(
            () -> paying(fixture.unheard()).confirm(fixture.tenant, "ref-1", 5_000, "test"))
        .isInstanceOf(StoreException.class);
    fixture.library.asSuperuser("truncate command_outcome"); // the ledger knows it by its reference
    assertThat(known(confirm("ref-1", 5_000)).state()).isEqualTo(State.CONFIRMED);
    assertThat(fixture.debt("A")).isEqualTo(5_000);
    assertThat(fixture.entries("PAYMENT")).isEqualTo(1);
  }

  @Test
  void anotherAmountThanWasBegunIsRefusedAndNothingIsDone() {
    fixture.charge("A", 5_000, 1);
    begin("ref-1", null);
    assertRefused(
        confirm("ref-1", 4_999), Problem.DIFFERS, "Payment ref-1 is for 50.00 DKK, not 49.99 DKK.");
    assertThat(fixture.debt("A")).isEqualTo(5_000);
    assertThat(known(confirm("ref-1", 5_000)).state()).isEqualTo(State.CONFIRMED);
  }

  @Test
  void moneyThatComesWhenNothingIsOwedAnyMoreIsToBePaidBack() {
    fixture.charge("A", 5_000, 1);
    begin("ref-1", null);
    fixture.pay("A", 5_000); // at the desk meanwhile
    var payment = known(confirm("ref-1", 5_000));
    assertThat(payment.state()).isEqualTo(State.TO_REFUND);
    assertThat(payment.reason()).contains("NOTHING_OWED");
    assertThat(known(confirm("ref-1", 5_000))).isEqualTo(payment);
    assertThat(open()).containsExactly(payment);
    assertThat(fixture.debt("A")).isZero();
  }

  @Test
  void whatIsNotOwedCanNotBeBegun() {
    assertRefused(begin("ref-1", null), Problem.DIFFERS, "Nothing is owed.");
    var fee = fixture.charge("A", 5_000, 1);
    fixture.charge("A", 2_000, 1);
    assertRefused(
        begin("ref-1", 9_000L), Problem.DIFFERS, "Only 70.00 DKK is owed, not 90.00 DKK.");
    assertRefused(
        begin("ref-1", 6_000L, fee), Problem.DIFFERS, "Only 50.00 DKK is owed, not 60.00 DKK.");
    var unknown = UUID.randomUUID();
    assertRefused(
        begin("ref-1", null, unknown),
        Problem.UNKNOWN,
        "The patron does not owe the fee [%s].".formatted(unknown));
    assertThat(known(begin("ref-1", null, fee)).amount()).isEqualTo(5_000);
    assertRefused(
        begin("ref-1", 2_000L), Problem.DIFFERS, "The reference ref-1 belongs to another payment.");
    assertRefused(confirm("ref-2", 1), Problem.UNKNOWN, "There is no payment ref-2.");
  }

  @Test
  void feesThatWereChosenAreSettled() {
    fixture.charge("A", 2_000, 2);
    var fee = fixture.charge("A", 5_000, 1);
    begin("ref-1", null, fee);
    confirm("ref-1", 5_000);
    var statement =
        fixture.library.store.statements().statement(fixture.tenant.id(), "A", null, null);
    assertThat(statement.orElseThrow().entries().getLast())
        .satisfies(entry -> {
          assertThat(entry.fee()).isEqualTo(fee);
          assertThat(entry.reference()).isEqualTo("online:ref-1");
          assertThat(entry.balance()).isEqualTo(2_000);
        });
  }

  private List<OnlinePayment> open() {
    return fixture
        .library
        .store
        .onlinePayments()
        .list(fixture.tenant.id(), new PaymentFilter(null, true), null, 10);
  }
}
