package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.samling.core.organisation.TenantId;

/**
 * The port for items of other tenants that were handed in here, until their owners are known to
 * have been notified. It holds no patron data. Throws {@link org.samling.core.StoreException} when
 * the store can't be asked.
 */
public interface ForeignItems {

  /**
   * Items that a tenant took in and has not yet reported to their owners, in commit order. An item
   * committed while an earlier transaction is still open is withheld until that one ends.
   *
   * @param tenant the tenant that took them in
   * @param limit the most to return
   */
  List<HandedIn> handedIn(TenantId tenant, int limit);

  /**
   * Records that this item and all before it have been reported.
   *
   * @return whether this had not been recorded before
   */
  boolean passedOn(TenantId tenant, HandedIn last);

  /**
   * An item of another tenant was handed in, under an agreement that held then.
   *
   * @param id the event's id, the same each time it is returned
   * @param transaction the transaction that committed it
   * @param barcode what is printed on the item
   * @param owner the code of the tenant that owns it
   * @param branch the code of the branch where it was handed in
   * @param at when it was handed in
   * @param recorded when that was recorded
   */
  record HandedIn(
      UUID id,
      long transaction,
      String barcode,
      String owner,
      String branch,
      Instant at,
      Instant recorded) {}
}
