package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.AdmissionRules;
import org.samling.core.organisation.Sip2Profile.Admission;
import org.samling.core.organisation.Sip2Profile.Bar;
import org.samling.core.patron.AdmissionWithdrawal;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;

/** Who may go in by themselves: the right that can be withdrawn, and what else doors ask. */
class AdmissionTest extends PatronsFixture {

  private static final Admission RIGHT_ONLY = new Admission(true, Set.of(), 0, 150);

  private static Unit branch(String code) {
    return new Unit(Level.BRANCH, code);
  }

  private PatronOutcome withdraw(String card, Unit place, @Nullable LocalDate until) {
    return library.submit(
        new PatronCommand.WithdrawAdmission(from(), named(card), place, "noise", until));
  }

  private List<RefusalReason> barred(String card, String branch, Admission door) {
    var inquiries = library.store.inquiries();
    return new AdmissionRules(inquiries.policy(library.north), Instant.now(), branch)
        .broken(inquiries.patron(library.north, card).orElseThrow(), door).stream()
            .map(Check::reason)
            .toList();
  }

  @Test
  void admissionIsWithdrawnAtABranchAnAgencyOrEverywhereAndRestoredThere() {
    library.addSchool();
    assertThat(barred("A", MAIN, RIGHT_ONLY)).isEmpty();

    withdraw("A", branch(MAIN), null);
    assertThat(barred("A", MAIN, RIGHT_ONLY)).containsExactly(RefusalReason.ADMISSION_WITHDRAWN);
    assertThat(barred("A", BRANCH, RIGHT_ONLY)).isEmpty();

    withdraw("A", new Unit(Level.AGENCY, "799700"), null);
    assertThat(barred("A", BRANCH, RIGHT_ONLY)).isNotEmpty();
    assertThat(barred("A", TestLibrary.SCHOOL, RIGHT_ONLY)).isEmpty();

    withdraw("A", new Unit(Level.TENANT, "north"), null);
    assertThat(barred("A", TestLibrary.SCHOOL, RIGHT_ONLY)).isNotEmpty();

    library.submit(
        new PatronCommand.RestoreAdmission(from(), named("A"), new Unit(Level.TENANT, "north")));
    assertThat(barred("A", TestLibrary.SCHOOL, RIGHT_ONLY)).isEmpty();
    assertThat(profile("A").admissionWithdrawn())
        .extracting(AdmissionWithdrawal::place)
        .containsExactly(new Unit(Level.AGENCY, "799700"), branch(MAIN));
    assertThat(barred("B", MAIN, RIGHT_ONLY)).as("another patron").isEmpty();
  }

  @Test
  void whoseAdmissionIsWithdrawnBorrowsAsBefore() {
    withdraw("A", new Unit(Level.TENANT, "north"), null);

    assertLends("A", "1");
    assertThat(library.store.inquiries().patron(library.north, "A").orElseThrow().broken())
        .isEmpty();
  }

  @Test
  void withdrawalEndsAfterItsLastDayAndIsReplacedByALaterOne() {
    withdraw("A", branch(MAIN), today.minusDays(1));
    assertThat(barred("A", MAIN, RIGHT_ONLY)).isEmpty();
    assertThat(profile("A").admissionWithdrawn()).hasSize(1);

    withdraw("A", branch(MAIN), today);
    assertThat(barred("A", MAIN, RIGHT_ONLY)).isNotEmpty();
    assertThat(profile("A").admissionWithdrawn())
        .extracting(AdmissionWithdrawal::until, AdmissionWithdrawal::reason)
        .containsExactly(tuple(today, "noise"));
  }

  @Test
  void placeThatIsNotThereIsRefused() {
    assertThat(withdraw("A", branch("DK-1"), null))
        .isInstanceOfSatisfying(
            PatronOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.BRANCH_UNKNOWN));
    assertThat(withdraw("A", new Unit(Level.AGENCY, "1"), null))
        .isInstanceOfSatisfying(
            PatronOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.AGENCY_UNKNOWN));
    assertThatThrownBy(() -> withdraw("A", Unit.within(MAIN, "Voksen"), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reasonIsInTheStoreAndInNoEvent() {
    withdraw("A", branch(MAIN), null);

    assertThat(
            library.count(
                library.north,
                "select count(*) from outbox where kind = 'admission-withdrawn' and payload::text not like '%noise%'"))
        .isEqualTo(1);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where command = 'withdraw-admission'"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "15,0,15,150,",
    "15,0,16,150,TOO_YOUNG",
    "15,-1,16,150,TOO_YOUNG",
    "15,-364,16,150,TOO_YOUNG",
    "16,0,16,150,",
    "30,0,0,30,",
    "30,0,0,29,TOO_OLD",
    "30,0,0,150,",
  })
  void doorAsksForAgeInWholeYearsOnThatDay(
      int years, int days, int least, int most, @Nullable RefusalReason reason) {
    TestPatrons.patron()
        .born(today.minusYears(years).plusDays(days))
        .put(library, library.north, "P");

    var barred = barred("P", MAIN, new Admission(false, Set.of(), least, most));
    assertThat(barred).isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  @Test
  void whoHasNoDateOfBirthStaysOutWhereAgeIsAsked() {
    assertThat(barred("A", MAIN, new Admission(false, Set.of(), 15, 150)))
        .containsExactly(RefusalReason.AGE_UNKNOWN);
    assertThat(barred("A", MAIN, new Admission(false, Set.of(), 0, 150))).isEmpty();
  }

  @Test
  void doorRefusesForWhatItNamesAndNothingElse() {
    TestPatrons.patron().expires(today.minusDays(1)).put(library, library.north, "P");

    assertThat(barred("X", MAIN, new Admission(false, Set.of(Bar.BLOCKED), 0, 150)))
        .containsExactly(RefusalReason.PATRON_BLOCKED);
    assertThat(barred("X", MAIN, new Admission(false, Set.of(Bar.EXPIRED, Bar.DEBT), 0, 150)))
        .isEmpty();
    assertThat(barred("P", MAIN, new Admission(false, Set.of(Bar.EXPIRED), 0, 150)))
        .containsExactly(RefusalReason.PATRON_EXPIRED);
  }
}
