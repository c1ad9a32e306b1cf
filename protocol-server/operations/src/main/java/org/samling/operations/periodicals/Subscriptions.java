package org.samling.operations.periodicals;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.IssuePattern.Numbering;
import org.samling.core.stock.IssuePattern.Unit;
import org.samling.core.stock.Periodicals;
import org.samling.operations.Means;
import org.samling.operations.Problem;
import org.samling.operations.TitleKeys;
import org.samling.operations.Validity;

/** What subscribing takes and returns. */
public final class Subscriptions {

  /** The most characters of a subscription's code. */
  static final int CODE = 40;

  /** The most characters of a branch's code, a category's code or a title's number. */
  static final int NAME = 100;

  static final String NOT_BLANK = ".*\\S.*";

  private static final int TEXT = 200;
  private static final int MOST_APART = 366;
  private static final int MOST_DAYS = 365;
  private static final int MOST_ISSUES = 1_000;
  private static final int HIGHEST = 1_000_000;
  private static final int CLAIM_DAYS = 14;
  private static final int MONTHS = 12;

  private Subscriptions() {}

  /** One copy of a periodical for a branch. */
  public record Wanted(
      @Means("the code of the subscription, a new one or one that is to be changed")
          @Size(max = CODE) @Pattern(regexp = NOT_BLANK) String subscription,
      @Means("source:number of the periodical") @Size(max = NAME) String record,
      @JsonUnwrapped Copy copy,
      @JsonUnwrapped Days days,
      @JsonUnwrapped Numbers numbers) {

    /**
     * The subscription.
     *
     * @throws Problem when it contradicts itself
     */
    Periodicals.Subscription made() {
      return new Periodicals.Subscription(
          subscription,
          TitleKeys.of(record),
          copy.branch(),
          copy.category(),
          copy.location(),
          copy.supplier(),
          pattern(),
          Optional.ofNullable(copy.claimDays()).orElse(CLAIM_DAYS));
    }

    private IssuePattern pattern() {
      var numbering = Optional.ofNullable(numbers.numbering()).orElse(Numbering.YEARLY);
      if ((numbering == Numbering.BY_VOLUME) != (numbers.issuesPerVolume() != null)) {
        throw Problem.invalid(
            "Give \"issues-per-volume\" with the numbering by-volume, and only then.");
      }
      return new IssuePattern(
          Optional.ofNullable(days.every()).orElse(1),
          days.unit(),
          days.first(),
          days.last(),
          days.skipped(),
          numbers.volume(),
          Optional.ofNullable(numbers.number()).orElse(1),
          numbering,
          numbers.issuesPerVolume());
    }
  }

  /** Where the issues belong, and who delivers them. */
  public record Copy(
      @Means("the code of the branch where the issues belong") @Size(max = NAME) String branch,
      @Means("the code of their item category") @Size(max = NAME) String category,
      @Means("their location in the branch") @Size(max = TEXT) @Nullable String location,
      @Size(max = TEXT) @Nullable String supplier,
      @Means("the days after which an issue is late; default: 14") @Min(1) @Max(MOST_DAYS) @Nullable Integer claimDays) {}

  /** When issues are expected. */
  public record Days(
      @Means("an issue every so many units; default: 1") @Min(1) @Max(MOST_APART) @Nullable Integer every,
      Unit unit,
      @Means("the day on which the first issue is expected") LocalDate first,
      @Means("the last day on which an issue is expected; default: no end")
          @Nullable LocalDate last,
      @Means("months without an issue, from 1 to 12") @Size(max = MONTHS) @Nullable List<@Min(1) @Max(MONTHS) Integer> skip) {

    private Set<Month> skipped() {
      Validity.checkPlanned("first", first);
      Validity.checkPlanned("last", last);
      if (last != null && last.isBefore(first)) {
        throw Problem.invalid("\"last\" is before \"first\".");
      }
      var months =
          Optional.ofNullable(skip).orElse(List.of()).stream()
              .map(Month::of)
              .collect(Collectors.toSet());
      if (months.size() == MONTHS) {
        throw Problem.invalid("At least one month must have an issue.");
      }
      return months;
    }
  }

  /** How issues are numbered. */
  public record Numbers(
      @Means("the volume of the first issue; default: volumes have no number") @Min(0) @Max(HIGHEST) @Nullable Integer volume,
      @Means("the number of the first issue; default: 1") @Min(0) @Max(HIGHEST) @Nullable Integer number,
      @Means("when numbers restart, with the next volume; default: yearly")
          @Nullable Numbering numbering,
      @Means("how many issues a volume has, for the numbering by-volume") @Min(1) @Max(MOST_ISSUES) @Nullable Integer issuesPerVolume) {}

  /** A subscription that was made or changed. */
  public record Subscribed(
      @Means("its code") String subscription,
      @Means("how many issues are expected now") int expected) {}
}
