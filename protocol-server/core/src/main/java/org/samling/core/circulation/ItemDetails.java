package org.samling.core.circulation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.Parts;

/**
 * The details of an item to add or update; most items lack some of them.
 *
 * @param location its shelving location within the branch, or null
 * @param callNumber its call number, or null
 * @param materialGroup the material group by which loans are counted, or null for its category
 * @param modifier the circulation modifier, or null
 * @param accession the day of its accession, or null for the day on which it is first added
 * @param floatingGroup the branches among which it floats, or null; circulation then decides its
 *     home branch
 * @param price what it costs to replace, in minor units of the tenant's currency, or null
 * @param enumeration which volume or issue of its title it is, or null to leave that as it is
 * @param parts the number of parts of a new item, from 1 to {@link Parts#MOST}, or null for one
 *     piece; later changes go through {@link ItemCommand.RecordParts}
 */
public record ItemDetails(
    @Nullable String location,
    @Nullable String callNumber,
    @Nullable String materialGroup,
    @Nullable String modifier,
    @Nullable LocalDate accession,
    @Nullable String floatingGroup,
    @Nullable Long price,
    @Nullable Enumeration enumeration,
    @Nullable Integer parts) {

  /** None of them. */
  public static final ItemDetails NONE = builder().build();

  /** Checks the number of parts. */
  public ItemDetails {
    if (parts != null && (parts < 1 || parts > Parts.MOST)) {
      throw new IllegalArgumentException(
          "an item has 1 to %d parts, not %d".formatted(Parts.MOST, parts));
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Sets details by their names; null leaves one out. */
  public static final class Builder {

    private @Nullable String location;
    private @Nullable String callNumber;
    private @Nullable String materialGroup;
    private @Nullable String modifier;
    private @Nullable LocalDate accession;
    private @Nullable String floatingGroup;
    private @Nullable Long price;
    private @Nullable Enumeration enumeration;
    private @Nullable Integer parts;

    private Builder() {}

    public Builder location(@Nullable String value) {
      location = value;
      return this;
    }

    public Builder callNumber(@Nullable String value) {
      callNumber = value;
      return this;
    }

    public Builder materialGroup(@Nullable String value) {
      materialGroup = value;
      return this;
    }

    public Builder modifier(@Nullable String value) {
      modifier = value;
      return this;
    }

    public Builder accession(@Nullable LocalDate value) {
      accession = value;
      return this;
    }

    public Builder floatingGroup(@Nullable String value) {
      floatingGroup = value;
      return this;
    }

    public Builder price(@Nullable Long value) {
      price = value;
      return this;
    }

    public Builder enumeration(@Nullable Enumeration value) {
      enumeration = value;
      return this;
    }

    public Builder parts(@Nullable Integer value) {
      parts = value;
      return this;
    }

    public ItemDetails build() {
      return new ItemDetails(
          location,
          callNumber,
          materialGroup,
          modifier,
          accession,
          floatingGroup,
          price,
          enumeration,
          parts);
    }
  }
}
