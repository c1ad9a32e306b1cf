package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.samling.core.organisation.TenantId;

/**
 * The port that tells which items of other tenants were handed in, until it is told that their
 * owners know. Nothing in it is a patron's. Throws {@link org.samling.core.StoreException} when the
 * store can't be asked.
 */
public interface OthersItems {

  /**
   * What a tenant took in and did not pass on yet, in the order of commit. What was committed while
   * an earlier transaction is still open waits for that one's end.
   *
   * @param tenant the tenant that took them in
   * @param limit how many at most
   */
  List<HandedIn> handedIn(TenantId tenant, int limit);

  /**
   * Says that this and all that came before it was passed on.
   *
   * @return whether it had not been said before
   */
  boolean passedOn(TenantId tenant, HandedIn last);

  /**
   * An item of another tenant was handed in, under an agreement that held then.
   *
   * @param id the event's own number, the same whenever it is told
   * @param transaction the transaction that committed it
   * @param barcode what is printed on the item
   * @param owner the code of the tenant whose it is
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
