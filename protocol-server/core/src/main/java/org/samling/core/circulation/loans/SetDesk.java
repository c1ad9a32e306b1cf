package org.samling.core.circulation.loans;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.bookings.BookingPlan;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;

/** Decides on sets of items that are lent as one: their items, and where they belong. */
public final class SetDesk {

  private final DecisionContext context;
  private final Facts facts;
  private final Instant now;

  public SetDesk(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.now = context.now();
  }

  public Decision decide(SetCommand command) {
    return switch (command) {
      case SetCommand.PutSet c -> put(c);
      case SetCommand.DissolveSet c -> onKnown(c.set(), this::dissolve);
      case SetCommand.MoveSet c -> onKnown(c.set(), set -> move(c, set));
    };
  }

  private interface OnKnown {
    public Decision decide(SetFacts set);
  }

  private Decision onKnown(String barcode, OnKnown decision) {
    return facts
        .set(barcode)
        .map(decision::decide)
        .orElseGet(() -> refused(List.of(unknown(barcode)), barcode));
  }

  static Check unknown(String barcode) {
    return new Check(
        RefusalReason.SET_UNKNOWN,
        new DecisionReason("set-known", "item-set.barcode", "set", barcode),
        "unknown",
        true);
  }

  private Decision taken(String barcode) {
    return refused(
        List.of(
            broken(
                RefusalReason.BARCODE_TAKEN,
                new DecisionReason("barcode-free", "item.barcode", "set", barcode),
                "taken")),
        barcode);
  }

  /** Whether there is a set that whoever asks does not see. */
  private boolean isHidden(String barcode) {
    return facts.set(barcode).isEmpty() && facts.bookings().set(barcode).isPresent();
  }

  private Decision put(SetCommand.PutSet command) {
    var barcode = command.set();
    var known = facts.set(barcode);
    var name = command.name() == null ? known.map(SetFacts::name).orElse(null) : command.name();
    if (name == null) {
      return refused(List.of(unknown(barcode)), barcode);
    }
    if (facts.isItem(barcode)) {
      return taken(barcode);
    }
    var members = new LinkedHashSet<>(known.map(SetFacts::items).orElse(List.of()));
    var added = new ArrayList<UUID>();
    var removed = new ArrayList<UUID>();
    for (var add : command.add()) {
      var item = facts.item(add);
      var checks = item.map(i -> addable(i, barcode)).orElseGet(() -> List.of(itemUnknown(add)));
      if (!Check.broken(checks).isEmpty()) {
        return refused(checks, add);
      }
      item.map(ItemFacts::id).filter(members::add).ifPresent(added::add);
    }
    for (var remove : command.remove()) {
      var item = facts.item(remove);
      if (item.isEmpty()) {
        return refused(List.of(itemUnknown(remove)), remove);
      }
      if (members.remove(item.get().id())) {
        removed.add(item.get().id());
      }
    }
    if (isHidden(barcode)) {
      return taken(barcode);
    }
    if (members.size() > SetFacts.MAX_ITEMS) {
      return refused(
          List.of(
              broken(
                  RefusalReason.SET_TOO_LARGE,
                  new DecisionReason(
                      "set-size", "item-set.items", "set", Integer.toString(SetFacts.MAX_ITEMS)),
                  members.size() + " items")),
          barcode);
    }
    if (members.isEmpty() && isBooked(barcode)) {
      return refused(List.of(booked(barcode)), barcode);
    }
    var set = new SetFacts(barcode, name, inOrder(members));
    return known.filter(set::equals).isPresent()
        ? new Decision(outcome(set, List.of()), List.of(), List.of())
        : changed(set, added, removed);
  }

  /**
   * Changes a set, and the copies in its bookings: a booking of a set promises every item in it.
   */
  private Decision changed(SetFacts set, List<UUID> added, List<UUID> removed) {
    var effects = new ArrayList<Effect>();
    effects.add(new BookingEffect.SetPut(set, added, removed, now));
    var told = new ArrayList<SetOutcome.AffectedBooking>();
    for (var booking : bookings(set.barcode())) {
      var after = booking;
      for (var item : removed) {
        after = after.without(item);
      }
      for (var item : added) {
        after = after.promisingAlso(item);
      }
      if (!after.equals(booking)) {
        effects.add(new BookingEffect.BookingChanged(after, now));
        told.add(
            new SetOutcome.AffectedBooking(
                after.id(),
                after.patronName(),
                after.terms().from(),
                after.copies().size(),
                after.terms().preferred()));
      }
    }
    return new Decision(outcome(set, told), effects, List.of());
  }

  private List<UUID> inOrder(Iterable<UUID> members) {
    var items = new ArrayList<ItemFacts>();
    members.forEach(id -> facts.item(id).ifPresent(items::add));
    items.sort(Comparator.comparing(ItemFacts::barcode));
    return items.stream().map(ItemFacts::id).toList();
  }

  private static Check itemUnknown(String barcode) {
    return broken(RefusalReason.ITEM_UNKNOWN, ItemRules.unknown(barcode), "unknown");
  }

  /** The rules for adding an item to a set: the library must own it and have it in hand. */
  private List<Check> addable(ItemFacts item, String set) {
    var barcode = item.barcode();
    var other = item.partOfSet();
    if (set.equals(other)) {
      return List.of();
    }
    var checks = new ArrayList<Check>();
    checks.add(
        check(
            RefusalReason.PART_OF_SET,
            new DecisionReason(
                "one-set", "item.part-of-set", "item " + barcode, String.valueOf(other)),
            other != null));
    checks.add(
        check(
            RefusalReason.ITEM_BORROWED,
            new DecisionReason("own-item", "item.borrowed-from", "item", barcode),
            item.borrowedFrom() != null));
    checks.add(
        check(
            RefusalReason.ITEM_DISCARDED,
            new DecisionReason(
                "item-there", "item.status", "item " + barcode, item.status().name()),
            !item.isThere()));
    checks.add(
        check(
            RefusalReason.ON_LOAN_TO_ANOTHER,
            new DecisionReason("item-in", "loan.item", "item", barcode),
            facts.loanOf(item.id()).isPresent()));
    checks.add(
        check(
            RefusalReason.HELD_FOR_ANOTHER,
            new DecisionReason("not-set-aside", "item.hold", "item", barcode),
            item.holdId() != null));
    checks.add(
        check(
            RefusalReason.BOOKED,
            new DecisionReason("not-booked", "booking.copies", "item", barcode),
            !facts.bookings().promisedTo(item.id()).isEmpty()));
    if (isBooked(set)) {
      checks.add(canBePromised(item, set));
    }
    return checks;
  }

  /**
   * The rule that an item added to a booked set can be lent, and is there when the set is fetched.
   */
  private Check canBePromised(ItemFacts item, String set) {
    var plan = new BookingPlan(context, facts);
    return check(
        RefusalReason.ITEM_NOT_FOR_LOAN,
        new DecisionReason("can-be-promised", "booking.copies", "item", item.barcode()),
        bookings(set).stream()
            .anyMatch(b -> plan.inTheWay(item.inSet(set), b.terms(), b.id(), set).isPresent()));
  }

  private static Check check(RefusalReason reason, DecisionReason why, boolean isBroken) {
    return new Check(reason, why, isBroken ? "it is" : "it is not", isBroken);
  }

  private boolean isBooked(String set) {
    return !bookings(set).isEmpty();
  }

  private List<BookingFacts> bookings(String set) {
    return facts.bookings().open().stream().filter(b -> set.equals(b.set())).toList();
  }

  private static Check booked(String set) {
    return broken(
        RefusalReason.SET_BOOKED,
        new DecisionReason("set-not-booked", "booking.set", "set", set),
        "booked");
  }

  private Decision dissolve(SetFacts set) {
    return isBooked(set.barcode())
        ? refused(List.of(booked(set.barcode())), set.barcode())
        : new Decision(
            outcome(set, List.of()), List.of(new BookingEffect.SetDissolved(set, now)), List.of());
  }

  private Decision move(SetCommand.MoveSet command, SetFacts set) {
    var branch = command.branch();
    if (!context.policy().branches().containsKey(branch) || !facts.seen().branch(branch)) {
      return refused(
          List.of(
              broken(
                  RefusalReason.BRANCH_UNKNOWN,
                  new DecisionReason("branch-known", "branch.code", "set", branch),
                  "unknown")),
          set.barcode());
    }
    var effects = new ArrayList<Effect>();
    for (var item : items(set, facts)) {
      if (!item.home().equals(branch)) {
        effects.add(
            new ItemEffect.ItemRevised(
                item.id(), item.barcode(), branch, item.location(), item.stock(), now));
      }
      var isOnShelf =
          switch (item.status()) {
            case AVAILABLE, TO_BE_RESHELVED -> true;
            case ON_LOAN,
                SET_ASIDE,
                ON_HOLD_SHELF,
                IN_TRANSIT,
                ON_ORDER,
                IN_PROCESS,
                MISSING,
                CLAIMED_RETURNED,
                LOST,
                DISCARDED ->
                false;
          };
      if (isOnShelf && !item.at().equals(branch)) {
        effects.addAll(Moves.send(item, item.at(), branch, now));
      }
    }
    return new Decision(outcome(set, List.of()), effects, List.of());
  }

  /** The items of a set. */
  static List<ItemFacts> items(SetFacts set, Facts facts) {
    return set.items().stream().flatMap(id -> facts.item(id).stream()).toList();
  }

  private SetOutcome outcome(SetFacts set, List<SetOutcome.AffectedBooking> told) {
    return new SetOutcome.Changed(
        now,
        set.barcode(),
        set.name(),
        items(set, facts).stream().map(ItemFacts::barcode).toList(),
        told);
  }

  private static Check broken(RefusalReason reason, DecisionReason why, String found) {
    return new Check(reason, why, found, true);
  }

  private Decision refused(List<Check> checks, @Nullable String barcode) {
    var first = Check.broken(checks).getFirst();
    return Decision.refusal(
        new SetOutcome.Refused(now, first.reason(), barcode, first.why()), checks);
  }

  /** The set with this barcode, unless an item has the same one. */
  static Optional<SetFacts> named(String barcode, Facts facts) {
    return facts.isItem(barcode) ? Optional.empty() : facts.set(barcode);
  }
}
