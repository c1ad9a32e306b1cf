package org.samling.routes.debt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.debt.Claim;
import org.samling.core.debt.DebtMessage;
import org.samling.core.debt.DebtMessage.Kind;
import org.samling.core.debt.DebtReconciliation;
import org.samling.core.debt.Debts;
import org.samling.routes.debt.DebtMessages.MessageResult;
import org.samling.routes.debt.DebtMessages.Result;

/** Claims that go to the debtor system, and what comes back, in the store. */
class DebtMessagesTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private final DebtFixture fixture = new DebtFixture();
  private final Debts debts = fixture.debts;

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<Debts.Line> export() {
    var lines = new ArrayList<Debts.Line>();
    debts
        .export(fixture.tenant.id(), Instant.now(), "test")
        .ifPresent(e -> debts.lines(fixture.tenant.id(), e.number(), lines::add));
    return lines;
  }

  private List<String> told() {
    return export().stream()
        .map(l -> "%s %d %d".formatted(l.isNew() ? "claim" : "balance", l.claim(), l.amount()))
        .toList();
  }

  private DebtMessages messages(Commands commands) {
    return new DebtMessages(debts, fixture.library.store.inquiries(), commands);
  }

  private MessageResult take(DebtMessage message) {
    return messages(fixture.commands()).process(fixture.tenant, message, "test");
  }

  private static DebtMessage message(String id, Kind kind, long amount) {
    return new DebtMessage(id, kind, 1, amount, null, DAY);
  }

  private static DebtMessage reversal(String id, long amount, @Nullable String of) {
    return new DebtMessage(id, Kind.PAYMENT_REVERSAL, 1, amount, of, DAY);
  }

  private Claim claim() {
    return debts.claim(fixture.tenant.id(), 1).orElseThrow();
  }

  @Test
  void feesAreClaimedThatAreOldEnoughOfPatronsWhoOweEnoughInSuch() {
    fixture.charge("A", 9_000, 40);
    fixture.charge("A", 5_000, 29); // not old enough
    fixture.charge("B", 6_000, 30);
    fixture.charge("B", 4_000, 50);
    assertThat(told()).containsExactly("claim 1 4000", "claim 2 6000");
    assertThat(debts.claims(fixture.tenant.id())).extracting(Claim::patron).containsOnly("B");
  }

  @Test
  void feeIsClaimedOnceAndOnlyWhatChangedIsToldAfterwards() {
    fixture.charge("A", 10_000, 40);
    assertThat(told()).containsExactly("claim 1 10000");
    assertThat(told()).isEmpty();
    fixture.pay("A", 2_500);
    assertThat(told()).containsExactly("balance 1 7500");
    fixture.pay("A", 7_500);
    assertThat(told()).containsExactly("balance 1 0");
    assertThat(told()).isEmpty();
  }

  @Test
  void deliveryIsTheSameWheneverItIsAskedFor() {
    fixture.charge("A", 10_000, 40);
    var first = export();
    fixture.pay("A", 1_000);
    export();
    var again = new ArrayList<Debts.Line>();
    debts.lines(fixture.tenant.id(), 1, again::add);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void severalWhoExportAtOnceClaimAFeeOnce() throws Exception {
    fixture.charge("A", 10_000, 40);
    fixture.charge("B", 20_000, 40);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> run = () -> told().size();
      var lines = 0;
      for (var node : threads.invokeAll(List.of(run, run, run, run))) {
        lines += node.get();
      }
      assertThat(lines).isEqualTo(2);
    }
    assertThat(debts.claims(fixture.tenant.id())).hasSize(2);
  }

  @Test
  void paymentIsEnteredOnceHoweverOftenItComesAndNeedNotBeToldBack() {
    fixture.charge("A", 10_000, 40);
    export();
    var payment = message("p1", Kind.PAYMENT, 4_000);
    assertThat(take(payment).result()).isEqualTo(Result.DONE);
    assertThat(take(payment).result()).isEqualTo(Result.AGAIN);
    assertThat(fixture.debt("A")).isEqualTo(6_000);
    assertThat(fixture.entries("PAYMENT")).isEqualTo(1);
    assertThat(told()).as("both know it").isEmpty();
    assertThat(take(message("p1", Kind.PAYMENT, 5_000)).reason())
        .isEqualTo("the number p1 was another message's");
    assertThat(fixture.debt("A")).isEqualTo(6_000);
  }

  @Test
  void whatWasDoneAndNotNotedBecauseOfACrashIsNotDoneAgain() {
    fixture.charge("A", 10_000, 40);
    export();
    for (var message :
        List.of(message("p1", Kind.PAYMENT, 4_000), message("w1", Kind.WRITE_OFF, 1_000))) {
      assertThatThrownBy(() -> messages(fixture.unheard()).process(fixture.tenant, message, "test"))
          .isInstanceOf(StoreException.class);
      assertThat(debts.unsettled(fixture.tenant.id())).hasSize(1);
      assertThat(take(message).result()).isEqualTo(Result.DONE);
      assertThat(take(message).result()).isEqualTo(Result.AGAIN);
    }
    assertThat(fixture.debt("A")).isEqualTo(5_000);
    assertThat(fixture.entries("PAYMENT")).isEqualTo(1);
    assertThat(fixture.entries("WRITE_OFF")).isEqualTo(1);
    assertThat(claim().told()).isEqualTo(5_000);
    assertThat(debts.unsettled(fixture.tenant.id())).isEmpty();
  }

  @Test
  void whatNobodyKnowsAnyMoreWhetherItWasDoneIsLeftToStaff() {
    fixture.charge("A", 10_000, 40);
    export();
    var lost = message("w1", Kind.WRITE_OFF, 1_000);
    assertThatThrownBy(() -> messages(fixture.unheard()).process(fixture.tenant, lost, "test"))
        .isInstanceOf(StoreException.class);
    fixture.library.asSuperuser(
        "update debt_message set begun_at = now() - interval '14 days'; truncate command_outcome");
    assertThat(take(lost).result()).isEqualTo(Result.REFUSED);
    assertThat(fixture.entries("WRITE_OFF")).isEqualTo(1);
  }

  @Test
  void paymentThatDidNotComeInAfterAllIsOwedAgain() {
    fixture.charge("A", 10_000, 40);
    export();
    take(message("p1", Kind.PAYMENT, 4_000));
    assertThat(take(reversal("r1", 1_500, "p1")).result()).isEqualTo(Result.DONE);
    assertThat(fixture.debt("A")).isEqualTo(7_500);
    assertThat(claim().told()).isEqualTo(7_500);
    assertThat(take(reversal("r2", 1_500, "p9")).reason()).isEqualTo("no payment p9 was taken");
    assertThat(take(reversal("r3", 9_000, "p1")).reason()).contains("AMOUNT_TOO_HIGH");
  }

  @Test
  void claimThatIsGivenBackIsNeitherToldNorClaimedAgain() {
    fixture.charge("A", 10_000, 40);
    export();
    assertThat(take(message("x", Kind.WITHDRAWAL, 0)).result()).isEqualTo(Result.DONE);
    assertThat(fixture.debt("A")).as("the library asks for it itself").isEqualTo(10_000);
    fixture.pay("A", 1_000);
    assertThat(told()).isEmpty();
    assertThat(claim().withdrawn()).isNotNull();
  }

  @Test
  void whatCanNotBeDoneIsToldAndStaysSo() {
    fixture.charge("A", 10_000, 40);
    export();
    fixture.pay("A", 10_000);
    var late = message("p1", Kind.PAYMENT, 10_000);
    assertThat(take(late).reason()).contains("NOTHING_OWED");
    assertThat(take(late).result()).isEqualTo(Result.REFUSED);
    assertThat(debts.unsettled(fixture.tenant.id()))
        .singleElement()
        .satisfies(kept -> assertThat(kept.reason()).contains("NOTHING_OWED"));
    assertThat(take(new DebtMessage("p2", Kind.PAYMENT, 9, 1, null, DAY)).reason())
        .isEqualTo("there is no claim 9");
  }

  @Test
  void differencesAreThoseBetweenTheDebtorSystemAndTheLedger() {
    fixture.charge("A", 10_000, 44);
    fixture.charge("A", 20_000, 43);
    fixture.charge("A", 30_000, 42);
    fixture.charge("A", 40_000, 41);
    export();
    fixture.library.submit(
        new FeeCommand.ReduceFee(fixture.origin(), "A", fee(2), 5_000, null)); // not told yet
    var found =
        DebtReconciliation.of(
            debts.claims(fixture.tenant.id()),
            Map.of(1L, 9_000L, 2L, 20_000L, 4L, 40_000L, 7L, 100L));
    assertThat(found)
        .extracting(d -> "%d %s %s %s".formatted(d.claim(), d.kind().word(), d.there(), d.here()))
        .containsExactly(
            "1 amount-differs 9000 10000",
            "2 not-told-yet 20000 15000",
            "3 missing-there null 30000",
            "7 unknown-here 100 null");
  }

  private UUID fee(long claim) {
    return debts.claim(fixture.tenant.id(), claim).orElseThrow().fee();
  }
}
