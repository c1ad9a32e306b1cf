package org.samling.core.circulation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold as shown to a partner, open or not.
 *
 * @param patron an identifier of its patron
 * @param hold the hold; one that is no longer open keeps the item that it had
 * @param position its place in the queue, from 1; null unless it waits
 * @param copy the barcode of the item that is set aside, requested or on the pull list; else of the
 *     item of the title that is due first, preferring those that can be lent individually; null
 *     where the title has no items
 * @param meant what that item is to the hold
 */
public record HoldView(
    UUID id,
    String patron,
    PatronAccount.Hold hold,
    @Nullable Integer position,
    @Nullable String copy,
    Meant meant) {

  /** What an item is to a hold on its title. */
  public enum Meant {
    /** The one item that was requested. */
    WANTED,
    /** The one that is set aside or on the pull list; any other would have done. */
    FOUND,
    /** Any item of the title; none has been found yet. */
    ANY
  }
}
