package org.samling.operations.stock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.stock.Weeding;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.stock.StockLists.Arrival;
import org.samling.operations.stock.StockLists.Arrived;
import org.samling.operations.stock.StockLists.CarriedOut;
import org.samling.operations.stock.StockLists.InParts;
import org.samling.operations.stock.StockLists.Items;
import org.samling.operations.stock.StockLists.Relocated;
import org.samling.operations.stock.StockLists.Terms;
import org.samling.operations.stock.StockLists.Withdrawn;
import org.samling.operations.stock.StockOrders.Ordered;
import org.samling.operations.stock.StockOrders.Orders;
import org.samling.operations.stock.WeedingLists.Candidate;
import org.samling.operations.stock.WeedingLists.Candidates;
import org.samling.operations.stock.WeedingLists.Criteria;

/** What comes into the collection, moves within it and leaves it. */
public final class CollectionOperations {

  /** The operations. */
  public static final Family<CollectionOperations> FAMILY =
      new Family<>(
          "stock",
          "stock",
          "Items that come into the collection, move within it and leave it",
          List.of(
              Operation.post(
                      "order-stock",
                      "/stock/orders",
                      Scope.STOCK_MANAGE,
                      "Loads orders, all or none: their items can be found and reserved, but not lent")
                  .takingLongBody()
                  .of(Orders.class, Ordered.class, CollectionOperations::order),
              Operation.post(
                      "receive-stock",
                      "/stock/receipts",
                      Scope.STOCK_MANAGE,
                      "Records that ordered items have arrived; they are in processing")
                  .takingLongBody()
                  .takingItsTime()
                  .withinBounds()
                  .of(Arrived.class, CarriedOut.class, CollectionOperations::receive),
              Operation.post(
                      "ready-stock",
                      "/stock/ready",
                      Scope.STOCK_MANAGE,
                      "Records that items are ready for loan, and shows where each goes")
                  .takingLongBody()
                  .takingItsTime()
                  .withinBounds()
                  .of(Items.class, CarriedOut.class, CollectionOperations::ready),
              Operation.post(
                      "weed-stock",
                      "/stock/weeding",
                      Scope.STOCK_MANAGE,
                      "Lists items that could be weeded; changes nothing")
                  .pagedAtLength()
                  .changingNothing()
                  .takingItsTime()
                  .of(Criteria.class, Candidates.class, CollectionOperations::weed),
              Operation.post(
                      "withdraw-stock",
                      "/stock/withdrawals",
                      Scope.STOCK_MANAGE,
                      "Withdraws items from the collection")
                  .takingLongBody()
                  .takingItsTime()
                  .withinBounds()
                  .of(Withdrawn.class, CarriedOut.class, CollectionOperations::withdraw),
              Operation.post(
                      "restore-stock",
                      "/stock/withdrawals/undo",
                      Scope.STOCK_MANAGE,
                      "Restores withdrawn items to the collection, within stock.undo-days")
                  .takingLongBody()
                  .takingItsTime()
                  .withinBounds()
                  .of(Items.class, CarriedOut.class, CollectionOperations::restore),
              Operation.post(
                      "relocate-stock",
                      "/stock/relocations",
                      Scope.STOCK_MANAGE,
                      "Moves items to another branch, or to another location in their branch")
                  .takingLongBody()
                  .takingItsTime()
                  .withinBounds()
                  .of(Relocated.class, CarriedOut.class, CollectionOperations::relocate),
              Operation.post(
                      "record-stock-parts",
                      "/stock/parts",
                      Scope.STOCK_MANAGE,
                      "Records how many parts items have, and which of them are missing")
                  .takingLongBody()
                  .takingItsTime()
                  .withinBounds()
                  .of(InParts.class, CarriedOut.class, CollectionOperations::recordParts)));

  private static final int PLACE_PARTS = 4;

  private final ItemRegister register;
  private final Weeding weeding;
  private final Inquiries inquiries;
  private final Branches branches;
  private final ItemLists lists;

  /** Operations on a store. */
  public CollectionOperations(
      ItemRegister register, Weeding weeding, Inquiries inquiries, Circulation circulation) {
    this.register = register;
    this.weeding = weeding;
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
    this.lists = new ItemLists(inquiries, circulation);
  }

  private Ordered order(Request<Orders> request) {
    var orders = request.input().orders();
    var policy = inquiries.policy(request.tenantId());
    var items = StockOrders.items(request.tenant(), policy, orders);
    if (Boolean.TRUE.equals(request.input().dryRun())) {
      return new Ordered(items.size(), 0);
    }
    try {
      var added = register.putItems(request.tenantId(), items);
      return new Ordered(added, items.size() - added);
    } catch (UnknownRecordException e) {
      throw Problem.unknown("Nothing was ordered: %s.".formatted(e.getMessage()));
    }
  }

  private CarriedOut receive(Request<Arrived> request) {
    var input = request.input();
    branches.checkMember(request, "branch", input.terms().branch());
    var received =
        lists.outcomes(
            request,
            input.terms(),
            input.items(),
            Arrival::item,
            (origin, arrival) ->
                new ItemCommand.ReceiveItem(origin, arrival.item(), arrival.barcode()));
    return CarriedOut.of(
        Boolean.TRUE.equals(input.ready()) && !input.terms().isDryRun()
            ? madeReady(request, received)
            : received);
  }

  /** The outcomes, with those of making ready in place of those of receiving. */
  private List<ItemOutcome> madeReady(Request<Arrived> request, List<ItemOutcome> received) {
    var barcodes = received.stream().flatMap(outcome -> barcode(outcome).stream()).toList();
    var ready = lists.alsoReady(request, request.input().terms(), barcodes).iterator();
    var outcomes = new ArrayList<ItemOutcome>();
    received.forEach(
        outcome -> outcomes.add(barcode(outcome).isPresent() ? ready.next() : outcome));
    return outcomes;
  }

  private static Optional<String> barcode(ItemOutcome outcome) {
    return outcome instanceof ItemOutcome.Changed changed
        ? Optional.of(changed.item().barcode())
        : Optional.empty();
  }

  private CarriedOut ready(Request<Items> request) {
    return withEach(
        request, request.input().terms(), request.input().items(), ItemCommand.ReadyItem::new);
  }

  private CarriedOut withEach(
      Request<?> request,
      Terms terms,
      List<String> items,
      BiFunction<Origin, String, ItemCommand> command) {
    branches.checkMember(request, "branch", terms.branch());
    return CarriedOut.of(lists.outcomes(request, terms, items, Function.identity(), command));
  }

  private Candidates weed(Request<Criteria> request) {
    var policy = inquiries.policy(request.tenantId());
    var rule = request.input().rule(policy, policy.day(Instant.now()));
    var paging = request.paging();
    var after = PageMark.read(paging.after(), CollectionOperations::place);
    var page =
        paging
            .of(
                weeding.candidates(request.tenantId(), rule, after, paging.fetched()),
                CollectionOperations::mark)
            .map(Candidate::of);
    return new Candidates(page.entries(), page.next());
  }

  private static String mark(Weeding.Listed listed) {
    var place = listed.place();
    return PageMark.of(place.branch(), place.location(), place.callNumber(), place.barcode());
  }

  private static Weeding.Place place(List<String> parts) {
    if (parts.size() != PLACE_PARTS) {
      throw new IllegalArgumentException("not a place on a shelf");
    }
    return new Weeding.Place(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }

  private CarriedOut withdraw(Request<Withdrawn> request) {
    var input = request.input();
    var reason = Texts.needed("reason", input.reason());
    return withEach(
        request,
        input.terms(),
        input.items(),
        (origin, item) -> new ItemCommand.WithdrawItem(origin, item, reason));
  }

  private CarriedOut restore(Request<Items> request) {
    return withEach(
        request, request.input().terms(), request.input().items(), ItemCommand.RestoreItem::new);
  }

  private CarriedOut relocate(Request<Relocated> request) {
    var input = request.input();
    if (input.toBranch() == null && input.toLocation() == null) {
      throw Problem.invalid("Give \"to-branch\", \"to-location\" or both.");
    }
    branches.checkMember(request, "to-branch", input.toBranch());
    return withEach(
        request,
        input.terms(),
        input.items(),
        (origin, item) ->
            new ItemCommand.RelocateItem(origin, item, input.toBranch(), input.toLocation()));
  }

  private CarriedOut recordParts(Request<InParts> request) {
    var input = request.input();
    var missing = input.missing() == null ? List.<Integer>of() : input.missing();
    if (input.count() == 1 && !missing.isEmpty()) {
      throw Problem.invalid("An item in one piece can't have a missing part.");
    }
    if (missing.stream().anyMatch(part -> part > input.count())) {
      throw Problem.invalid(
          "\"missing\" must be numbers of parts, from 1 to %d.".formatted(input.count()));
    }
    return withEach(
        request,
        input.terms(),
        input.items(),
        (origin, item) -> new ItemCommand.RecordParts(origin, item, input.count(), missing));
  }
}
