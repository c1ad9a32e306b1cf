package org.samling.operations.bookings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.BookingLists.SetListed;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.command.SetCommand.DissolveSet;
import org.samling.core.circulation.command.SetCommand.MoveSet;
import org.samling.core.circulation.command.SetCommand.PutSet;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.bookings.Sets.Changed;
import org.samling.operations.bookings.Sets.CheckedIn;
import org.samling.operations.bookings.Sets.Checkin;
import org.samling.operations.bookings.Sets.Contents;
import org.samling.operations.bookings.Sets.Listed;
import org.samling.operations.bookings.Sets.Move;
import org.samling.operations.bookings.Sets.Removal;
import org.samling.operations.bookings.Sets.Replacement;
import org.samling.operations.bookings.Sets.SetEntry;
import org.samling.operations.bookings.Sets.SetItem;
import org.samling.operations.bookings.Sets.SetWithItems;
import org.samling.operations.bookings.Sets.WhichSet;

/** Sets: items that are moved and lent as one, such as class sets. */
public final class SetOperations {

  /** The operations. */
  public static final Family<SetOperations> FAMILY =
      new Family<>(
          "sets",
          "set",
          "Sets: items that are moved and lent as one, such as class sets",
          List.of(
              Operation.get("list-sets", "/sets", Scope.BOOKINGS_READ, "Lists class sets")
                  .paged()
                  .withinBounds()
                  .of(Nothing.class, Listed.class, SetOperations::list),
              Operation.get(
                      "show-set",
                      "/sets/:set",
                      Scope.BOOKINGS_READ,
                      "Shows a class set, its items, and who has them")
                  .withinBounds()
                  .of(WhichSet.class, SetWithItems.class, SetOperations::show),
              Operation.post(
                      "put-set",
                      "/sets/:set",
                      Scope.SETS_MANAGE,
                      "Makes a set, or renames it and adds items to it")
                  .withinBounds()
                  .of(Contents.class, Changed.class, SetOperations::put),
              Operation.post(
                      "remove-set-items",
                      "/sets/:set/items/removal",
                      Scope.SETS_MANAGE,
                      "Takes items out of a set")
                  .withinBounds()
                  .of(Removal.class, Changed.class, SetOperations::removeItems),
              Operation.post(
                      "replace-set-item",
                      "/sets/:set/items/:item/replacement",
                      Scope.SETS_MANAGE,
                      "Replaces an item of a set by another, also where the set is booked")
                  .withinBounds()
                  .of(Replacement.class, Changed.class, SetOperations::replaceItem),
              Operation.delete(
                      "dissolve-set",
                      "/sets/:set",
                      Scope.SETS_MANAGE,
                      "Dissolves a set: its items are lent singly again")
                  .withinBounds()
                  .of(WhichSet.class, Changed.class, SetOperations::dissolve),
              Operation.post(
                      "move-set",
                      "/sets/:set/branch",
                      Scope.SETS_MANAGE,
                      "Changes the branch of a set, and sends it there")
                  .withinBounds()
                  .of(Move.class, Changed.class, SetOperations::move),
              Operation.post(
                      "check-in-set",
                      "/sets/:set/return",
                      Scope.CIRCULATION,
                      "Checks in a set except for what is missing of it")
                  .withinBounds()
                  .of(Checkin.class, CheckedIn.class, SetOperations::checkIn)));

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final BookingLists lists;
  private final Branches branches;
  private final Commands commands;

  /** Operations on a store. */
  public SetOperations(BookingLists lists, Inquiries inquiries, Circulation circulation) {
    this.lists = lists;
    this.branches = new Branches(inquiries);
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Listed list(Request<Nothing> request) {
    var paging = request.paging();
    var page =
        paging
            .of(
                lists.sets(request.tenantId(), paging.after(), paging.fetched()),
                SetListed::barcode)
            .map(SetEntry::of);
    return new Listed(page.entries(), page.next());
  }

  private SetWithItems show(Request<WhichSet> request) {
    var barcode = request.input().set();
    var set =
        lists.sets(request.tenantId()).stream()
            .filter(s -> s.barcode().equals(barcode))
            .findFirst()
            .orElseThrow(() -> Problem.unknown("There is no set \"%s\".".formatted(barcode)));
    return new SetWithItems(
        set.barcode(),
        set.name(),
        set.items(),
        set.onLoan(),
        lists.items(request.tenantId(), barcode).stream().map(SetItem::of).toList());
  }

  private Changed put(Request<Contents> request) {
    var set = request.input();
    return change(
        new PutSet(
            request.origin(DEADLINE),
            barcode(set.set()),
            set.name() == null ? null : Texts.needed("name", set.name()),
            Objects.requireNonNullElse(set.items(), List.<String>of()),
            List.of()));
  }

  /** A barcode as it can be printed. */
  private static String barcode(String text) {
    if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
      throw Problem.invalid("\"set\" must be a barcode.");
    }
    return text;
  }

  private Changed removeItems(Request<Removal> request) {
    var set = request.input();
    return change(items(request, set.set(), List.of(), set.items()));
  }

  private Changed replaceItem(Request<Replacement> request) {
    var wanted = request.input();
    return change(items(request, wanted.set(), List.of(wanted.by()), List.of(wanted.item())));
  }

  private static PutSet items(
      Request<?> request, String set, List<String> added, List<String> removed) {
    return new PutSet(request.origin(DEADLINE), barcode(set), null, added, removed);
  }

  private Changed dissolve(Request<WhichSet> request) {
    return change(new DissolveSet(request.origin(DEADLINE), request.input().set()));
  }

  private Changed move(Request<Move> request) {
    var wanted = request.input();
    branches.checkMember(request, "branch", wanted.branch());
    return change(new MoveSet(request.origin(DEADLINE), wanted.set(), wanted.branch()));
  }

  private Changed change(SetCommand command) {
    return switch (commands.outcome(command)) {
      case SetOutcome.Changed changed -> Changed.of(changed);
      case SetOutcome.Refused refused -> throw Refusals.of(refused, refused.barcode());
    };
  }

  private CheckedIn checkIn(Request<Checkin> request) {
    var set = request.input();
    branches.checkMember(request, "branch", set.branch());
    var command =
        new LoanCommand.CheckinSet(
            request.originAt(set.branch(), DEADLINE),
            set.set(),
            Objects.requireNonNullElse(set.missing(), List.<String>of()),
            Instant.now());
    return switch (commands.outcome(command)) {
      case CheckinOutcome.SetReturned returned -> CheckedIn.of(returned);
      case CheckinOutcome.Refused refused -> throw Refusals.of(refused, refused.barcode());
      case CheckinOutcome.Returned _, CheckinOutcome.OfOther _ ->
          throw new IllegalStateException("a set is taken back or refused");
    };
  }
}
