package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port for the lists by which transports are worked off. Each is answered as the store stands
 * now, and throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface TransportLists {

  /**
   * What is on its way to a branch, the longest first.
   *
   * @param to the code of the branch, or null for all
   * @param limit how many at most
   */
  List<OnItsWay> transits(TenantId tenant, @Nullable String to, int limit);

  /**
   * What lies in a transport crate.
   *
   * @param crate what is printed on it
   */
  List<OnItsWay> crate(TenantId tenant, String crate);

  /**
   * An item on its way, with all that a slip says: no patron, whose name may be protected.
   *
   * @param item its barcode
   * @param from the code of the branch from which it was sent; with another tenant's code before it
   *     where that took it in, as {@code tenant/branch}
   * @param to the code of the branch to which it was sent
   * @param forHold whether a patron waits for it there
   * @param sent when it was sent
   * @param crate the crate that it lies in, or null
   * @param isOverdue whether it should have arrived, by the setting {@code transit.days}
   */
  record OnItsWay(
      String item,
      String title,
      String from,
      String to,
      boolean forHold,
      Instant sent,
      @Nullable String crate,
      boolean isOverdue) {}
}
