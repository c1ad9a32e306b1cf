package org.samling.core.circulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samling.core.circulation.Facts.TitleFacts;
import org.samling.core.circulation.PatronRules.Broken;
import org.samling.core.organisation.LendingPolicy;

/** Decides on holds. */
final class Holding {

  private final LendingPolicy policy;
  private final PatronRules patronRules;
  private final Facts facts;
  private final Instant now;

  Holding(LendingPolicy policy, Facts facts, Instant now) {
    this.policy = policy;
    this.patronRules = new PatronRules(policy);
    this.facts = facts;
    this.now = now;
  }

  Decision place(Command.PlaceHold command) {
    var patron = facts.patron(command.patron());
    if (patron.isEmpty()) {
      return refused(new Broken(RefusalReason.PATRON_UNKNOWN, PatronRules.UNKNOWN_PATRON));
    }
    var title = facts.title(command.record());
    if (title.isEmpty()) {
      return refused(
          new Broken(
              RefusalReason.RECORD_UNKNOWN,
              new Why("record-known", "record.key", "catalogue", command.record().toString())));
    }
    var broken = broken(command, patron.get(), title.get());
    if (!broken.isEmpty()) {
      return refused(broken.getFirst());
    }
    var hold =
        new HoldFacts(
            Uuids.next(now),
            title.get().recordId(),
            patron.get().id(),
            command.patron(),
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
        List.of(new Effect.HoldPlaced(hold, command.expires())));
  }

  private List<Broken> broken(Command.PlaceHold command, PatronFacts patron, TitleFacts title) {
    var broken = new ArrayList<>(patronRules.broken(patron, now));
    broken.addAll(patronRules.brokenByOneMoreHold(patron));
    if (!policy.branches().containsKey(command.pickup())) {
      broken.add(
          new Broken(
              RefusalReason.BRANCH_UNKNOWN,
              new Why("branch-known", "branch.code", "tenant", command.pickup())));
    }
    if (title.lendableItems() == 0) {
      broken.add(
          new Broken(
              RefusalReason.NO_ITEMS_FOR_LOAN,
              new Why(
                  "items-for-loan", "item-category.for-loan", "title " + command.record(), "0")));
    }
    Optional<HoldFacts> own =
        facts.open(title.recordId()).filter(h -> h.patronId().equals(patron.id())).findFirst();
    own.ifPresent(h ->
        broken.add(
            new Broken(
                RefusalReason.ALREADY_HELD,
                new Why(
                    "one-hold-per-title",
                    "hold.patron",
                    "title " + command.record(),
                    h.state().name()))));
    return broken;
  }

  private Decision refused(Broken broken) {
    return Decision.refusal(new HoldOutcome.Refused(now, broken.reason(), broken.why()));
  }
}
