package org.samling.core.circulation.offline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.ItemTimeline;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.OfflineEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.holds.HoldChanges;
import org.samling.core.circulation.holds.HoldQueue;
import org.samling.core.circulation.loans.Checkins;
import org.samling.core.circulation.loans.Checkouts;
import org.samling.core.circulation.outcome.OfflineEvent;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.circulation.outcome.OfflineTransaction.Due;
import org.samling.core.circulation.outcome.OfflineTransaction.State;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.patron.Cpr;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/**
 * Decides on transactions that machines made while offline. Each takes its place in its item's
 * {@link ItemTimeline}; the known loans are corrected accordingly, and where the item is now
 * follows from what happened to it last.
 */
public final class OfflineDecisions {

  /** How far ahead a machine's clock may be: a date within that counts as now. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private static final int LONGEST_IDENTIFIER = 200;

  private final DecisionContext context;
  private final Facts facts;
  private final Origin origin;
  private final Checkouts lending;
  private final Instant now;
  private final UUID id;

  public OfflineDecisions(DecisionContext context, Facts facts, Origin origin) {
    this.context = context;
    this.facts = facts;
    this.origin = origin;
    this.lending = new Checkouts(context, facts, origin);
    this.now = context.now();
    this.id = Uuids.next(now);
  }

  public Decision decide(OfflineCommand command) {
    var earlier = facts.offline().findOutcome(command.key());
    if (earlier.isPresent()) {
      return new Decision(earlier.get(), List.of(), List.of());
    }
    if (!context.setting(Setting.OFFLINE_ACCEPTED).value()) {
      return new Decision(new OfflineOutcome.NotTaken(now), List.of(), List.of());
    }
    return record(command);
  }

  private Decision record(OfflineCommand command) {
    var when = command.when();
    var checks = dates(when);
    var item = facts.item(command.item()).orElse(null);
    if (when == null || !Check.broken(checks).isEmpty()) {
      return conflict(command, item, checks);
    }
    var at = when.isAfter(now) ? now : when;
    if (item == null) {
      return ofNoItem(command, at, checks);
    }
    return switch (command) {
      case OfflineCommand.OfflineCheckout c -> {
        var patron = patron(c.patron(), checks);
        yield patron.isEmpty()
            ? conflict(c, item, checks)
            : checkout(c, patron.get(), item, at, checks);
      }
      case OfflineCommand.OfflineCheckin c -> checkin(c, item, at, checks);
      case OfflineCommand.OfflineRenewal c -> {
        var patron = patron(c.patron(), checks);
        yield patron.isEmpty()
            ? conflict(c, item, checks)
            : renewal(c, patron.get(), item, at, checks);
      }
    };
  }

  /**
   * The owner of an identifier. One that does not identify today breaks a rule, but is still used.
   */
  private Optional<PatronFacts> patron(String identifier, List<Check> checks) {
    if (facts.patron(identifier).isEmpty()) {
      checks.add(facts.whyNobody(identifier));
    }
    return facts.owner(identifier);
  }

  /** The rules on the transaction's date; staff handle a transaction that breaks one. */
  private List<Check> dates(@Nullable Instant when) {
    var days = context.setting(Setting.OFFLINE_MAX_AGE_DAYS);
    var found = when == null ? "no date" : "done " + when;
    var checks = new ArrayList<Check>();
    checks.add(
        new Check(
            RefusalReason.DATE_UNREADABLE,
            new DecisionReason("offline-dated", "transaction-date", "message", found),
            found,
            when == null));
    checks.add(
        new Check(
            RefusalReason.DATE_AHEAD,
            new DecisionReason("offline-past", "transaction-date", "message", found),
            found,
            when != null && when.isAfter(now.plus(AHEAD))));
    checks.add(
        new Check(
            RefusalReason.TOO_LONG_AGO,
            DecisionContext.why("offline-max-age", days),
            found,
            when != null && when.isBefore(now.minus(Duration.ofDays(days.value())))));
    return checks;
  }

  /** Decides on an item that is unknown, or that another tenant owns. */
  private Decision ofNoItem(OfflineCommand command, Instant at, List<Check> checks) {
    var other = facts.othersItem(command.item());
    if (command instanceof OfflineCommand.OfflineCheckin c && other.isPresent()) {
      var outcome = OfflineOutcome.Recorded.ofOthers(now, c.item());
      var handedIn =
          new ItemEffect.OthersItemHandedIn(
              c.item(), other.get().owner(), origin.branch(), handedIn(c, at));
      return new Decision(
          outcome,
          List.of(handedIn, recorded(c, null, State.DONE, List.of(), null, outcome)),
          checks);
    }
    checks.add(
        new Check(
            RefusalReason.ITEM_UNKNOWN, ItemRules.unknown(command.item()), "not found", true));
    return conflict(command, null, checks);
  }

  /** Records a transaction that can't be applied, with the reason, for staff to see. */
  private Decision conflict(OfflineCommand command, @Nullable ItemFacts item, List<Check> checks) {
    var first = Check.broken(checks).getFirst();
    var outcome =
        OfflineOutcome.Recorded.conflict(
            now, command.item(), shown(item), first.reason(), first.why());
    return new Decision(
        outcome,
        List.of(recorded(command, item, State.CONFLICT, List.of(), null, outcome)),
        checks);
  }

  private Decision checkout(
      OfflineCommand.OfflineCheckout command,
      PatronFacts patron,
      ItemFacts item,
      Instant at,
      List<Check> checks) {
    // Whether another patron had it then follows from all the events reported for it so far.
    checks.addAll(lending.checks(patron, item, Optional.empty()));
    var rules = Check.broken(checks).stream().map(Check::why).toList();
    var usual = lending.due(patron, item, Term.LOAN_DAYS, at);
    var due = command.due() == null ? usual : context.explicitDue(command.due(), usual.why());
    var own = lending.own(patron, item).filter(hold -> !hold.placedAt().isAfter(at));
    var made =
        LoanFacts.begun(
                Uuids.next(now), item, patron.id(), patron.identifier(), origin.branch(), at, due)
            .fulfilling(own);
    var before = facts.offline().timeline(item.id());
    var lent = ItemTimeline.Lent.ofReported(made);
    var after = before.with(lent);
    var isOut = after.ending(lent).isEmpty();
    var changes = new TimelineChanges(context, facts, item, before, after);
    var effects = changes.lent(made, rules);
    if (isOut) {
      effects.addAll(Moves.to(item, ItemStatus.ON_LOAN, origin.branch(), moved(item, at)));
      new HoldQueue(context, facts)
          .setAside(item)
          .filter(h -> own.filter(fulfilled -> fulfilled.id().equals(h.id())).isEmpty())
          .ifPresent(h -> effects.add(new HoldEffect.HoldChanged(h.waitingAgain(), now)));
    }
    own.ifPresent(hold -> effects.addAll(fulfilled(hold, item, isOut)));
    var outcome =
        new OfflineOutcome.Recorded(
            now,
            item.barcode(),
            shown(item),
            made.id(),
            changes.loan(made.id()).orElse(made).due());
    effects.add(recorded(command, item, State.DONE, rules, null, outcome));
    return new Decision(outcome, effects, checks);
  }

  /** Fulfils the hold by the loan; an item set aside for it since is released. */
  private List<Effect> fulfilled(HoldFacts hold, ItemFacts item, boolean isOut) {
    var effects = new ArrayList<Effect>();
    if (!isOut) {
      effects.addAll(HoldChanges.releaseItem(hold, now));
    }
    effects.add(new HoldEffect.HoldChanged(hold.bound(HoldState.FULFILLED, item.id()), now));
    effects.addAll(HoldChanges.endGroup(facts, hold, now));
    return effects;
  }

  private Decision checkin(
      OfflineCommand.OfflineCheckin command, ItemFacts item, Instant at, List<Check> checks) {
    var event = event(command, item, null, at, handedIn(command, at), null);
    var before = facts.offline().timeline(item.id());
    var after = before.withReported(event);
    var changes = new TimelineChanges(context, facts, item, before, after);
    var effects = changes.effectsOf(event);
    var assigned = changes.assigned(event);
    var open = facts.loanOf(item.id());
    var endsLoan = open.filter(loan -> loan.id().equals(assigned.loanId())).isPresent();
    var isHere =
        open.isEmpty()
            && after.isLast(at)
            && facts.lastMove(item.id()).filter(at::isBefore).isEmpty();
    if (endsLoan || isHere) {
      new Checkins(context, facts, origin, moved(item, at))
          .route(item, null, command.handling(), effects);
    }
    checks.add(
        new Check(
            RefusalReason.NOT_ON_LOAN,
            new DecisionReason("on-loan", "item.loan", "item", item.barcode()),
            assigned.loanId() == null ? "no loan that it ends" : "on loan",
            assigned.loanId() == null));
    return done(command, item, changes, assigned, effects, List.of(), checks);
  }

  private Decision renewal(
      OfflineCommand.OfflineRenewal command,
      PatronFacts patron,
      ItemFacts item,
      Instant at,
      List<Check> checks) {
    var usual = lending.renewedDue(patron, item, at);
    var due = command.due() == null ? usual : context.explicitDue(command.due(), usual.why());
    var event = event(command, item, patron.id(), at, null, new Due(due.at(), due.unstopped()));
    var before = facts.offline().timeline(item.id());
    var after = before.withReported(event);
    var changes = new TimelineChanges(context, facts, item, before, after);
    var effects = changes.effectsOf(event);
    var assigned = changes.assigned(event);
    after
        .loanExtendedBy(event)
        .map(ItemTimeline.Lent::loan)
        .ifPresent(loan -> checks.addAll(lending.renewalChecks(patron, item, loan)));
    var rules = Check.broken(checks).stream().map(Check::why).toList();
    if (assigned.loanId() == null) {
      checks.add(Checkouts.notOnLoanTo(item));
    }
    return done(command, item, changes, assigned, effects, rules, checks);
  }

  /** Records a return or renewal: with its loan, or as waiting for one. */
  private Decision done(
      OfflineCommand command,
      ItemFacts item,
      TimelineChanges changes,
      OfflineEvent event,
      List<Effect> effects,
      List<DecisionReason> rules,
      List<Check> checks) {
    var loan = event.loanId();
    var waits = loan == null ? checks.getLast() : null;
    var outcome =
        new OfflineOutcome.Recorded(
            now,
            item.barcode(),
            shown(item),
            loan,
            changes.loan(loan).map(LoanFacts::due).orElse(null),
            waits == null ? null : waits.reason(),
            waits == null ? null : waits.why());
    effects.add(
        recorded(command, item, waits == null ? State.DONE : State.WAITING, rules, event, outcome));
    return new Decision(outcome, effects, checks);
  }

  private OfflineEvent event(
      OfflineCommand command,
      ItemFacts item,
      @Nullable UUID patron,
      Instant at,
      @Nullable Instant returned,
      @Nullable Due due) {
    return new OfflineEvent(
        id, item.id(), command.message(), patron, origin.branch(), at, returned, due);
  }

  private Effect recorded(
      OfflineCommand command,
      @Nullable ItemFacts item,
      State state,
      List<DecisionReason> rules,
      @Nullable OfflineEvent event,
      OfflineOutcome.Recorded outcome) {
    var named = command.patron();
    var patron = named == null ? null : facts.owner(named).map(PatronFacts::id).orElse(null);
    var when = command.when();
    return new OfflineEffect.OfflineRecorded(
        new OfflineTransaction(
            id,
            command.key(),
            new OfflineTransaction.Reported(
                command.message(),
                origin.actor(),
                origin.branch(),
                patron,
                named == null || patron != null ? null : storable(named),
                cut(command.item()),
                state != State.CONFLICT && when != null && when.isAfter(now) ? now : when,
                event == null ? null : event.returned(),
                event == null ? null : event.due()),
            item == null ? null : item.id(),
            now,
            new OfflineTransaction.Result(
                state,
                state == State.CONFLICT ? outcome.reason() : null,
                rules,
                outcome.loanId(),
                event == null ? null : event.dueBefore()),
            outcome));
  }

  /** The identifier of an unknown patron, kept for staff to look at; a CPR number is not kept. */
  private static String storable(String identifier) {
    return Cpr.parse(identifier).map(Cpr::toString).orElse(cut(identifier));
  }

  private static String cut(String text) {
    return text.length() > LONGEST_IDENTIFIER ? text.substring(0, LONGEST_IDENTIFIER) : text;
  }

  private static Instant handedIn(OfflineCommand.OfflineCheckin command, Instant at) {
    var returned = command.returned();
    return returned == null || returned.isAfter(at) ? at : returned;
  }

  /** When an item came to where it is: not before its last known move. */
  private Instant moved(ItemFacts item, Instant at) {
    return facts.lastMove(item.id()).filter(at::isBefore).orElse(at);
  }

  private @Nullable ItemView shown(@Nullable ItemFacts item) {
    return item == null ? null : ItemView.of(item, context.policy());
  }
}
