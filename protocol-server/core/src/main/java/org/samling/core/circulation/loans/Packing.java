package org.samling.core.circulation.loans;

import java.time.Instant;
import java.util.List;
import org.samling.core.circulation.command.TransportCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.facts.ItemShown;
import org.samling.core.circulation.outcome.TransportOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;
import org.samling.core.circulation.rules.Grounds;
import org.samling.core.circulation.rules.ItemRules;

/** Decides on what goes into transport crates. */
public final class Packing {

  private final Grounds grounds;
  private final Facts facts;
  private final Instant now;

  public Packing(Grounds grounds, Facts facts) {
    this.grounds = grounds;
    this.facts = facts;
    this.now = grounds.now();
  }

  public Decision pack(TransportCommand.PackCrate command) {
    var item = facts.item(command.item());
    if (item.isEmpty()) {
      var why = ItemRules.unknown(command.item());
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
