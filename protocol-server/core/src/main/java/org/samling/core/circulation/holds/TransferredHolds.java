package org.samling.core.circulation.holds;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldRequest;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.policy.PolicyMatrix.Ruling;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Term;

/** Decides on holds that were placed in another system. */
public final class TransferredHolds {

  private final DecisionContext context;
  private final Facts facts;
  private final Instant now;

  public TransferredHolds(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.now = context.now();
  }

  public Decision record(HoldCommand.RecordHold command) {
    var patron = facts.patron(command.patron());
    if (patron.isEmpty()) {
      return HoldChanges.nobody(facts, now, command.patron());
    }
    var title = facts.titles().record(command.record());
    if (title.isEmpty()) {
      return HoldChanges.refusal(
          now,
          RefusalReason.RECORD_UNKNOWN,
          new DecisionReason(
              "record-known", "record.key", "catalogue", command.record().toString()));
    }
    var barcode = command.item();
    var item = barcode == null ? null : facts.item(barcode).orElse(null);
    if (barcode != null && (item == null || !item.recordId().equals(title.get()))) {
      return HoldChanges.refusal(now, RefusalReason.ITEM_UNKNOWN, ItemRules.unknown(barcode));
    }
    var checks = checks(command, patron.get(), item);
    if (!Check.broken(checks).isEmpty()) {
      return HoldChanges.refused(now, checks);
    }
    return record(command, waiting(command, patron.get(), item), item, checks);
  }

  private List<Check> checks(
      HoldCommand.RecordHold command, PatronFacts patron, @Nullable ItemFacts item) {
    var pickup = command.placing().pickup();
    var checks = new ArrayList<Check>();
    checks.add(
        new Check(
            RefusalReason.BRANCH_UNKNOWN,
            new DecisionReason("branch-known", "branch.code", "tenant", pickup),
            "pickup " + pickup,
            !context.policy().branches().containsKey(pickup) || !facts.seen().branch(pickup)));
    var wanted = wanted(command, item);
    var open =
        facts
            .open(facts.titles().record(command.record()).orElseThrow())
            .filter(h -> h.patronId().equals(patron.id()))
            .filter(h ->
                wanted == null
                    ? h.wish().item() == null && h.wish().enumeration() == null
                    : wanted.id().equals(h.wish().item()))
            .map(h -> h.state().name())
            .findFirst();
    checks.add(
        new Check(
            RefusalReason.ALREADY_HELD,
            new DecisionReason(
                "one-hold-per-title",
                "patron.one-hold-per-title",
                "title " + command.record(),
                open.orElse("NONE")),
            open.orElse("none"),
            open.isPresent()));
    if (item != null && command.stage().hasItem()) {
      var isOnShelf =
          switch (item.status()) {
            case AVAILABLE, TO_BE_RESHELVED, IN_PROCESS, MISSING -> true;
            case ON_LOAN,
                SET_ASIDE,
                ON_HOLD_SHELF,
                IN_TRANSIT,
                ON_ORDER,
                CLAIMED_RETURNED,
                LOST,
                DISCARDED ->
                false;
          };
      checks.add(
          new Check(
              RefusalReason.ITEM_NOT_READY,
              new DecisionReason("item-ready", "item.status", "item", item.status().name()),
              item.status().name(),
              !isOnShelf));
    }
    return checks;
  }

  /** The item requested, if any; an item already set aside is just the one that came. */
  private static @Nullable ItemFacts wanted(
      HoldCommand.RecordHold command, @Nullable ItemFacts item) {
    return command.stage().hasItem() ? null : item;
  }

  private HoldFacts waiting(
      HoldCommand.RecordHold command, PatronFacts patron, @Nullable ItemFacts item) {
    var placing = command.placing();
    var wanted = wanted(command, item);
    var pausedFrom = command.pausedFrom();
    var queueClass =
        context
            .find(Term.HOLD_CLASS, context.of(patron))
            .map(Ruling::value)
            .orElse(HoldRequest.ANY_COPY.queueClass());
    return new HoldFacts(
        Uuids.next(now),
        facts.titles().record(command.record()).orElseThrow(),
        HoldFacts.Holder.of(patron),
        HoldRequest.anyCopy(
                placing.interLibrary() ? HoldType.INTER_LIBRARY : HoldType.NORMAL, queueClass)
            .ofItem(wanted == null ? null : wanted.id()),
        placing.pickup(),
        // To the store's precision, so that its place in the queue is right.
        (placing.at().isAfter(now) ? now : placing.at()).truncatedTo(ChronoUnit.MICROS),
        placing.expires(),
        pausedFrom == null ? null : new HoldFacts.Pause(pausedFrom, command.pausedUntil()),
        HoldFacts.Progress.waiting());
  }

  private Decision record(
      HoldCommand.RecordHold command,
      HoldFacts waiting,
      @Nullable ItemFacts item,
      List<Check> checks) {
    var pickup = waiting.pickup();
    var effects = new ArrayList<Effect>();
    if (item == null || command.stage() == HoldState.WAITING) {
      effects.add(new HoldEffect.HoldPlaced(waiting));
    } else if (command.stage() == HoldState.READY) {
      var number = facts.nextPickupNumber(pickup);
      effects.add(new HoldEffect.PickupNumberGiven(pickup, number));
      effects.add(new HoldEffect.HoldPlaced(waiting.ready(item.id(), shelf(command, number))));
      effects.addAll(Moves.to(item, ItemStatus.ON_HOLD_SHELF, pickup, waiting.id(), null, now));
    } else {
      effects.add(new HoldEffect.HoldPlaced(waiting.bound(HoldState.IN_TRANSIT, item.id())));
      effects.addAll(Moves.send(item, item.at(), pickup, waiting.id(), null, now));
    }
    var position = facts.titles().ahead(waiting) + 1;
    return new Decision(
        new HoldOutcome.Placed(now, waiting.id(), position, pickup, waiting.expires(), false),
        effects,
        checks);
  }

  private HoldFacts.Shelf shelf(HoldCommand.RecordHold command, int number) {
    var policy = context.policy();
    var pickup = command.placing().pickup();
    var said = command.until();
    var day =
        said == null
            ? context
                .today()
                .plusDays(policy.setting(Setting.HOLD_PICKUP_DAYS, pickup, context.today()).value())
            : said;
    var until = policy.endOfDay(pickup, day, Stopped.PICKUP_DEADLINES);
    var unstopped = policy.endOfDayWithoutStops(pickup, day);
    return new HoldFacts.Shelf(number, until, until.equals(unstopped) ? null : unstopped);
  }
}
