package org.samling.core.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.desk.Desk;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PartnerLibraries;
import org.samling.core.policy.PolicyMatrix;
import org.samling.core.policy.Settings;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;

/** What the stop switch does to loans, step by step. The branch is closed on Christmas Eve. */
class StopTest {

  private static final int SEEDS = Boolean.getBoolean("samling.long") ? 2_000 : 600;

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final LocalDate EVE = LocalDate.parse("2026-12-24");
  private static final ItemCategory BOOK = new ItemCategory("book", "Bog", "001", true, 30, 2);
  private static final PatronCategory ADULT = new PatronCategory("adult", "Voksen", 9, 9, 0);

  private List<Suspension> stops = List.of();
  private LocalDate today = LocalDate.parse("2026-11-24");
  private final Facts facts = SmallLibrary.oneOfEach("b");

  private static Suspension stop(String from, String until, Stopped... stops) {
    return new Suspension(
        "s",
        Set.of(),
        LocalDate.parse(from),
        LocalDate.parse(until),
        Set.of(stops),
        "Test",
        "anna");
  }

  private LendingPolicy policy() {
    var calendar =
        new BranchCalendar(Map.of(), List.of(new BranchCalendar.Closing(EVE, EVE, "Jul")));
    return new LendingPolicy(
        new Tenant(new TenantId(1), "t", "T", ZONE, Currency.getInstance("DKK"), false),
        Map.of("book", BOOK),
        Map.of("adult", ADULT),
        Map.of(),
        Map.of("b", new Branch("b", "799700", Set.of(), "B", calendar)),
        Settings.NONE,
        new PolicyMatrix(List.of(), List.of(BOOK), List.of(ADULT)),
        stops,
        Map.of(),
        List.of(),
        PartnerLibraries.NONE);
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZONE).minusSeconds(1).toInstant();
  }

  private Instant now() {
    return today.atTime(12, 0).atZone(ZONE).toInstant();
  }

  private Origin origin() {
    return new Origin(
        new TenantId(1),
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        "b",
        now().plusSeconds(60));
  }

  private Decision decide(Command<?> command) {
    return new Desk(policy(), facts).decide(command, now());
  }

  private Decision reschedule() {
    return decide(new LoanCommand.Reschedule(origin(), "i"));
  }

  private void lend(LoanCommand.@Nullable AsRecorded asRecorded) {
    decide(new LoanCommand.Checkout(origin(), "p", "i", false, asRecorded));
  }

  private void lend(String due) {
    lend(new LoanCommand.AsRecorded(now(), endOf(LocalDate.parse(due)), 0));
  }

  private void renew() {
    decide(new LoanCommand.Renew(origin(), "p", "i"));
  }

  private void undo() {
    decide(new LoanCommand.UndoCheckout(origin(), "p", "i"));
  }

  private void recall() {
    decide(new LoanCommand.Recall(origin(), "i"));
  }

  private LoanFacts loan() {
    return facts.loanOf(SmallLibrary.ITEM).orElseThrow();
  }

  private String due() {
    return loan().due().atZone(ZONE).toLocalDate().toString();
  }

  @Test
  void loanThatIsDueInAStopIsMovedToTheFirstOpenDayBehindIt() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2026-12-23", Stopped.DUE_DATES));
    reschedule();
    assertThat(due()).as("the day behind it is closed").isEqualTo("2026-12-25");
    assertThat(loan().unstoppedDue()).isEqualTo(endOf(LocalDate.parse("2026-12-10")));
  }

  @Test
  void loanThatIsDueOutsideAStopStays() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-11", "2026-12-23", Stopped.DUE_DATES));
    assertThat(reschedule().effects()).isEmpty();
    assertThat(due()).isEqualTo("2026-12-10");
  }

  @Test
  void endingAStopEarlyMovesDueDatesBackToTheFirstOpenDayBehindItsNewEnd() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    assertThat(due()).isEqualTo("2027-02-01");
    today = LocalDate.parse("2026-12-15");
    stops = List.of(stop("2026-12-01", "2026-12-15", Stopped.DUE_DATES));
    reschedule();
    assertThat(due()).isEqualTo("2026-12-16");
  }

  @Test
  void loanThatWasDueAfterTheNewEndIsDueThenAgain() {
    lend("2026-12-20");
    stops = List.of(stop("2026-12-01", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    stops = List.of(stop("2026-12-01", "2026-12-15", Stopped.DUE_DATES));
    reschedule();
    assertThat(due()).isEqualTo("2026-12-20");
    assertThat(loan().unstoppedDue()).isNull();
  }

  @Test
  void lengtheningAStopMovesDueDatesFurther() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2026-12-12", Stopped.DUE_DATES));
    reschedule();
    stops = List.of(stop("2026-12-01", "2026-12-15", Stopped.DUE_DATES));
    reschedule();
    assertThat(due()).isEqualTo("2026-12-16");
  }

  @Test
  void takingAStopAwayGivesBackTheOldDayWhereItLiesAhead() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    stops = List.of();
    today = LocalDate.parse("2026-12-02");
    reschedule();
    assertThat(due()).isEqualTo("2026-12-10");
    assertThat(loan().unstoppedDue()).isNull();
  }

  @Test
  void nobodyIsLateAllAtOnceBecauseAStopIsTakenAway() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    stops = List.of();
    today = EVE;
    reschedule();
    assertThat(due()).as("today is closed, so tomorrow still counts").isEqualTo("2026-12-25");
    today = EVE.plusDays(9);
    assertThat(reschedule().effects()).as("and is not put off again").isEmpty();
  }

  @Test
  void loanThatIsLateAlreadyStaysLate() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2026-12-12", Stopped.DUE_DATES));
    reschedule();
    stops = List.of();
    today = LocalDate.parse("2026-12-20");
    reschedule();
    assertThat(due()).isEqualTo("2026-12-13");
  }

  @Test
  void loanOfAFewHoursKeepsItsHourWhereNothingStops() {
    var hour = now().plus(Duration.ofHours(3));
    lend(new LoanCommand.AsRecorded(now(), hour, 0));
    assertThat(reschedule().effects()).isEmpty();
    stops = List.of(stop("2026-11-24", "2026-11-25", Stopped.DUE_DATES));
    reschedule();
    assertThat(due()).isEqualTo("2026-11-26");
    stops = List.of();
    reschedule();
    assertThat(loan().due()).as("today still counts").isEqualTo(endOf(today));
  }

  @Test
  void loanThatIsMadeWhileAStopIsPlannedIsDueBehindIt() {
    stops = List.of(stop("2026-12-20", "2027-01-03", Stopped.DUE_DATES));
    lend((LoanCommand.AsRecorded) null);
    assertThat(due()).as("24 December is the thirtieth day").isEqualTo("2027-01-04");
    stops = List.of();
    reschedule();
    assertThat(due()).isEqualTo("2026-12-25");
  }

  @Test
  void loanThatWasRecordedElsewhereIsNotDueInAStopEither() {
    stops = List.of(stop("2026-12-20", "2027-01-03", Stopped.DUE_DATES));
    lend("2026-12-22");
    assertThat(due()).isEqualTo("2027-01-04");
    assertThat(loan().unstoppedDue()).isEqualTo(endOf(LocalDate.parse("2026-12-22")));
  }

  @Test
  void renewalMadeInAStopIsDueBehindIt() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    today = LocalDate.parse("2026-12-09");
    decide(new LoanCommand.Renew(origin(), "p", "i"));
    assertThat(due()).isEqualTo("2027-02-01");
    assertThat(loan().unstoppedDue()).isEqualTo(endOf(LocalDate.parse("2027-01-08")));
  }

  @Test
  void loanWhoseRenewalIsUndoneIsNotDueInAStopThatWasSetMeanwhile() {
    lend("2026-12-10");
    today = LocalDate.parse("2026-12-09");
    decide(new LoanCommand.Renew(origin(), "p", "i"));
    assertThat(due()).isEqualTo("2027-01-08");
    stops = List.of(stop("2026-12-10", "2026-12-19", Stopped.DUE_DATES));
    decide(new LoanCommand.UndoCheckout(origin(), "p", "i"));
    assertThat(due()).isEqualTo("2026-12-20");
    assertThat(loan().unstoppedDue()).isEqualTo(endOf(LocalDate.parse("2026-12-10")));
  }

  @Test
  void loanThatAStopMovedIsDueOnItsOldDayOnceItsRenewalIsUndoneAndTheStopIsTakenAway() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    renew();
    assertThat(loan().unstoppedDue()).isEqualTo(endOf(LocalDate.parse("2026-12-25")));
    undo();
    assertThat(due()).isEqualTo("2027-02-01");
    assertThat(loan().unstoppedDue()).isEqualTo(endOf(LocalDate.parse("2026-12-10")));
    stops = List.of();
    reschedule();
    assertThat(due()).isEqualTo("2026-12-10");
    assertThat(loan().unstoppedDue()).isNull();
  }

  @Test
  void undoingARenewalGivesBackTheOldDayWhereTheStopWasTakenAwayMeanwhile() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    renew();
    stops = List.of();
    undo();
    assertThat(due()).isEqualTo("2026-12-10");
    assertThat(loan().unstoppedDue()).isNull();
  }

  @Test
  void nobodyIsLateAllAtOnceBecauseARenewalIsUndone() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    today = LocalDate.parse("2026-12-20");
    renew();
    stops = List.of();
    undo();
    assertThat(due()).as("today still counts").isEqualTo("2026-12-20");
  }

  @Test
  void recallOfALoanThatAStopMovedIsDueBehindItAndOnItsOldDayWhenTheStopIsTakenAway() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-01", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    recall();
    assertThat(due()).as("asked back by 8 December, which is stopped").isEqualTo("2027-02-01");
    stops = List.of();
    reschedule();
    assertThat(due()).as("14 days are guaranteed").isEqualTo("2026-12-08");
    assertThat(loan().recalledAt()).isNotNull();
  }

  @Test
  void recallBeforeAStopKeepsTheOldDayThatIsSoonerWithoutIt() {
    lend("2026-12-10");
    stops = List.of(stop("2026-12-09", "2027-01-31", Stopped.DUE_DATES));
    reschedule();
    today = LocalDate.parse("2026-12-05");
    recall();
    assertThat(due()).isEqualTo("2027-02-01");
    stops = List.of();
    reschedule();
    assertThat(due()).as("a recall never puts off").isEqualTo("2026-12-10");
  }

  @Test
  void whateverIsRenewedUndoneAndRecalledInStopsIsDueAsThoughTheyHadNotBeen() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var stopped = new StopTest();
      var free = new StopTest();
      var due = stopped.today.plusDays(1 + random.nextInt(60)).toString();
      stopped.lend(due);
      free.lend(due);
      for (var i = 0; i < 8; i++) {
        stopped.stops = random.nextInt(4) == 0 ? List.of() : List.of(stopped.stop(random));
        stopped.reschedule();
        free.reschedule();
        var what = random.nextInt(5);
        for (var library : List.of(stopped, free)) {
          switch (what) {
            case 0, 1 -> library.renew();
            case 2 -> library.recall();
            default -> {
              if (library.loan().renewal() != null) {
                library.undo();
              }
            }
          }
        }
      }
      stopped.stops = List.of();
      stopped.reschedule();
      free.reschedule();
      assertThat(stopped.loan().due())
          .as("seed %d: due, as it would be without stops", seed)
          .isEqualTo(free.loan().due());
      assertThat(stopped.loan().unstoppedDue()).as("seed %d", seed).isNull();
    }
  }

  @Test
  void nothingIsRecalledWhileRecallsAreStopped() {
    lend("2026-12-10");
    stops = List.of(stop("2026-11-20", "2026-11-24", Stopped.RECALLS));
    var recall = new LoanCommand.Recall(origin(), "i");
    assertThat(decide(recall).outcome())
        .isInstanceOfSatisfying(
            LoanOutcome.Refused.class,
            r -> {
              assertThat(r.reason()).isEqualTo(RefusalReason.RECALLS_STOPPED);
              assertThat(r.why()).hasToString("recalls-run: stop = recalls (branch b)");
            });
    today = LocalDate.parse("2026-11-25");
    assertThat(decide(recall).outcome()).isInstanceOf(LoanOutcome.Changed.class);
  }

  @Test
  void whateverIsStoppedAndEndedTheDueDateIsNeverStoppedAndMovedOnce() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var library = new StopTest();
      library.lend(library.today.plusDays(1 + random.nextInt(40)).toString());
      for (var i = 0; i < 12; i++) {
        library.today = library.today.plusDays(random.nextInt(6));
        library.stops = random.nextInt(4) == 0 ? List.of() : List.of(library.stop(random));
        var before = library.loan();
        var wasLate = before.due().isBefore(library.now());
        library.reschedule();
        var after = library.loan();
        var day = library.policy().day(after.due());
        assertThat(library.policy().isStopped(Stopped.DUE_DATES, "b", day))
            .as("seed %d: due on a stopped day", seed)
            .isFalse();
        assertThat(library.policy().calendar("b").isOpenOn(day))
            .as("seed %d: due on a closed day", seed)
            .isTrue();
        assertThat(after.due().isBefore(library.now()))
            .as("seed %d: late all at once", seed)
            .isIn(false, wasLate);
        assertThat(library.reschedule().effects()).as("seed %d: moved twice", seed).isEmpty();
      }
    }
  }

  private Suspension stop(Random random) {
    var from = today.plusDays(random.nextInt(20) - 10);
    return stop(from.toString(), from.plusDays(random.nextInt(30)).toString(), Stopped.DUE_DATES);
  }
}
