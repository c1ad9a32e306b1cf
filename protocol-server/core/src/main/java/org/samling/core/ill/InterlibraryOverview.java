package org.samling.core.ill;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
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
   * @param before the number below which they lie
   * @param limit how many at most
   */
  List<InterlibraryRequest> requests(TenantId tenant, Sought sought, long before, int limit);

  /**
   * Which requests are sought.
   *
   * @param states how they stand, by the side that keeps them; of a side that is not there, none
   * @param partner a part of the other library's symbol, or of the account's name; null for any
   * @param text a part of what is wanted, of a number or reference, or the request's whole number;
   *     null for any
   * @param branches the codes of the branches that handle them; null for any, or none
   */
  record Sought(
      Map<Side, Set<InterlibraryState>> states,
      @Nullable String partner,
      @Nullable String text,
      @Nullable Set<String> branches) {

    /**
     * Those that are sought by words.
     *
     * @param states how they stand; null for all that are not over, which is not the same for both
     *     sides
     * @param side who keeps them; null for either
     */
    public static Sought of(
        @Nullable Collection<InterlibraryState> states,
        @Nullable Side side,
        @Nullable String partner,
        @Nullable String text,
        @Nullable Set<String> branches) {
      var wanted = new EnumMap<Side, Set<InterlibraryState>>(Side.class);
      for (var each : side == null ? EnumSet.allOf(Side.class) : EnumSet.of(side)) {
        var all = EnumSet.allOf(InterlibraryState.class);
        all.removeIf(s -> states == null ? s.isOver(each) : !states.contains(s));
        wanted.put(each, all);
      }
      return new Sought(wanted, partner, text, branches);
    }

    /** Those that stand so, whoever keeps them; null for all that are not over. */
    public static Sought standing(@Nullable Collection<InterlibraryState> states) {
      return of(states, null, null, null, null);
    }

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
   * @param after the last of the page before, which may be told by now; null for the first page
   * @param limit how much at most
   */
  List<Untold> untold(
      TenantId tenant, @Nullable Set<String> branches, @Nullable Place after, int limit);

  /**
   * A place in the queue of what is to be told.
   *
   * @param at when the message came about
   * @param request the number of the request that it is about
   * @param sequence its number among those of its request
   */
  record Place(Instant at, long request, int sequence) {}

  /**
   * A message that waits to be sent.
   *
   * @param place its place in the queue: when it came about, and about which request
   * @param telling what is told
   * @param peer whom
   * @param next when it is sent, or sent again
   * @param tries how often it was tried
   * @param failure why it did not get through, or null
   */
  record Untold(
      Place place,
      PeerNotice telling,
      String peer,
      Instant next,
      int tries,
      @Nullable String failure) {}
}
