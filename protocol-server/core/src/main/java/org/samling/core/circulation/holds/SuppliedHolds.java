package org.samling.core.circulation.holds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;

/** Decides on items that partners have sent for holds. */
public final class SuppliedHolds {

  private final Facts facts;
  private final Instant now;

  public SuppliedHolds(DecisionContext context, Facts facts) {
    this.facts = facts;
    this.now = context.now();
  }

  /**
   * The item is on its way to its hold. Where that has another item meanwhile, or has ended, it
   * comes for nobody, and its check-in sends it back.
   */
  public Decision supply(HoldCommand.SupplyHold command) {
    var found = facts.item(command.item());
    if (found.isEmpty()) {
      return HoldChanges.refusal(
          now, RefusalReason.ITEM_UNKNOWN, ItemRules.unknown(command.item()));
    }
    var item = found.get();
    var waiting = facts.hold(command.hold()).filter(hold -> hold.state() == HoldState.WAITING);
    var effects = new ArrayList<Effect>();
    waiting.ifPresent(hold ->
        effects.add(new HoldEffect.HoldChanged(hold.bound(HoldState.IN_TRANSIT, item.id()), now)));
    var pickup = waiting.map(hold -> hold.pickup()).orElse(item.home());
    effects.addAll(
        Moves.fromElsewhere(
            item, command.from(), pickup, waiting.map(hold -> hold.id()).orElse(null), now));
    return new Decision(
        new HoldOutcome.Changed(
            now,
            command.hold(),
            waiting.isPresent() ? HoldState.IN_TRANSIT : HoldState.CANCELLED,
            item.barcode(),
            null,
            pickup,
            null),
        effects,
        List.of());
  }
}
