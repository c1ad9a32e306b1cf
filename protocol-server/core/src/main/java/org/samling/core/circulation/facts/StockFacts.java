package org.samling.core.circulation.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item's volume or issue, its parts, and its order number and withdrawal.
 *
 * @param enumeration which volume or issue of its title it is, or null
 * @param parts its parts, or null for one piece
 * @param orderedAs the number it was ordered under, if it got a different barcode on receipt; else
 *     null
 * @param withdrawal how it was taken out of the collection, or null where it was not
 */
public record StockFacts(
    @Nullable Enumeration enumeration,
    @Nullable Parts parts,
    @Nullable String orderedAs,
    @Nullable Withdrawal withdrawal) {

  /** An item of one piece, with nothing else known. */
  public static final StockFacts PLAIN = new StockFacts(null);

  private StockFacts(@Nullable Parts parts, @Nullable Withdrawal withdrawal) {
    this(null, parts, null, withdrawal);
  }

  private StockFacts(@Nullable Parts parts) {
    this(parts, null);
  }

  /**
   * The withdrawal of an item from the collection.
   *
   * @param reason why
   * @param from its status before
   */
  public record Withdrawal(Instant at, String reason, ItemStatus from) {}

  public StockFacts with(@Nullable Parts newParts) {
    return new StockFacts(enumeration, newParts, orderedAs, withdrawal);
  }

  public StockFacts ordered(String as) {
    return new StockFacts(enumeration, parts, as, withdrawal);
  }

  public StockFacts withdrawn(@Nullable Withdrawal newWithdrawal) {
    return new StockFacts(enumeration, parts, orderedAs, newWithdrawal);
  }
}
