package org.samling.core.circulation.holds;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.HoldBlocks;
import org.samling.core.policy.Setting;

/** The rule that waiting patrons are served first, as far as the setting hold.blocks requires. */
public final class HoldPriority {

  private static final String RULE = "holds-first";

  private final DecisionContext context;
  private final Facts facts;
  private final HoldQueue queue;
  private final HoldTargets targets;

  public HoldPriority(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.queue = new HoldQueue(context, facts);
    this.targets = new HoldTargets(context, facts);
  }

  /** The rule for a loan or renewal of an item to a patron. */
  public Check check(PatronFacts patron, ItemFacts item) {
    var setAside = queue.setAside(item);
    if (setAside.isPresent()) {
      var isOwn = setAside.get().patronId().equals(patron.id());
      return ofItsHold(
          item,
          setAside.get().state().name(),
          isOwn ? "this patron's turn" : "set aside for another patron",
          !isOwn);
    }
    // Partners wait behind the library's own patrons, who borrow as though nobody else did.
    var waiting =
        queue.waitingInOrder(item, context.place()).stream().filter(queue::isOwn).toList();
    var ahead = waiting.stream().takeWhile(h -> !h.patronId().equals(patron.id())).toList();
    if (ahead.isEmpty()) {
      return ofTitle(waiting.isEmpty() ? "nobody waits" : "this patron's turn", _ -> false);
    }
    if (ahead.stream().anyMatch(h -> item.id().equals(h.target()))) {
      return ofItsHold(item, HoldState.WAITING.name(), "to be fetched for another patron", true);
    }
    if (ahead.stream().anyMatch(h -> item.id().equals(h.wish().item()))) {
      return ofItsHold(item, HoldState.WAITING.name(), "the copy that another patron wants", true);
    }
    var free =
        facts
            .itemsOf(item.recordId())
            .filter(copy -> !copy.id().equals(item.id()) && targets.isOnShelf(copy))
            .toList();
    return ofTitle(
        "%d waiting, %d other copies free".formatted(ahead.size(), free.size()),
        blocks ->
            switch (blocks) {
              case ITS_COPY -> false;
              case SCARCE -> !isOneForEach(ahead, free);
              case ALL -> true;
            });
  }

  private static Check ofItsHold(ItemFacts item, String state, String found, boolean isBroken) {
    return new Check(
        RefusalReason.HELD_FOR_ANOTHER,
        new DecisionReason(RULE, "hold.item", "item " + item.barcode(), state),
        found,
        isBroken);
  }

  /** The rule for a copy that is not assigned to a hold. */
  private Check ofTitle(String found, Predicate<HoldBlocks> isBroken) {
    var blocks = context.setting(Setting.HOLD_BLOCKS);
    return new Check(
        RefusalReason.HELD_FOR_ANOTHER,
        new DecisionReason(RULE, blocks.setting().name(), blocks.level(), blocks.value().word()),
        found,
        isBroken.test(blocks.value()));
  }

  /** Whether each hold can get a copy of its own, given which holds each copy may fill. */
  private boolean isOneForEach(List<HoldFacts> holds, List<ItemFacts> copies) {
    if (holds.size() > copies.size()) {
      return false;
    }
    var fitting = new HashMap<UUID, Set<HoldFacts>>();
    for (var copy : copies) {
      fitting.put(copy.id(), new HashSet<>(holds.stream().filter(queue.mayFill(copy)).toList()));
    }
    var given = new HashMap<UUID, HoldFacts>();
    return holds.stream().allMatch(hold -> isGiven(hold, fitting, given, new HashSet<>()));
  }

  /**
   * Assigns a copy to a hold; if all that fit are taken, moves another hold to a different copy.
   */
  private static boolean isGiven(
      HoldFacts hold,
      Map<UUID, Set<HoldFacts>> fitting,
      Map<UUID, HoldFacts> given,
      Set<UUID> asked) {
    var fit =
        fitting.entrySet().stream()
            .filter(copy -> copy.getValue().contains(hold))
            .map(Map.Entry::getKey)
            .toList();
    var free = fit.stream().filter(copy -> !given.containsKey(copy)).findFirst();
    if (free.isPresent()) {
      given.put(free.get(), hold);
      return true;
    }
    for (var copy : fit) {
      var other = given.get(copy);
      if (other != null && asked.add(copy) && isGiven(other, fitting, given, asked)) {
        given.put(copy, hold);
        return true;
      }
    }
    return false;
  }
}
