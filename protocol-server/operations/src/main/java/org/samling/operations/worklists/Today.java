package org.samling.operations.worklists;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.WorkLists.DayCounts;
import org.samling.core.circulation.WorkLists.LoanCounts;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.operations.Means;
import org.samling.operations.Texts;
import org.samling.operations.calendars.Hours;

/** What the operation on a day takes and returns. */
public final class Today {

  private static final int NAME = 200;

  private Today() {}

  /** Which branch. */
  public record WhichBranch(
      @Means("the code of the branch; default: the account's") @Size(max = NAME) @Nullable String branch) {}

  /** A day at a branch. */
  public record Day(
      @Means("its code") @Size(max = Texts.LONGEST) String branch,
      LocalDate day,
      @JsonUnwrapped Opening opening,
      @JsonUnwrapped OnHold holds,
      @JsonUnwrapped Moving moving,
      @JsonUnwrapped FollowedUp loans,
      @Means("missing and lost items that belong to it") @Min(0) int gone,
      @Means("notices of the branch that failed or found no address") @Min(0) int undelivered,
      @Means("offline transactions that nobody has dealt with") @Min(0) int conflicts) {

    static Day of(Branch branch, LocalDate day, DayCounts counts, int conflicts) {
      return new Day(
          branch.code(),
          day,
          Opening.of(branch.calendar(), day),
          OnHold.of(counts),
          new Moving(counts.transits(), counts.lateTransits()),
          FollowedUp.of(counts.loans()),
          counts.gone(),
          counts.notices(),
          conflicts);
    }
  }

  /** When a branch is open on a day. */
  public record Opening(
      @Means("whether it is open at some time today") boolean isOpen,
      @Means("null if it is closed, or its hours are not known") @Nullable Hours open,
      @Means("null on a day without staff") @Nullable Hours staffed,
      @Means("why it is closed; null if it is a usual closed day") @Nullable String closed) {

    static Opening of(BranchCalendar calendar, LocalDate day) {
      var hours = calendar.isOpenOn(day) ? calendar.hours().get(day.getDayOfWeek()) : null;
      var from = hours == null ? null : hours.staffedFrom();
      var until = hours == null ? null : hours.staffedUntil();
      return new Opening(
          calendar.isOpenOn(day),
          hours == null ? null : new Hours(hours.open(), hours.close()),
          from == null || until == null ? null : new Hours(from, until),
          calendar.closings().stream()
              .filter(c -> !day.isBefore(c.from()) && !day.isAfter(c.to()))
              .map(BranchCalendar.Closing::reason)
              .findFirst()
              .orElse(null));
    }
  }

  /** What is to be done for holds. */
  public record OnHold(
      @Means("items to fetch from the shelves") @Min(0) int pull,
      @Means("items to put on the hold shelf") @Min(0) int shelve,
      @Means("items on the hold shelf that can be picked up") @Min(0) int ready,
      @Means("items to take off the hold shelf") @Min(0) int expired) {

    static OnHold of(DayCounts counts) {
      return new OnHold(counts.pull(), counts.shelve(), counts.ready(), counts.expired());
    }
  }

  /** What is on its way to a branch. */
  public record Moving(
      @Means("items on their way to the branch") @Min(0) int transits,
      @Means("those of them that should have arrived") @Min(0) int lateTransits) {}

  /** Loans of a branch that are followed up. */
  public record FollowedUp(
      @Means("overdue loans") @Min(0) int overdue,
      @Means("loans that patrons say were returned") @Min(0) int claimed,
      @Means("loans whose items patrons lost") @Min(0) int lost) {

    static FollowedUp of(LoanCounts counts) {
      return new FollowedUp(counts.overdue(), counts.claimed(), counts.lost());
    }
  }
}
