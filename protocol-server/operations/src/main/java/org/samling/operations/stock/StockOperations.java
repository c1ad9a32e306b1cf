package org.samling.operations.stock;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.stock.StockCounts;
import org.samling.core.stock.StockCounts.Place;
import org.samling.core.stock.StockCounts.Range;
import org.samling.core.stock.StockCounts.Scan;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.stock.StockCountRecords.Close;
import org.samling.operations.stock.StockCountRecords.Closing;
import org.samling.operations.stock.StockCountRecords.Count;
import org.samling.operations.stock.StockCountRecords.CountWithResults;
import org.samling.operations.stock.StockCountRecords.Counts;
import org.samling.operations.stock.StockCountRecords.Scanned;
import org.samling.operations.stock.StockCountRecords.Scans;
import org.samling.operations.stock.StockCountRecords.Shelves;
import org.samling.operations.stock.StockCountRecords.Shown;
import org.samling.routes.stock.StockClosing;

/** Stock counts (inventory), for a reader that is carried along the shelves. */
public final class StockOperations {

  /** The operations. */
  public static final Family<StockOperations> FAMILY =
      new Family<>(
          "stock-counts",
          "stock-count",
          "Stock counts (inventory), for a reader that is carried along the shelves",
          List.of(
              Operation.get(
                      "list-stock-counts",
                      "/stock-counts",
                      Scope.STOCK_COUNT,
                      "Lists stocktaking counts")
                  .paged()
                  .of(Nothing.class, Counts.class, StockOperations::list),
              Operation.post(
                      "begin-stock-count",
                      "/stock-counts",
                      Scope.STOCK_COUNT,
                      "Begins a stocktaking count")
                  .of(Shelves.class, Count.class, StockOperations::begin),
              Operation.get(
                      "show-stock-count",
                      "/stock-counts/:number",
                      Scope.STOCK_COUNT,
                      "Shows the results of a count")
                  .of(Shown.class, CountWithResults.class, StockOperations::show),
              Operation.post(
                      "add-stock-scans",
                      "/stock-counts/:number/scans",
                      Scope.STOCK_COUNT,
                      "Adds scanned items to a count")
                  .verb("add-scans")
                  .takingLongBody()
                  .of(Scans.class, Scanned.class, StockOperations::scan),
              Operation.post(
                      "close-stock-count",
                      "/stock-counts/:number/closing",
                      Scope.STOCK_COUNT,
                      "Closes a count")
                  .takingItsTime()
                  .of(Close.class, Closing.class, StockOperations::close)));

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final StockCounts counts;
  private final Branches branches;
  private final StockClosing closing;

  /** Operations on a store. */
  public StockOperations(StockCounts counts, Inquiries inquiries, Circulation circulation) {
    this.counts = counts;
    this.branches = new Branches(inquiries);
    this.closing = new StockClosing(counts, new Commands(circulation, DEADLINE));
  }

  private Counts list(Request<Nothing> request) {
    var paging = request.paging();
    var after =
        PageMark.read(
            paging.after(),
            parts -> new Place(Boolean.parseBoolean(parts.get(0)), UUID.fromString(parts.get(1))));
    var page =
        paging
            .of(
                counts.list(request.tenantId(), after, paging.fetched()),
                count -> PageMark.of(count.place().goesOn(), count.id()))
            .map(Count::of);
    return new Counts(page.entries(), page.next());
  }

  private Count begin(Request<Shelves> request) {
    var shelves = request.input();
    branches.checkMember(request, "branch", shelves.branch());
    var id =
        counts.begin(
            request.tenantId(),
            new Range(shelves.branch(), shelves.location(), shelves.from(), shelves.to()),
            request.account().username());
    return Count.of(counts.count(request.tenantId(), id).orElseThrow());
  }

  private CountWithResults show(Request<Shown> request) {
    var count = count(request, request.input().number());
    return CountWithResults.of(
        Count.of(count),
        counts.results(request.tenantId(), count.id()),
        Boolean.TRUE.equals(request.input().all()));
  }

  private Scanned scan(Request<Scans> request) {
    var scans = request.input().scans().stream().map(StockOperations::parsed).toList();
    var count = count(request, request.input().number());
    var added = counts.scan(request.tenantId(), count.id(), scans).orElseThrow(() -> closed(count));
    return new Scanned(scans.size(), added);
  }

  private static Scan parsed(String scan) {
    try {
      return Scan.parse(scan);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("\"scans\": " + e.getMessage());
    }
  }

  private Closing close(Request<Close> request) {
    var close = request.input();
    var count = count(request, close.number());
    return closing
        .close(
            request.tenantId(),
            count,
            new StockClosing.Choice(
                Boolean.TRUE.equals(close.markMissing()), Boolean.TRUE.equals(close.takeIn())),
            request.account().username())
        .map(Closing::of)
        .orElseThrow(() -> closed(count));
  }

  private StockCounts.Count count(Request<?> request, String number) {
    return Ids.of(number)
        .flatMap(id -> counts.count(request.tenantId(), id))
        .orElseThrow(() -> Problem.unknown("There is no count \"%s\".".formatted(number)));
  }

  private static Problem closed(StockCounts.Count count) {
    return Problem.refused("The count %s is closed.".formatted(count.id()));
  }
}
