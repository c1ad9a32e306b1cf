package org.samling.ncip.data;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of an item that are returned on request, by ItemElementType (NCIP 2.02). */
public record ItemOptionalFields(
    @Nullable BibliographicDescription bibliographicDescription,
    List<SchemeValue> itemUseRestrictionTypes,
    @Nullable SchemeValue circulationStatus,
    @Nullable Integer holdQueueLength,
    @Nullable ItemDescription itemDescription,
    List<Location> locations,
    @Nullable Instant dateDue) {
  private ItemOptionalFields(
      BibliographicDescription title, @Nullable Integer holdQueueLength, List<Location> locations) {
    this(title, List.of(), null, holdQueueLength, null, locations, null);
  }

  /** The fields of a title without an item. */
  public static ItemOptionalFields ofTitle(BibliographicDescription title) {
    return new ItemOptionalFields(title, null, List.of());
  }

  /** The same with a description of the title. */
  public ItemOptionalFields with(BibliographicDescription title) {
    return new ItemOptionalFields(
        title,
        itemUseRestrictionTypes,
        circulationStatus,
        holdQueueLength,
        itemDescription,
        locations,
        dateDue);
  }

  public ItemOptionalFields {
    itemUseRestrictionTypes = List.copyOf(itemUseRestrictionTypes);
    locations = List.copyOf(locations);
    Counts.check("HoldQueueLength", holdQueueLength, 0);
  }

  /**
   * The item as a copy on a shelf.
   *
   * @param unstructuredHoldingsData the volume or issue, in words
   */
  public record ItemDescription(
      @Nullable String callNumber,
      @Nullable String copyNumber,
      @Nullable SchemeValue itemDescriptionLevel,
      @Nullable String unstructuredHoldingsData,
      @Nullable Integer numberOfPieces) {
    private ItemDescription(
        @Nullable String callNumber,
        @Nullable SchemeValue itemDescriptionLevel,
        @Nullable Integer numberOfPieces) {
      this(callNumber, null, itemDescriptionLevel, null, numberOfPieces);
    }

    /** A call number, and the number of pieces or null. */
    public ItemDescription(@Nullable String callNumber, @Nullable Integer numberOfPieces) {
      this(callNumber, null, numberOfPieces);
    }

    public ItemDescription {
      Counts.check("NumberOfPieces", numberOfPieces, 1);
    }
  }

  /**
   * A location of an item: where it is now, or where it belongs.
   *
   * @param locationType which of the two, such as {@code Current Location}
   * @param locationName the place, from the library down to the shelf; at least one name
   */
  public record Location(SchemeValue locationType, List<LocationNameInstance> locationName) {
    public Location {
      locationName = List.copyOf(locationName);
      if (locationName.isEmpty()) {
        throw new IllegalArgumentException("a location needs a name");
      }
    }
  }

  /**
   * One level of a location's name.
   *
   * @param locationNameLevel 1 for the outermost level
   */
  public record LocationNameInstance(int locationNameLevel, String locationNameValue) {
    public LocationNameInstance {
      Counts.check("LocationNameLevel", locationNameLevel, 1);
    }
  }
}
