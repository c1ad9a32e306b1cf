package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.FeeNumbers;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;

/** Payments at a machine: which fee they settle, how much is taken, and that it is taken once. */
class Sip2FeesTest {

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  private UUID charge(FeeType type, long amount, String reason) {
    var outcome =
        machine.submit(
            new FeeCommand.ChargeFee(
                machine.origin(), "A", type, amount, null, reason, Instant.now()));
    return ((FeeOutcome.Charged) outcome).entryId();
  }

  private static String number(UUID fee) {
    return Objects.requireNonNull(FeeNumbers.of(List.of(fee)).get(fee));
  }

  private void overpayment(String value) {
    machine
        .library
        .store
        .policyRegister()
        .putSettings(
            machine.library.north,
            List.of(
                new SettingValue(
                    Setting.FEE_OVERPAYMENT.name(),
                    new Unit(Unit.Level.TENANT, "north"),
                    value,
                    LocalDate.EPOCH,
                    null,
                    "test",
                    Instant.now())));
  }

  private String pay(String amount, String fields) {
    return machine.ask("3720260102    1015000100DKKBV%s|AO|AAA|%s".formatted(amount, fields));
  }

  private String fees() {
    return machine.ask("63009{d}   Y      AO|AAA|AD1234|");
  }

  @Test
  void feesAreListedWithTheNumberByWhichOneIsPaid() {
    var late = charge(FeeType.OVERDUE, 2_000, "for sent");
    var damage = charge(FeeType.DAMAGE, 15_050, "vandskade");
    assertThat(fees())
        .contains("|BV170.50|", "|AV%s 20.00 ".formatted(number(late)))
        .contains("|AV%s 150.50 ".formatted(number(damage)));

    assertThat(pay("150.50", "CG%s|".formatted(number(damage))))
        .startsWith("38Y")
        .contains("|AF150.50 DKK er betalt. Du skylder herefter 20.00 DKK.|");
    assertThat(fees()).contains("|BV20.00|", number(late)).doesNotContain(number(damage));
  }

  @Test
  void feeIsPaidByItsOldLongNumberToo() {
    var late = charge(FeeType.OVERDUE, 2_000, "for sent");
    var damage = charge(FeeType.DAMAGE, 15_050, "vandskade");
    assertThat(pay("150.50", "CG%s|".formatted(damage))).startsWith("38Y");
    assertThat(fees()).contains("|BV20.00|", number(late));
  }

  @Test
  void paymentOfAShortNumberThatIsSentAgainGetsItsAnswerThoughTheFeeIsNoLongerOpen() {
    charge(FeeType.OVERDUE, 2_000, "for sent");
    var damage = charge(FeeType.DAMAGE, 15_050, "vandskade");
    var message =
        "3720260102    1015000100DKKBV150.50|AO|AAA|CG%s|BKk-1|".formatted(number(damage));
    var first = machine.ask(message);
    assertThat(first).startsWith("38Y");
    machine.connect();
    assertThat(machine.ask(message)).isEqualTo(first);
    assertThat(fees()).contains("|BV20.00|");
    assertThat(pay("150.50", "CG%s|BKk-2|".formatted(number(damage))))
        .startsWith("38N")
        .contains("|AFGebyret findes ikke.|");
  }

  @Test
  void withoutANumberTheOldestIsPaidFirstAndAPartIsTakenAsAPart() {
    var first = charge(FeeType.OVERDUE, 2_000, "for sent");
    var second = charge(FeeType.OVERDUE, 3_000, "for sent");
    assertThat(pay("25,00", "")).startsWith("38Y");
    assertThat(fees())
        .doesNotContain(number(first))
        .containsPattern("\\|AV%s 25\\.00 [^|]* \\(for sent\\)\\|".formatted(number(second)));
  }

  @Test
  void aNumberOfTheMachinesOwnIsTakenOnce() {
    charge(FeeType.OVERDUE, 5_000, "for sent");
    assertThat(pay("10.00", "BKk-1|")).startsWith("38Y").contains("|BKk-1|");
    // the same payment in another message: its answer, and nothing more is taken
    assertThat(pay("10.00", "AC|BKk-1|")).startsWith("38Y");
    assertThat(fees()).contains("|BV40.00|");
    // another payment under its number
    assertThat(pay("20.00", "BKk-1|"))
        .startsWith("38N")
        .contains("|AFBetalingen er allerede registreret.|");
    assertThat(pay("10.00", "BKk-2|")).startsWith("38Y");
    assertThat(fees()).contains("|BV30.00|");
  }

  @Test
  void paymentTypeOfTheMessageIsTheMeansOfThePayment() {
    charge(FeeType.OVERDUE, 5_000, "for sent");
    for (var type : List.of("00", "01", "02")) {
      var message = "3720260102    10150001%sDKKBV1.00|AO|AAA|BK%s|".formatted(type, type);
      assertThat(machine.ask(message)).startsWith("38Y");
    }
    var library = machine.library;
    assertThat(library.texts(library.north, "select means from payment order by reference"))
        .containsExactly("CASH", "CARD", "CARD");
  }

  @Test
  void whatIsMoreThanOwedGoesByTheTenantsSetting() {
    charge(FeeType.OVERDUE, 1_000, "for sent");
    assertThat(pay("15.00", "")).startsWith("38N");
    overpayment("take-what-is-owed");
    assertThat(pay("15.00", "AD1234|BO|"))
        .startsWith("38Y")
        .contains("|AF10.00 DKK var nok og er betalt. Du skylder herefter 0.00 DKK.|");
    charge(FeeType.OVERDUE, 1_000, "for sent");
    overpayment("keep-as-credit");
    assertThat(pay("15.00", "AD1234|BON|"))
        .startsWith("38Y")
        .contains("Du skylder herefter 0.00 DKK.");
    charge(FeeType.OVERDUE, 1_000, "for sent");
    assertThat(fees()).contains("|BV5.00|");
  }

  @Test
  void paymentWithoutAPinIsTakenAndWhatIsLeftIsNotTold() {
    charge(FeeType.OVERDUE, 5_000, "for sent");
    assertThat(pay("10.00", "")).startsWith("38Y").contains("|AF10.00 DKK er betalt.|");
    assertThat(machine.ask("63009{d}   Y      AO|AAA|"))
        .contains("|AAA|AE|BLY|")
        .doesNotContain("|BV", "|AV", "for sent");
    overpayment("take-what-is-owed");
    assertThat(pay("90.00", "")).contains("|AF40.00 DKK var nok og er betalt.|");
  }

  @Test
  void feesOfOthersAreNotPaid() {
    var fee = charge(FeeType.OVERDUE, 1_000, "for sent");
    assertThat(machine.ask("3720260102    1015000100DKKBV10.00|AO|AAB|CG%s|".formatted(fee)))
        .startsWith("38N")
        .contains("|AFGebyret findes ikke.|");
  }

  @Test
  void aWrongPinPaysNothing() {
    charge(FeeType.OVERDUE, 1_000, "for sent");
    assertThat(pay("10.00", "AD9999|")).startsWith("38N");
    assertThat(pay("10.00", "AD1234|")).startsWith("38Y");
  }

  @Test
  void amountsBeyondAllReasonAreRefused() {
    charge(FeeType.OVERDUE, 1_000, "for sent");
    for (var amount : List.of("0", "-1", "", "1e3", "99999999999999999999", "1.0.0", "0.001")) {
      assertThat(pay(amount, "")).as(amount).startsWith("38N");
    }
    assertThat(pay("10.00", "BK" + "9".repeat(250) + "|")).startsWith("38N");
  }
}
