package org.samling.core.circulation.holds;

import java.util.List;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.organisation.ReturnHandling.Shelving;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Suspension.Stopped;

/** Puts items on the hold shelf of the current branch. */
public final class HoldShelf {

  private final DecisionContext context;
  private final Facts facts;

  public HoldShelf(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
  }

  /** Whether an item returned here goes on the hold shelf at once. */
  public boolean isShelvedAtCheckin(Shelving shelving) {
    return switch (shelving) {
      case AS_SET -> context.setting(Setting.HOLD_SHELVE_AT_CHECKIN).value();
      case AT_ONCE -> true;
      case BY_STAFF -> false;
    };
  }

  /**
   * Gives a hold that is picked up here its pickup number and deadline.
   *
   * @param effects receives the effects, except those on the item
   * @return the changed hold
   */
  public HoldFacts shelve(HoldFacts hold, ItemFacts item, List<Effect> effects) {
    var number = facts.nextPickupNumber(context.place());
    var ready = hold.ready(item.id(), place(number, hold.pickup()));
    effects.add(new HoldEffect.PickupNumberGiven(context.place(), number));
    effects.add(new HoldEffect.HoldChanged(ready, context.now()));
    return ready;
  }

  private HoldFacts.Shelf place(int number, String pickup) {
    var policy = context.policy();
    var days = policy.setting(Setting.HOLD_PICKUP_DAYS, pickup, context.today()).value();
    var day = context.today().plusDays(days);
    var until = policy.endOfDay(pickup, day, Stopped.PICKUP_DEADLINES);
    var unstopped = policy.endOfDayWithoutStops(pickup, day);
    return new HoldFacts.Shelf(number, until, until.equals(unstopped) ? null : unstopped);
  }
}
