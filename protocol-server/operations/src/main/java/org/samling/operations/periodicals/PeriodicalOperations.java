package org.samling.operations.periodicals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.stock.Periodicals;
import org.samling.core.stock.Periodicals.IssueFilter;
import org.samling.core.stock.Periodicals.IssuePlace;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Validity;
import org.samling.operations.periodicals.Issues.Came;
import org.samling.operations.periodicals.Issues.Claimed;
import org.samling.operations.periodicals.Issues.Filter;
import org.samling.operations.periodicals.Issues.Issue;
import org.samling.operations.periodicals.Issues.Listed;
import org.samling.operations.periodicals.Issues.Received;
import org.samling.operations.periodicals.Issues.WhichDay;
import org.samling.operations.periodicals.Subscriptions.Subscribed;
import org.samling.operations.periodicals.Subscriptions.Wanted;
import org.samling.operations.stock.ItemLists;
import org.samling.operations.stock.StockLists.Became;

/** Subscriptions of periodicals, and their issues. */
public final class PeriodicalOperations {

  /** The operations. */
  public static final Family<PeriodicalOperations> FAMILY =
      new Family<>(
          "periodicals",
          "periodical",
          "Subscriptions of periodicals, and their expected, received and late issues",
          List.of(
              Operation.post(
                      "subscribe-periodical",
                      "/subscriptions/:subscription",
                      Scope.STOCK_MANAGE,
                      "Creates or changes a subscription, and predicts its issues")
                  .of(Wanted.class, Subscribed.class, PeriodicalOperations::subscribe),
              Operation.get(
                      "list-periodical-issues",
                      "/periodical-issues",
                      Scope.STOCK_MANAGE,
                      "Lists the expected issues of periodicals, by day")
                  .pagedAtLength()
                  .of(Filter.class, Listed.class, PeriodicalOperations::list),
              Operation.post(
                      "receive-periodical-issue",
                      "/subscriptions/:subscription/receipts",
                      Scope.STOCK_MANAGE,
                      "Receives an issue: it becomes an item")
                  .of(Came.class, Received.class, PeriodicalOperations::receive),
              Operation.post(
                      "mark-periodical-issue-not-published",
                      "/subscriptions/:subscription/not-published/:day",
                      Scope.STOCK_MANAGE,
                      "Records that an issue was not published: it is neither expected nor late")
                  .of(WhichDay.class, Issue.class, PeriodicalOperations::markNotPublished),
              Operation.delete(
                      "expect-periodical-issue",
                      "/subscriptions/:subscription/not-published/:day",
                      Scope.STOCK_MANAGE,
                      "Expects an issue after all that was marked as not published")
                  .of(WhichDay.class, Issue.class, PeriodicalOperations::expect),
              Operation.get(
                      "list-late-periodical-issues",
                      "/periodical-issues/late",
                      Scope.STOCK_MANAGE,
                      "Lists late issues of periodicals, by supplier")
                  .pagedAtLength()
                  .of(Nothing.class, Listed.class, PeriodicalOperations::listLate),
              Operation.post(
                      "claim-late-periodical-issues",
                      "/periodical-issues/claims",
                      Scope.STOCK_MANAGE,
                      "Records that all late issues were claimed, and lists them")
                  .of(Nothing.class, Claimed.class, PeriodicalOperations::claim)));

  private static final int USUAL_DAYS = 60;

  /** How many late issues are listed; a library with more of them has another problem. */
  private static final int MOST_LATE = 10_000;

  /** How many issues are claimed at once. */
  private static final int MOST_CLAIMED = 1_000;

  private final Periodicals periodicals;
  private final Inquiries inquiries;
  private final Branches branches;
  private final ItemLists items;

  /** Operations on a store. */
  public PeriodicalOperations(
      Periodicals periodicals, Inquiries inquiries, Circulation circulation) {
    this.periodicals = periodicals;
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
    this.items = new ItemLists(inquiries, circulation);
  }

  private Subscribed subscribe(Request<Wanted> request) {
    var wanted = request.input();
    var policy = inquiries.policy(request.tenantId());
    Places.checkBranch(policy, wanted.copy().branch());
    Places.check(policy, Subject.ITEM_CATEGORY, wanted.copy().category());
    try {
      var expected = periodicals.put(request.tenantId(), wanted.made(), today(request));
      return new Subscribed(wanted.subscription(), expected);
    } catch (UnknownRecordException _) {
      throw Problem.unknown("The catalogue has no record %s.".formatted(wanted.record()));
    }
  }

  private static LocalDate today(Request<?> request) {
    return LocalDate.now(request.tenant().zone());
  }

  private Listed list(Request<Filter> request) {
    var filter = request.input();
    var paging = request.paging();
    Validity.checkPlanned("until", filter.until());
    var until = Optional.ofNullable(filter.until()).orElse(today(request).plusDays(USUAL_DAYS));
    var after =
        PageMark.read(
            paging.after(), parts -> new IssuePlace(PageMark.day(parts.get(0)), parts.get(1)));
    var page =
        paging
            .of(
                periodicals.issues(
                    request.tenantId(),
                    new IssueFilter(
                        filter.subscription(), until, !Boolean.TRUE.equals(filter.all())),
                    after,
                    paging.fetched()),
                PeriodicalOperations::mark)
            .map(Issue::of);
    return new Listed(page.entries(), page.next());
  }

  private static String mark(Periodicals.Issue issue) {
    return PageMark.of(issue.on(), issue.subscription());
  }

  private Received receive(Request<Came> request) {
    var came = request.input();
    branches.checkMember(request, "branch", came.branch());
    return switch (periodicals.receive(
        request.tenantId(), came.subscription(), came.which().enumeration(), came.item())) {
      case Periodicals.Received(var issue, var isNew) ->
          new Received(Issue.of(issue), isNew, ready(request));
      case Periodicals.NotExpected() ->
          throw Problem.unknown(
              "No such issue of \"%s\" is expected.".formatted(came.subscription()));
      case Periodicals.BarcodeTaken() ->
          throw Problem.refused("Another item has the barcode %s.".formatted(came.item()));
    };
  }

  private @Nullable Became ready(Request<Came> request) {
    var came = request.input();
    return Boolean.TRUE.equals(came.inProcess())
        ? null
        : Became.of(items.ready(request, came.branch(), came.item()));
  }

  private Issue markNotPublished(Request<WhichDay> request) {
    return published(request, false);
  }

  private Issue expect(Request<WhichDay> request) {
    return published(request, true);
  }

  private Issue published(Request<WhichDay> request, boolean isPublished) {
    var which = request.input();
    return periodicals
        .published(request.tenantId(), which.subscription(), which.day(), isPublished)
        .map(Issue::of)
        .orElseThrow(() ->
            Problem.unknown(
                "There is no issue of \"%s\" that was expected on %s and has not come."
                    .formatted(which.subscription(), which.day())));
  }

  private Listed listLate(Request<Nothing> request) {
    var late = periodicals.late(request.tenantId(), today(request), MOST_LATE);
    var page = request.paging().within(late, PeriodicalOperations::mark).map(Issue::of);
    return new Listed(page.entries(), page.next());
  }

  private Claimed claim(Request<Nothing> request) {
    var late = periodicals.late(request.tenantId(), today(request), MOST_CLAIMED + 1);
    var claimed = late.subList(0, Math.min(MOST_CLAIMED, late.size()));
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    periodicals.claim(request.tenantId(), claimed, now);
    return new Claimed(
        claimed.stream().map(issue -> Issue.claimed(issue, now)).toList(),
        claimed.size() == late.size());
  }
}
