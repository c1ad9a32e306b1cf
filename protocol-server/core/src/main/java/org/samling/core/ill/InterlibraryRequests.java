package org.samling.core.ill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.ill.InterlibraryOverview.Sought;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps interlibrary requests. Throws {@link org.samling.core.StoreException} when
 * the store can't be asked.
 */
public interface InterlibraryRequests {

  /** For how long an order without a reference is the same as one that was sent before. */
  Duration SAME_BYTES = Duration.ofHours(24);

  /**
   * Places an order with the tenant, which lends. An order of the same account, library and
   * reference is the same request for ever; one without a reference, of the same fingerprint, for
   * {@link #SAME_BYTES}. What came again changes nothing.
   *
   * <p>A loan of a record that can be had is held for the requesting library, with the request in
   * one transaction, where that library is a patron ({@link Institution}); where it can't be held,
   * the request's events say why.
   *
   * @param tenant who is asked
   * @param branch the code of the branch that handles it, where the item is fetched
   * @param order what for
   * @param placement how it begins
   * @param peer the requesting library, where it is told by ISO 18626 what becomes of it, or null
   */
  Placed place(
      TenantId tenant,
      String branch,
      InterlibraryOrder order,
      Placement placement,
      @Nullable Peer peer);

  /** Places an order of a library that is told nothing. */
  default Placed place(
      TenantId tenant, String branch, InterlibraryOrder order, Placement placement) {
    return place(tenant, branch, order, placement, null);
  }

  /**
   * Places an order of a library that is told nothing and has to know at once: a loan that can't be
   * held begins as unfilled, with the reason why.
   *
   * @param isOfOneCopy whether it is held as the copy that can be fetched first, where one is on a
   *     shelf, and not as any of the title
   */
  Placed placeHeld(
      TenantId tenant,
      String branch,
      InterlibraryOrder order,
      Placement placement,
      boolean isOfOneCopy);

  /**
   * The request of an order.
   *
   * @param request the request as it stands
   * @param isNew whether this order made it
   * @param placement how it began
   * @param notHeld why it began as unfilled where that is because it can't be held, or null
   */
  record Placed(
      InterlibraryRequest request,
      boolean isNew,
      Placement placement,
      @Nullable RefusalReason notHeld) {}

  /** The request that a hold was made for, on either side, or nothing. */
  Optional<InterlibraryRequest> ofHold(TenantId tenant, UUID hold);

  /** The request with a number, or nothing. */
  Optional<InterlibraryRequest> find(TenantId tenant, long number);

  /**
   * Requests, those that were placed first first.
   *
   * @param tenant whose
   * @param sought which
   * @param after the number of the last request of the page before, or 0 for the first page
   * @param limit how many at most
   */
  List<InterlibraryRequest> list(TenantId tenant, Sought sought, long after, int limit);

  /** What happened to a request, in order; nothing where there is none with this number. */
  List<InterlibraryRequest.Event> events(TenantId tenant, long number);

  /**
   * Takes a request from one state to another. The hold of one that is unfilled or cancelled goes
   * with it, in one transaction; one that will be supplied and has no hold yet is held.
   *
   * @param tenant whose
   * @param number which
   * @param step what is done
   */
  StepOutcome step(TenantId tenant, long number, Step step);

  /**
   * A step of a request.
   *
   * @param from how it has to stand, so that nobody's step is undone by one who did not see it
   * @param to how it will stand
   * @param who who does it
   * @param note what they say about it, or null
   */
  record Step(InterlibraryState from, InterlibraryState to, String who, @Nullable String note) {}

  /** What came of a step. */
  sealed interface StepOutcome {}

  /**
   * It is done.
   *
   * @param request the request as it stands
   */
  record Done(InterlibraryRequest request) implements StepOutcome {}

  /**
   * The request stood otherwise than was thought, or may not go this way.
   *
   * @param request the request as it stands
   */
  record NotAllowed(InterlibraryRequest request) implements StepOutcome {}

  /** There is no such request. */
  record NoSuchRequest() implements StepOutcome {}
}
