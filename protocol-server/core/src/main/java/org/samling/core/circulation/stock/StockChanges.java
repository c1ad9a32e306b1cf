package org.samling.core.circulation.stock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Moves;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.facts.StockFacts;
import org.samling.core.circulation.holds.HoldTargets;
import org.samling.core.circulation.loans.Checkins;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.organisation.ReturnHandling;
import org.samling.core.policy.Setting;

/** Decides on items that come into the collection, are moved within it, and leave it. */
public final class StockChanges {

  private final DecisionContext context;
  private final Facts facts;
  private final Origin origin;
  private final Instant now;

  public StockChanges(DecisionContext context, Facts facts, Origin origin) {
    this.context = context;
    this.facts = facts;
    this.origin = origin;
    this.now = context.now();
  }

  public Decision receive(ItemCommand.ReceiveItem command) {
    var barcode = command.barcode() == null ? command.item() : command.barcode();
    var renamed = facts.item(barcode);
    var isDone =
        facts.item(command.item()).isEmpty()
            && renamed.filter(i -> command.item().equals(i.stock().orderedAs())).isPresent();
    return onItem(
        isDone ? barcode : command.item(),
        item -> {
          var isRenaming = !barcode.equals(item.barcode());
          var checks =
              List.of(
                  notOnOrder(item, isRenaming ? isAwaited(item) : !item.status().isGone()),
                  new Check(
                      RefusalReason.BARCODE_TAKEN,
                      new DecisionReason("barcode-free", "item.barcode", "item", barcode),
                      renamed.map(i -> "another item of " + i.record()).orElse("free"),
                      isRenaming && facts.isItem(barcode)));
          if (!Check.broken(checks).isEmpty()) {
            return refused(item, checks);
          }
          var effects = new ArrayList<Effect>();
          if (isRenaming) {
            effects.add(
                new ItemEffect.ItemRevised(
                    item.id(),
                    barcode,
                    item.home(),
                    item.location(),
                    item.stock().ordered(item.barcode()),
                    now));
          }
          if (item.status() == ItemStatus.ON_ORDER) {
            effects.addAll(Moves.to(item, ItemStatus.IN_PROCESS, origin.branch(), now));
          }
          return changed(item, null, effects, checks);
        });
  }

  public Decision ready(ItemCommand.ReadyItem command) {
    return onItem(
        command.item(),
        item -> {
          var checks = List.of(notBorrowed(item), notOnOrder(item, !item.status().isGone()));
          if (!Check.broken(checks).isEmpty()) {
            return refused(item, checks);
          }
          var effects = new ArrayList<Effect>();
          var destination =
              isAwaited(item)
                  ? new Checkins(context, facts, origin)
                      .route(item, null, ReturnHandling.USUAL, effects)
                  : null;
          return changed(item, destination, effects, checks);
        });
  }

  public Decision withdraw(ItemCommand.WithdrawItem command) {
    return onItem(
        command.item(),
        item -> {
          if (item.status() == ItemStatus.DISCARDED) {
            return changed(item, null, List.of(), List.of());
          }
          var checks = List.of(notBorrowed(item), notInUse(item, isInUse(item)), notWanted(item));
          if (!Check.broken(checks).isEmpty()) {
            return refused(item, checks);
          }
          var withdrawal = new StockFacts.Withdrawal(now, command.reason(), item.status());
          var effects = new ArrayList<Effect>();
          effects.add(ItemEffect.ItemRevised.of(item, item.stock().withdrawn(withdrawal), now));
          effects.addAll(leaves(item, ItemStatus.DISCARDED));
          return changed(item, null, effects, checks);
        });
  }

  public Decision restore(ItemCommand.RestoreItem command) {
    return onItem(
        command.item(),
        item -> {
          if (item.status() != ItemStatus.DISCARDED) {
            return changed(item, null, List.of(), List.of());
          }
          var withdrawal = item.stock().withdrawal();
          var checks = new ArrayList<Check>();
          checks.add(
              new Check(
                  RefusalReason.NOT_WITHDRAWN,
                  new DecisionReason("item-withdrawn", "item.withdrawn", "item", item.barcode()),
                  withdrawal == null ? "never withdrawn" : "withdrawn at " + withdrawal.at(),
                  withdrawal == null));
          if (withdrawal == null) {
            return refused(item, checks);
          }
          var days =
              context
                  .policy()
                  .setting(Setting.STOCK_UNDO_DAYS, item.home(), item.location(), context.today());
          var last = context.policy().day(withdrawal.at()).plusDays(days.value());
          checks.add(
              new Check(
                  RefusalReason.UNDO_TOO_LATE,
                  DecisionContext.why("withdrawal-undone", days),
                  "until " + last,
                  context.today().isAfter(last)));
          if (!Check.broken(checks).isEmpty()) {
            return refused(item, checks);
          }
          var effects = new ArrayList<Effect>();
          effects.add(ItemEffect.ItemRevised.of(item, item.stock().withdrawn(null), now));
          effects.addAll(Moves.to(item, withdrawal.from(), item.at(), now));
          return changed(item, null, effects, checks);
        });
  }

  public Decision markMissing(ItemCommand.MarkMissing command) {
    return onItem(
        command.item(),
        item -> {
          if (item.status() == ItemStatus.MISSING) {
            return changed(item, null, List.of(), List.of());
          }
          var moved = facts.lastMove(item.id()).filter(command.since()::isBefore);
          var checks =
              List.of(
                  new Check(
                      RefusalReason.MOVED_SINCE,
                      new DecisionReason(
                          "looked-for-since", "item.moved-at", "item", item.barcode()),
                      moved.map(at -> "moved at " + at).orElse("nothing since"),
                      moved.isPresent()),
                  notInUse(item, !item.isOnShelf()));
          return Check.broken(checks).isEmpty()
              ? changed(item, null, leaves(item, ItemStatus.MISSING), checks)
              : refused(item, checks);
        });
  }

  public Decision relocate(ItemCommand.RelocateItem command) {
    return onItem(
        command.item(),
        item -> {
          var home = command.branch() == null ? item.home() : command.branch();
          var location =
              command.location() == null
                  ? item.location()
                  : command.location().isBlank() ? null : command.location();
          var checks =
              List.of(
                  notBorrowed(item),
                  new Check(
                      RefusalReason.ITEM_DISCARDED,
                      new DecisionReason("item-there", "item.status", "item", item.status().name()),
                      item.status().name(),
                      item.status() == ItemStatus.DISCARDED),
                  new Check(
                      RefusalReason.BRANCH_UNKNOWN,
                      new DecisionReason("branch-known", "branch.code", "tenant", home),
                      "branch " + home,
                      !context.policy().branches().containsKey(home)
                          || !facts.seen().branch(home)));
          if (!Check.broken(checks).isEmpty()) {
            return refused(item, checks);
          }
          var effects = new ArrayList<Effect>();
          if (!home.equals(item.home()) || !Objects.equals(location, item.location())) {
            effects.add(
                new ItemEffect.ItemRevised(
                    item.id(), item.barcode(), home, location, item.stock(), now));
          }
          if (!home.equals(item.home()) && item.isOnShelf() && !item.at().equals(home)) {
            effects.addAll(
                origin.branch().equals(home)
                    ? Moves.to(item, item.status(), home, now)
                    : Moves.send(item, item.at(), home, now));
          }
          return changed(item, null, effects, checks);
        });
  }

  public Decision recordParts(ItemCommand.RecordParts command) {
    return onItem(
        command.item(),
        item -> {
          var parts = command.parts();
          return changed(
              item,
              null,
              Objects.equals(parts, item.stock().parts())
                  ? List.of()
                  : List.of(ItemEffect.ItemRevised.of(item, item.stock().with(parts), now)),
              List.of());
        });
  }

  /** Takes the item off the shelf; holds that targeted it look for another. */
  private List<Effect> leaves(ItemFacts item, ItemStatus status) {
    var effects = new ArrayList<>(Moves.to(item, status, item.at(), now));
    var targets = new HoldTargets(context, facts);
    facts
        .open(item.recordId())
        .filter(hold -> item.id().equals(hold.target()))
        .forEach(hold ->
            effects.add(
                new HoldEffect.HoldChanged(
                    hold.targeted(targets.find(hold, item.id()).map(ItemFacts::id).orElse(null)),
                    now)));
    return effects;
  }

  private static boolean isAwaited(ItemFacts item) {
    return item.status() == ItemStatus.ON_ORDER || item.status() == ItemStatus.IN_PROCESS;
  }

  private boolean isInUse(ItemFacts item) {
    return facts.loanOf(item.id()).isPresent()
        || switch (item.status()) {
          case ON_LOAN, SET_ASIDE, ON_HOLD_SHELF, IN_TRANSIT, CLAIMED_RETURNED -> true;
          case AVAILABLE, TO_BE_RESHELVED, ON_ORDER, IN_PROCESS, MISSING, LOST, DISCARDED -> false;
        };
  }

  private static Check notOnOrder(ItemFacts item, boolean isKept) {
    return new Check(
        RefusalReason.NOT_ON_ORDER,
        new DecisionReason("item-on-order", "item.status", "item", item.status().name()),
        item.status().name(),
        !isKept);
  }

  private static Check notBorrowed(ItemFacts item) {
    return new Check(
        RefusalReason.ITEM_BORROWED,
        new DecisionReason("own-item", "item.borrowed-from", "item", item.barcode()),
        item.borrowedFrom() == null ? "the library's own" : "borrowed from " + item.borrowedFrom(),
        item.borrowedFrom() != null);
  }

  private static Check notInUse(ItemFacts item, boolean isInUse) {
    return new Check(
        RefusalReason.ITEM_IN_USE,
        new DecisionReason("item-on-shelf", "item.status", "item", item.status().name()),
        item.status().name(),
        isInUse);
  }

  /** The rule that no waiting hold can be filled by this item alone. */
  private Check notWanted(ItemFacts item) {
    var waiting =
        facts.waiting(item.recordId()).stream()
            .filter(hold -> hold.wish().isMetBy(item))
            .filter(hold ->
                facts
                    .itemsOf(item.recordId())
                    .filter(other -> !other.id().equals(item.id()) && other.isThere())
                    .noneMatch(hold.wish()::isMetBy))
            .count();
    return new Check(
        RefusalReason.ITEM_WANTED,
        new DecisionReason(
            "nobody-waits", "hold.queue", "item " + item.barcode(), Long.toString(waiting)),
        waiting + " wait for this one",
        waiting > 0);
  }

  private Decision onItem(String barcode, Function<ItemFacts, Decision> decision) {
    return facts
        .item(barcode)
        .map(decision)
        .orElseGet(() -> {
          var why = ItemRules.unknown(barcode);
          return Decision.refusal(
              new ItemOutcome.Refused(now, RefusalReason.ITEM_UNKNOWN, barcode, why),
              RefusalReason.ITEM_UNKNOWN,
              why);
        });
  }

  private Decision refused(ItemFacts item, List<Check> checks) {
    var first = Check.broken(checks).getFirst();
    return Decision.refusal(
        new ItemOutcome.Refused(now, first.reason(), item.barcode(), first.why()), checks);
  }

  private Decision changed(
      ItemFacts item, @Nullable Destination destination, List<Effect> effects, List<Check> checks) {
    var shown = item;
    for (var effect : effects) {
      if (effect instanceof ItemEffect.ItemRevised r) {
        shown = shown.revised(r.barcode(), r.home(), r.location(), r.stock());
      }
    }
    return new Decision(
        new ItemOutcome.Changed(now, ItemView.of(shown, context.policy()), destination),
        effects,
        checks);
  }
}
