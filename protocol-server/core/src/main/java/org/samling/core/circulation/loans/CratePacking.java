package org.samling.core.circulation.loans;

import java.time.Instant;
import java.util.List;
import org.samling.core.circulation.command.TransportCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.outcome.TransportOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;

/** Decides on what goes into transport crates. */
public final class CratePacking {

  private final DecisionContext context;
  private final Facts facts;
  private final Instant now;

  public CratePacking(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.now = context.now();
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
                new DecisionReason("on-its-way", "item.status", "item", item.get().status().name()),
                transit == null ? "not on its way" : "to " + transit.to(),
                transit == null),
            new Check(
                RefusalReason.CRATE_FOR_ELSEWHERE,
                new DecisionReason(
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
            now, ItemView.of(item.get(), context.policy()), command.crate(), transit.to()),
        List.of(new ItemEffect.TransitPacked(transit.id(), item.get().id(), command.crate(), now)),
        checks);
  }
}
