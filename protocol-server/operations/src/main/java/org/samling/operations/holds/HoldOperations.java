package org.samling.operations.holds;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.HoldView;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.HoldCommand.CancelHoldById;
import org.samling.core.circulation.command.HoldCommand.ChangeHold;
import org.samling.core.circulation.command.HoldCommand.HoldOptions;
import org.samling.core.circulation.command.HoldCommand.PauseHold;
import org.samling.core.circulation.command.HoldCommand.PlaceHold;
import org.samling.core.circulation.command.HoldCommand.PlaceHolds;
import org.samling.core.circulation.command.HoldCommand.PlaceItemHold;
import org.samling.core.circulation.command.HoldCommand.ReportNotFound;
import org.samling.core.circulation.command.HoldCommand.ShelveHold;
import org.samling.core.circulation.facts.HoldFacts.Pause;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.ReservationResult;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Amount;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.TitleKeys;
import org.samling.operations.Why;
import org.samling.operations.holds.Holds.AllShelved;
import org.samling.operations.holds.Holds.Change;
import org.samling.operations.holds.Holds.Changed;
import org.samling.operations.holds.Holds.Hold;
import org.samling.operations.holds.Holds.NewPause;
import org.samling.operations.holds.Holds.NotShelved;
import org.samling.operations.holds.Holds.NowShelved;
import org.samling.operations.holds.Holds.Placed;
import org.samling.operations.holds.Holds.PullList;
import org.samling.operations.holds.Holds.Pulled;
import org.samling.operations.holds.Holds.QueuePlace;
import org.samling.operations.holds.Holds.QueuedHold;
import org.samling.operations.holds.Holds.Queues;
import org.samling.operations.holds.Holds.SeveralPlaced;
import org.samling.operations.holds.Holds.SeveralWanted;
import org.samling.operations.holds.Holds.Shelf;
import org.samling.operations.holds.Holds.ShelfPlace;
import org.samling.operations.holds.Holds.ShelvedItem;
import org.samling.operations.holds.Holds.Wanted;
import org.samling.operations.holds.Holds.WhichHold;
import org.samling.operations.holds.Holds.WhichItem;
import org.samling.operations.holds.Holds.WhichItems;
import org.samling.operations.holds.Holds.WhichList;
import org.samling.operations.holds.Holds.WhichPatron;

/** Holds of patrons, and the hold shelf of a branch. */
public final class HoldOperations {

  /** The operations. */
  public static final Family<HoldOperations> FAMILY =
      new Family<>(
          "holds",
          "hold",
          "Holds of patrons, and the hold shelf of a branch",
          List.of(
              Operation.post("place-hold", "/patrons/:patron/holds", Scope.HOLDS, "Places a hold")
                  .creating()
                  .withinBounds()
                  .of(Wanted.class, Placed.class, HoldOperations::place),
              Operation.post(
                      "place-holds",
                      "/patrons/:patron/hold-groups",
                      Scope.HOLDS,
                      "Places holds on several titles, all or none: any of them, or one after the"
                          + " other")
                  .verb("place-several")
                  .creating()
                  .of(SeveralWanted.class, SeveralPlaced.class, HoldOperations::placeSeveral),
              Operation.get(
                      "show-hold",
                      "/patrons/:patron/holds/:hold",
                      Scope.PATRONS_READ,
                      "Shows a hold and its place in the queue")
                  .withinBounds()
                  .of(WhichHold.class, QueuedHold.class, HoldOperations::show),
              Operation.post(
                      "change-hold",
                      "/patrons/:patron/holds/:hold",
                      Scope.HOLDS,
                      "Changes a hold's pickup location or expiry")
                  .withinBounds()
                  .of(Change.class, Changed.class, HoldOperations::change),
              Operation.delete(
                      "cancel-hold", "/patrons/:patron/holds/:hold", Scope.HOLDS, "Cancels a hold")
                  .withinBounds()
                  .of(WhichHold.class, Nothing.class, HoldOperations::cancel),
              Operation.post(
                      "pause-hold",
                      "/patrons/:patron/holds/:hold/pause",
                      Scope.HOLDS,
                      "Pauses a hold; it keeps its place in the queue")
                  .withinBounds()
                  .of(NewPause.class, Changed.class, HoldOperations::pause),
              Operation.delete(
                      "resume-hold",
                      "/patrons/:patron/holds/:hold/pause",
                      Scope.HOLDS,
                      "Resumes a paused hold")
                  .withinBounds()
                  .of(WhichHold.class, Changed.class, HoldOperations::resume),
              Operation.get(
                      "list-hold-shelf",
                      "/hold-shelf",
                      Scope.PATRONS_READ,
                      "Lists the items on a branch's hold shelf, and those to be put there")
                  .verb("shelf")
                  .withinBounds()
                  .of(WhichList.class, Shelf.class, HoldOperations::shelf),
              Operation.post(
                      "shelve-hold",
                      "/hold-shelf",
                      Scope.CIRCULATION,
                      "Puts an item that is set aside on the hold shelf of a branch")
                  .withinBounds()
                  .of(WhichItem.class, Changed.class, HoldOperations::shelve),
              Operation.post(
                      "shelve-items",
                      "/hold-shelf/items",
                      Scope.CIRCULATION,
                      "Puts all of several items that are set aside on the hold shelf of a branch")
                  .withinBounds()
                  .of(WhichItems.class, AllShelved.class, HoldOperations::shelveAll),
              Operation.get(
                      "list-pull-list",
                      "/pull-list",
                      Scope.ITEMS_READ,
                      "Lists the items to be fetched from a branch's shelves for holds")
                  .verb("pull-list")
                  .withinBounds()
                  .of(WhichList.class, PullList.class, HoldOperations::pullList),
              Operation.post(
                      "report-not-found",
                      "/pull-list/not-found",
                      Scope.CIRCULATION,
                      "Reports that an item on the pull list is not on its shelf")
                  .verb("not-found")
                  .withinBounds()
                  .of(WhichItem.class, Changed.class, HoldOperations::notFound),
              Operation.get(
                      "list-queue-places",
                      "/patrons/:patron/queues",
                      Scope.PATRONS_READ,
                      "Lists a patron's places in the queues, and the expected waiting times")
                  .verb("queues")
                  .withinBounds()
                  .of(WhichPatron.class, Queues.class, HoldOperations::queues)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final HoldLists lists;
  private final Inquiries inquiries;
  private final Branches branches;
  private final Commands commands;

  /** Operations on a store. */
  public HoldOperations(HoldLists lists, Inquiries inquiries, Circulation circulation) {
    this.lists = lists;
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Placed place(Request<Wanted> request) {
    var outcome = commands.outcome(placing(request));
    return switch (outcome) {
      case HoldOutcome.Placed placed -> Placed.of(placed, request.tenant());
      case HoldOutcome.Refused refused ->
          throw Refusals.of(refused, ReservationResult.of(refused), request.tenant());
      case HoldOutcome.PlacedTogether _, HoldOutcome.Changed _, HoldOutcome.Cancelled _ ->
          throw new IllegalStateException("asked to place a hold, got " + outcome);
    };
  }

  private SeveralPlaced placeSeveral(Request<SeveralWanted> request) {
    var wanted = request.input();
    var titles =
        wanted.records().stream()
            .map(record -> TitleKeys.wanted(Texts.neededNumber("records", record)))
            .toList();
    if (titles.stream().distinct().count() < titles.size()) {
      throw Problem.invalid("A title is named twice in \"records\".");
    }
    var outcome =
        commands.outcome(
            new PlaceHolds(
                request.origin(DEADLINE),
                wanted.patron(),
                wanted.type().holdType(),
                titles,
                options(request, wanted.pickup(), wanted.expires(), wanted.acceptFee())));
    return switch (outcome) {
      case HoldOutcome.PlacedTogether placed -> SeveralPlaced.of(placed, request.tenant());
      case HoldOutcome.Refused refused ->
          throw Refusals.of(refused, ReservationResult.of(refused), request.tenant());
      case HoldOutcome.Placed _, HoldOutcome.Changed _, HoldOutcome.Cancelled _ ->
          throw new IllegalStateException("asked to place several holds, got " + outcome);
    };
  }

  private static HoldOptions options(
      Request<?> request,
      @Nullable String named,
      @Nullable LocalDate expires,
      @Nullable Amount fee) {
    var pickup = Texts.clean(named);
    return HoldOptions.at(
            pickup == null ? request.account().branch() : pickup,
            Instant.now(),
            endOf(request, expires))
        .accepting(Amount.accepted(fee, request.tenant()));
  }

  private static HoldCommand<HoldOutcome> placing(Request<Wanted> request) {
    var wanted = request.input();
    var record = Texts.number(wanted.record());
    var item = Texts.number(wanted.item());
    var options = options(request, wanted.pickup(), wanted.expires(), wanted.acceptFee());
    var origin = request.origin(DEADLINE);
    if (record != null && item == null) {
      var title = TitleKeys.wanted(record);
      return new PlaceHold(
          origin, wanted.patron(), title.record(), null, title.enumeration(), options);
    }
    if (item != null && record == null) {
      return new PlaceItemHold(origin, wanted.patron(), item, options);
    }
    throw Problem.invalid("Give \"record\" or \"item\".");
  }

  /** The last second of a day, in the tenant's time zone. */
  private static @Nullable Instant endOf(Request<?> request, @Nullable LocalDate day) {
    return day == null
        ? null
        : day.plusDays(1).atStartOfDay(request.tenant().zone()).toInstant().minusSeconds(1);
  }

  private QueuedHold show(Request<WhichHold> request) {
    var which = request.input();
    var number = number(which.hold());
    var hold =
        inquiries
            .patron(request.tenantId(), which.patron())
            .orElseThrow(Problem::unknownPatron)
            .holds()
            .stream()
            .filter(held -> held.id().equals(number))
            .findFirst()
            .orElseThrow(() -> Problem.unknown("The patron has no hold \"%s\".".formatted(number)));
    var place = inquiries.hold(request.tenantId(), number).map(HoldView::position);
    return new QueuedHold(Hold.of(hold), place.orElse(null));
  }

  private Changed change(Request<Change> request) {
    var change = request.input();
    var pickup = Texts.clean(change.pickup());
    var expires = endOf(request, change.expires());
    if (pickup == null && expires == null) {
      throw Problem.invalid("Give \"pickup\" or \"expires\".");
    }
    return changed(
        new ChangeHold(
            request.origin(DEADLINE), change.patron(), number(change.hold()), pickup, expires));
  }

  private Nothing cancel(Request<WhichHold> request) {
    var which = request.input();
    var outcome =
        commands.outcome(
            new CancelHoldById(request.origin(DEADLINE), which.patron(), number(which.hold())));
    return switch (outcome) {
      case HoldOutcome.Cancelled _ -> Nothing.NOTHING;
      case HoldOutcome.Refused refused -> throw Refusals.of(refused);
      case HoldOutcome.Placed _, HoldOutcome.PlacedTogether _, HoldOutcome.Changed _ ->
          throw new IllegalStateException("asked to cancel a hold, got " + outcome);
    };
  }

  private Changed pause(Request<NewPause> request) {
    var pause = request.input();
    var from =
        Optional.ofNullable(pause.from()).orElseGet(() -> LocalDate.now(request.tenant().zone()));
    var until = pause.until();
    if (until != null && until.isBefore(from)) {
      throw Problem.invalid(
          "\"until\" must be the first day of the pause, %s, or later.".formatted(from));
    }
    return changed(
        new PauseHold(
            request.origin(DEADLINE),
            pause.patron(),
            number(pause.hold()),
            new Pause(from, until)));
  }

  private Changed resume(Request<WhichHold> request) {
    var which = request.input();
    return changed(
        new PauseHold(request.origin(DEADLINE), which.patron(), number(which.hold()), null));
  }

  private Shelf shelf(Request<WhichList> request) {
    var most = request.input().most();
    var branch = branch(request, request.input().branch());
    var found = lists.holdShelf(request.tenantId(), branch, most + 1);
    return new Shelf(
        found.stream().limit(most).map(ShelvedItem::of).toList(), found.size() <= most);
  }

  /** The branch that is named, or else the account's. */
  private String branch(Request<?> request, @Nullable String named) {
    var branch = named == null ? request.account().branch() : named;
    branches.checkMember(request, "branch", branch);
    return branch;
  }

  private PullList pullList(Request<WhichList> request) {
    var most = request.input().most();
    var branch = branch(request, request.input().branch());
    var found = lists.pullList(request.tenantId(), branch, most + 1);
    return new PullList(found.stream().limit(most).map(Pulled::of).toList(), found.size() <= most);
  }

  private Changed notFound(Request<WhichItem> request) {
    var item = Texts.neededNumber("item", request.input().item());
    var branch = branch(request, request.input().branch());
    var told = changed(new ReportNotFound(request.originAt(branch, DEADLINE), item));
    var next = told.item();
    var isSeen = next == null || inquiries.item(request.tenantId(), next).isPresent();
    return isSeen ? told : told.withoutItem();
  }

  private Queues queues(Request<WhichPatron> request) {
    var tenant = request.tenantId();
    var patron = request.input().patron();
    var places = lists.queues(tenant, patron);
    if (places.isEmpty() && inquiries.patron(tenant, patron, Set.of()).isEmpty()) {
      throw Problem.unknownPatron();
    }
    if (request.account().bounds().isNone()) {
      return new Queues(places.stream().map(QueuePlace::of).toList());
    }
    var seen =
        inquiries
            .patron(tenant, patron, Set.of(PatronAccount.Part.HOLDS))
            .orElseThrow(Problem::unknownPatron)
            .holds()
            .stream()
            .map(PatronAccount.Hold::id)
            .collect(Collectors.toSet());
    return new Queues(
        places.stream().filter(place -> seen.contains(place.hold())).map(QueuePlace::of).toList());
  }

  private Changed shelve(Request<WhichItem> request) {
    var item = Texts.neededNumber("item", request.input().item());
    var branch = branch(request, request.input().branch());
    return changed(new ShelveHold(request.originAt(branch, DEADLINE), item));
  }

  private AllShelved shelveAll(Request<WhichItems> request) {
    var branch = branch(request, request.input().branch());
    var items =
        request.input().items().stream()
            .map(item -> Texts.neededNumber("items", item))
            .distinct()
            .toList();
    var tried = new ArrayList<Command<HoldOutcome>>();
    items.forEach(
        item -> tried.add(new ShelveHold(request.originAt(branch, DEADLINE, item), item)));
    var outcomes = commands.outcomes(tried);
    var shelved = new ArrayList<NowShelved>();
    var refused = new ArrayList<NotShelved>();
    for (var i = 0; i < items.size(); i++) {
      var item = items.get(i);
      switch (outcomes.get(i)) {
        case HoldOutcome.Changed(_, _, _, _, var shelf, _, _) ->
            shelved.add(new NowShelved(item, ShelfPlace.of(shelf)));
        case HoldOutcome.Refused(_, var reason, var why, _) ->
            refused.add(new NotShelved(item, reason, Why.of(why)));
        case HoldOutcome.Placed _, HoldOutcome.PlacedTogether _, HoldOutcome.Cancelled _ ->
            throw new IllegalStateException("asked to shelve " + item);
      }
    }
    return new AllShelved(shelved, refused);
  }

  private Changed changed(HoldCommand<HoldOutcome> command) {
    var outcome = commands.outcome(command);
    return switch (outcome) {
      case HoldOutcome.Changed changed -> Changed.of(changed);
      case HoldOutcome.Refused refused -> throw Refusals.of(refused);
      case HoldOutcome.Placed _, HoldOutcome.PlacedTogether _, HoldOutcome.Cancelled _ ->
          throw new IllegalStateException("asked to change a hold, got " + outcome);
    };
  }

  private static UUID number(String hold) {
    return Ids.of(hold)
        .orElseThrow(() -> Problem.unknown("There is no hold \"%s\".".formatted(hold)));
  }
}
