package org.samling.core.circulation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.organisation.TenantId;

/**
 * The port for the item records. Items are matched by barcode; putting the same item again changes
 * nothing.
 */
public interface ItemRegister {

  /**
   * Adds or updates items in one transaction. The status and whereabouts of an existing item belong
   * to circulation, and stay as they are.
   *
   * @return how many of them were new
   * @throws UnknownRecordException when an item's record is neither the tenant's own nor a shared
   *     one
   */
  int putItems(TenantId tenant, List<NewItem> items);

  /**
   * Looks up items by barcode.
   *
   * @param tenant the tenant that asks
   */
  Known known(TenantId tenant, Collection<String> barcodes);

  /**
   * Items that exist.
   *
   * @param items the tenant's own, by their barcodes
   * @param ownersElsewhere by barcode, the names of tenants that own an item with it and lend to
   *     this tenant by agreement; items of other tenants are not visible
   */
  record Known(Map<String, NewItem> items, Map<String, String> ownersElsewhere) {}

  /**
   * An item to add or update.
   *
   * @param barcode what is printed on it
   * @param record the record that describes it: the tenant's own with this key, or else the shared
   *     one
   * @param branch the code of the branch where it belongs
   * @param category the code of its item category
   * @param status its status when it is new
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
  record NewItem(
      String barcode,
      RecordKey record,
      String branch,
      String category,
      ItemStatus status,
      @Nullable String location,
      @Nullable String callNumber,
      @Nullable String materialGroup,
      @Nullable String modifier,
      @Nullable LocalDate accession,
      @Nullable String floatingGroup,
      @Nullable Long price,
      @Nullable Enumeration enumeration,
      @Nullable Integer parts) {

    /** Checks the number of parts. */
    public NewItem {
      if (parts != null && (parts < 1 || parts > Parts.MOST)) {
        throw new IllegalArgumentException(
            "an item has 1 to %d parts, not %d".formatted(Parts.MOST, parts));
      }
    }

    /** An item without volume, issue or parts. */
    public NewItem(
        String barcode,
        RecordKey record,
        String branch,
        String category,
        ItemStatus status,
        @Nullable String location,
        @Nullable String callNumber,
        @Nullable String materialGroup,
        @Nullable String modifier,
        @Nullable LocalDate accession,
        @Nullable String floatingGroup,
        @Nullable Long price) {
      this(
          barcode,
          record,
          branch,
          category,
          status,
          location,
          callNumber,
          materialGroup,
          modifier,
          accession,
          floatingGroup,
          price,
          null,
          null);
    }

    /** The same item, attached to another record. */
    public NewItem of(RecordKey other) {
      return new NewItem(
          barcode,
          other,
          branch,
          category,
          status,
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

    /** An item on the shelf, with only the required fields. */
    public static NewItem plain(String barcode, RecordKey record, String branch, String category) {
      return new NewItem(
          barcode,
          record,
          branch,
          category,
          ItemStatus.AVAILABLE,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }
  }

  /** An item names a record that does not exist. */
  final class UnknownRecordException extends RuntimeException {

    private final String barcode;

    /** Makes the exception. */
    public UnknownRecordException(String barcode, RecordKey record) {
      super("the record " + record + " of item " + barcode + " is not in the catalogue");
      this.barcode = barcode;
    }

    /** The barcode of the item. */
    public String barcode() {
      return barcode;
    }
  }
}
