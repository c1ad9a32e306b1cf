package org.samling.core.circulation.holds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.fees.LendingFees;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Suspension.Stopped;

/** Decides on what happens to holds after they are placed. */
public final class HoldChanges {

  private final DecisionContext context;
  private final Facts facts;
  private final HoldTargets targets;
  private final Instant now;

  public HoldChanges(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.targets = new HoldTargets(context, facts);
    this.now = context.now();
  }

  public Decision change(HoldCommand.ChangeHold command) {
    return onOwnHold(
        command.patron(),
        command.hold(),
        hold -> changed(hold, command.pickup(), command.expires()));
  }

  public Decision pause(HoldCommand.PauseHold command) {
    return onOwnHold(
        command.patron(),
        command.hold(),
        hold -> change(hold, hold.pickup(), hold.expires(), command.pause()));
  }

  public Decision change(HoldCommand.ChangeHoldOnTitle command) {
    return onHoldOnTitle(
        command.patron(),
        command.record(),
        command.item(),
        hold -> changed(hold, command.pickup(), command.expires()));
  }

  /** Changes a hold; null leaves a value as it is. */
  private Decision changed(HoldFacts hold, @Nullable String pickup, @Nullable Instant expires) {
    return change(
        hold,
        pickup == null ? hold.pickup() : pickup,
        expires == null ? hold.expires() : expires,
        hold.pause());
  }

  private Decision change(
      HoldFacts hold, String pickup, @Nullable Instant expires, HoldFacts.@Nullable Pause pause) {
    var checks =
        List.of(
            new Check(
                RefusalReason.BRANCH_UNKNOWN,
                new DecisionReason("branch-known", "branch.code", "tenant", pickup),
                "pickup " + pickup,
                !context.policy().branches().containsKey(pickup) || !facts.seen().branch(pickup)),
            notPassed(Objects.equals(expires, hold.expires()) ? null : expires, now));
    if (!Check.broken(checks).isEmpty()) {
      return refused(now, checks);
    }
    var changed = hold.changed(pickup, expires, pause);
    // What is on its way arrives first, alone or in its crate: its check-in there sends it on.
    if (hold.state().hasItem()
        && hold.state() != HoldState.IN_TRANSIT
        && !pickup.equals(hold.pickup())) {
      return sentOn(hold, changed, checks);
    }
    // No copy is fetched for a paused hold, and another copy may be nearer to a new pickup
    // branch.
    var target =
        hold.state() == HoldState.WAITING
            ? targets.find(changed, null).map(ItemFacts::id).orElse(null)
            : hold.target();
    return changed(changed.targeted(target), checks);
  }

  /** The rule that the last day on which a hold is wanted has not passed; null for no such day. */
  static Check notPassed(@Nullable Instant expires, Instant now) {
    return new Check(
        RefusalReason.EXPIRY_PASSED,
        new DecisionReason(
            "expiry-not-passed",
            "hold.expires",
            "hold",
            expires == null ? "never" : expires.toString()),
        expires == null ? "none" : "until " + expires,
        expires != null && expires.isBefore(now));
  }

  /** Sends the item on from the branch where the patron was to pick it up. */
  private Decision sentOn(HoldFacts before, HoldFacts changed, List<Check> checks) {
    var item = setAside(before).orElseThrow();
    var travelling = changed.bound(HoldState.IN_TRANSIT, item.id());
    var effects = new ArrayList<Effect>();
    effects.add(new HoldEffect.HoldChanged(travelling, now));
    effects.addAll(Moves.send(item, before.pickup(), changed.pickup(), changed.id(), null, now));
    return new Decision(outcome(travelling, item.barcode()), effects, checks);
  }

  private Optional<ItemFacts> setAside(HoldFacts hold) {
    return Optional.ofNullable(hold.itemId()).flatMap(facts::item);
  }

  public Decision cancel(HoldCommand.CancelHold command) {
    return onHoldOnTitle(
        command.patron(), command.record(), command.item(), hold -> end(hold, HoldState.CANCELLED));
  }

  /** Decides on a patron's hold on a title: the one for the given item, or else the oldest. */
  private Decision onHoldOnTitle(
      String identifier,
      RecordKey record,
      @Nullable String barcode,
      Function<HoldFacts, Decision> decision) {
    var patron = facts.patron(identifier);
    if (patron.isEmpty()) {
      return nobody(facts, now, identifier);
    }
    var item = barcode == null ? null : facts.item(barcode).map(ItemFacts::id).orElse(null);
    return onTitle(facts, patron.get(), record)
        .min(
            Comparator.comparing((HoldFacts h) -> !isNamed(h, item)).thenComparing(HoldFacts.QUEUE))
        .map(decision)
        .orElseGet(() -> notHeld("title " + record));
  }

  /** The open holds of a patron on a title. */
  public static Stream<HoldFacts> onTitle(Facts facts, PatronFacts patron, RecordKey record) {
    return facts.titles().record(record).stream()
        .flatMap(facts::open)
        .filter(h -> h.patronId().equals(patron.id()) && facts.seen().branch(h.pickup()));
  }

  private static boolean isNamed(HoldFacts hold, @Nullable UUID item) {
    return item != null && (item.equals(hold.wish().item()) || item.equals(hold.itemId()));
  }

  public Decision cancel(HoldCommand.CancelHoldById command) {
    return onOwnHold(command.patron(), command.hold(), hold -> end(hold, HoldState.CANCELLED));
  }

  public Decision expire(HoldCommand.ExpireHold command) {
    // A hold ends on its day even if the patron's card has expired by then.
    return onHoldOf(
        facts.owner(command.patron()),
        command.patron(),
        command.hold(),
        hold -> {
          var shelf = hold.shelf();
          var until = shelf == null ? hold.expires() : shelf.until();
          var isOver =
              until != null
                  && until.isBefore(now)
                  && (shelf != null || hold.state() == HoldState.WAITING);
          if (!isOver) {
            return refusal(
                now,
                RefusalReason.HOLD_NOT_OVER,
                new DecisionReason(
                    "hold-over",
                    shelf == null ? "hold.expires" : "hold.pickup-until",
                    "hold",
                    until == null ? "never" : until.toString()));
          }
          return end(hold, shelf == null ? HoldState.EXPIRED : HoldState.NOT_FETCHED);
        });
  }

  private Decision end(HoldFacts hold, HoldState state) {
    var effects = new ArrayList<Effect>(endEffects(hold, state, now));
    if (state == HoldState.NOT_FETCHED) {
      effects.addAll(endGroup(facts, hold, now));
    }
    return new Decision(
        new HoldOutcome.Cancelled(now, hold.id(), hold.itemId() != null), effects, List.of());
  }

  /** Ends a hold and releases the item set aside for it. */
  public static List<Effect> endEffects(HoldFacts hold, HoldState state, Instant now) {
    var effects = new ArrayList<Effect>();
    effects.add(new HoldEffect.HoldChanged(hold.ended(state), now));
    effects.addAll(releaseItem(hold, now));
    return effects;
  }

  /** Releases the item set aside for a hold that ends; an item in transit arrives first. */
  public static List<Effect> releaseItem(HoldFacts hold, Instant now) {
    var item = hold.itemId();
    if (item == null) {
      return List.of();
    }
    return List.of(
        hold.state() == HoldState.IN_TRANSIT
            ? ItemEffect.ItemMoved.to(item, ItemStatus.IN_TRANSIT, null, now)
            : ItemEffect.ItemMoved.to(item, ItemStatus.TO_BE_RESHELVED, hold.pickup(), now));
  }

  /** Cancels the other holds of a parallel group, where one filled hold is enough. */
  public static List<Effect> endGroup(Facts facts, HoldFacts hold, Instant now) {
    return hold.wish().type() == HoldType.PARALLEL
        ? facts.group(hold).flatMap(h -> endEffects(h, HoldState.CANCELLED, now).stream()).toList()
        : List.of();
  }

  public Decision shelve(HoldCommand.ShelveHold command) {
    return onItem(
        command.item(),
        item -> {
          var hold = new HoldQueue(context, facts).setAside(item).orElse(null);
          var checks =
              List.of(
                  new Check(
                      RefusalReason.NOT_SET_ASIDE,
                      new DecisionReason(
                          "set-aside-here",
                          "hold.pickup",
                          "item " + item.barcode(),
                          hold == null ? "none" : hold.pickup()),
                      hold == null ? "not set aside" : hold.state().name(),
                      hold == null || !hold.pickup().equals(context.place())));
          if (hold == null || !Check.broken(checks).isEmpty()) {
            return refused(now, checks);
          }
          if (hold.state() == HoldState.READY) {
            return changed(hold, checks);
          }
          var effects = new ArrayList<Effect>();
          var ready = new HoldShelf(context, facts).shelve(hold, item, effects);
          effects.addAll(
              Moves.to(item, ItemStatus.ON_HOLD_SHELF, ready.pickup(), ready.id(), null, now));
          return new Decision(outcome(ready, item.barcode()), effects, checks);
        });
  }

  public Decision target(HoldCommand.TargetHold command) {
    return onHold(
        command.hold(),
        hold ->
            hold.state() == HoldState.WAITING
                ? changed(
                    hold.targeted(targets.find(hold, null).map(ItemFacts::id).orElse(null)),
                    List.of())
                : changed(hold, List.of()));
  }

  public Decision reportNotFound(HoldCommand.ReportNotFound command) {
    return onItem(
        command.item(),
        item -> {
          var hold =
              facts.open(item.recordId()).filter(h -> item.id().equals(h.target())).findFirst();
          if (hold.isEmpty()) {
            return refusal(
                now,
                RefusalReason.NOT_LOOKED_FOR,
                new DecisionReason(
                    "on-pull-list", "hold.target", "item " + item.barcode(), "none"));
          }
          var limit =
              context
                  .policy()
                  .setting(Setting.ITEM_MISSING_AFTER, item.at(), item.location(), context.today());
          var times = item.notFound() + 1;
          var effects = new ArrayList<Effect>();
          effects.add(
              new ItemEffect.ItemNotFound(
                  item.id(),
                  times,
                  times >= limit.value() ? ItemStatus.MISSING : item.status(),
                  now));
          var next = targets.find(hold.get(), item.id());
          effects.add(
              new HoldEffect.HoldChanged(
                  hold.get().targeted(next.map(ItemFacts::id).orElse(null)), now));
          return new Decision(
              outcome(hold.get(), next.map(ItemFacts::barcode).orElse(null)),
              effects,
              List.of(
                  new Check(
                      RefusalReason.NOT_LOOKED_FOR,
                      DecisionContext.why("missing-after", limit),
                      times + " times not found",
                      false)));
        });
  }

  public Decision reschedule(HoldCommand.ReschedulePickup command) {
    return onHold(
        command.hold(),
        hold -> {
          var shelf = hold.shelf();
          var item = hold.itemId();
          if (shelf == null || item == null) {
            return changed(hold, List.of());
          }
          var unstopped = shelf.unstopped() == null ? shelf.until() : shelf.unstopped();
          var until =
              context
                  .policy()
                  .endOfDay(
                      hold.pickup(), context.policy().day(unstopped), Stopped.PICKUP_DEADLINES);
          return changed(
              hold.ready(
                  item,
                  new HoldFacts.Shelf(
                      shelf.number(), until, until.equals(unstopped) ? null : unstopped)),
              List.of());
        });
  }

  private Decision onItem(String barcode, Function<ItemFacts, Decision> decision) {
    return facts
        .item(barcode)
        .map(decision)
        .orElseGet(() -> refusal(now, RefusalReason.ITEM_UNKNOWN, ItemRules.unknown(barcode)));
  }

  private Decision onHold(UUID id, Function<HoldFacts, Decision> decision) {
    return facts
        .hold(id)
        .filter(hold -> hold.state().isOpen())
        .map(decision)
        .orElseGet(() -> notHeld("hold " + id));
  }

  private Decision onOwnHold(String identifier, UUID id, Function<HoldFacts, Decision> decision) {
    return onHoldOf(facts.patron(identifier), identifier, id, decision);
  }

  private Decision onHoldOf(
      Optional<PatronFacts> patron,
      String identifier,
      UUID id,
      Function<HoldFacts, Decision> decision) {
    if (patron.isEmpty()) {
      return nobody(facts, now, identifier);
    }
    return onHold(
        id,
        hold ->
            hold.patronId().equals(patron.get().id()) && facts.seen().branch(hold.pickup())
                ? decision.apply(hold)
                : notHeld("hold " + id));
  }

  private Decision notHeld(String what) {
    return refusal(
        now,
        RefusalReason.NOT_HELD,
        new DecisionReason("hold-of-patron", "hold.patron", what, "none"));
  }

  /** Decides on a changed hold; there is no effect if it is the same as before. */
  private Decision changed(HoldFacts hold, List<Check> checks) {
    var isSame = facts.hold(hold.id()).filter(hold::equals).isPresent();
    return new Decision(
        outcome(hold, barcode(hold).orElse(null)),
        isSame ? List.of() : List.of(new HoldEffect.HoldChanged(hold, now)),
        checks);
  }

  private HoldOutcome.Changed outcome(HoldFacts hold, @Nullable String item) {
    return new HoldOutcome.Changed(
        now, hold.id(), hold.state(), item, hold.shelf(), hold.pickup(), hold.expires());
  }

  private Optional<String> barcode(HoldFacts hold) {
    return Optional.ofNullable(hold.itemId() == null ? hold.target() : hold.itemId())
        .flatMap(facts::item)
        .map(ItemFacts::barcode);
  }

  /** Refuses by the first rule that is broken. */
  static Decision refused(Instant now, List<Check> checks) {
    return refused(now, checks, List.of());
  }

  /** Refuses by the first rule that is broken, which may be that a fee is agreed to. */
  static Decision refused(Instant now, List<Check> checks, List<LendingFees.Cost> costs) {
    var first = Check.broken(checks).getFirst();
    return Decision.refusal(
        new HoldOutcome.Refused(
            now, first.reason(), first.why(), LendingFees.Cost.missing(costs, first)),
        checks);
  }

  /** Refuses because the identifier finds no patron. */
  static Decision nobody(Facts facts, Instant now, String identifier) {
    var nobody = facts.whyNobody(identifier);
    return Decision.refusal(
        new HoldOutcome.Refused(now, nobody.reason(), nobody.why()), List.of(nobody));
  }

  /** Refuses by a single rule that leaves no others to check. */
  static Decision refusal(Instant now, RefusalReason reason, DecisionReason why) {
    return Decision.refusal(new HoldOutcome.Refused(now, reason, why), reason, why);
  }
}
