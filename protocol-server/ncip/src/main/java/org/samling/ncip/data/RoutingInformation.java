package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.ItemOptionalFields.Location;

/**
 * Where an item that came back goes next (NCIP 2.02): to a bin of the sorter, a place, or both.
 *
 * @param routingInstructions what to do with it, a sentence for people
 * @param binNumber the bin
 * @param location the place
 * @param requestType why, where someone asked for the item
 * @param userId who asked for it
 */
public record RoutingInformation(
    String routingInstructions,
    @Nullable String binNumber,
    @Nullable Location location,
    @Nullable SchemeValue requestType,
    @Nullable UserId userId) {
  public RoutingInformation {
    if (binNumber == null && location == null) {
      throw new IllegalArgumentException("a destination is a bin or a location");
    }
  }
}
