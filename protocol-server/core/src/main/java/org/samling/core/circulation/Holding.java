package org.samling.core.circulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Facts.TitleFacts;
import org.samling.core.policy.PolicyMatrix.Ruling;
import org.samling.core.policy.Term;

/** Decides on holds. */
final class Holding {

  private final Grounds grounds;
  private final PatronRules patronRules;
  private final Facts facts;
  private final Instant now;

  Holding(Grounds grounds, Facts facts) {
    this.grounds = grounds;
    this.patronRules = new PatronRules(grounds);
    this.facts = facts;
    this.now = grounds.now();
  }

  Decision place(HoldCommand.PlaceHold command) {
    var patron = facts.patron(command.patron());
    if (patron.isEmpty()) {
      var nobody = facts.whyNobody(command.patron());
      return unknown(nobody.reason(), nobody.why());
    }
    var title = facts.title(command.record());
    if (title.isEmpty()) {
      return unknown(
          RefusalReason.RECORD_UNKNOWN,
          new Why("record-known", "record.key", "catalogue", command.record().toString()));
    }
    var checks = checks(command, patron.get(), title.get());
    var broken = Check.broken(checks);
    if (!broken.isEmpty()) {
      var first = broken.getFirst();
      return Decision.refusal(new HoldOutcome.Refused(now, first.reason(), first.why()), checks);
    }
    var hold =
        new HoldFacts(
            Uuids.next(now),
            title.get().recordId(),
            patron.get().id(),
            patron.get().identifier(),
            patron.get().name(),
            command.pickup(),
            command.at().isAfter(now) ? now : command.at(),
            HoldState.WAITING,
            null);
    var ahead =
        facts.waiting(hold.recordId()).stream()
            .filter(h -> !h.placedAt().isAfter(hold.placedAt()))
            .count();
    return new Decision(
        new HoldOutcome.Placed(now, hold.id(), (int) ahead + 1, hold.pickup()),
        List.of(new Effect.HoldPlaced(hold, command.expires())),
        checks);
  }

  Decision cancel(HoldCommand.CancelHold command) {
    return end(command.patron(), command.record(), _ -> true, HoldState.CANCELLED);
  }

  Decision expire(HoldCommand.ExpireHold command) {
    return end(
        command.patron(),
        command.record(),
        hold -> hold.id().equals(command.hold()),
        HoldState.EXPIRED);
  }

  private Decision end(
      String identifier, RecordKey record, Predicate<HoldFacts> which, HoldState state) {
    // What its day ends, ends also where the patron's card has expired with it.
    var patron = state == HoldState.EXPIRED ? facts.owner(identifier) : facts.patron(identifier);
    if (patron.isEmpty()) {
      var nobody = facts.whyNobody(identifier);
      return unknown(nobody.reason(), nobody.why());
    }
    var own =
        facts.title(record).stream()
            .flatMap(title -> facts.open(title.recordId()))
            .filter(h -> h.patronId().equals(patron.get().id()))
            .filter(which)
            .findFirst();
    if (own.isEmpty()) {
      return unknown(
          RefusalReason.NOT_HELD,
          new Why("hold-of-patron", "hold.patron", "title " + record, "none"));
    }
    var hold = own.get();
    return new Decision(
        new HoldOutcome.Cancelled(now, hold.id(), hold.itemId() != null),
        ended(hold, state, now),
        List.of());
  }

  /** What ends a hold, and gives up the item that it has. */
  static List<Effect> ended(HoldFacts hold, HoldState state, Instant now) {
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.HoldChanged(hold.ended(state), now));
    var item = hold.itemId();
    if (item != null) {
      effects.add(new Effect.ItemMoved(item, withoutHold(hold), hold.pickup(), null, null, now));
    }
    return effects;
  }

  /** What becomes of an item whose hold is given up: on its way it arrives first. */
  private static ItemStatus withoutHold(HoldFacts hold) {
    return hold.state() == HoldState.READY ? ItemStatus.TO_BE_RESHELVED : ItemStatus.IN_TRANSIT;
  }

  /** The rules that a hold has to keep, the weightiest first. */
  private List<Check> checks(HoldCommand.PlaceHold command, PatronFacts patron, TitleFacts title) {
    var checks = new ArrayList<>(patronRules.checks(patron));
    checks.add(patronRules.oneMoreHold(patron));
    checks.add(
        new Check(
            RefusalReason.BRANCH_UNKNOWN,
            new Why("branch-known", "branch.code", "tenant", command.pickup()),
            "pickup " + command.pickup(),
            !grounds.policy().branches().containsKey(command.pickup())));
    checks.addAll(items(command, patron, title));
    var own =
        facts.open(title.recordId()).filter(h -> h.patronId().equals(patron.id())).findFirst();
    checks.add(
        new Check(
            RefusalReason.ALREADY_HELD,
            new Why(
                "one-hold-per-title",
                "hold.patron",
                "title " + command.record(),
                own.map(h -> h.state().name()).orElse("NONE")),
            own.isPresent() ? "this patron waits" : "this patron does not wait",
            own.isPresent()));
    return checks;
  }

  /** The rules that some item of the title can be lent to this patron, and held. */
  private List<Check> items(HoldCommand.PlaceHold command, PatronFacts patron, TitleFacts title) {
    var items = facts.itemsOf(title.recordId()).toList();
    var forLoan = items.stream().filter(item -> says(Term.FOR_LOAN, patron, item)).toList();
    var reservable = forLoan.stream().filter(item -> says(Term.RESERVABLE, patron, item)).count();
    var level = "title " + command.record();
    return List.of(
        new Check(
            RefusalReason.NO_ITEMS_FOR_LOAN,
            new Why(
                "items-for-loan", Term.FOR_LOAN.name(), level, Integer.toString(forLoan.size())),
            "%d of %d items for loan".formatted(forLoan.size(), items.size()),
            forLoan.isEmpty()),
        new Check(
            RefusalReason.NOT_RESERVABLE,
            new Why("reservable", Term.RESERVABLE.name(), level, Long.toString(reservable)),
            "%d of %d items can be held".formatted(reservable, items.size()),
            reservable == 0));
  }

  /** What the policy says of an item; where it says nothing, yes. */
  private boolean says(Term<Boolean> term, PatronFacts patron, ItemFacts item) {
    return grounds.find(term, grounds.of(patron, item)).map(Ruling::value).orElse(true);
  }

  private Decision unknown(RefusalReason reason, Why why) {
    return Decision.refusal(new HoldOutcome.Refused(now, reason, why), reason, why);
  }
}
