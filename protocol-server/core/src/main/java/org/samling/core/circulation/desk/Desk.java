package org.samling.core.circulation.desk;

import java.time.Instant;
import org.samling.core.circulation.bookings.BookingDesk;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.command.TransportCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.fees.Charges;
import org.samling.core.circulation.fees.FeeReductions;
import org.samling.core.circulation.fees.LateFees;
import org.samling.core.circulation.fees.Payments;
import org.samling.core.circulation.holds.HoldChanges;
import org.samling.core.circulation.holds.HoldPlacement;
import org.samling.core.circulation.holds.SuppliedHolds;
import org.samling.core.circulation.holds.TransferredHolds;
import org.samling.core.circulation.loans.Checkins;
import org.samling.core.circulation.loans.Checkouts;
import org.samling.core.circulation.loans.CratePacking;
import org.samling.core.circulation.loans.LoanChanges;
import org.samling.core.circulation.loans.OverdueStatus;
import org.samling.core.circulation.loans.SetCheckins;
import org.samling.core.circulation.loans.SetDesk;
import org.samling.core.circulation.offline.OfflineDecisions;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.patrons.Groups;
import org.samling.core.circulation.patrons.PatronChanges;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.stock.ItemChanges;
import org.samling.core.circulation.stock.StockChanges;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Sight;

/**
 * The desk: decides on commands, one after another, by the tenant's policy and the known facts. A
 * decision changes only the facts in memory; the store writes it.
 */
public final class Desk {

  private final LendingPolicy policy;
  private final Facts facts;

  /**
   * Opens a desk for one batch of commands.
   *
   * @param facts what is known of the patrons, items and titles that the commands name
   */
  public Desk(LendingPolicy policy, Facts facts) {
    this.policy = policy;
    this.facts = facts;
  }

  /**
   * Whether what an earlier command did is still the last thing that happened to its item, patron
   * or hold. If not, an identical command counts as a new one.
   *
   * @param command a command identical to the earlier one
   * @param outcome the outcome of the earlier one; a refusal never stands, since it did nothing
   */
  public boolean stands(Command<?> command, Outcome outcome) {
    facts.lookThrough(Sight.of(policy, command.origin().bounds()));
    return new LatestEffects(facts).stands(command, outcome);
  }

  /**
   * Decides on a command and applies the effects to the facts.
   *
   * @param now the server's time
   */
  public Decision decide(Command<?> command, Instant now) {
    facts.lookThrough(Sight.of(policy, command.origin().bounds()));
    var context = new DecisionContext(policy, now, command.origin().branch());
    var decision =
        switch (command) {
          case LoanCommand<?> loan -> decide(loan, context);
          case OfflineCommand c -> new OfflineDecisions(context, facts, c.origin()).decide(c);
          case HoldCommand<?> hold -> decide(hold, context);
          case TransportCommand.PackCrate c -> new CratePacking(context, facts).pack(c);
          case PatronCommand patron -> new PatronChanges(context, facts).decide(patron);
          case FeeCommand<?> fee -> decide(fee, context);
          case SetCommand set -> new SetDesk(context, facts).decide(set);
          case GroupCommand.ChangeGroup c -> new Groups(context, facts).change(c);
          case BookingCommand booking -> new BookingDesk(context, facts).decide(booking);
          case ItemCommand item -> decide(item, context);
        };
    if (decision.isTaken()) {
      return decision;
    }
    var followed = BookingDesk.following(decision, facts, now);
    followed.effects().forEach(facts::apply);
    return followed;
  }

  private Decision decide(LoanCommand<?> command, DecisionContext context) {
    var origin = command.origin();
    var changes = new LoanChanges(context, facts, origin);
    return switch (command) {
      case LoanCommand.Checkout c ->
          new Checkouts(context, facts, origin, c.acceptedFee()).checkout(c);
      case LoanCommand.Renew c -> new Checkouts(context, facts, origin, c.acceptedFee()).renew(c);
      case LoanCommand.Checkin c -> new Checkins(context, facts, origin).checkin(c);
      case LoanCommand.CheckinSet c -> new SetCheckins(context, facts, origin).checkin(c);
      case LoanCommand.CheckinElsewhere c -> new Checkins(context, facts, origin).checkin(c);
      case LoanCommand.UndoCheckout c -> changes.undo(c);
      case LoanCommand.UndoCheckin c -> changes.undo(c);
      case LoanCommand.Recall c -> changes.recall(c);
      case LoanCommand.CancelRecall c -> changes.cancelRecall(c);
      case LoanCommand.ClaimReturned c -> changes.claimReturned(c);
      case LoanCommand.DeclareLost c -> changes.declareLost(c);
      case LoanCommand.ChangeDueDate c -> changes.changeDueDate(c);
      case LoanCommand.Reschedule c -> changes.reschedule(c);
      case LoanCommand.RenewByLender c -> changes.renewByLender(c);
      case LoanCommand.MarkOverdue c -> new OverdueStatus(context, facts, changes).mark(c);
    };
  }

  private Decision decide(HoldCommand<?> command, DecisionContext context) {
    var placing = new HoldPlacement(context, facts);
    var changes = new HoldChanges(context, facts);
    return switch (command) {
      case HoldCommand.PlaceHold c -> placing.place(c);
      case HoldCommand.PlaceItemHold c -> placing.place(c);
      case HoldCommand.PlaceHolds c -> placing.place(c);
      case HoldCommand.RecordHold c -> new TransferredHolds(context, facts).record(c);
      case HoldCommand.SupplyHold c -> new SuppliedHolds(context, facts).supply(c);
      case HoldCommand.ChangeHold c -> changes.change(c);
      case HoldCommand.PauseHold c -> changes.pause(c);
      case HoldCommand.ChangeHoldOnTitle c -> changes.change(c);
      case HoldCommand.CancelHold c -> changes.cancel(c);
      case HoldCommand.CancelHoldById c -> changes.cancel(c);
      case HoldCommand.ExpireHold c -> changes.expire(c);
      case HoldCommand.ShelveHold c -> changes.shelve(c);
      case HoldCommand.TargetHold c -> changes.target(c);
      case HoldCommand.ReportNotFound c -> changes.reportNotFound(c);
      case HoldCommand.ReschedulePickup c -> changes.reschedule(c);
    };
  }

  private Decision decide(ItemCommand command, DecisionContext context) {
    var stock = new StockChanges(context, facts, command.origin());
    return switch (command) {
      case ItemCommand.DescribeItem c -> new ItemChanges(context, facts).describe(c);
      case ItemCommand.ReceiveItem c -> stock.receive(c);
      case ItemCommand.ReadyItem c -> stock.ready(c);
      case ItemCommand.WithdrawItem c -> stock.withdraw(c);
      case ItemCommand.RestoreItem c -> stock.restore(c);
      case ItemCommand.MarkMissing c -> stock.markMissing(c);
      case ItemCommand.RelocateItem c -> stock.relocate(c);
      case ItemCommand.RecordParts c -> stock.recordParts(c);
    };
  }

  private Decision decide(FeeCommand<?> command, DecisionContext context) {
    var now = context.now();
    var paying = new Payments(context, facts);
    var forgiving = new FeeReductions(facts, now);
    return switch (command) {
      case FeeCommand.ChargeFee c -> new Charges(facts, now).charge(c);
      case FeeCommand.RecordFee c -> new Charges(facts, now).record(c, context.policy());
      case FeeCommand.ReduceFee c -> forgiving.reduce(c);
      case FeeCommand.CancelFee c -> forgiving.cancel(c);
      case FeeCommand.WriteOff c -> forgiving.writeOff(c);
      case FeeCommand.ReverseWriteOff c -> forgiving.reverse(c);
      case FeeCommand.Pay c -> paying.pay(c);
      case FeeCommand.ReversePayment c -> paying.reverse(c);
      case FeeCommand.Reimburse c -> paying.reimburse(c);
      case FeeCommand.UseCredit c -> paying.useCredit(c);
      case FeeCommand.AccrueOverdue c -> new LateFees(context, facts).accrue(c);
    };
  }
}
