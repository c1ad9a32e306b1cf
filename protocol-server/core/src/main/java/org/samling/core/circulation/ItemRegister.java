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
 * The port that keeps what the items are. They are matched by their barcode; putting the same again
 * changes nothing.
 */
public interface ItemRegister {

  /**
   * Puts items in one transaction. The status and place of an item that is there already are
   * circulation's, and stay.
   *
   * @return how many of them were new
   * @throws UnknownRecordException when an item's record is neither the tenant's nor a common one
   */
  int putItems(TenantId tenant, List<NewItem> items);

  /**
   * The items that are there with some barcodes.
   *
   * @param tenant the tenant that asks
   */
  Known known(TenantId tenant, Collection<String> barcodes);

  /**
   * Items that are there.
   *
   * @param items the tenant's own, by their barcodes
   * @param ownersElsewhere by barcode the names of tenants that have an item with it and lend to
   *     this one by agreement; what other tenants have can't be seen
   */
  record Known(Map<String, NewItem> items, Map<String, String> ownersElsewhere) {}

  /**
   * An item to be put.
   *
   * @param barcode what is printed on it
   * @param record the record that describes it: the tenant's own with this key, or else the common
   *     one
   * @param branch the code of the branch where it belongs
   * @param category the code of its item category
   * @param status where it stands when it is new
   * @param location where it stands in its branch, or null
   * @param callNumber what it is shelved by, or null
   * @param materialGroup the material group by which loans are counted, or null for its category
   * @param modifier the circulation modifier, or null
   * @param accession the day of its accession, or null for the day on which it is put first
   * @param floatingGroup the branches among which it stays where it is returned, or null; it then
   *     belongs where circulation says
   * @param price what it costs to replace, in minor units of the tenant's currency, or null
   * @param enumeration which volume or issue of its title it is, or null to leave that as it is
   * @param parts of how many parts it consists when it is new, from 1 to {@link Parts#MOST}, or
   *     null for one piece; afterwards {@link ItemCommand.RecordParts} says so
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

    /** An item of which nothing is said of volumes, issues and parts. */
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

    /** The same item, of another record. */
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

    /** An item on the shelf of which nothing more is known. */
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

  /** An item names a record that is not there. */
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
