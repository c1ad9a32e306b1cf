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
 * @param recordId the record that describes it
 * @param record that record's key
 * @param author its main author, or null
 * @param category the code of its item category
 * @param materialGroup the material group, or null
 * @param modifier the circulation modifier, or null
 * @param accession the day of its accession
 * @param price its price in minor units of the tenant's currency, or null where none is known
 * @param home the code of the branch where it belongs
 * @param at the code of the branch where it is, or to which it is in transit
 * @param status the item's status
 * @param holdId the hold it is set aside for, or null
 * @param notFound how many times in a row it was not found on the shelf
 * @param partOfSet the set that it belongs to and is only lent with, or null
 * @param borrowedFrom the library that owns it and lent it to this one, or null
 * @param dueToLender when it is due back at that library, or null where that is not known
 * @param floatingGroup the branches among which it floats, or null
 * @param location its shelving location within the branch, or null
 * @param callNumber its call number, or null
 * @param properties what a machine noted about it: size, kind, damage; free text, or null
 * @param stock its volume or issue, parts, order number and withdrawal
 */
public record ItemFacts(
    UUID id,
    String barcode,
    UUID recordId,
    RecordKey record,
    String title,
    @Nullable String author,
    String category,
    @Nullable String materialGroup,
    @Nullable String modifier,
    LocalDate accession,
    @Nullable Long price,
    String home,
    String at,
    ItemStatus status,
    @Nullable UUID holdId,
    int notFound,
    @Nullable String partOfSet,
    @Nullable String borrowedFrom,
    @Nullable Instant dueToLender,
    @Nullable String floatingGroup,
    @Nullable String location,
    @Nullable String callNumber,
    @Nullable String properties,
    StockFacts stock) {

  /** The item after it moved. */
  public ItemFacts moved(ItemStatus newStatus, String branch, @Nullable UUID hold) {
    return with(home, branch, newStatus, hold, 0, properties, partOfSet);
  }

  /** The item with another branch of its floating group as its home. */
  public ItemFacts floated(String branch) {
    return with(branch, at, status, holdId, notFound, properties, partOfSet);
  }

  /** The item as part of a set, or of none. */
  public ItemFacts inSet(@Nullable String set) {
    return with(home, at, status, holdId, notFound, properties, set);
  }

  /** The item after it was not found on the shelf. */
  public ItemFacts notFound(ItemStatus newStatus, int times) {
    return with(home, at, newStatus, holdId, times, properties, partOfSet);
  }

  /** The item with other properties. */
  public ItemFacts described(@Nullable String newProperties) {
    return with(home, at, status, holdId, notFound, newProperties, partOfSet);
  }

  /** The item with a new barcode, home branch, location and stock facts. */
  public ItemFacts revised(
      String newBarcode, String newHome, @Nullable String newLocation, StockFacts newStock) {
    return new ItemFacts(
        id,
        newBarcode,
        recordId,
        record,
        title,
        author,
        category,
        materialGroup,
        modifier,
        accession,
        price,
        newHome,
        at,
        status,
        holdId,
        notFound,
        partOfSet,
        borrowedFrom,
        dueToLender,
        floatingGroup,
        newLocation,
        callNumber,
        properties,
        newStock);
  }

  private ItemFacts with(
      String newHome,
      String branch,
      ItemStatus newStatus,
      @Nullable UUID hold,
      int times,
      @Nullable String newProperties,
      @Nullable String set) {
    return new ItemFacts(
        id,
        barcode,
        recordId,
        record,
        title,
        author,
        category,
        materialGroup,
        modifier,
        accession,
        price,
        newHome,
        branch,
        newStatus,
        hold,
        times,
        set,
        borrowedFrom,
        dueToLender,
        floatingGroup,
        location,
        callNumber,
        newProperties,
        stock);
  }

  /** What policy rules match on. */
  public ItemKind kind() {
    return new ItemKind(category, materialGroup, modifier, accession, home, location);
  }

  /**
   * The material group under which its loans are counted: its category's code where it has none.
   */
  public String group() {
    return kind().group();
  }

  /** Whether it is on the shelf or waiting to be reshelved, free for anyone. */
  public boolean isOnShelf() {
    return status == ItemStatus.AVAILABLE || status == ItemStatus.TO_BE_RESHELVED;
  }

  /** Whether it is part of the collection: neither lost nor discarded. */
  public boolean isThere() {
    return status != ItemStatus.LOST && status != ItemStatus.DISCARDED;
  }

  /** Whether it is part of the collection and lent individually, so that holds can wait for it. */
  public boolean isCopy() {
    return isThere() && partOfSet == null;
  }
}
