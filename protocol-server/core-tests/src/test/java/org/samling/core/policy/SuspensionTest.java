package org.samling.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Suspension.Stopped;

/** What stands still where and when, and to which day that moves what falls due. */
class SuspensionTest {

  private static final LocalDate FIRST = LocalDate.parse("2026-12-01");
  private static final LocalDate LAST = LocalDate.parse("2026-12-11"); // a Friday

  private static Suspension stop(Set<String> branches, LocalDate until, Stopped... stops) {
    return new Suspension("s", branches, FIRST, until, Set.of(stops), "Test", "anna");
  }

  /** Two branches: one is always open, the other on weekdays but 14 December. */
  private static LendingPolicy policy(Suspension... stops) {
    var hours = new EnumMap<DayOfWeek, BranchCalendar.Hours>(DayOfWeek.class);
    for (var day : List.of(1, 2, 3, 4, 5)) {
      hours.put(
          DayOfWeek.of(day),
          new BranchCalendar.Hours(LocalTime.of(8, 0), LocalTime.of(16, 0), null, null));
    }
    var monday = LocalDate.parse("2026-12-14");
    var weekdays =
        new BranchCalendar(hours, List.of(new BranchCalendar.Closing(monday, monday, "Lukket")));
    return new LendingPolicy(
        new Tenant(
            new TenantId(1),
            "t",
            "T",
            ZoneId.of("Europe/Copenhagen"),
            Currency.getInstance("DKK"),
            false),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(
            "open", new Branch("open", "799700", Set.of(), "A", BranchCalendar.ALWAYS_OPEN),
            "weekdays", new Branch("weekdays", "799700", Set.of(), "B", weekdays)),
        Settings.NONE,
        new PolicyMatrix(List.of(), List.of(), List.of()),
        List.of(stops),
        Map.of(),
        List.of(),
        PartnerLibraries.NONE);
  }

  private static LocalDate endOfDay(LendingPolicy policy, String branch, LocalDate day) {
    return policy.day(policy.endOfDay(branch, day, Stopped.DUE_DATES));
  }

  @Test
  void stopCoversItsBranchesFromItsFirstDayToItsLast() {
    var stop = stop(Set.of("open"), LAST, Stopped.FEES);
    assertThat(stop.covers(Stopped.FEES, "open", FIRST)).isTrue();
    assertThat(stop.covers(Stopped.FEES, "open", LAST)).isTrue();
    assertThat(stop.covers(Stopped.FEES, "open", FIRST.minusDays(1))).isFalse();
    assertThat(stop.covers(Stopped.FEES, "open", LAST.plusDays(1))).isFalse();
    assertThat(stop.covers(Stopped.FEES, "weekdays", FIRST)).isFalse();
    assertThat(stop.covers(Stopped.DUE_DATES, "open", FIRST)).isFalse();
  }

  @Test
  void stopWithoutBranchesCoversAll() {
    assertThat(stop(Set.of(), LAST, Stopped.FEES).covers(Stopped.FEES, "weekdays", FIRST)).isTrue();
  }

  @Test
  void whatFallsDueInAStopFallsOnTheFirstOpenDayBehindIt() {
    var policy = policy(stop(Set.of(), LAST, Stopped.DUE_DATES));
    assertThat(endOfDay(policy, "open", FIRST)).isEqualTo("2026-12-12");
    assertThat(endOfDay(policy, "weekdays", FIRST))
        .as("not on the closed Monday")
        .isEqualTo("2026-12-15");
    assertThat(endOfDay(policy, "open", FIRST.minusDays(1))).isEqualTo("2026-11-30");
    assertThat(endOfDay(policy, "open", LAST.plusDays(1))).isEqualTo("2026-12-12");
  }

  @Test
  void stopThatStopsSomethingElseMovesNoDueDate() {
    assertThat(endOfDay(policy(stop(Set.of(), LAST, Stopped.FEES)), "open", FIRST))
        .isEqualTo(FIRST);
  }

  @Test
  void stopsMayFollowEachOtherAndLastForYears() {
    var second =
        new Suspension(
            "s2",
            Set.of(),
            LAST.plusDays(1),
            LAST.plusYears(3),
            Set.of(Stopped.DUE_DATES),
            "Test",
            "anna");
    var policy = policy(stop(Set.of(), LAST, Stopped.DUE_DATES), second);
    assertThat(endOfDay(policy, "open", FIRST)).isEqualTo(LAST.plusYears(3).plusDays(1));
  }

  @Test
  void withoutStopsTheCalendarAloneCounts() {
    var policy = policy(stop(Set.of(), LAST, Stopped.DUE_DATES));
    assertThat(policy.day(policy.endOfDayWithoutStops("weekdays", LocalDate.parse("2026-12-05"))))
        .as("a Saturday")
        .isEqualTo("2026-12-07");
  }

  @Test
  void stopHasToStopSomethingAndToEndAfterItBegins() {
    assertThatThrownBy(() -> stop(Set.of(), LAST)).hasMessage("the stop s stops nothing");
    assertThatThrownBy(() -> stop(Set.of(), FIRST.minusDays(1), Stopped.FEES))
        .hasMessageContaining("ends before it begins");
  }
}
