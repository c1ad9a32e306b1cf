package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.StockFacts;
import org.samling.core.circulation.facts.TransitFacts;

/** An item stands, travels or is described otherwise. */
public sealed interface ItemEffect extends Effect {

  /**
   * An item stands elsewhere, or differently.
   *
   * @param itemId the item
   * @param status its status now
   * @param branch the code of the branch where it is, or to which it is on its way
   * @param holdId the hold it is set aside for, or null
   * @param returnedLoan the loan that ended with it, or null
   * @param at since when
   */
  record ItemMoved(
      UUID itemId,
      ItemStatus status,
      String branch,
      @Nullable UUID holdId,
      @Nullable UUID returnedLoan,
      Instant at)
      implements ItemEffect {}

  /**
   * An item came into the library's hands, and that ends no loan that is known.
   *
   * @param itemId the item
   * @param branch the code of the branch where it did
   * @param at when
   */
  record ItemCameIn(UUID itemId, String branch, Instant at) implements ItemEffect {}

  /**
   * An item is sent to another branch.
   *
   * @param transit its way
   */
  record TransitBegun(TransitFacts transit) implements ItemEffect {}

  /**
   * An item has arrived, or came into other hands on its way.
   *
   * @param itemId the item
   * @param at when
   */
  record TransitEnded(UUID itemId, Instant at) implements ItemEffect {}

  /**
   * An item on its way lies in a transport crate.
   *
   * @param transitId its way
   * @param itemId the item
   * @param crate what is printed on the crate
   * @param at when
   */
  record TransitPacked(UUID transitId, UUID itemId, String crate, Instant at)
      implements ItemEffect {}

  /**
   * An item of a floating group belongs from now on where it was returned.
   *
   * @param itemId the item
   * @param branch the code of the branch
   * @param from the code of the branch where it belonged before
   * @param returnedLoan the loan that the return ended, or null
   * @param at when
   */
  record ItemFloated(
      UUID itemId, String branch, String from, @Nullable UUID returnedLoan, Instant at)
      implements ItemEffect {}

  /**
   * An item belongs again where it did before it was returned, for its return is undone.
   *
   * @param itemId the item
   * @param branch the code of the branch
   * @param reopenedLoan the loan that goes on
   * @param at when
   */
  record ItemFloatUndone(UUID itemId, String branch, UUID reopenedLoan, Instant at)
      implements ItemEffect {}

  /**
   * An item of another tenant was handed in.
   *
   * @param barcode what is printed on it
   * @param owner the code of the tenant whose it is
   * @param branch the code of the branch where it was handed in
   * @param at when it was handed in
   */
  record OthersItemHandedIn(String barcode, String owner, String branch, Instant at)
      implements ItemEffect {}

  /**
   * An item was looked for in vain.
   *
   * @param itemId the item
   * @param times how often in a row
   * @param status its status now
   * @param at when
   */
  record ItemNotFound(UUID itemId, int times, ItemStatus status, Instant at)
      implements ItemEffect {}

  /**
   * Something is noted of an item.
   *
   * @param itemId the item
   * @param properties the note, or null where there is none any more
   * @param at when
   */
  record ItemDescribed(UUID itemId, @Nullable String properties, Instant at)
      implements ItemEffect {}

  /**
   * An item is named, belongs or consists otherwise than before.
   *
   * @param itemId the item
   * @param barcode what is printed on it now
   * @param home the code of the branch where it belongs now
   * @param location where it stands in its branch now, or null
   * @param stock what it is as a piece of stock now
   * @param at when
   */
  record ItemRevised(
      UUID itemId,
      String barcode,
      String home,
      @Nullable String location,
      StockFacts stock,
      Instant at)
      implements ItemEffect {

    /** An item that is revised in what it is as a piece of stock. */
    public static ItemRevised of(ItemFacts item, StockFacts stock, Instant at) {
      return new ItemRevised(item.id(), item.barcode(), item.home(), item.location(), stock, at);
    }
  }
}
