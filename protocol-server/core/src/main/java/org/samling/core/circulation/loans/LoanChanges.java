package org.samling.core.circulation.loans;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.facts.DueDate;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.fees.LendingFees;
import org.samling.core.circulation.fees.LoanFees;
import org.samling.core.circulation.holds.HoldShelf;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.circulation.rules.LenderTerms;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Suspension.Stopped;

/** Decides on changes to loans other than lending, renewing and returning. */
public final class LoanChanges {

  private static final DecisionReason RESCHEDULED =
      new DecisionReason("reschedule", "branch.calendar, stop", "branch", "due-dates");

  private final DecisionContext context;
  private final Facts facts;
  private final Origin origin;
  private final Instant now;

  public LoanChanges(DecisionContext context, Facts facts, Origin origin) {
    this.context = context;
    this.facts = facts;
    this.origin = origin;
    this.now = context.now();
  }

  public Decision undo(LoanCommand.UndoCheckout command) {
    var patron = command.patron();
    return patron == null
        ? onLoan(command.item(), this::undo)
        : onOwnLoan(patron, command.item(), this::undo);
  }

  private Decision undo(ItemFacts item, LoanFacts loan) {
    var renewal = loan.renewal();
    var made = renewal == null ? loan.at() : renewal.at();
    var branch = renewal == null ? loan.branch() : renewal.branch();
    var checks = List.of(inTime("undo-checkout", made, branch));
    if (!Check.broken(checks).isEmpty()) {
      return refused(item, checks);
    }
    if (renewal != null) {
      var before = loan.renewalUndone(renewal);
      var due = inLine(before, context.at(loan.branch()));
      var undone = before.due(due.at(), due.unstopped());
      var effects = new ArrayList<Effect>();
      effects.add(new LoanEffect.LoanRenewalUndone(undone, now));
      effects.addAll(LendingFees.undone(context, facts, loan, renewal));
      return changed(item, undone, checks, effects.toArray(Effect[]::new));
    }
    var effects = new ArrayList<Effect>();
    effects.add(new LoanEffect.LoanUndone(loan, now));
    effects.addAll(withHold(item, loan, effects));
    effects.addAll(LendingFees.undone(context, facts, loan));
    return new Decision(
        new LoanOutcome.Changed(now, loan.id(), shown(item), null), effects, checks);
  }

  /** Reopens the hold that an undone loan fulfilled, and returns the effects that move the item. */
  private List<Effect> withHold(ItemFacts item, LoanFacts loan, List<Effect> effects) {
    var fulfilled = loan.fulfilled();
    var hold =
        Optional.ofNullable(fulfilled)
            .map(LoanFacts.Fulfilled::holdId)
            .flatMap(facts::hold)
            .orElse(null);
    if (fulfilled == null || hold == null) {
      return Moves.to(item, ItemStatus.AVAILABLE, loan.branch(), now);
    }
    if (!fulfilled.wasSetAside()) {
      effects.add(new HoldEffect.HoldChanged(hold.waitingAgain(), now));
      return Moves.to(item, ItemStatus.AVAILABLE, loan.branch(), now);
    }
    if (hold.pickup().equals(origin.branch())) {
      var back = new HoldShelf(context, facts).shelve(hold, item, effects);
      return Moves.to(item, ItemStatus.ON_HOLD_SHELF, back.pickup(), back.id(), null, now);
    }
    effects.add(new HoldEffect.HoldChanged(hold.bound(HoldState.IN_TRANSIT, item.id()), now));
    return Moves.send(item, origin.branch(), hold.pickup(), hold.id(), null, now);
  }

  public Decision undo(LoanCommand.UndoCheckin command) {
    return onItem(
        command.item(),
        item -> {
          var last = facts.lastReturn(item.id()).filter(r -> isOf(command.patron(), r));
          if (last.isEmpty() || facts.loanOf(item.id()).isPresent()) {
            return refused(
                item,
                List.of(
                    new Check(
                        RefusalReason.NO_RETURN,
                        new DecisionReason(
                            "undo-checkin", "item.last-return", "item", item.barcode()),
                        "no return to undo",
                        true)));
          }
          var returned = last.get();
          var checks = List.of(inTime("undo-checkin", returned.at(), returned.branch()));
          if (!Check.broken(checks).isEmpty()) {
            return refused(item, checks);
          }
          var loan = returned.loan();
          var effects = new ArrayList<Effect>();
          effects.add(new LoanEffect.LoanReopened(loan, now, returned.branch()));
          effects.addAll(Moves.to(item, ItemStatus.ON_LOAN, loan.branch(), now));
          Optional.ofNullable(returned.floatedFrom())
              .map(home -> new ItemEffect.ItemFloatUndone(item.id(), home, loan.id(), now))
              .ifPresent(effects::add);
          Optional.ofNullable(item.holdId())
              .flatMap(facts::hold)
              .ifPresent(hold -> effects.add(new HoldEffect.HoldChanged(hold.waitingAgain(), now)));
          effects.addAll(new LoanFees(context, facts).undoReturn(loan, returned.at()));
          return new Decision(
              new LoanOutcome.Changed(now, loan.id(), shown(item), loan.due()), effects, checks);
        });
  }

  private boolean isOf(@Nullable String patron, Facts.Return last) {
    return patron == null
        || facts.owner(patron).filter(p -> p.id().equals(last.loan().patronId())).isPresent();
  }

  /** The rule that only what was done recently, and at this branch, can be undone. */
  private Check inTime(String rule, Instant made, String branch) {
    var minutes = context.setting(Setting.LOAN_UNDO_MINUTES);
    var isHere = branch.equals(origin.branch());
    var since = Duration.between(made, now);
    return new Check(
        RefusalReason.UNDO_TOO_LATE,
        DecisionContext.why(rule, minutes),
        isHere ? since.toMinutes() + " minutes ago" : "at " + branch,
        !isHere || since.compareTo(Duration.ofMinutes(minutes.value())) > 0);
  }

  public Decision recall(LoanCommand.Recall command) {
    return onLoan(
        command.item(),
        (item, loan) -> {
          var stopped =
              context.policy().isStopped(Stopped.RECALLS, origin.branch(), context.today());
          var checks =
              List.of(
                  new Check(
                      RefusalReason.RECALLS_STOPPED,
                      new DecisionReason(
                          "recalls-run", "stop", "branch " + origin.branch(), "recalls"),
                      stopped ? "stopped" : "not stopped",
                      stopped));
          if (stopped) {
            return refused(item, checks);
          }
          var guaranteed = context.setting(Setting.LOAN_RECALL_GUARANTEED_DAYS).value();
          var notice = context.setting(Setting.LOAN_RECALL_DAYS);
          var earliest = context.policy().day(loan.at()).plusDays(guaranteed);
          var soonest = context.today().plusDays(notice.value());
          var day = earliest.isAfter(soonest) ? earliest : soonest;
          var there = context.at(loan.branch());
          var usual = there.due(day, DecisionContext.why("recall-notice", notice));
          var terms = new LenderTerms(there);
          // Without a lender's date, or too late for it, the patron gets the usual notice.
          var asked = terms.isNotWantedBack(item).isBroken() ? usual : terms.bounded(item, usual);
          var due =
              DueDate.sooner(asked, new DueDate(loan.due(), loan.unstoppedDue(), asked.why()));
          if (loan.recalledAt() != null && !due.at().isBefore(loan.due())) {
            // The patron has been told of the recall; only what the stops hide may be sooner.
            var moved = loan.due(due.at(), due.unstopped());
            return moved.equals(loan)
                ? changed(item, loan, checks)
                : changed(item, moved, checks, new LoanEffect.LoanDueMoved(moved, now));
          }
          var recalled = loan.recalled(due.at(), due.unstopped(), now);
          return changed(item, recalled, checks, new LoanEffect.LoanRecalled(recalled, now));
        });
  }

  public Decision cancelRecall(LoanCommand.CancelRecall command) {
    return onLoan(
        command.item(),
        (item, loan) -> {
          if (loan.recalledAt() == null) {
            return changed(item, loan, List.of());
          }
          var before = loan.beforeRecall();
          var again =
              before != null && before.due().isAfter(loan.due())
                  ? loan.recallCancelled(before.due(), before.unstopped())
                  : loan.recallCancelled(loan.due(), loan.unstoppedDue());
          return changed(item, again, List.of(), new LoanEffect.LoanRecallCancelled(again, now));
        });
  }

  public Decision claimReturned(LoanCommand.ClaimReturned command) {
    return onOwnLoan(
        command.patron(),
        command.item(),
        (item, loan) -> {
          var claimed = loan.claimedReturned(now);
          return changed(
              item,
              claimed,
              List.of(),
              new LoanEffect.LoanClaimedReturned(claimed, now),
              ItemEffect.ItemMoved.to(item.id(), ItemStatus.CLAIMED_RETURNED, item.at(), now));
        });
  }

  public Decision declareLost(LoanCommand.DeclareLost command) {
    return onItem(
        command.item(),
        item -> {
          var effects = new ArrayList<Effect>();
          var loan = facts.loanOf(item.id()).map(l -> l.lost(now));
          loan.ifPresent(l -> effects.add(new LoanEffect.LoanLost(l, now)));
          Optional.ofNullable(item.holdId())
              .flatMap(facts::hold)
              .ifPresent(hold -> effects.add(new HoldEffect.HoldChanged(hold.waitingAgain(), now)));
          effects.addAll(Moves.to(item, ItemStatus.LOST, item.at(), now));
          var charges = new LoanFees(context, facts).lost(item);
          effects.addAll(charges.effects());
          return new Decision(
              new LoanOutcome.Changed(
                  now,
                  loan.map(LoanFacts::id).orElse(null),
                  shown(item),
                  loan.map(LoanFacts::due).orElse(null)),
              effects,
              charges.checks());
        });
  }

  public Decision changeDueDate(LoanCommand.ChangeDueDate command) {
    return onOwnLoan(
        command.patron(),
        command.item(),
        (item, loan) -> {
          var begun = context.policy().day(loan.at());
          var checks =
              List.of(
                  new Check(
                      RefusalReason.DUE_BEFORE_LOAN,
                      new DecisionReason("due-after-loan", "loan.begun", "loan", begun.toString()),
                      "due " + command.day(),
                      command.day().isBefore(begun)));
          if (!Check.broken(checks).isEmpty()) {
            return refused(item, checks);
          }
          var zone = context.policy().tenant().zone();
          var due = command.day().plusDays(1).atStartOfDay(zone).minusSeconds(1).toInstant();
          var moved = loan.due(due, null);
          return new Decision(
              new LoanOutcome.Changed(
                  now, loan.id(), shown(item), due, closedOn(command.day(), loan.branch())),
              List.of(new LoanEffect.LoanDueMoved(moved, now)),
              checks);
        });
  }

  /** The warning that a branch is closed on a day, or that due dates are stopped then; or null. */
  private @Nullable DecisionReason closedOn(LocalDate day, String branch) {
    var policy = context.policy();
    if (!policy.calendar(branch).isOpenOn(day)) {
      return new DecisionReason(
          "due-on-open-day", "branch.calendar", "branch " + branch, day.toString());
    }
    return policy.isStopped(Stopped.DUE_DATES, branch, day)
        ? new DecisionReason("due-on-open-day", "stop", "branch " + branch, day.toString())
        : null;
  }

  public Decision reschedule(LoanCommand.Reschedule command) {
    return onLoan(
        command.item(),
        (item, loan) -> {
          var unstopped = loan.unstoppedDue() == null ? loan.due() : loan.unstoppedDue();
          var usual = new LenderTerms(context).bounded(item, context.due(unstopped, RESCHEDULED));
          var due = notLateAtOnce(usual, loan, context);
          var moved = loan.due(due.at(), due.unstopped());
          return moved.equals(loan)
              ? changed(item, loan, List.of())
              : changed(item, moved, List.of(), new LoanEffect.LoanDueMoved(moved, now));
        });
  }

  public Decision renewByLender(LoanCommand.RenewByLender command) {
    return onLoan(
        command.item(),
        (item, loan) -> {
          var begun = loan.renewal() == null ? loan.at() : loan.renewal().at();
          var length =
              ChronoUnit.DAYS.between(
                  context.policy().day(begun), context.policy().day(loan.due()));
          var there = context.at(loan.branch());
          var due = new LenderTerms(there).granted(item, (int) Math.max(1, length));
          if (!due.at().isAfter(loan.due())) {
            return changed(item, loan, List.of());
          }
          var renewed =
              loan.renewed(
                  due,
                  new LoanFacts.Renewal(now, origin.branch(), loan.due(), loan.unstoppedDue()));
          return changed(item, renewed, List.of(), new LoanEffect.LoanRenewed(renewed, now));
        });
  }

  /** The due date under the current stops; unchanged if no stop affects it. */
  private DueDate inLine(LoanFacts loan, DecisionContext where) {
    var unstopped = loan.unstoppedDue();
    return unstopped == null
        ? where.explicitDue(loan.due(), RESCHEDULED)
        : notLateAtOnce(where.due(unstopped, RESCHEDULED), loan, where);
  }

  /** No loan becomes overdue at once because a stop ended or was removed: today still counts. */
  private static DueDate notLateAtOnce(DueDate due, LoanFacts loan, DecisionContext where) {
    var today = where.due(where.today(), RESCHEDULED);
    if (!due.at().isBefore(loan.due()) || !due.at().isBefore(today.at())) {
      return due;
    }
    return today.at().isBefore(loan.due()) ? today : where.due(loan.due(), RESCHEDULED);
  }

  interface OnLoan {
    Decision decide(ItemFacts item, LoanFacts loan);
  }

  private Decision onItem(String barcode, Function<ItemFacts, Decision> decision) {
    return facts
        .item(barcode)
        .map(decision)
        .orElseGet(() -> {
          var why = ItemRules.unknown(barcode);
          return Decision.refusal(
              new LoanOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, barcode, null, why),
              RefusalReason.ITEM_UNKNOWN,
              why);
        });
  }

  Decision onLoan(String barcode, OnLoan decision) {
    return onItem(
        barcode,
        item ->
            facts
                .loanOf(item.id())
                .map(loan -> decision.decide(item, loan))
                .orElseGet(() ->
                    refused(
                        item,
                        List.of(
                            new Check(
                                RefusalReason.NOT_ON_LOAN,
                                new DecisionReason("on-loan", "item.loan", "item", barcode),
                                "not on loan",
                                true)))));
  }

  private Decision onOwnLoan(String identifier, String barcode, OnLoan decision) {
    var patron = facts.patron(identifier);
    if (patron.isEmpty()) {
      var nobody = facts.whyNobody(identifier);
      return Decision.refusal(
          new LoanOutcome.Refused(
              now,
              nobody.reason(),
              barcode,
              facts.item(barcode).map(this::shown).orElse(null),
              nobody.why()),
          nobody.reason(),
          nobody.why());
    }
    return onItem(
        barcode,
        item ->
            facts
                .loanOf(item.id())
                .filter(loan -> loan.patronId().equals(patron.get().id()))
                .filter(loan -> facts.seen().branch(loan.branch()))
                .map(loan -> decision.decide(item, loan))
                .orElseGet(() -> refused(item, List.of(Checkouts.notOnLoanTo(item)))));
  }

  Decision changed(ItemFacts item, LoanFacts loan, List<Check> checks, Effect... effects) {
    return new Decision(
        new LoanOutcome.Changed(now, loan.id(), shown(item), loan.due()), List.of(effects), checks);
  }

  Decision refused(ItemFacts item, List<Check> checks) {
    var first = Check.broken(checks).getFirst();
    return Decision.refusal(
        new LoanOutcome.Refused(now, first.reason(), item.barcode(), shown(item), first.why()),
        checks);
  }

  private ItemView shown(ItemFacts item) {
    return ItemView.of(item, context.policy());
  }
}
