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
 * What circulation makes of an interlibrary request: a loan that fulfils its hold takes it along,
 * on the side that lends as on the side that borrows.
 *
 * @param hold the hold of the request
 * @param item the item that was lent, or null where none was
 * @param steps the steps, one at most for each side
 * @param at when
 */
public record RequestUpdate(UUID hold, @Nullable UUID item, List<Way> steps, Instant at) {

  /** Copies the list. */
  public RequestUpdate {
    steps = List.copyOf(steps);
  }

  /**
   * A step of a side.
   *
   * @param side whose
   * @param from how the request has to stand; where it stands otherwise nothing becomes of it
   * @param to how it stands then
   */
  public record Way(Side side, Set<InterlibraryState> from, InterlibraryState to) {

    /** From wherever it may go there. */
    static Way to(Side side, InterlibraryState to) {
      return new Way(
          side,
          Arrays.stream(InterlibraryState.values())
              .filter(s -> s.next(side).contains(to))
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(InterlibraryState.class))),
          to);
    }
  }

  /** What follows from an effect, or nothing where it concerns no hold. */
  public static Optional<RequestUpdate> of(Effect effect) {
    return switch (effect) {
      case LoanEffect.LoanOpened(var loan, _) ->
          of(
              loan,
              loan.at(),
              Way.to(Side.LENDING, InterlibraryState.SHIPPED),
              Way.to(Side.BORROWING, InterlibraryState.ON_LOAN));
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
      case LoanEffect.LoanRecalled(var loan, var at) -> both(loan, at, InterlibraryState.RECALLED);
      case LoanEffect.LoanMarkedOverdue(var loan, _, var at) ->
          both(loan, at, InterlibraryState.OVERDUE);
      case LoanEffect.LoanLost(var loan, var at) -> both(loan, at, InterlibraryState.LOST);
      case HoldEffect.HoldChanged(var hold, var at) -> gaveUp(hold, at);
      default -> Optional.empty(); // nothing else concerns loans of holds
    };
  }

  private static Optional<RequestUpdate> closed(LoanFacts loan, Instant at) {
    return both(loan, at, InterlibraryState.CHECKED_IN);
  }

  private static Optional<RequestUpdate> both(LoanFacts loan, Instant at, InterlibraryState to) {
    return of(loan, at, Way.to(Side.LENDING, to), Way.to(Side.BORROWING, to));
  }

  private static Optional<RequestUpdate> of(LoanFacts loan, Instant at, Way... steps) {
    return Optional.ofNullable(loan.fulfilled())
        .map(f -> new RequestUpdate(f.holdId(), loan.itemId(), List.of(steps), at));
  }

  private static Way back(Side side, InterlibraryState from, InterlibraryState to) {
    return new Way(side, EnumSet.of(from), to);
  }

  /** A lender who takes the hold away does not send the item. */
  private static Optional<RequestUpdate> gaveUp(HoldFacts hold, Instant at) {
    var isGivenUp =
        hold.wish().type() == HoldType.INTER_LIBRARY
            && switch (hold.state()) {
              case CANCELLED, EXPIRED, NOT_FETCHED -> true;
              case WAITING, BOUND, IN_TRANSIT, READY, FULFILLED -> false;
            };
    return isGivenUp
        ? Optional.of(
            new RequestUpdate(
                hold.id(), null, List.of(Way.to(Side.LENDING, InterlibraryState.UNFILLED)), at))
        : Optional.empty();
  }
}
