package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port for the lists from which staff handle transits. Each shows the store as it is now, and
 * throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface TransportLists {

  /**
   * The items in transit to a branch, longest in transit first.
   *
   * @param to the code of the branch, or null for all
   * @param limit the most to return
   */
  List<OnItsWay> transits(TenantId tenant, @Nullable String to, int limit);

  /**
   * The items in a transport crate.
   *
   * @param crate what is printed on it
   */
  List<OnItsWay> crate(TenantId tenant, String crate);

  /**
   * An item in transit, with everything printed on its slip: no patron, since their name may be
   * protected.
   *
   * @param item its barcode
   * @param from the code of the branch that sent it, or {@code tenant/branch} where another tenant
   *     took it in
   * @param to the code of the branch to which it was sent
   * @param forHold whether a patron waits for it there
   * @param sent when it was sent
   * @param crate the crate that it is in, or null
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
