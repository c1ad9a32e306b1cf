package org.samling.core.circulation.context;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.TransitFacts;

/** Moves an item, and begins and ends its ways between branches with it. */
public final class Moves {

  private Moves() {}

  /** The item stays at a branch, or goes out with a patron. */
  public static List<Effect> to(
      ItemFacts item,
      ItemStatus status,
      String branch,
      @Nullable UUID hold,
      @Nullable UUID returnedLoan,
      Instant now) {
    var effects = new ArrayList<Effect>();
    if (item.status() == ItemStatus.IN_TRANSIT) {
      effects.add(new ItemEffect.TransitEnded(item.id(), now));
    }
    effects.add(new ItemEffect.ItemMoved(item.id(), status, branch, hold, returnedLoan, now));
    return effects;
  }

  /** The item is sent from one branch to another. */
  public static List<Effect> send(
      ItemFacts item,
      String from,
      String to,
      @Nullable UUID hold,
      @Nullable UUID returnedLoan,
      Instant now) {
    var effects = to(item, ItemStatus.IN_TRANSIT, to, hold, returnedLoan, now);
    effects.add(
        new ItemEffect.TransitBegun(
            new TransitFacts(Uuids.next(now), item.id(), from, null, to, hold, now, null)));
    return effects;
  }

  /** The item is sent home by another tenant, since it was handed in there. */
  public static List<Effect> sendHome(ItemFacts item, String elsewhere, Instant sent, Instant now) {
    var home = item.home();
    var effects = to(item, ItemStatus.IN_TRANSIT, home, null, null, now);
    effects.add(
        new ItemEffect.TransitBegun(
            new TransitFacts(Uuids.next(now), item.id(), null, elsewhere, home, null, sent, null)));
    return effects;
  }
}
