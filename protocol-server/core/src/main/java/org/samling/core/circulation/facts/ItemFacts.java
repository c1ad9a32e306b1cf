package org.samling.core.circulation.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;

/**
 * An item in its current state.
 *
 * @param barcode what is printed on it
 * @param description the title that it is a copy of, and its call number
 * @param sort what policy knows it by
 * @param place where it belongs and where it is
 * @param partOfSet the set that it belongs to and is only lent with, or null
 * @param lender the library that owns it and lent it to this one, or null
 * @param properties what a machine noted about it: size, kind, damage; free text, or null
 * @param stock its volume or issue, parts, order number and withdrawal
 */
public record ItemFacts(
    UUID id,
    String barcode,
    Description description,
    Sort sort,
    Place place,
    @Nullable String partOfSet,
    @Nullable Lender lender,
    @Nullable String properties,
    StockFacts stock) {

  /**
   * The title of an item, as it is shown.
   *
   * @param recordId the record that describes it
   * @param record that record's key
   * @param author its main author, or null
   * @param callNumber the item's call number, or null
   */
  public record Description(
      UUID recordId,
      RecordKey record,
      String title,
      @Nullable String author,
      @Nullable String callNumber) {}

  /**
   * What policy knows an item by.
   *
   * @param category the code of its item category
   * @param materialGroup the material group, or null
   * @param modifier the circulation modifier, or null
   * @param accession the day of its accession
   * @param price its price in minor units of the tenant's currency, or null where none is known
   */
  public record Sort(
      String category,
      @Nullable String materialGroup,
      @Nullable String modifier,
      LocalDate accession,
      @Nullable Long price) {}

  /**
   * Where an item belongs and where it is.
   *
   * @param home the code of the branch where it belongs
   * @param location its shelving location within that branch, or null
   * @param floatingGroup the branches among which it floats, or null
   * @param at the code of the branch where it is, or to which it is in transit
   * @param status the item's status
   * @param holdId the hold it is set aside for, or null
   * @param notFound how many times in a row it was not found on the shelf
   */
  public record Place(
      String home,
      @Nullable String location,
      @Nullable String floatingGroup,
      String at,
      ItemStatus status,
      @Nullable UUID holdId,
      int notFound) {

    private Place at(String branch, ItemStatus newStatus, @Nullable UUID hold, int times) {
      return new Place(home, location, floatingGroup, branch, newStatus, hold, times);
    }

    private Place home(String branch, @Nullable String newLocation) {
      return new Place(branch, newLocation, floatingGroup, at, status, holdId, notFound);
    }
  }

  /**
   * The library that lent an item to this one.
   *
   * @param due when it is due back there, or null where that is not known
   * @param isTold whether it gets messages about the item, so that it can be asked to renew
   * @param renewal whether it was asked, and what it said; null where it was not
   */
  public record Lender(
      String library, @Nullable Instant due, boolean isTold, @Nullable LenderRenewal renewal) {

    /** Whether it can be asked for a longer loan; one that has refused is not asked again. */
    public boolean canBeAsked() {
      return isTold && renewal != LenderRenewal.REFUSED;
    }
  }

  /** The item after it moved. */
  public ItemFacts moved(ItemStatus newStatus, String branch, @Nullable UUID hold) {
    return with(place.at(branch, newStatus, hold, 0));
  }

  /** The item with another branch of its floating group as its home. */
  public ItemFacts floated(String branch) {
    return with(place.home(branch, place.location));
  }

  /** The item as part of a set, or of none. */
  public ItemFacts inSet(@Nullable String set) {
    return new ItemFacts(id, barcode, description, sort, place, set, lender, properties, stock);
  }

  /** The item after it was not found on the shelf. */
  public ItemFacts notFound(ItemStatus newStatus, int times) {
    return with(place.at(place.at, newStatus, place.holdId, times));
  }

  /** The item with other properties. */
  public ItemFacts described(@Nullable String newProperties) {
    return new ItemFacts(
        id, barcode, description, sort, place, partOfSet, lender, newProperties, stock);
  }

  /** The item with a new barcode, home branch, location and stock facts. */
  public ItemFacts revised(
      String newBarcode, String newHome, @Nullable String newLocation, StockFacts newStock) {
    return new ItemFacts(
        id,
        newBarcode,
        description,
        sort,
        place.home(newHome, newLocation),
        partOfSet,
        lender,
        properties,
        newStock);
  }

  private ItemFacts with(Place newPlace) {
    return new ItemFacts(
        id, barcode, description, sort, newPlace, partOfSet, lender, properties, stock);
  }

  /** What policy rules match on. */
  public ItemKind kind() {
    return new ItemKind(
        sort.category,
        sort.materialGroup,
        sort.modifier,
        sort.accession,
        place.home,
        place.location);
  }

  /**
   * The material group under which its loans are counted: its category's code where it has none.
   */
  public String group() {
    return kind().group();
  }

  /** Whether it is on the shelf or waiting to be reshelved, free for anyone. */
  public boolean isOnShelf() {
    return status() == ItemStatus.AVAILABLE || status() == ItemStatus.TO_BE_RESHELVED;
  }

  /** Whether it is part of the collection: neither lost nor discarded. */
  public boolean isThere() {
    return status() != ItemStatus.LOST && status() != ItemStatus.DISCARDED;
  }

  /** Whether it is part of the collection and lent individually, so that holds can wait for it. */
  public boolean isCopy() {
    return isThere() && partOfSet == null;
  }

  public UUID recordId() {
    return description.recordId;
  }

  public RecordKey record() {
    return description.record;
  }

  public String category() {
    return sort.category;
  }

  public @Nullable Long price() {
    return sort.price;
  }

  public String home() {
    return place.home;
  }

  public @Nullable String location() {
    return place.location;
  }

  public @Nullable String floatingGroup() {
    return place.floatingGroup;
  }

  public String at() {
    return place.at;
  }

  public ItemStatus status() {
    return place.status;
  }

  public @Nullable UUID holdId() {
    return place.holdId;
  }

  public int notFound() {
    return place.notFound;
  }

  public String title() {
    return description.title;
  }

  public @Nullable String author() {
    return description.author;
  }

  public @Nullable String callNumber() {
    return description.callNumber;
  }

  public LocalDate accession() {
    return sort.accession;
  }

  public @Nullable String borrowedFrom() {
    return lender == null ? null : lender.library;
  }

  public @Nullable Instant dueToLender() {
    return lender == null ? null : lender.due;
  }
}
