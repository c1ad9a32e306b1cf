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
import org.samling.core.circulation.fees.Charging;
import org.samling.core.circulation.fees.Forgiving;
import org.samling.core.circulation.fees.LateFees;
import org.samling.core.circulation.fees.Paying;
import org.samling.core.circulation.holds.HoldChanges;
import org.samling.core.circulation.holds.HoldPlacing;
import org.samling.core.circulation.holds.HoldRecording;
import org.samling.core.circulation.loans.Lending;
import org.samling.core.circulation.loans.LoanChanges;
import org.samling.core.circulation.loans.OverdueMarking;
import org.samling.core.circulation.loans.Packing;
import org.samling.core.circulation.loans.Returning;
import org.samling.core.circulation.loans.SetDesk;
import org.samling.core.circulation.loans.SetReturning;
import org.samling.core.circulation.offline.OfflineRecording;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.patrons.Groups;
import org.samling.core.circulation.patrons.Patronage;
import org.samling.core.circulation.rules.Grounds;
import org.samling.core.circulation.stock.ItemChanges;
import org.samling.core.circulation.stock.StockChanges;
import org.samling.core.policy.LendingPolicy;

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
    return new StandingEffects(facts).stands(command, outcome);
  }

  /**
   * Decides on a command and applies the effects to the facts.
   *
   * @param now the server's time
   */
  public Decision decide(Command<?> command, Instant now) {
    var grounds = new Grounds(policy, now, command.origin().branch());
    var decision =
        switch (command) {
          case LoanCommand<?> loan -> decide(loan, grounds);
          case OfflineCommand c -> new OfflineRecording(grounds, facts, c.origin()).decide(c);
          case HoldCommand<?> hold -> decide(hold, grounds);
          case TransportCommand.PackCrate c -> new Packing(grounds, facts).pack(c);
          case PatronCommand patron -> new Patronage(grounds, facts).decide(patron);
          case FeeCommand<?> fee -> decide(fee, grounds);
          case SetCommand set -> new SetDesk(grounds, facts).decide(set);
          case GroupCommand.ChangeGroup c -> new Groups(grounds, facts).change(c);
          case BookingCommand booking -> new BookingDesk(grounds, facts).decide(booking);
          case ItemCommand item -> decide(item, grounds);
        };
    if (decision.isTaken()) {
      return decision;
    }
    var followed = BookingDesk.following(decision, facts, now);
    followed.effects().forEach(facts::apply);
    return followed;
  }

  private Decision decide(LoanCommand<?> command, Grounds grounds) {
    var origin = command.origin();
    var lending = new Lending(grounds, facts, origin);
    var changes = new LoanChanges(grounds, facts, origin);
    return switch (command) {
      case LoanCommand.Checkout c -> lending.checkout(c);
      case LoanCommand.Renew c -> lending.renew(c);
      case LoanCommand.Checkin c -> new Returning(grounds, facts, origin).checkin(c);
      case LoanCommand.CheckinSet c -> new SetReturning(grounds, facts, origin).checkin(c);
      case LoanCommand.CheckinElsewhere c -> new Returning(grounds, facts, origin).checkin(c);
      case LoanCommand.UndoCheckout c -> changes.undo(c);
      case LoanCommand.UndoCheckin c -> changes.undo(c);
      case LoanCommand.Recall c -> changes.recall(c);
      case LoanCommand.CancelRecall c -> changes.cancelRecall(c);
      case LoanCommand.ClaimReturned c -> changes.claimReturned(c);
      case LoanCommand.DeclareLost c -> changes.declareLost(c);
      case LoanCommand.ChangeDueDate c -> changes.changeDueDate(c);
      case LoanCommand.Reschedule c -> changes.reschedule(c);
      case LoanCommand.MarkOverdue c -> new OverdueMarking(grounds, facts, changes).mark(c);
    };
  }

  private Decision decide(HoldCommand<?> command, Grounds grounds) {
    var placing = new HoldPlacing(grounds, facts);
    var changes = new HoldChanges(grounds, facts);
    return switch (command) {
      case HoldCommand.PlaceHold c -> placing.place(c);
      case HoldCommand.PlaceItemHold c -> placing.place(c);
      case HoldCommand.PlaceHolds c -> placing.place(c);
      case HoldCommand.RecordHold c -> new HoldRecording(grounds, facts).record(c);
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

  private Decision decide(ItemCommand command, Grounds grounds) {
    var stock = new StockChanges(grounds, facts, command.origin());
    return switch (command) {
      case ItemCommand.DescribeItem c -> new ItemChanges(grounds, facts).describe(c);
      case ItemCommand.ReceiveItem c -> stock.receive(c);
      case ItemCommand.ReadyItem c -> stock.ready(c);
      case ItemCommand.WithdrawItem c -> stock.withdraw(c);
      case ItemCommand.RestoreItem c -> stock.restore(c);
      case ItemCommand.MarkMissing c -> stock.markMissing(c);
      case ItemCommand.RelocateItem c -> stock.relocate(c);
      case ItemCommand.RecordParts c -> stock.recordParts(c);
    };
  }

  private Decision decide(FeeCommand<?> command, Grounds grounds) {
    var now = grounds.now();
    var paying = new Paying(grounds, facts);
    var forgiving = new Forgiving(facts, now);
    return switch (command) {
      case FeeCommand.ChargeFee c -> new Charging(facts, now).charge(c);
      case FeeCommand.RecordFee c -> new Charging(facts, now).record(c, grounds.policy());
      case FeeCommand.ReduceFee c -> forgiving.reduce(c);
      case FeeCommand.CancelFee c -> forgiving.cancel(c);
      case FeeCommand.WriteOff c -> forgiving.writeOff(c);
      case FeeCommand.ReverseWriteOff c -> forgiving.reverse(c);
      case FeeCommand.Pay c -> paying.pay(c);
      case FeeCommand.ReversePayment c -> paying.reverse(c);
      case FeeCommand.Reimburse c -> paying.reimburse(c);
      case FeeCommand.AccrueOverdue c -> new LateFees(grounds, facts).accrue(c);
    };
  }
}
