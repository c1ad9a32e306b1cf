package org.samling.core.circulation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold as a partner is told of it, open or not.
 *
 * @param patron an identifier of its patron
 * @param hold the hold; what is no longer open keeps the item that it had
 * @param position its place in the queue, from 1; null unless it waits
 * @param copy the barcode of the item that is set aside, wanted or looked for on its shelf, and
 *     else of the one of the title that is due first, of those that can be had by themselves where
 *     there is one; null where the title has none
 * @param meant what that item is to the hold
 * @param id the hold
 */
public record HoldShown(
    UUID id,
    String patron,
    PatronAccount.Hold hold,
    @Nullable Integer position,
    @Nullable String copy,
    Meant meant) {

  /** What an item is to a hold on its title. */
  public enum Meant {
    /** The only one that is wanted. */
    WANTED,
    /** The one that is set aside, or looked for on its shelf; another would have done. */
    FOUND,
    /** One of the title's; none was found yet. */
    ANY
  }
}
