package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/**
 * What an item is known by.
 *
 * @param agencyId whose item it is
 * @param itemIdentifierType what kind of identifier it is
 * @param itemIdentifierValue the identifier, as a rule a barcode
 */
public record ItemId(
    @Nullable SchemeValue agencyId,
    @Nullable SchemeValue itemIdentifierType,
    String itemIdentifierValue) {

  /** An item's identifier and nothing else. */
  public static ItemId of(String value) {
    return new ItemId(null, null, value);
  }
}
