package org.samling.core.ill;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.organisation.TenantId;

/**
 * The port that shows staff how interlibrary requests stand. Throws {@link
 * org.samling.core.StoreException} when the store can't be asked.
 */
public interface InterlibraryOverview {

  /**
   * Requests, those that were placed last first, without for whom they are.
   *
   * @param tenant whose
   * @param sought which
   */
  List<InterlibraryRequest> requests(TenantId tenant, Sought sought);

  /**
   * Which requests are sought.
   *
   * @param states how they stand, by the side that keeps them; of a side that is not there, none
   * @param partner a part of the other library's symbol, or of the account's name; null for any
   * @param text a part of what is wanted, of a number or reference, or the request's whole number;
   *     null for any
   * @param branches the codes of the branches that handle them; null for any, or none
   * @param before the number below which they lie
   * @param limit how many at most
   */
  record Sought(
      Map<Side, Set<InterlibraryState>> states,
      @Nullable String partner,
      @Nullable String text,
      @Nullable Set<String> branches,
      long before,
      int limit) {

    /** Copies the sets. */
    public Sought {
      var copy = new EnumMap<Side, Set<InterlibraryState>>(Side.class);
      states.forEach((side, of) -> copy.put(side, Set.copyOf(of)));
      states = copy;
      branches = branches == null ? null : Set.copyOf(branches);
    }

    /** How those that a side keeps stand. */
    public Set<InterlibraryState> states(Side side) {
      return states.getOrDefault(side, Set.of());
    }
  }

  /**
   * The libraries that a request of the tenant's own is sent to, one after another; none where it
   * was asked of this one.
   *
   * @param tenant whose
   * @param number which
   */
  List<Asked> rota(TenantId tenant, long number);

  /**
   * A library of a rota.
   *
   * @param position its place, from 1
   * @param library its symbol
   * @param isNow whether it is the one that is asked now, or was the last one
   */
  record Asked(int position, String library, boolean isNow) {}

  /**
   * What other libraries have not been told yet, the oldest first.
   *
   * @param tenant whose
   * @param branches the codes of the branches that handle the requests; null for any, or none
   * @param limit how much at most
   */
  List<Untold> untold(TenantId tenant, @Nullable Set<String> branches, int limit);

  /**
   * A message that waits to be sent.
   *
   * @param request the number of the request that it is about
   * @param telling what is told
   * @param peer whom
   * @param at when it came about
   * @param next when it is sent, or sent again
   * @param tries how often it was tried
   * @param failure why it did not get through, or null
   */
  record Untold(
      long request,
      Telling telling,
      String peer,
      Instant at,
      Instant next,
      int tries,
      @Nullable String failure) {}
}
