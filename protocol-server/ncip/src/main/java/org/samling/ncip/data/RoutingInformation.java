package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.ItemOptionalFields.Location;

/**
 * Where a returned item goes next (NCIP 2.02): to a bin of the sorter, a location, or both.
 *
 * @param routingInstructions what to do with it, a sentence for people
 * @param binNumber the bin
 * @param location the location
 * @param requestType the type of request, if the item was requested
 * @param userId the patron who requested it
 */
public record RoutingInformation(
    String routingInstructions,
    @Nullable String binNumber,
    @Nullable Location location,
    @Nullable SchemeValue requestType,
    @Nullable UserId userId) {
  /** Instructions and a place, for no request and no user. */
  public RoutingInformation(
      String routingInstructions,
      @Nullable String binNumber,
      @Nullable Location location,
      @Nullable SchemeValue requestType) {
    this(routingInstructions, binNumber, location, requestType, null);
  }

  public RoutingInformation {
    if (binNumber == null && location == null) {
      throw new IllegalArgumentException("a destination needs a bin or a location");
    }
  }
}
