package org.samling.core.circulation.context;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.ItemTimeline;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.ItemEffect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.OfflineEffect;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.outcome.OfflineEvent;
import org.samling.core.circulation.outcome.OfflineOutcome;

/**
 * The facts about offline transactions: those reported before, and the timelines of the items that
 * are reported on.
 *
 * <p>Used by one thread at a time.
 */
public final class OfflineFacts {

  private final Map<String, OfflineOutcome.Recorded> findOutcome = new HashMap<>();
  private final Map<UUID, ItemTimeline> timelines = new HashMap<>();

  OfflineFacts() {}

  /** Adds a transaction that was reported before, by its key. */
  public void add(String key, OfflineOutcome.Recorded outcome) {
    findOutcome.put(key, outcome);
  }

  /**
   * Adds an item that is reported on.
   *
   * @param at when it last came in without being on loan, or null
   * @param branch the code of the branch where it came in, or null
   */
  public void add(UUID item, @Nullable Instant at, @Nullable String branch) {
    timelines.put(
        item, ItemTimeline.of(at == null || branch == null ? null : LoanEnd.here(at, branch)));
  }

  /** Adds a loan of an item that is reported on, and how it ended; null while it is open. */
  public void add(LoanFacts loan, @Nullable LoanEnd end) {
    change(loan.itemId(), timeline -> timeline.with(ItemTimeline.Lent.known(loan, end)));
  }

  /** Adds a loan of an item that is reported on, whose patron is no longer recorded. */
  public void addDetached(UUID item, UUID loan, Instant at, String branch, LoanEnd end) {
    change(
        item,
        timeline -> timeline.with(new ItemTimeline.Lent(loan, at, at, branch, null, end, false)));
  }

  /** Adds a return or renewal of an item that is reported on. */
  public void add(OfflineEvent event) {
    change(event.itemId(), timeline -> timeline.with(event));
  }

  public Optional<OfflineOutcome.Recorded> findOutcome(String key) {
    return Optional.ofNullable(findOutcome.get(key));
  }

  public ItemTimeline timeline(UUID item) {
    return timelines.getOrDefault(item, ItemTimeline.of(null));
  }

  /** Applies one of a decision's effects. */
  void apply(Effect effect) {
    switch (effect) {
      case LoanEffect.LoanOpened(var loan, _) -> add(loan, null);
      case LoanEffect.LoanRecorded(var loan, _, var end) -> add(loan, end);
      case LoanEffect.LoanCorrected(var loan, var end, _) -> add(loan, end);
      case LoanEffect.LoanReopened(var loan, _, _) -> add(loan, null);
      case LoanEffect.LoanChanged changed -> add(changed.loan(), null);
      case LoanEffect.LoanClosed(var loan, var at, var branch) ->
          add(loan, LoanEnd.here(at, branch));
      case LoanEffect.LoanClosedElsewhere(var loan, var at, var elsewhere) ->
          add(loan, new LoanEnd(at, elsewhere, true));
      case LoanEffect.LoanUndone(var loan, _) ->
          change(loan.itemId(), timeline -> timeline.without(loan.id()));
      case ItemEffect.ItemCameIn(var item, var branch, var at) ->
          change(item, timeline -> timeline.cameIn(at, branch));
      case OfflineEffect.OfflineRecorded(var transaction) -> {
        findOutcome.put(transaction.key(), transaction.outcome());
        var event = transaction.event();
        if (event != null) {
          add(event);
        }
      }
      case OfflineEffect.OfflineAssigned assigned ->
          change(
              assigned.itemId(),
              timeline ->
                  timeline.changeEvent(
                      assigned.transaction(), e -> e.of(assigned.loan(), assigned.dueBefore())));
      default -> {} // nothing that happens to an item
    }
  }

  private void change(UUID item, UnaryOperator<ItemTimeline> change) {
    timelines.computeIfPresent(item, (_, timeline) -> change.apply(timeline));
  }
}
