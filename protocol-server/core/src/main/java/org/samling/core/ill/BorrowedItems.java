package org.samling.core.ill;

import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps items of other libraries while they are here: each with a record of its own,
 * a request of the borrowing side, and a hold for its patron. What is done to them is done in one
 * transaction. Throws {@link org.samling.core.StoreException} when the store can't do it.
 */
public interface BorrowedItems {

  /** The agency of records that stand in the catalogue only while such an item is here. */
  String SOURCE = "ill";

  /** The item category that such items have; it is made with the first of them. */
  String CATEGORY = "ill";

  /**
   * Takes an item in: makes its record, the item under the lender's barcode and a hold that has it,
   * ready where it is fetched here and else on its way there. A copy stays with its patron: its
   * request is received, and no item is made of it. An arrival that was told of before changes
   * nothing.
   *
   * @param tenant who borrows
   * @param branch the code of the branch that takes it in, where the item belongs while it is here
   * @param arrival what has come
   * @param record its record, whose number no other's arrival has
   */
  Acceptance accept(TenantId tenant, String branch, Arrival arrival, CatalogueRecord record);

  /** What came of an arrival. */
  sealed interface Acceptance {}

  /**
   * The item is here.
   *
   * @param request its request as it stands
   * @param isNew whether it was told of for the first time
   */
  record Accepted(InterlibraryRequest request, boolean isNew) implements Acceptance {}

  /**
   * The patron can't get it; nothing was done.
   *
   * @param reason why
   */
  record NotAccepted(RefusalReason reason) implements Acceptance {}

  /** An item with this barcode is here already, for something else; nothing was done. */
  record BarcodeTaken() implements Acceptance {}

  /**
   * What the partner knows the loan by is that of another item.
   *
   * @param request that one's request
   */
  record ReferenceTaken(InterlibraryRequest request) implements Acceptance {}

  /**
   * The request of one's own for which the item is said to have come is none that waits for one.
   *
   * @param request the request as it stands, or null where there is none
   */
  record NotAwaited(@Nullable InterlibraryRequest request) implements Acceptance {}

  /**
   * Takes an item away that goes back: its record, itself and its hold. What a fee was charged for
   * stays, discarded, and gives up its barcode. An item that is gone already is gone.
   *
   * @param tenant who borrowed
   * @param which which item
   * @param who who does it
   */
  Removal remove(TenantId tenant, Which which, String who);

  /**
   * An item.
   *
   * @param account the account by which it came, or null for any
   * @param barcode its barcode, or null
   * @param reference by what the partner knows the loan, or null
   * @param request the number of its request, or null; one of the three is there
   */
  record Which(
      @Nullable String account,
      @Nullable String barcode,
      @Nullable String reference,
      @Nullable Long request) {

    /** Checks that something is named. */
    public Which {
      if (barcode == null && reference == null && request == null) {
        throw new IllegalArgumentException("a barcode, a reference or a request names the item");
      }
    }

    /** An item as a partner names it: of several with this barcode the one that came last. */
    public Which(@Nullable String account, @Nullable String barcode, @Nullable String reference) {
      this(account, barcode, reference, null);
    }

    /** The item of a request. */
    public static Which ofRequest(long number) {
      return new Which(null, null, null, number);
    }
  }

  /** What came of taking an item away. */
  sealed interface Removal {}

  /**
   * It is gone.
   *
   * @param request its request as it stands
   */
  record Removed(InterlibraryRequest request) implements Removal {}

  /**
   * A patron has it; nothing was done.
   *
   * @param request its request as it stands
   */
  record StillOnLoan(InterlibraryRequest request) implements Removal {}

  /** No such item came. */
  record NotBorrowed() implements Removal {}
}
