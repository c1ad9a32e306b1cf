package org.samling.core.circulation.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.holds.HoldChanges;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.Refusal;

/**
 * Whether what an earlier command did is still the last thing that happened to its item, patron or
 * hold. A refusal never stands, since it did nothing.
 */
final class LatestEffects {

  /** The precision with which the store keeps times. */
  private static final Duration TICK = Duration.ofNanos(1_000);

  private final Facts facts;

  LatestEffects(Facts facts) {
    this.facts = facts;
  }

  /**
   * Whether an outcome stands.
   *
   * @param command a command identical to the earlier one
   * @param outcome the outcome of the earlier one
   */
  boolean stands(Command<?> command, Outcome outcome) {
    return switch (outcome) {
      case Refusal _ -> false;
      case CheckoutOutcome.Granted loan -> isLoan(loan);
      case CheckoutOutcome.SetGranted set -> set.loans().stream().allMatch(this::isLoan);
      case CheckinOutcome.Returned returned -> isReturned(returned);
      case CheckinOutcome.SetReturned set ->
          !set.returned().isEmpty() && set.returned().stream().allMatch(this::isReturned);
      // What becomes of another tenant's item is not known here; it is to be sent there anyway.
      case CheckinOutcome.OfOther _ -> true;
      case LoanOutcome.Changed changed -> isChanged(command, changed);
      // Recognised by its content, for as long as it is kept.
      case OfflineOutcome.Recorded _ -> true;
      case HoldOutcome.Placed hold ->
          isHold(hold.holdId(), HoldState.WAITING, hold.pickup(), hold.expires());
      case HoldOutcome.Changed hold ->
          isHold(hold.holdId(), hold.state(), hold.pickup(), hold.expires());
      case HoldOutcome.Cancelled _ -> hasNothingToCancel(command);
      case FeeOutcome fee -> isOwed(command, fee);
      case PatronOutcome.Changed changed -> isChanged(command, changed);
      case ItemOutcome.Changed changed -> isDescribed(changed);
      default -> false; // given only under keys that no other command has
    };
  }

  private boolean isLoan(CheckoutOutcome.Granted granted) {
    return loan(granted.item(), granted.loanId(), granted.due(), granted.at())
        .filter(loan -> !granted.renewed() || isLastRenewal(loan, granted.at()))
        .isPresent();
  }

  private static boolean isLastRenewal(LoanFacts loan, Instant at) {
    var renewal = loan.renewal();
    return renewal != null && isSame(renewal.at(), at);
  }

  /** The open loan of an item, if it is still this loan and unchanged. */
  private Optional<LoanFacts> loan(
      ItemView shown, @Nullable UUID loan, Instant due, Instant since) {
    return facts
        .item(shown.barcode())
        .filter(item -> hasNotMoved(item, since))
        .flatMap(item -> facts.loanOf(item.id()))
        .filter(open -> open.id().equals(loan) && isSame(open.due(), due));
  }

  private boolean isReturned(CheckinOutcome.Returned returned) {
    var isLentOn =
        returned.destination() instanceof Destination.Booked booked && booked.lentUntil() != null;
    return facts
        .item(returned.item().barcode())
        .filter(item -> hasNotMoved(item, returned.at()))
        .filter(item -> facts.loanOf(item.id()).isPresent() == isLentOn)
        .isPresent();
  }

  private boolean isChanged(Command<?> command, LoanOutcome.Changed changed) {
    var due = changed.due();
    if (due == null) {
      return facts
          .item(changed.item().barcode())
          .filter(item -> hasNotMoved(item, changed.at()))
          .filter(item -> facts.loanOf(item.id()).isEmpty())
          .isPresent();
    }
    return loan(changed.item(), changed.loanId(), due, changed.at())
        .filter(loan ->
            switch (command) {
              case LoanCommand.Recall _ -> loan.recalledAt() != null;
              case LoanCommand.CancelRecall _ -> loan.recalledAt() == null;
              default -> true;
            })
        .isPresent();
  }

  private boolean isHold(UUID id, HoldState state, String pickup, @Nullable Instant expires) {
    return facts
        .hold(id)
        .filter(hold -> hold.state() == state && hold.pickup().equals(pickup))
        .filter(hold -> isSame(hold.expires(), expires))
        .isPresent();
  }

  private boolean hasNothingToCancel(Command<?> command) {
    return switch (command) {
      case HoldCommand.CancelHold c ->
          facts
              .patron(c.patron())
              .flatMap(patron -> HoldChanges.onTitle(facts, patron, c.record()).findAny())
              .isEmpty();
      case HoldCommand.CancelHoldById c ->
          facts.hold(c.hold()).filter(hold -> hold.state().isOpen()).isEmpty();
      default -> false;
    };
  }

  private boolean isOwed(Command<?> command, FeeOutcome outcome) {
    var identifier = command.patron();
    var debt =
        identifier == null ? Optional.<Long>empty() : facts.patron(identifier).map(p -> p.debt());
    return switch (outcome) {
      case FeeOutcome.Charged charged -> debt.filter(d -> d == charged.debt()).isPresent();
      case FeeOutcome.Changed changed -> debt.filter(d -> d == changed.debt()).isPresent();
      case FeeOutcome.Paid paid ->
          debt.filter(d -> d == paid.debt())
              .flatMap(_ -> facts.ledger().payment(paid.paymentId()))
              .filter(payment -> payment.taken() == paid.taken())
              .isPresent();
      case FeeOutcome.Refused _ -> false;
    };
  }

  private boolean isChanged(Command<?> command, PatronOutcome.Changed changed) {
    return facts
        .patron(changed.patronId())
        .filter(patron ->
            switch (command) {
              case PatronCommand.BlockPatron c -> patron.blocks().contains(c.code());
              case PatronCommand.UnblockPatron c -> !patron.blocks().contains(c.code());
              default -> false;
            })
        .isPresent();
  }

  private boolean isDescribed(ItemOutcome.Changed changed) {
    var shown = changed.item();
    return facts
        .item(shown.barcode())
        .filter(item -> Objects.equals(item.properties(), shown.properties()))
        .isPresent();
  }

  private boolean hasNotMoved(ItemFacts item, Instant since) {
    return facts.lastMove(item.id()).filter(moved -> moved.isAfter(since.plus(TICK))).isEmpty();
  }

  private static boolean isSame(@Nullable Instant one, @Nullable Instant other) {
    return one == null || other == null
        ? one == other
        : Duration.between(one, other).abs().compareTo(TICK) <= 0;
  }
}
