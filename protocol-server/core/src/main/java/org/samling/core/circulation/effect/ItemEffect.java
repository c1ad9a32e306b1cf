package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.StockFacts;
import org.samling.core.circulation.facts.TransitFacts;

/** A change to an item: where it is, how it travels or how it is described. */
public sealed interface ItemEffect extends Effect {

  /**
   * An item changes status or branch.
   *
   * @param status its status now
   * @param branch the code of the branch where it is, or to which it is in transit; null for the
   *     same as before
   * @param holdId the hold it is set aside for, or null
   * @param at when it changed
   * @param returnedLoan the loan that ended with this, or null
   */
  record ItemMoved(
      UUID itemId,
      ItemStatus status,
      @Nullable String branch,
      @Nullable UUID holdId,
      Instant at,
      @Nullable UUID returnedLoan)
      implements ItemEffect {

    /** An item that is set aside for nobody, and ends no loan. */
    public static ItemMoved to(UUID item, ItemStatus status, @Nullable String branch, Instant at) {
      return new ItemMoved(item, status, branch, null, at, null);
    }
  }

  /**
   * An item was returned without ending any known loan.
   *
   * @param branch the code of the branch where it was returned
   */
  record ItemCameIn(UUID itemId, String branch, Instant at) implements ItemEffect {}

  /** An item is sent to another branch. */
  record TransitBegun(TransitFacts transit) implements ItemEffect {}

  /** An item has arrived, or came into other hands on its way. */
  record TransitEnded(UUID itemId, Instant at) implements ItemEffect {}

  /**
   * An item in transit is put into a transport crate.
   *
   * @param crate what is printed on the crate
   */
  record TransitPacked(UUID transitId, UUID itemId, String crate, Instant at)
      implements ItemEffect {}

  /**
   * An item of a floating group gets the branch where it was returned as its home.
   *
   * @param branch the code of the branch
   * @param from the code of the branch where it belonged before
   * @param returnedLoan the loan that the return ended, or null
   */
  record ItemFloated(
      UUID itemId, String branch, String from, @Nullable UUID returnedLoan, Instant at)
      implements ItemEffect {}

  /**
   * An item gets back its earlier home branch because its return is undone.
   *
   * @param branch the code of the branch
   * @param reopenedLoan the loan that continues
   */
  record ItemFloatUndone(UUID itemId, String branch, UUID reopenedLoan, Instant at)
      implements ItemEffect {}

  /**
   * An item of another tenant was handed in.
   *
   * @param barcode what is printed on it
   * @param owner the code of the tenant that owns it
   * @param branch the code of the branch where it was handed in
   * @param at when it was handed in
   */
  record OthersItemHandedIn(String barcode, String owner, String branch, Instant at)
      implements ItemEffect {}

  /**
   * An item was not found on the shelf.
   *
   * @param times how many times in a row
   * @param status its status now
   */
  record ItemNotFound(UUID itemId, int times, ItemStatus status, Instant at)
      implements ItemEffect {}

  /**
   * A note about an item is set or removed.
   *
   * @param properties the note, or null where it was removed
   */
  record ItemDescribed(UUID itemId, @Nullable String properties, Instant at)
      implements ItemEffect {}

  /**
   * An item's barcode, home branch, location or stock facts change.
   *
   * @param barcode what is printed on it now
   * @param home the code of the branch where it belongs now
   * @param location its shelving location within the branch now, or null
   * @param stock its stock facts now
   */
  record ItemRevised(
      UUID itemId,
      String barcode,
      String home,
      @Nullable String location,
      StockFacts stock,
      Instant at)
      implements ItemEffect {

    /** A change to an item's stock facts only. */
    public static ItemRevised of(ItemFacts item, StockFacts stock, Instant at) {
      return new ItemRevised(item.id(), item.barcode(), item.home(), item.location(), stock, at);
    }
  }
}
