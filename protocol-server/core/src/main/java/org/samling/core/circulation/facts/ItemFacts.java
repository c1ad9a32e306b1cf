package org.samling.core.circulation.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;

/**
 * An item as it stands.
 *
 * @param id the item
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
 * @param at the code of the branch where it is, or to which it is on its way
 * @param status where it stands
 * @param holdId the hold it is set aside for, or null
 * @param notFound how often in a row it was looked for in vain
 * @param partOfSet the set that it belongs to and is not lent without, or null
 * @param borrowedFrom the library to which it belongs and from which it is here on loan, or null
 * @param dueToLender when it has to be back with that library, or null where that was not said
 * @param floatingGroup the branches among which it stays where it is returned, or null
 * @param location where it stands in its branch, or null
 * @param callNumber what it is shelved by, or null
 * @param properties what a machine noted of it: size, kind, damage; free text, or null
 * @param stock what it is as a piece of stock
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

  /** The item once it belongs to another branch of its floating group. */
  public ItemFacts floated(String branch) {
    return with(branch, at, status, holdId, notFound, properties, partOfSet);
  }

  /** The item as part of a set, or of none. */
  public ItemFacts inSet(@Nullable String set) {
    return with(home, at, status, holdId, notFound, properties, set);
  }

  /** The item after it was looked for in vain. */
  public ItemFacts notFound(ItemStatus newStatus, int times) {
    return with(home, at, newStatus, holdId, times, properties, partOfSet);
  }

  /** The item with other properties. */
  public ItemFacts described(@Nullable String newProperties) {
    return with(home, at, status, holdId, notFound, newProperties, partOfSet);
  }

  /** The item under a barcode, where it belongs now, and as the piece of stock that it is. */
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

  /** What policy rules ask about it. */
  public ItemKind kind() {
    return new ItemKind(category, materialGroup, modifier, accession, home, location);
  }

  /** The material group by which loans are counted: the category's code where it has none. */
  public String group() {
    return kind().group();
  }

  /** Whether it stands on a shelf, for whoever takes it. */
  public boolean isOnShelf() {
    return status == ItemStatus.AVAILABLE || status == ItemStatus.TO_BE_RESHELVED;
  }

  /** Whether it is part of the collection: neither lost nor discarded. */
  public boolean isThere() {
    return status != ItemStatus.LOST && status != ItemStatus.DISCARDED;
  }

  /** Whether it is there and lent by itself, and so a copy that holds can wait for. */
  public boolean isCopy() {
    return isThere() && partOfSet == null;
  }
}
