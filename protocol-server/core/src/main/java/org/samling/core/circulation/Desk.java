package org.samling.core.circulation;

import java.time.Instant;
import org.samling.core.policy.LendingPolicy;

/**
 * The desk: decides on commands, one after another, by the tenant's policy and what is known. A
 * decision changes nothing but the facts at hand; writing it is the store's part.
 */
public final class Desk {

  private final LendingPolicy policy;
  private final Facts facts;

  /**
   * Opens a desk for one batch of commands.
   *
   * @param policy what the tenant lends by
   * @param facts what is known of the patrons, items and titles that the commands name
   */
  public Desk(LendingPolicy policy, Facts facts) {
    this.policy = policy;
    this.facts = facts;
  }

  /**
   * Decides on a command and takes the effects into the facts.
   *
   * @param command the command
   * @param now the server's time
   */
  public Decision decide(Command<?> command, Instant now) {
    var grounds = new Grounds(policy, now, command.origin().branch());
    var decision =
        switch (command) {
          case LoanCommand<?> loan -> decide(loan, grounds);
          case HoldCommand<?> hold -> decide(hold, new Holding(grounds, facts));
          case PatronCommand patron -> new Patronage(grounds, facts).decide(patron);
          case FeeCommand.ChargeFee f -> new Charging(facts, now).charge(f);
        };
    decision.effects().forEach(facts::apply);
    return decision;
  }

  private Decision decide(LoanCommand<?> command, Grounds grounds) {
    var origin = command.origin();
    var lending = new Lending(grounds, facts, origin);
    var changes = new LoanChanges(grounds, facts, origin);
    return switch (command) {
      case LoanCommand.Checkout c -> lending.checkout(c);
      case LoanCommand.Renew c -> lending.renew(c);
      case LoanCommand.Checkin c -> new Returning(grounds, facts, origin).checkin(c);
      case LoanCommand.UndoCheckout c -> changes.undo(c);
      case LoanCommand.UndoCheckin c -> changes.undo(c);
      case LoanCommand.Recall c -> changes.recall(c);
      case LoanCommand.ClaimReturned c -> changes.claimReturned(c);
      case LoanCommand.DeclareLost c -> changes.declareLost(c);
      case LoanCommand.ChangeDueDate c -> changes.changeDueDate(c);
      case LoanCommand.Reschedule c -> changes.reschedule(c);
    };
  }

  private static Decision decide(HoldCommand<?> command, Holding holding) {
    return switch (command) {
      case HoldCommand.PlaceHold c -> holding.place(c);
      case HoldCommand.CancelHold c -> holding.cancel(c);
      case HoldCommand.ExpireHold c -> holding.expire(c);
    };
  }
}
