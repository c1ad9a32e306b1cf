package org.samling.operations.periodicals;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.ItemCommand.ReceiveItem;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.stock.Periodicals;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.stock.StockLists.Became;

/** What the operations on issues take and return. */
public final class Issues {

  private Issues() {}

  /** Which issues are listed. */
  public record Filter(
      @Means("the code of a subscription; default: all") @Size(max = Subscriptions.CODE) @Nullable String subscription,
      @Means("the last day on which they are expected; default: in 60 days")
          @Nullable LocalDate until,
      @Means("whether issues that came or were not published are listed too")
          @Nullable Boolean all) {}

  /**
   * A page of issues.
   *
   * @param issues the issues, by the day on which they are expected; late ones by their supplier
   * @param next what the next page comes after
   */
  public record Listed(List<Issue> issues, @Means(Paging.NEXT) @Nullable String next) {}

  /** An issue. */
  public record Issue(
      @Means("the code of the subscription") String subscription,
      @Means("the periodical's title") String title,
      @Nullable String supplier,
      @Means("the day on which it is or was expected") LocalDate expected,
      @JsonUnwrapped Numbers numbers,
      Periodicals.State state,
      @Means("the barcode; null if it has not come") @Nullable String item,
      @JsonUnwrapped Claims claims) {

    static Issue of(Periodicals.Issue issue) {
      return of(issue, new Claims(issue.claims(), issue.claimed()));
    }

    static Issue claimed(Periodicals.Issue issue, Instant at) {
      return of(issue, new Claims(issue.claims() + 1, at));
    }

    private static Issue of(Periodicals.Issue issue, Claims claims) {
      return new Issue(
          issue.subscription(),
          issue.title(),
          issue.supplier(),
          issue.on(),
          Numbers.of(issue.enumeration()),
          issue.state(),
          issue.barcode(),
          claims);
    }
  }

  /** Which issue it is. */
  public record Numbers(@Nullable String volume, @Nullable String year, @Nullable String issue) {

    static Numbers of(Enumeration enumeration) {
      return new Numbers(enumeration.volume(), enumeration.year(), enumeration.issue());
    }
  }

  /** How often an issue was claimed. */
  public record Claims(
      int claims,
      @Means("when it was claimed last; null if it was not") @Nullable Instant claimed) {}

  /** An issue that came. */
  public record Came(
      String subscription,
      @Means("the barcode that it has now")
          @Size(max = ReceiveItem.MAX_BARCODE) @Pattern(regexp = Subscriptions.NOT_BLANK) String item,
      @JsonUnwrapped Which which,
      @Means("the code of the branch where it came; default: where it belongs")
          @Size(max = Subscriptions.NAME) @Nullable String branch,
      @Means("whether it is still being processed, and not ready for loan")
          @Nullable Boolean inProcess) {}

  /** Which issue came; without any of them the first that is expected. */
  public record Which(
      @Size(max = Enumeration.MAX_LENGTH) @Pattern(regexp = Subscriptions.NOT_BLANK) @Nullable String volume,
      @Size(max = Enumeration.MAX_LENGTH) @Pattern(regexp = Subscriptions.NOT_BLANK) @Nullable String year,
      @Size(max = Enumeration.MAX_LENGTH) @Pattern(regexp = Subscriptions.NOT_BLANK) @Nullable String issue) {

    @Nullable Enumeration enumeration() {
      try {
        return Enumeration.of(volume, year, issue);
      } catch (IllegalArgumentException _) {
        throw Problem.invalid("A volume, year or issue has no character that can be printed.");
      }
    }
  }

  /** An issue that was received. */
  public record Received(
      @JsonUnwrapped Issue issue,
      @JsonProperty("new") @Means("false if it was received before") boolean isNew,
      @JsonUnwrapped @Nullable Became became) {}

  /** An issue, by the day on which it is expected. */
  public record WhichDay(
      @Means("the code of the subscription") String subscription,
      @Means("the day on which the issue was expected") LocalDate day) {}

  /** Issues that were claimed. */
  public record Claimed(
      List<Issue> issues,
      @Means("false if more are late than are claimed at once") boolean complete) {}
}
