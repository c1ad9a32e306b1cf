package org.samling.core.circulation.context;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.ItemEffect.ItemMoved;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.TransitFacts;

/** Moves an item, starting and ending its transits between branches. */
public final class Moves {

  private Moves() {}

  /** Keeps the item at a branch, or lends it to a patron. */
  public static List<Effect> to(ItemFacts item, ItemStatus status, String branch, Instant now) {
    return moved(item, ItemMoved.to(item.id(), status, branch, now));
  }

  /**
   * The same for a return, or for a hold.
   *
   * @param hold the hold that it is set aside for, or null
   * @param returnedLoan the loan that ends with this, or null
   */
  public static List<Effect> to(
      ItemFacts item,
      ItemStatus status,
      String branch,
      @Nullable UUID hold,
      @Nullable UUID returnedLoan,
      Instant now) {
    return moved(item, new ItemMoved(item.id(), status, branch, hold, now, returnedLoan));
  }

  private static List<Effect> moved(ItemFacts item, ItemMoved move) {
    var effects = new ArrayList<Effect>();
    if (item.status() == ItemStatus.IN_TRANSIT) {
      effects.add(new ItemEffect.TransitEnded(item.id(), move.at()));
    }
    effects.add(move);
    return effects;
  }

  /** Sends the item from one branch to another. */
  public static List<Effect> send(ItemFacts item, String from, String to, Instant now) {
    var effects = to(item, ItemStatus.IN_TRANSIT, to, now);
    effects.add(begun(item, from, to, null, now));
    return effects;
  }

  /**
   * The same for a return, or for a hold.
   *
   * @param hold the hold that it is sent for, or null
   * @param returnedLoan the loan that ends with this, or null
   */
  public static List<Effect> send(
      ItemFacts item,
      String from,
      String to,
      @Nullable UUID hold,
      @Nullable UUID returnedLoan,
      Instant now) {
    var effects = to(item, ItemStatus.IN_TRANSIT, to, hold, returnedLoan, now);
    effects.add(begun(item, from, to, hold, now));
    return effects;
  }

  private static Effect begun(
      ItemFacts item, String from, String to, @Nullable UUID hold, Instant now) {
    return new ItemEffect.TransitBegun(
        new TransitFacts(Uuids.next(now), item.id(), from, null, to, hold, now, null));
  }

  /**
   * Records that another tenant sends one of its items here.
   *
   * @param elsewhere the code of the tenant that sends it
   * @param hold the hold that it is sent for, or null
   */
  public static List<Effect> fromElsewhere(
      ItemFacts item, String elsewhere, String to, @Nullable UUID hold, Instant now) {
    var effects = to(item, ItemStatus.IN_TRANSIT, to, hold, null, now);
    effects.add(
        new ItemEffect.TransitBegun(
            new TransitFacts(Uuids.next(now), item.id(), null, elsewhere, to, hold, now, null)));
    return effects;
  }

  /** Records that another tenant, where the item was handed in, sends it home. */
  public static List<Effect> sendHome(ItemFacts item, String elsewhere, Instant sent, Instant now) {
    var home = item.home();
    var effects = to(item, ItemStatus.IN_TRANSIT, home, now);
    effects.add(
        new ItemEffect.TransitBegun(
            new TransitFacts(Uuids.next(now), item.id(), null, elsewhere, home, null, sent, null)));
    return effects;
  }
}
