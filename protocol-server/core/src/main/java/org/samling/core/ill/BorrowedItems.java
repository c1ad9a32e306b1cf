package org.samling.core.ill;

import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores other libraries' items while they are here: each with its own record, a
 * request of the borrowing side, and a hold for its patron. Each change is one transaction. Throws
 * {@link org.samling.core.StoreException} when the store fails.
 */
public interface BorrowedItems {

  /** The agency of records that are in the catalogue only while such an item is here. */
  String SOURCE = "ill";

  /** The item category of such items; created with the first of them. */
  String CATEGORY = "ill";

  /**
   * Accepts an item: creates its record, the item under the lender's barcode and a hold that it
   * fills, ready where this is the pickup branch and else in transit to it. A copy stays with its
   * patron: its request is received, and no item is created. An arrival that was reported before
   * changes nothing.
   *
   * @param tenant who borrows
   * @param branch the code of the branch that accepts it, its home while it is here
   * @param arrival the arrived item
   * @param record its record, with a number that no other arrival has
   */
  Acceptance accept(TenantId tenant, String branch, Arrival arrival, CatalogueRecord record);

  /** The outcome of an arrival. */
  sealed interface Acceptance {}

  /**
   * The item is here.
   *
   * @param request its request in its current state
   * @param isNew whether it was reported for the first time
   */
  record Accepted(InterlibraryRequest request, boolean isNew) implements Acceptance {}

  /**
   * The patron is refused it; nothing was done.
   *
   * @param reason why
   */
  record NotAccepted(RefusalReason reason) implements Acceptance {}

  /** An item with this barcode is here already, for something else; nothing was done. */
  record BarcodeTaken() implements Acceptance {}

  /**
   * The partner's reference is that of another item.
   *
   * @param request the other item's request
   */
  record ReferenceTaken(InterlibraryRequest request) implements Acceptance {}

  /**
   * The own request named for the item does not wait for one.
   *
   * @param request the request in its current state, or null where there is none
   */
  record NotAwaited(@Nullable InterlibraryRequest request) implements Acceptance {}

  /**
   * Deletes an item that goes back, with its record and its hold. An item with fees is kept as
   * discarded, without its barcode. Succeeds for an item that is gone already.
   *
   * @param tenant who borrowed
   * @param which the item
   * @param who who returns it
   */
  Removal remove(TenantId tenant, BorrowedItemReference which, String who);

  /**
   * An item.
   *
   * @param account the account that reported it, or null for any
   * @param barcode its barcode, or null
   * @param reference the partner's reference of the loan, or null
   * @param request the number of its request, or null; one of the last three is not null
   */
  record BorrowedItemReference(
      @Nullable String account,
      @Nullable String barcode,
      @Nullable String reference,
      @Nullable Long request) {

    /** Checks that the item is identified. */
    public BorrowedItemReference {
      if (barcode == null && reference == null && request == null) {
        throw new IllegalArgumentException("name the item by its barcode, reference or request");
      }
    }

    /**
     * An item as a partner identifies it: of several with this barcode the one that arrived last.
     */
    public BorrowedItemReference(
        @Nullable String account, @Nullable String barcode, @Nullable String reference) {
      this(account, barcode, reference, null);
    }

    private BorrowedItemReference(
        @Nullable String account, @Nullable String reference, @Nullable Long request) {
      this(account, null, reference, request);
    }

    private BorrowedItemReference(@Nullable String account, long request) {
      this(account, null, request);
    }

    /** The item of a request. */
    public static BorrowedItemReference ofRequest(long number) {
      return new BorrowedItemReference(null, number);
    }
  }

  /** The outcome of deleting an item. */
  sealed interface Removal {}

  /**
   * It is deleted.
   *
   * @param request its request in its current state
   */
  record Removed(InterlibraryRequest request) implements Removal {}

  /**
   * It is on loan to a patron; nothing was done.
   *
   * @param request its request in its current state
   */
  record StillOnLoan(InterlibraryRequest request) implements Removal {}

  /** No such item arrived. */
  record NotBorrowed() implements Removal {}
}
