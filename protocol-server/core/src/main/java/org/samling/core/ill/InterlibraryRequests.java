package org.samling.core.ill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores interlibrary requests. Throws {@link org.samling.core.StoreException} when
 * the store can't be reached.
 */
public interface InterlibraryRequests {

  /** How long an order without a reference counts as a repetition of an equal one. */
  Duration SAME_BYTES = Duration.ofHours(24);

  /**
   * Places an order with the tenant, which lends. Orders with the same account, library and
   * reference are one request, for ever; those without a reference but with the same fingerprint,
   * for {@link #SAME_BYTES}. A repeated order changes nothing.
   *
   * <p>Where the requesting library is a patron ({@link Institution}), a loan of an available
   * record is placed on hold for it, in one transaction with the request; where no hold can be
   * placed, the request's events give the reason.
   *
   * @param tenant the lending tenant
   * @param branch the code of the branch that handles it, the pickup branch
   * @param order the order
   * @param placement its first state
   * @param peer the requesting library, where it is notified by ISO 18626, or null
   */
  Placed place(
      TenantId tenant,
      String branch,
      InterlibraryOrder order,
      Placement placement,
      @Nullable Peer peer);

  /** Places an order of a library that is not notified. */
  default Placed place(
      TenantId tenant, String branch, InterlibraryOrder order, Placement placement) {
    return place(tenant, branch, order, placement, null);
  }

  /**
   * Places an order of a library that is not notified later and needs the outcome at once: a loan
   * that can't be placed on hold begins as unfilled, with the reason.
   *
   * @param isOfOneCopy whether the hold is for the item that is available first, where one is on
   *     the shelf, and not for any item of the title
   */
  Placed placeHeld(
      TenantId tenant,
      String branch,
      InterlibraryOrder order,
      Placement placement,
      boolean isOfOneCopy);

  /**
   * Places an order of a partner under an agreement about holds. What can't be placed on hold
   * begins as unfilled; what is found on a shelf begins as promised.
   *
   * @param order without a record where the title is not lent to the partner
   * @param peer the partner
   */
  Placed placeForPartner(TenantId tenant, String branch, InterlibraryOrder order, Peer peer);

  /**
   * The outcome of placing an order.
   *
   * @param request the request in its current state
   * @param isNew whether this order created it
   * @param placement its first state
   * @param notHeld why no hold could be placed, where it began as unfilled for that; else null
   */
  record Placed(
      InterlibraryRequest request,
      boolean isNew,
      Placement placement,
      @Nullable RefusalReason notHeld) {}

  /** The request of a hold, on either side, or empty. */
  Optional<InterlibraryRequest> ofHold(TenantId tenant, UUID hold);

  /** The request with a number, or empty. */
  Optional<InterlibraryRequest> find(TenantId tenant, long number);

  /**
   * Requests, the earliest first.
   *
   * @param tenant whose
   * @param sought the filter
   * @param after the number of the last request of the page before, or 0 for the first page
   * @param limit how many at most
   */
  List<InterlibraryRequest> list(TenantId tenant, RequestFilter sought, long after, int limit);

  /** The events of a request, in order; empty where there is none with this number. */
  List<InterlibraryRequest.Event> events(TenantId tenant, long number);

  /**
   * Moves a request from one state to another. In the same transaction, unfilled or cancelled
   * requests lose their hold, and one that will be supplied gets one where it has none.
   *
   * @param tenant whose
   * @param number the request's number
   * @param step the step
   */
  StepOutcome step(TenantId tenant, long number, Step step);

  /**
   * A step of a request.
   *
   * @param from the state that it has to be in, so that nobody overwrites a step without having
   *     seen it
   * @param to the new state
   * @param who who takes the step
   * @param note their note, or null
   * @param terms the terms that go with it: of a lender what it offers or where a copy is, of a
   *     borrower what it was told otherwise
   */
  record Step(
      InterlibraryState from,
      InterlibraryState to,
      String who,
      @Nullable String note,
      SupplyTerms terms) {

    /** A step without terms. */
    public Step(InterlibraryState from, InterlibraryState to, String who, @Nullable String note) {
      this(from, to, who, note, SupplyTerms.NONE);
    }
  }

  /** The outcome of a step. */
  sealed interface StepOutcome {}

  /**
   * It is done.
   *
   * @param request the request in its current state
   */
  record Done(InterlibraryRequest request) implements StepOutcome {}

  /**
   * The request was in another state than expected, or may not take this step.
   *
   * @param request the request in its current state
   */
  record NotAllowed(InterlibraryRequest request) implements StepOutcome {}

  /** There is no such request. */
  record NoSuchRequest() implements StepOutcome {}
}
