package org.samling.core.stock;

import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.Enumeration;

/**
 * The publication pattern of a periodical: how often it comes and how its issues are numbered.
 *
 * @param every an issue every so many units, from 1 to 366
 * @param unit the unit
 * @param first when the first issue is expected; the others follow it
 * @param last when the last is expected at the latest, or null where there is no end
 * @param skipped the months without issues
 * @param firstVolume the volume of the first issue, or null where volumes have no number
 * @param firstNumber the number of the first issue
 * @param numbering when numbers restart, and with them the next volume
 * @param issuesPerVolume for {@link Numbering#BY_VOLUME} the number of issues; else null
 */
public record IssuePattern(
    int every,
    Unit unit,
    LocalDate first,
    @Nullable LocalDate last,
    Set<Month> skipped,
    @Nullable Integer firstVolume,
    int firstNumber,
    Numbering numbering,
    @Nullable Integer issuesPerVolume) {

  /** The furthest that issues are predicted ahead, in years. */
  public static final int MOST_YEARS = 100;

  /** The unit of the time between issues. */
  public enum Unit {
    /** Days. */
    DAY(ChronoUnit.DAYS),
    /** Weeks. */
    WEEK(ChronoUnit.WEEKS),
    /** Months: on the same day of the month, or its last where it has no such day. */
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit unit;

    Unit(ChronoUnit unit) {
      this.unit = unit;
    }
  }

  /** When the numbers of issues restart at 1, with the next volume. */
  public enum Numbering {
    /** With the first issue of each year. */
    YEARLY,
    /** After a number of issues. */
    BY_VOLUME,
    /** Never. */
    RUNNING
  }

  /**
   * An expected issue.
   *
   * @param on the day; no two issues of a pattern have the same day
   * @param enumeration its volume, if volumes have a number, year and number
   */
  public record Expected(LocalDate on, Enumeration enumeration) {}

  /** Checks that the pattern is valid. */
  public IssuePattern {
    skipped = Set.copyOf(skipped);
    if (every < 1 || every > 366) {
      throw new IllegalArgumentException("issues must be 1 to 366 units apart, not " + every);
    }
    if (skipped.size() == Month.values().length) {
      throw new IllegalArgumentException("at least one month must have an issue");
    }
    if (last != null && last.isBefore(first)) {
      throw new IllegalArgumentException("the last issue is before the first");
    }
    if (firstNumber < 0 || (firstVolume != null && firstVolume < 0)) {
      throw new IllegalArgumentException("the first number and volume must be 0 or more");
    }
    if ((numbering == Numbering.BY_VOLUME) != (issuesPerVolume != null)) {
      throw new IllegalArgumentException(
          "give the number of issues in a volume with numbering by volume, and only then");
    }
    if (issuesPerVolume != null && (issuesPerVolume < 1 || issuesPerVolume > 1_000)) {
      throw new IllegalArgumentException(
          "a volume must have 1 to 1000 issues, not " + issuesPerVolume);
    }
  }

  /**
   * The issues that are expected after a day, up to another one. Numbers are counted from the first
   * issue on, so that it makes no difference in how many steps they are predicted.
   *
   * @param after the day after which to begin
   * @param until the last day; one more than {@value #MOST_YEARS} years after the first issue
   *     counts as that
   */
  public List<Expected> issues(LocalDate after, LocalDate until) {
    var end = earlier(until, first.plusYears(MOST_YEARS));
    if (last != null) {
      end = earlier(end, last);
    }
    var issues = new ArrayList<Expected>();
    var volume = firstVolume == null ? 0 : firstVolume;
    var number = firstNumber;
    var year = first.getYear();
    var isFirst = true;
    for (var step = 0L; ; step++) {
      var on = first.plus(step * every, unit.unit);
      if (on.isAfter(end)) {
        return issues;
      }
      if (skipped.contains(on.getMonth())) {
        continue;
      }
      if (!isFirst) {
        number++;
        if (beginsAgain(number, year, on.getYear())) {
          number = 1;
          volume++;
        }
      }
      isFirst = false;
      year = on.getYear();
      if (on.isAfter(after)) {
        issues.add(
            new Expected(
                on,
                new Enumeration(
                    firstVolume == null ? null : Integer.toString(volume),
                    Integer.toString(year),
                    Integer.toString(number))));
      }
    }
  }

  private boolean beginsAgain(int number, int before, int now) {
    return switch (numbering) {
      case YEARLY -> now > before;
      case BY_VOLUME -> issuesPerVolume != null && number > issuesPerVolume;
      case RUNNING -> false;
    };
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
