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
import org.samling.core.ill.rota.LookedUp;
import org.samling.core.ill.rota.PastSupply;
import org.samling.core.organisation.TenantId;

/**
 * The port that shows staff the interlibrary requests and their states. Throws {@link
 * org.samling.core.StoreException} when the store can't be reached.
 */
public interface InterlibraryOverview {

  /**
   * Requests without their patrons, the latest first.
   *
   * @param tenant whose
   * @param sought the filter
   * @param before list only numbers below this
   * @param limit how many at most
   */
  List<InterlibraryRequest> requests(TenantId tenant, RequestFilter sought, long before, int limit);

  /**
   * A filter of requests.
   *
   * @param states the states, by side; a side that is missing has no requests listed
   * @param partner a part of the other library's symbol, or of the account's name; null for any
   * @param text a part of the title's description, or of a number or reference, or the request's
   *     whole number; null for any
   * @param branches the codes of the branches that handle them; null for any, or none
   */
  record RequestFilter(
      Map<Side, Set<InterlibraryState>> states,
      @Nullable String partner,
      @Nullable String text,
      @Nullable Set<String> branches) {

    /**
     * A filter from a search form.
     *
     * @param states the states; null for all open ones, which differ by side
     * @param side the side that stores them; null for either
     */
    public static RequestFilter of(
        @Nullable Collection<InterlibraryState> states,
        @Nullable Side side,
        @Nullable String partner,
        @Nullable String text,
        @Nullable Set<String> branches) {
      return new RequestFilter(statesOf(states, side), partner, text, branches);
    }

    private static Map<Side, Set<InterlibraryState>> statesOf(
        @Nullable Collection<InterlibraryState> states, @Nullable Side side) {
      var wanted = new EnumMap<Side, Set<InterlibraryState>>(Side.class);
      for (var each : side == null ? EnumSet.allOf(Side.class) : EnumSet.of(side)) {
        var all = EnumSet.allOf(InterlibraryState.class);
        all.removeIf(s -> states == null ? s.isOver(each) : !states.contains(s));
        wanted.put(each, all);
      }
      return wanted;
    }

    /** Requests of either side in these states; null for all open ones. */
    public static RequestFilter inStates(@Nullable Collection<InterlibraryState> states) {
      return new RequestFilter(statesOf(states, null), null);
    }

    private RequestFilter(Map<Side, Set<InterlibraryState>> states, @Nullable String text) {
      this(states, null, text, null);
    }

    /** Copies the sets. */
    public RequestFilter {
      var copy = new EnumMap<Side, Set<InterlibraryState>>(Side.class);
      states.forEach((side, of) -> copy.put(side, Set.copyOf(of)));
      states = copy;
      branches = branches == null ? null : Set.copyOf(branches);
    }

    /** The states for a side. */
    public Set<InterlibraryState> states(Side side) {
      return states.getOrDefault(side, Set.of());
    }
  }

  /** The most libraries that are listed. */
  int MAX_LIBRARIES = 5_000;

  /** The libraries that are patrons under their symbol ({@link Institution}), by symbol. */
  List<LendingLibraries.Library> libraries(TenantId tenant);

  /** Those among symbols under which a library is a patron. */
  Set<String> known(TenantId tenant, Collection<String> symbols);

  /**
   * The rota of lenders of one of the tenant's own requests; empty for a request to this library.
   *
   * @param tenant whose
   * @param number the request's number
   */
  List<RotaEntry> rota(TenantId tenant, long number);

  /**
   * A library of a rota.
   *
   * @param position its place, from 1
   * @param library its symbol
   * @param isNow whether it is the current lender, or was the last one
   * @param isAsked whether it was asked
   * @param by who put it there, or null where it was asked for with the request, or found
   */
  record RotaEntry(
      int position, String library, boolean isNow, boolean isAsked, @Nullable String by) {}

  /**
   * What came of looking for the title of one of the tenant's own requests, in the order in which
   * the libraries were to be asked then; empty where nothing was looked up.
   */
  List<LookedUp> lookedUp(TenantId tenant, long number);

  /**
   * How libraries have supplied the tenant, by their symbols; those that were never asked are left
   * out.
   */
  Map<String, PastSupply> pastSupply(TenantId tenant, Collection<String> libraries);

  /** The most earlier requests for a title that are told of. */
  int MOST_BEFORE = 10;

  /**
   * Own requests for the same title, by its numbers or else its words, without their patrons; the
   * latest first, at most {@value #MOST_BEFORE}.
   *
   * @param patron a card number of the patron who wants it now, or null
   */
  List<AskedBefore> askedBefore(
      TenantId tenant, InterlibraryOrder.Description description, @Nullable String patron);

  /**
   * An earlier request for the same title.
   *
   * @param isSamePatron whether it was for the same patron
   */
  record AskedBefore(
      long number, InterlibraryState state, Instant placedAt, boolean isSamePatron) {}

  /**
   * Messages that were not delivered to other libraries yet, the oldest first.
   *
   * @param tenant whose
   * @param branches the codes of the branches that handle the requests; null for any, or none
   * @param after the last of the page before, which may be delivered by now; null for the first
   *     page
   * @param limit how much at most
   */
  List<PendingMessage> pendingMessages(
      TenantId tenant, @Nullable Set<String> branches, @Nullable Place after, int limit);

  /**
   * A place in the queue of outgoing messages.
   *
   * @param at when the message was created
   * @param request the number of the request that it is about
   * @param sequence its number among those of its request
   */
  record Place(Instant at, long request, int sequence) {}

  /**
   * A message that waits to be sent.
   *
   * @param place its place in the queue
   * @param telling the kind of message
   * @param peer the receiving library
   * @param next when it is due to be sent, or sent again
   * @param tries the number of attempts
   * @param failure why it failed, or null
   */
  record PendingMessage(
      Place place,
      PeerNotice telling,
      String peer,
      Instant next,
      int tries,
      @Nullable String failure) {}
}
