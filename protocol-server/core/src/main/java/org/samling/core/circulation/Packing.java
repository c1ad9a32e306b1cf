package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;

/** Decides on what goes into transport crates. */
final class Packing {

  private final Grounds grounds;
  private final Facts facts;
  private final Instant now;

  Packing(Grounds grounds, Facts facts) {
    this.grounds = grounds;
    this.facts = facts;
    this.now = grounds.now();
  }

  Decision pack(TransportCommand.PackCrate command) {
    var item = facts.item(command.item());
    if (item.isEmpty()) {
      var why = Returning.unknownItem(command.item());
      return Decision.refusal(
          new TransportOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, command.item(), why),
          RefusalReason.ITEM_UNKNOWN,
          why);
    }
    var transit = facts.transitOf(item.get().id()).orElse(null);
    var crate = facts.crate(command.crate());
    var checks =
        List.of(
            new Check(
                RefusalReason.NOT_IN_TRANSIT,
                new Why("on-its-way", "item.status", "item", item.get().status().name()),
                transit == null ? "not on its way" : "to " + transit.to(),
                transit == null),
            new Check(
                RefusalReason.CRATE_FOR_ELSEWHERE,
                new Why(
                    "one-crate-one-branch",
                    "crate.destination",
                    "crate " + command.crate(),
                    crate.orElse("none")),
                transit == null ? "not on its way" : "to " + transit.to(),
                transit != null && crate.filter(to -> !to.equals(transit.to())).isPresent()));
    var broken = Check.broken(checks);
    if (transit == null || !broken.isEmpty()) {
      var first = broken.getFirst();
      return Decision.refusal(
          new TransportOutcome.Refused(now, first.reason(), command.item(), first.why()), checks);
    }
    return new Decision(
        new TransportOutcome.Packed(
            now, ItemShown.of(item.get(), grounds.policy()), command.crate(), transit.to()),
        List.of(new ItemEffect.TransitPacked(transit.id(), item.get().id(), command.crate(), now)),
        checks);
  }
}
