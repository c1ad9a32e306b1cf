package org.samling.core.circulation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
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
   * @param details what most items lack some of
   */
  record NewItem(
      String barcode,
      RecordKey record,
      String branch,
      String category,
      ItemStatus status,
      ItemDetails details) {

    /** The same item, attached to another record. */
    public NewItem of(RecordKey other) {
      return new NewItem(barcode, other, branch, category, status, details);
    }

    /** An item on the shelf, with only the required fields. */
    public static NewItem plain(String barcode, RecordKey record, String branch, String category) {
      return new NewItem(barcode, record, branch, category, ItemStatus.AVAILABLE, ItemDetails.NONE);
    }

    public @Nullable String location() {
      return details.location();
    }

    public @Nullable String callNumber() {
      return details.callNumber();
    }

    public @Nullable String materialGroup() {
      return details.materialGroup();
    }

    public @Nullable String modifier() {
      return details.modifier();
    }

    public @Nullable LocalDate accession() {
      return details.accession();
    }

    public @Nullable String floatingGroup() {
      return details.floatingGroup();
    }

    public @Nullable Long price() {
      return details.price();
    }

    public @Nullable Enumeration enumeration() {
      return details.enumeration();
    }

    public @Nullable Integer parts() {
      return details.parts();
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
