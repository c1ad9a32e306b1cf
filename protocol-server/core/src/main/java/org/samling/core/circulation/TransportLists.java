package org.samling.core.circulation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port for the lists from which staff handle transits. Each shows the store as it is now, and
 * throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface TransportLists {

  /**
   * Items in transit, longest in transit first.
   *
   * @param limit the most to return
   */
  List<OnItsWay> transits(TenantId tenant, TransitFilter asked, int limit);

  /**
   * A filter of transits.
   *
   * @param from the code of the branch that sent them, or null for any
   * @param to the code of the branch to which they go, or null for any
   * @param crate what is printed on their crate, or null for any and none
   * @param branches the codes of the branches to or from which they go, or null for all
   */
  record TransitFilter(
      @Nullable String from,
      @Nullable String to,
      @Nullable String crate,
      @Nullable Set<String> branches) {

    /** Copies the set. */
    public TransitFilter {
      branches = branches == null ? null : Set.copyOf(branches);
    }
  }

  /**
   * The crates in use, longest on their way first.
   *
   * @param branches the codes of the branches to or from which they go
   * @param limit the most to return
   */
  List<Crate> crates(TenantId tenant, Collection<String> branches, int limit);

  /**
   * A crate in use.
   *
   * @param crate what is printed on it
   * @param to the code of the branch to which it goes
   * @param items how many items are in it
   * @param since when the first of them was sent
   */
  record Crate(String crate, String to, int items, Instant since) {}

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
