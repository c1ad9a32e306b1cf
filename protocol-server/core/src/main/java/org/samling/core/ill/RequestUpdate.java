package org.samling.core.ill;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.ill.InterlibraryState.Side;

/**
 * A change of an interlibrary request caused by circulation: what becomes of its hold, and of the
 * loan that fills it, moves the request on, on the lending as on the borrowing side.
 *
 * @param hold the hold of the request
 * @param item the item lent, or null where there is none
 * @param steps the steps, of which the request takes the one that its state allows
 * @param at when
 */
public record RequestUpdate(UUID hold, @Nullable UUID item, List<SideStep> steps, Instant at) {

  /** Copies the list. */
  public RequestUpdate {
    steps = List.copyOf(steps);
  }

  /**
   * A step of a side.
   *
   * @param side the side
   * @param from the states that the request has to be in; else the step is skipped
   * @param to the new state
   */
  public record SideStep(Side side, Set<InterlibraryState> from, InterlibraryState to) {

    /** A step from any state that may go there. */
    static SideStep to(Side side, InterlibraryState to) {
      return new SideStep(
          side,
          Arrays.stream(InterlibraryState.values())
              .filter(s -> s.next(side).contains(to))
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(InterlibraryState.class))),
          to);
    }
  }

  /** The borrower's hold has a copy of the library's own, or has ended: no partner is needed. */
  private static final SideStep NOT_NEEDED =
      new SideStep(
          Side.BORROWING,
          EnumSet.of(
              InterlibraryState.SENT,
              InterlibraryState.EXPECT_TO_SUPPLY,
              InterlibraryState.WILL_SUPPLY,
              InterlibraryState.RETRY_POSSIBLE),
          InterlibraryState.CANCELLED);

  /** The item that the lender sent has arrived where its patron picks it up. */
  private static final SideStep ARRIVED =
      back(Side.BORROWING, InterlibraryState.SHIPPED, InterlibraryState.RECEIVED);

  /** The lender has found a copy on its shelves. */
  private static final SideStep PROMISED = SideStep.to(Side.LENDING, InterlibraryState.WILL_SUPPLY);

  /** The update that follows from an effect, or empty where it concerns no hold. */
  public static Optional<RequestUpdate> of(Effect effect) {
    return switch (effect) {
      case LoanEffect.LoanOpened(var loan, _) ->
          of(
              loan,
              loan.at(),
              SideStep.to(Side.LENDING, InterlibraryState.SHIPPED),
              SideStep.to(Side.BORROWING, InterlibraryState.ON_LOAN),
              NOT_NEEDED);
      case LoanEffect.LoanClosed(var loan, var at, _) -> closed(loan, at);
      case LoanEffect.LoanClosedElsewhere(var loan, var at, _) -> closed(loan, at);
      case LoanEffect.LoanUndone(var loan, var at) ->
          of(
              loan,
              at,
              back(Side.LENDING, InterlibraryState.SHIPPED, InterlibraryState.WILL_SUPPLY),
              back(Side.BORROWING, InterlibraryState.ON_LOAN, InterlibraryState.RECEIVED));
      case LoanEffect.LoanReopened(var loan, var at, _) ->
          of(
              loan,
              at,
              back(Side.LENDING, InterlibraryState.CHECKED_IN, InterlibraryState.SHIPPED),
              back(Side.BORROWING, InterlibraryState.CHECKED_IN, InterlibraryState.ON_LOAN));
      // The lender's own word on overdue goes before the recall that it causes here.
      case LoanEffect.LoanRecalled(var loan, var at) ->
          of(
              loan,
              at,
              SideStep.to(Side.LENDING, InterlibraryState.RECALLED),
              new SideStep(
                  Side.BORROWING,
                  EnumSet.of(InterlibraryState.RECEIVED, InterlibraryState.ON_LOAN),
                  InterlibraryState.RECALLED));
      case LoanEffect.LoanRenewed(var loan, var at) ->
          of(
              loan,
              at,
              back(Side.LENDING, InterlibraryState.OVERDUE, InterlibraryState.RECEIVED),
              new SideStep(
                  Side.BORROWING,
                  EnumSet.of(InterlibraryState.RECALLED, InterlibraryState.OVERDUE),
                  InterlibraryState.ON_LOAN));
      case LoanEffect.LoanMarkedOverdue(var loan, _, var at) ->
          both(loan, at, InterlibraryState.OVERDUE);
      case LoanEffect.LoanLost(var loan, var at) -> both(loan, at, InterlibraryState.LOST);
      case HoldEffect.HoldChanged(var hold, var at) -> of(hold, at);
      default -> Optional.empty(); // nothing else concerns loans of holds
    };
  }

  private static Optional<RequestUpdate> closed(LoanFacts loan, Instant at) {
    return both(loan, at, InterlibraryState.CHECKED_IN);
  }

  private static Optional<RequestUpdate> both(LoanFacts loan, Instant at, InterlibraryState to) {
    return of(loan, at, SideStep.to(Side.LENDING, to), SideStep.to(Side.BORROWING, to));
  }

  private static Optional<RequestUpdate> of(LoanFacts loan, Instant at, SideStep... steps) {
    return Optional.ofNullable(loan.fulfilled())
        .map(f -> new RequestUpdate(f.holdId(), loan.itemId(), List.of(steps), at));
  }

  private static SideStep back(Side side, InterlibraryState from, InterlibraryState to) {
    return new SideStep(side, EnumSet.of(from), to);
  }

  private static Optional<RequestUpdate> of(HoldFacts hold, Instant at) {
    var isOfLibrary = hold.wish().type() == HoldType.INTER_LIBRARY;
    var steps =
        switch (hold.state()) {
          // A lender who cancels the hold does not send the item.
          case CANCELLED, EXPIRED, NOT_FETCHED ->
              isOfLibrary
                  ? List.of(SideStep.to(Side.LENDING, InterlibraryState.UNFILLED))
                  : List.of(NOT_NEEDED);
          case BOUND, READY -> isOfLibrary ? List.<SideStep>of() : List.of(NOT_NEEDED, ARRIVED);
          case IN_TRANSIT -> isOfLibrary ? List.<SideStep>of() : List.of(NOT_NEEDED);
          // Only partners, which are told nothing by hand, have their requests promised by this.
          case WAITING ->
              isOfLibrary && hold.target() != null && hold.holder().delivery() != null
                  ? List.of(PROMISED)
                  : List.<SideStep>of();
          case FULFILLED -> List.<SideStep>of();
        };
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new RequestUpdate(hold.id(), null, steps, at));
  }
}
