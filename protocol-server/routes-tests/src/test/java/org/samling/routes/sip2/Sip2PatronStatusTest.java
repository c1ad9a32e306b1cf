package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.patron.BlockCode;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Suspension;
import org.samling.postgres.TestLibrary;
import org.samling.sip2.PatronStatusFlags.Flag;

/** Each of the fourteen positions of the patron status, by the facts that docs/sip2.md names. */
class Sip2PatronStatusTest {

  private static final EnumSet<Flag> BARRED =
      EnumSet.of(
          Flag.CHARGE_PRIVILEGES_DENIED,
          Flag.RENEWAL_PRIVILEGES_DENIED,
          Flag.RECALL_PRIVILEGES_DENIED,
          Flag.HOLD_PRIVILEGES_DENIED);

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  /** The flags of 24; those of 64 have to be the same. */
  private Set<Flag> flags(String patron) {
    var status = machine.ask("23009{d}AO|AA%s|AC|AD1234|".formatted(patron)).substring(2, 16);
    var information = machine.ask("63009{d}          AO|AA%s|AD1234|".formatted(patron));
    assertThat(information.substring(2, 16)).isEqualTo(status);
    var flags = EnumSet.noneOf(Flag.class);
    var positions = List.of(Flag.values());
    for (var i = 0; i < positions.size(); i++) {
      if (status.charAt(i) == 'Y') {
        flags.add(positions.get(i));
      }
    }
    return flags;
  }

  private static Set<Flag> barredAnd(Flag... flags) {
    var all = EnumSet.copyOf(BARRED);
    all.addAll(List.of(flags));
    return all;
  }

  private void lend(String patron, String item, Instant due) {
    machine.submit(
        new LoanCommand.Checkout(
            machine.origin(),
            patron,
            item,
            false,
            new LoanCommand.AsRecorded(Instant.now().minus(60, ChronoUnit.DAYS), due, 0)));
  }

  private static Instant inDays(int days) {
    return Instant.now().plus(days, ChronoUnit.DAYS);
  }

  private void charge(FeeType type, long amount) {
    machine.submit(
        new FeeCommand.ChargeFee(machine.origin(), "A", type, amount, null, null, Instant.now()));
  }

  private void block(BlockCode code) {
    machine.submit(
        new PatronCommand.BlockPatron(
            machine.origin(), new PatronName.Identifier("A"), code, null, null));
  }

  @Test
  void nothingIsSaidOfAPatronWithWhomNothingIsWrong() {
    assertThat(flags("A")).isEmpty();
  }

  @Test
  void whoIsBarredIsDeniedEverything() {
    block(BlockCode.EXCLUDED);
    assertThat(flags("A")).isEqualTo(BARRED);
  }

  @Test
  void aStolenCardIsReportedLost() {
    block(BlockCode.STOLEN_CARD);
    assertThat(flags("A")).isEqualTo(barredAnd(Flag.CARD_REPORTED_LOST));
  }

  @Test
  void asManyLoansAsAllowedAreTooManyForOneMore() {
    lend("C", "1", inDays(10));
    assertThat(flags("C")).isEmpty();
    lend("C", "2", inDays(10));
    assertThat(flags("C"))
        .containsExactly(Flag.CHARGE_PRIVILEGES_DENIED, Flag.TOO_MANY_ITEMS_CHARGED);
  }

  @Test
  void asManyHoldsAsAllowedDenyHoldsAndRecalls() {
    machine.submit(
        new HoldCommand.PlaceHold(
            machine.origin(),
            "C",
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(TestLibrary.MAIN, Instant.now(), null)));
    assertThat(flags("C"))
        .containsExactly(Flag.RECALL_PRIVILEGES_DENIED, Flag.HOLD_PRIVILEGES_DENIED);
  }

  @Test
  void whileNothingIsRecalledRecallsAreDenied() {
    machine
        .library
        .store
        .policyRegister()
        .putSuspension(
            machine.library.north,
            new Suspension(
                "s",
                Set.of(),
                LocalDate.now(ZoneOffset.UTC).minusDays(1),
                LocalDate.now(ZoneOffset.UTC).plusDays(5),
                EnumSet.of(Suspension.Stopped.RECALLS),
                "test",
                "test"));
    assertThat(flags("A")).containsExactly(Flag.RECALL_PRIVILEGES_DENIED);
    lend("A", "1", inDays(10));
    assertThat(machine.ask("17{d}AO|AB1|")).startsWith("1805");
  }

  @Test
  void moreOverdueLoansThanAllowedAreTooMany() {
    machine
        .library
        .store
        .policyRegister()
        .putRules(
            machine.library.north,
            List.of(
                new PolicyRule(
                    "late", 1, Conditions.ALWAYS, Map.of("max-overdue", "0"), null, null)));
    lend("A", "1", inDays(-1));
    assertThat(flags("A")).isEqualTo(barredAnd(Flag.TOO_MANY_ITEMS_OVERDUE));
    assertThat(machine.ask("63009{d} Y        AO|AAA|AD1234|"))
        .contains("|CA0000|")
        .contains("|AT1|");
  }

  @Test
  void renewalsAreUsedUpWhereNoLoanCanBeRenewedAgain() {
    lend("A", "1", inDays(10));
    assertThat(machine.ask("29NN{d}                  AO|AAA|AB1|")).startsWith("301Y");
    assertThat(flags("A")).containsExactly(Flag.TOO_MANY_RENEWALS);
    lend("A", "2", inDays(10));
    assertThat(flags("A")).isEmpty();
  }

  @Test
  void whatIsSaidToBeReturnedIsTold() {
    lend("A", "1", inDays(10));
    machine.submit(new LoanCommand.ClaimReturned(machine.origin(), "A", "1"));
    assertThat(flags("A")).containsExactly(Flag.TOO_MANY_CLAIMS_OF_ITEMS_RETURNED);
    assertThat(machine.ask("17{d}AO|AB1|")).startsWith("1811");
  }

  @Test
  void whatIsLostIsToldAndItsPriceBilled() {
    lend("A", "1", inDays(10));
    machine.submit(new LoanCommand.DeclareLost(machine.origin(), "1"));
    assertThat(flags("A"))
        .isEqualTo(
            barredAnd(
                Flag.TOO_MANY_ITEMS_LOST,
                Flag.EXCESSIVE_OUTSTANDING_FEES,
                Flag.TOO_MANY_ITEMS_BILLED));
    assertThat(machine.ask("17{d}AO|AB1|")).startsWith("1812");
  }

  @Test
  void finesAreExcessiveWhereTheDebtIsAndSomethingIsOwedForBeingLate() {
    charge(FeeType.OVERDUE, 20_000);
    assertThat(flags("A")).isEmpty();
    charge(FeeType.REMINDER, 1);
    assertThat(flags("A")).isEqualTo(barredAnd(Flag.EXCESSIVE_OUTSTANDING_FINES));
  }

  @Test
  void feesAreExcessiveWhereTheDebtIsAndSomethingElseIsOwed() {
    charge(FeeType.PROCESSING, 20_001);
    assertThat(flags("A")).isEqualTo(barredAnd(Flag.EXCESSIVE_OUTSTANDING_FEES));
  }

  @Test
  void aDamageThatIsAskedForIsBilled() {
    charge(FeeType.DAMAGE, 100);
    assertThat(flags("A")).containsExactly(Flag.TOO_MANY_ITEMS_BILLED);
  }

  @Test
  void aRecalledItemThatIsOverdueIsTold() {
    lend("A", "1", inDays(-1));
    lend("A", "2", inDays(30));
    machine.submit(new LoanCommand.Recall(machine.origin(), "2"));
    assertThat(flags("A")).isEmpty();
    machine.submit(new LoanCommand.Recall(machine.origin(), "1"));
    assertThat(flags("A")).containsExactly(Flag.RECALL_OVERDUE);
    assertThat(machine.ask("63009{d}    Y     AO|AAA|AD1234|"))
        .contains("000000010002000000020000", "|BU1|BU2|");
    assertThat(machine.ask("17{d}AO|AB2|")).startsWith("1807").contains("|CJ");
  }
}
