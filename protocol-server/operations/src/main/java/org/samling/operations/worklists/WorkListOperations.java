package org.samling.operations.worklists;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.OfflineTransactions.TransactionFilter;
import org.samling.core.circulation.WorkLists;
import org.samling.core.circulation.WorkLists.LoanFilter;
import org.samling.core.circulation.WorkLists.LoanPlace;
import org.samling.core.circulation.WorkLists.LoanTrouble;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.LendingPolicy;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Sentence;
import org.samling.operations.worklists.FollowUps.Gone;
import org.samling.operations.worklists.FollowUps.GoneFilter;
import org.samling.operations.worklists.FollowUps.GoneItem;
import org.samling.operations.worklists.FollowUps.Loan;
import org.samling.operations.worklists.FollowUps.LoanQuestion;
import org.samling.operations.worklists.FollowUps.Loans;
import org.samling.operations.worklists.Today.Day;
import org.samling.operations.worklists.Today.WhichBranch;

/** Loans and items to follow up, and what waits at a branch today. */
public final class WorkListOperations {

  /** The operation on loans. */
  public static final Family<WorkListOperations> LOANS =
      new Family<>(
          "loans",
          "loan",
          "Loans that staff follow up",
          List.of(
              Operation.get(
                      "list-open-loans",
                      "/loans",
                      Scope.PATRONS_READ,
                      "Lists loans that are overdue, claimed returned or lost, earliest due first")
                  .verb("list")
                  .paged()
                  .withinBounds()
                  .of(LoanQuestion.class, Loans.class, WorkListOperations::loans)));

  /** The operation on items. */
  public static final Family<WorkListOperations> ITEMS =
      new Family<>(
          "items",
          "item",
          "Items that are gone",
          List.of(
              Operation.get(
                      "list-gone-items",
                      "/gone-items",
                      Scope.ITEMS_READ,
                      "Lists items that are missing or lost, in the order of the shelves")
                  .verb("list-gone")
                  .withinBounds()
                  .of(GoneFilter.class, Gone.class, WorkListOperations::gone)));

  /** The operation on a day. */
  public static final Family<WorkListOperations> TODAY =
      new Family<>(
          "today",
          "day",
          "What waits at a branch today",
          List.of(
              Operation.get(
                      "show-today",
                      "/today",
                      Scope.ITEMS_READ,
                      "Shows when a branch is open today, and how much waits there")
                  .verb("show")
                  .withinBounds()
                  .of(WhichBranch.class, Day.class, WorkListOperations::today)));

  /** Claimed and lost loans are listed whenever they are due. */
  private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

  private final WorkLists lists;
  private final OfflineTransactions transactions;
  private final Inquiries inquiries;
  private final Branches branches;

  /** Operations on a store. */
  public WorkListOperations(
      WorkLists lists, OfflineTransactions transactions, Inquiries inquiries) {
    this.lists = lists;
    this.transactions = transactions;
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
  }

  private Loans loans(Request<LoanQuestion> request) {
    var asked = request.input();
    var paging = request.paging();
    var policy = inquiries.policy(request.tenantId());
    var filter =
        new LoanFilter(
            asked.trouble(),
            branches(request, policy, asked.branch()),
            before(asked.trouble(), asked.dueBefore(), policy));
    var after =
        PageMark.read(
            paging.after(),
            parts -> new LoanPlace(PageMark.moment(parts.get(0)), UUID.fromString(parts.get(1))));
    var page =
        paging
            .of(
                lists.loans(
                    request.tenantId(),
                    filter,
                    request.sight(policy).branches(),
                    after,
                    paging.fetched()),
                loan -> PageMark.of(loan.due(), loan.loan()))
            .map(Loan::of);
    return new Loans(page.entries(), page.next());
  }

  private static Instant before(
      LoanTrouble trouble, @Nullable LocalDate day, LendingPolicy policy) {
    var latest = trouble == LoanTrouble.OVERDUE ? Instant.now() : EVER;
    if (day == null) {
      return latest;
    }
    var asked = day.atStartOfDay(policy.tenant().zone()).toInstant();
    return asked.isBefore(latest) ? asked : latest;
  }

  /** The branch that is named, or else all in sight. */
  private Collection<String> branches(
      Request<?> request, LendingPolicy policy, @Nullable String named) {
    branches.checkMember(request, "branch", named);
    return named == null ? request.sight(policy).branches() : List.of(named);
  }

  private Gone gone(Request<GoneFilter> request) {
    var asked = request.input();
    var policy = inquiries.policy(request.tenantId());
    var status = asked.status();
    var found =
        lists.gone(
            request.tenantId(),
            branches(request, policy, asked.branch()),
            status == null ? null : status.status(),
            asked.most() + 1);
    return new Gone(
        found.stream().limit(asked.most()).map(GoneItem::of).toList(),
        found.size() <= asked.most());
  }

  private Day today(Request<WhichBranch> request) {
    var named = request.input().branch();
    var branch = named == null ? request.account().branch() : named;
    branches.checkMember(request, "branch", branch);
    var policy = inquiries.policy(request.tenantId());
    var known = policy.branches().get(branch);
    if (known == null) {
      throw Problem.invalid(
          new Sentence(
              "Give \"branch\": the account has none.",
              "Angiv \"branch\": kontoen hører ikke til nogen afdeling."));
    }
    var conflicts =
        transactions
            .counts(request.tenantId(), TransactionFilter.conflicts(branch))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    return Day.of(
        known,
        policy.day(Instant.now()),
        lists.counts(request.tenantId(), branch),
        Math.toIntExact(conflicts));
  }
}
