package org.samling.core.circulation.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an item is as a piece of stock.
 *
 * @param enumeration which volume or issue of its title it is, or null
 * @param parts its parts, or null where it is of one piece
 * @param orderedAs the number under which it was ordered, where it got another barcode when it
 *     came; else null
 * @param withdrawal how it was taken out of the collection, or null where it was not
 */
public record StockFacts(
    @Nullable Enumeration enumeration,
    @Nullable Parts parts,
    @Nullable String orderedAs,
    @Nullable Withdrawal withdrawal) {

  /** An item of one piece of which nothing more is known. */
  public static final StockFacts PLAIN = new StockFacts(null, null, null, null);

  /**
   * An item was taken out of the collection.
   *
   * @param at when
   * @param reason why
   * @param from where it stood before
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
