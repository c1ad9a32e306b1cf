package org.samling.ncip.data;

import java.util.List;
import org.samling.ncip.data.ItemOptionalFields.LocationNameInstance;

/**
 * The branches where requests can be picked up. NCIP has no element for them: they are written as
 * an extension, in the form that discovery systems read.
 */
public record PickupPlaces(LocationName locationName) {

  /** The places with these names; each level is a number that PickupLocation can be. */
  public static PickupPlaces of(List<LocationNameInstance> names) {
    return new PickupPlaces(new LocationName(names));
  }

  /** The names, each on a level of its own. */
  public record LocationName(List<LocationNameInstance> locationNameInstances) {
    public LocationName {
      locationNameInstances = List.copyOf(locationNameInstances);
    }
  }
}
