package org.samling.operations.offline;

import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.OfflineTransactions.Place;
import org.samling.core.circulation.OfflineTransactions.ReportedTransaction;
import org.samling.core.circulation.OfflineTransactions.Result;
import org.samling.core.circulation.OfflineTransactions.TransactionFilter;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Means;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;

/** Transactions that machines carried out while they were offline. */
public final class OfflineOperations {

  /** The operations. */
  public static final Family<OfflineOperations> FAMILY =
      new Family<>(
          "offline-transactions",
          "offline-transaction",
          "Transactions that machines carried out while they were offline",
          List.of(
              Operation.get(
                      "list-offline-transactions",
                      "/offline-transactions",
                      Scope.OFFLINE_READ,
                      "Lists transactions that machines made offline")
                  .pagedAtLength()
                  .of(Filter.class, Transactions.class, OfflineOperations::list),
              Operation.post(
                      "settle-offline-transaction",
                      "/offline-transactions/:number/settlement",
                      Scope.OFFLINE_SETTLE,
                      "Marks an offline transaction as dealt with")
                  .of(Settlement.class, Nothing.class, OfflineOperations::settle)));

  private final OfflineTransactions transactions;
  private final Branches branches;

  /** Operations on a store. */
  public OfflineOperations(OfflineTransactions transactions, Inquiries inquiries) {
    this.transactions = transactions;
    this.branches = new Branches(inquiries);
  }

  /** Which transactions are listed. */
  public record Filter(
      @Means("the code of the machine's branch") @Nullable String branch,
      @Means("the machine's account") @Nullable String account,
      @Means("a day, in the tenant's time zone, or a time: only those reported since")
          @Nullable String since,
      @Means("whether only those are listed that need attention and are not dealt with")
          @Nullable Boolean onlyConflicts) {}

  /** A page of transactions, the earliest done first. */
  public record Transactions(
      List<Transaction> transactions,
      @Means(Paging.NEXT) @Nullable String next,
      @Means("how many there are on all pages, by result") Map<Result, Long> counts,
      @Means("false if there is more than this") boolean complete) {}

  /** A transaction that somebody has dealt with. */
  public record Settlement(
      @Means("the number of the transaction") String number,
      @Means("what was done about it") @Size(max = 1_000) @Nullable String note) {}

  private Transactions list(Request<Filter> request) {
    var filter = request.input();
    var paging = request.paging();
    branches.check(request, filter.branch());
    var wanted =
        new TransactionFilter(
            filter.branch(),
            filter.account(),
            since(request),
            Boolean.TRUE.equals(filter.onlyConflicts()));
    var after = PageMark.read(paging.after(), OfflineOperations::place);
    var page =
        paging
            .of(
                transactions.list(request.tenantId(), wanted, after, paging.fetched()),
                OfflineOperations::mark)
            .map(Transaction::of);
    return new Transactions(
        page.entries(),
        page.next(),
        transactions.counts(request.tenantId(), wanted),
        page.next() == null);
  }

  private static String mark(ReportedTransaction transaction) {
    var place = transaction.place();
    return PageMark.of(place.done(), place.received(), place.id());
  }

  private static Place place(List<String> parts) {
    var done = parts.getFirst();
    return new Place(
        done.isEmpty() ? null : PageMark.moment(done),
        PageMark.moment(parts.get(1)),
        UUID.fromString(parts.get(2)));
  }

  /** A day in the tenant's time zone, or an instant. */
  private static @Nullable Instant since(Request<Filter> request) {
    var text = request.input().since();
    if (text == null) {
      return null;
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(request.tenant().zone()).toInstant();
    } catch (DateTimeException _) {
      throw Problem.invalid(
          "\"since\" must be a day (2026-11-25) or a time (2026-11-25T08:00:00Z).");
    }
  }

  private Nothing settle(Request<Settlement> request) {
    var settlement = request.input();
    var by = request.account().username();
    var id = Ids.of(settlement.number());
    if (id.isEmpty() || !transactions.settle(request.tenantId(), id.get(), by, settlement.note())) {
      throw Problem.unknown(
          "There is no unsettled transaction \"%s\".".formatted(settlement.number()));
    }
    return Nothing.NOTHING;
  }
}
