package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * An identifier of an item.
 *
 * @param agencyId the agency that owns the item
 * @param itemIdentifierType the type of identifier
 * @param itemIdentifierValue the identifier, as a rule a barcode
 */
public record ItemId(
    @Nullable SchemeValue agencyId,
    @Nullable SchemeValue itemIdentifierType,
    String itemIdentifierValue) {

  /** An identifier of no stated type. */
  public ItemId(@Nullable SchemeValue agencyId, String value) {
    this(agencyId, null, value);
  }

  /** An item's identifier alone. */
  public static ItemId of(String value) {
    return new ItemId(null, value);
  }
}
