package org.samling.core.stock;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores subscriptions of periodicals, with expected and received issues. A
 * subscription is for one copy at one branch.
 */
public interface Periodicals {

  /** How far ahead issues are predicted, in months. */
  int MONTHS_AHEAD = 12;

  /**
   * A subscription.
   *
   * @param code its code, at most 40 characters
   * @param record the record that describes the periodical
   * @param branch the code of the branch where the issues belong
   * @param category the code of their item category
   * @param location their location within the branch, or null
   * @param supplier who delivers them, or null
   * @param pattern the publication pattern
   * @param claimDays after how many days an issue that did not come is late, from 1 to 365
   */
  record Subscription(
      String code,
      RecordKey record,
      String branch,
      String category,
      @Nullable String location,
      @Nullable String supplier,
      IssuePattern pattern,
      int claimDays) {

    /** Checks the numbers. */
    public Subscription {
      if (code.isBlank() || code.length() > 40) {
        throw new IllegalArgumentException(
            "the code of a subscription must have 1 to 40 characters");
      }
      if (claimDays < 1 || claimDays > 365) {
        throw new IllegalArgumentException(
            "an issue is late after 1 to 365 days, not " + claimDays);
      }
    }
  }

  /** The state of an issue. */
  enum State {
    /** It has not come. */
    EXPECTED,
    /** It has come. */
    RECEIVED,
    /** It was not published. */
    NOT_PUBLISHED
  }

  /**
   * An issue of a subscription.
   *
   * @param subscription the code of the subscription
   * @param title the periodical's title
   * @param supplier who delivers it, or null
   * @param on when it is or was expected
   * @param enumeration its volume, year and number
   * @param state its state
   * @param barcode the item's barcode, or null where it has not come
   * @param claims how often it was claimed
   * @param claimed when it was claimed last, or null
   */
  record Issue(
      String subscription,
      String title,
      @Nullable String supplier,
      LocalDate on,
      Enumeration enumeration,
      State state,
      @Nullable String barcode,
      int claims,
      @Nullable Instant claimed) {}

  /** The outcome of receiving an issue. */
  sealed interface Receipt {}

  /**
   * It has come, and is an item in processing.
   *
   * @param isNew whether it had not come before
   */
  record Received(Issue issue, boolean isNew) implements Receipt {}

  /** No such issue is expected, nor came under this barcode. */
  record NotExpected() implements Receipt {}

  /** Another item has this barcode. */
  record BarcodeTaken() implements Receipt {}

  /**
   * Begins a subscription, or changes one: issues that have not come, are later than today and were
   * not claimed are predicted anew.
   *
   * @param today the tenant's day
   * @return how many issues are expected now
   * @throws org.samling.core.circulation.ItemRegister.UnknownRecordException when the record is
   *     neither the tenant's nor a common one
   */
  int put(TenantId tenant, Subscription subscription, LocalDate today);

  /** The subscriptions of a tenant, by their codes. */
  List<Subscription> list(TenantId tenant);

  /**
   * Predicts the issues of all subscriptions, {@link #MONTHS_AHEAD} from today on. Issues are not
   * predicted twice.
   *
   * @return how many were new
   */
  int predict(TenantId tenant, LocalDate today);

  /**
   * Which issues are listed.
   *
   * @param code the code of the subscription, or null for all
   * @param until up to which day, or null for all that are predicted
   * @param isExpectedOnly whether received and unpublished issues are left out
   */
  record IssueFilter(@Nullable String code, @Nullable LocalDate until, boolean isExpectedOnly) {}

  /**
   * A place in the list of issues.
   *
   * @param on when the issue is expected
   * @param code the code of its subscription
   */
  record IssuePlace(LocalDate on, String code) {}

  /**
   * The issues of subscriptions, by when they are expected.
   *
   * @param after the place of the last issue of the page before, or null for the first page
   * @param limit how many at most
   */
  List<Issue> issues(TenantId tenant, IssueFilter filter, @Nullable IssuePlace after, int limit);

  /**
   * Issues that have not come in so many days after they were expected, or were claimed, as their
   * subscription says.
   *
   * @param today the tenant's day
   * @param limit how many at most
   */
  List<Issue> late(TenantId tenant, LocalDate today, int limit);

  /**
   * Records that an issue has come: it becomes an item in processing.
   *
   * @param code the code of the subscription
   * @param enumeration identifies the issue, as far as given; null for the first that is expected
   * @param barcode its barcode
   */
  Receipt receive(TenantId tenant, String code, @Nullable Enumeration enumeration, String barcode);

  /**
   * Records that an issue was not published, or is expected after all.
   *
   * @param on when it is expected
   * @param isPublished whether it is
   * @return the issue, or empty where the subscription has no outstanding one on this day
   */
  Optional<Issue> published(TenantId tenant, String code, LocalDate on, boolean isPublished);

  /**
   * Records that issues were claimed.
   *
   * @param at when
   */
  void claim(TenantId tenant, List<Issue> issues, Instant at);
}
