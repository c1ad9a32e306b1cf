package org.samling.core.partners;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps holds and the requests to partners for them together. Each method is one
 * transaction of one tenant, and comes to the same when it is called again. Throws {@link
 * org.samling.core.StoreException} when the store can't be reached.
 */
public interface PartnerHolds {

  /** As whom a partner acts: the account of its requests, and the name in their events. */
  static String account(String code) {
    return "tenant " + code;
  }

  /**
   * Waiting holds of a home for which no partner was asked and no copy of its own is on a pull
   * list; holds on one item, issue or branch and those that are combined with others are left out.
   *
   * @param after the last of the page before, or null for the first page
   * @param limit how many at most
   */
  List<Unasked> unasked(TenantId home, @Nullable UUID after, int limit);

  /**
   * A hold for which no partner was asked.
   *
   * @param record the title's record in the store
   * @param pickup the code of its pickup branch
   * @param isLacking whether the home has no copy that is lent
   * @param isFree whether a copy is on a shelf
   */
  record Unasked(
      UUID hold, UUID record, String pickup, Instant placedAt, boolean isLacking, boolean isFree) {}

  /** The codes of the suppliers that have a copy of a title to lend, those asked first first. */
  List<String> suppliers(TenantId home, UUID record);

  /** How many requests of a home to a supplier are open. */
  int open(TenantId home, String supplier);

  /**
   * Asks suppliers for a hold, one after another, unless that was done or the hold is over.
   *
   * @param us the home's own code
   * @param suppliers their codes, in order
   * @return whether they were asked
   */
  boolean ask(TenantId home, String us, UUID hold, List<String> suppliers);

  /**
   * The title at a supplier that a home describes: the one with the same key, or else with the same
   * ISBN, of which there is a copy to lend.
   *
   * @param home the home's code
   */
  Optional<WantedRecord> title(TenantId supplier, String home, Description description);

  /** The requests of a home whose item a supplier has sent and that are not expected yet. */
  List<Sent> sent(TenantId home);

  /**
   * An item that a supplier has sent.
   *
   * @param request the number of the request
   * @param supplier the supplier's code
   */
  record Sent(long request, UUID hold, String supplier) {}

  /**
   * Makes the item of a request known, on its way to the hold's pickup branch, and gives it to the
   * hold, if that still waits.
   */
  void expect(TenantId home, Sent sent);

  /** The requests of a home whose item its supplier has back. */
  List<Back> back(TenantId home);

  /**
   * An item that its supplier has back.
   *
   * @param barcode its barcode at the home
   * @param branch the code of the branch that it belonged to at the home
   * @param at when the home was told
   */
  record Back(long request, String supplier, String barcode, String branch, Instant at) {}

  /**
   * The requests of a home that wait in vain: the agreement has ended, or nobody could supply them
   * a week ago.
   */
  List<Long> over(TenantId home);

  /**
   * Parts requests from holds that still wait, so that partners can be asked anew: those whose item
   * the supplier has back, and those that the job cancelled, once the supplier has answered that. A
   * request that staff have cancelled stays with its hold.
   *
   * @param job as whom the job cancels requests
   */
  void release(TenantId home, String job);

  /** The requests of a home whose pause the supplier was not told, or was told otherwise. */
  List<Paused> paused(TenantId home);

  /**
   * A request whose hold is paused, or is no more.
   *
   * @param supplier the supplier's code
   * @param reference the request's reference at the supplier
   * @param pause when it is paused, or null
   */
  record Paused(long request, String supplier, String reference, HoldFacts.@Nullable Pause pause) {}

  /** Notes that a supplier was told of a pause. */
  void pauseTold(TenantId home, Paused told);

  /** The hold of a home's request at its supplier, while it waits; or empty. */
  Optional<AtSupplier> hold(TenantId supplier, String home, String reference);

  /**
   * A hold at a supplier.
   *
   * @param branch the code of the branch that handles it
   */
  record AtSupplier(UUID hold, String branch) {}
}
