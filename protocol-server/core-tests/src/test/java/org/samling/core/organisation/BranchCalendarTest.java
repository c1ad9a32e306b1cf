package org.samling.core.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.BranchCalendar.Closing;
import org.samling.core.organisation.BranchCalendar.Hours;

class BranchCalendarTest {

  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final LocalTime MORNING = LocalTime.of(8, 0);
  private static final LocalTime EVENING = LocalTime.of(20, 0);
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  /** Open on Mondays with staff, on Tuesdays without, on Wednesdays with; closed else. */
  private static final BranchCalendar HALF_STAFFED =
      new BranchCalendar(
          Map.of(
              DayOfWeek.MONDAY, hours(true),
              DayOfWeek.TUESDAY, hours(false),
              DayOfWeek.WEDNESDAY, hours(true)),
          List.of(new Closing(MONDAY.plusDays(9), MONDAY.plusDays(9), "Stocktaking")));

  private static Hours hours(boolean isStaffed) {
    return new Hours(
        LocalTime.of(7, 0),
        LocalTime.of(22, 0),
        isStaffed ? LocalTime.of(10, 0) : null,
        isStaffed ? LocalTime.of(18, 0) : null);
  }

  @Test
  void staffWhoComeLaterTodayAreThereToday() {
    assertThat(HALF_STAFFED.nextStaffedDay(MONDAY, MORNING)).isEqualTo(MONDAY);
  }

  @Test
  void staffWhoHaveLeftComeOnTheNextStaffedDay() {
    assertThat(HALF_STAFFED.nextStaffedDay(MONDAY, EVENING)).isEqualTo(MONDAY.plusDays(2));
  }

  @Test
  void dayThatIsOpenWithoutStaffIsNoStaffedDay() {
    assertThat(HALF_STAFFED.nextStaffedDay(MONDAY.plusDays(1), MORNING))
        .isEqualTo(MONDAY.plusDays(2));
  }

  @Test
  void staffDoNotComeOnADayOnWhichTheBranchIsClosed() {
    assertThat(HALF_STAFFED.nextStaffedDay(MONDAY.plusDays(8), MORNING))
        .isEqualTo(MONDAY.plusDays(14));
  }

  @Test
  void branchThatNeverHasStaffIsServedWhenItIsOpen() {
    var calendar = new BranchCalendar(Map.of(DayOfWeek.TUESDAY, hours(false)), List.of());

    assertThat(calendar.nextStaffedDay(MONDAY, MORNING)).isEqualTo(MONDAY.plusDays(1));
    assertThat(BranchCalendar.ALWAYS_OPEN.nextStaffedDay(MONDAY, EVENING)).isEqualTo(MONDAY);
  }

  @Test
  void endOfADayOnWhichTheBranchIsClosedIsTheEndOfTheNextOpenDay() {
    assertThat(HALF_STAFFED.endOfOpenDay(MONDAY.plusDays(3), _ -> true, ZONE))
        .isEqualTo("2026-11-30T22:59:59Z");
    assertThat(HALF_STAFFED.endOfOpenDay(MONDAY.plusDays(9), _ -> true, ZONE))
        .isEqualTo("2026-12-07T22:59:59Z");
  }
}
