package org.samling.core.circulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;

/**
 * An item of a record that was found, as it stands now: what is shown beside the record, and
 * nothing that the record itself says.
 *
 * @param barcode what is printed on it
 * @param home the code of the branch where it belongs
 * @param location its shelving location within the branch, or null
 * @param callNumber its call number, or null
 * @param enumeration which volume or issue of its title it is, or null
 * @param forLoan whether it is lent at all
 * @param status the item's status
 * @param at the code of the branch where it is, or to which it is in transit
 * @param owner the library that owns it: the one it is borrowed from, or the ISIL of its home
 *     branch's agency; null where that is not known
 * @param due when it is due back, or null where it is not on loan
 * @param waiting how many patrons wait for the title
 */
public record Holding(
    String barcode,
    String home,
    @Nullable String location,
    @Nullable String callNumber,
    @Nullable Enumeration enumeration,
    boolean forLoan,
    ItemStatus status,
    String at,
    @Nullable String owner,
    @Nullable Instant due,
    int waiting) {

  /** Its volume or issue in human-readable form, or null. */
  public @Nullable String issue() {
    return enumeration == null ? null : enumeration.text();
  }

  /** Whether it is on the shelf or on its way there, if only for use in the library. */
  public boolean isOnShelf() {
    return status == ItemStatus.AVAILABLE || status == ItemStatus.TO_BE_RESHELVED;
  }

  /** Whether somebody could borrow it now: it is for loan, and on the shelf or on its way there. */
  public boolean isAvailable() {
    return forLoan && isOnShelf();
  }
}
