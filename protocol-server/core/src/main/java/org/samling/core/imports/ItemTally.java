package org.samling.core.imports;

import java.util.HashMap;
import java.util.Map;

/**
 * The outcome for the items in records.
 *
 * @param added how many were new
 * @param changed how many had another description before
 * @param unchanged how many were in the store as described
 * @param refused why items were refused, with their number; at most {@value #MAX_REASONS} reasons
 *     are counted separately, the rest together
 */
public record ItemTally(int added, int changed, int unchanged, Map<String, Integer> refused) {

  /** The most reasons that are counted separately. */
  public static final int MAX_REASONS = 100;

  /** No items. */
  public static final ItemTally NOTHING = new ItemTally(0, 0, 0, Map.of());

  private static final String OTHER_REASONS = "Other reasons.";

  /** Copies the reasons. */
  public ItemTally {
    refused = Map.copyOf(refused);
  }

  /** How many items were refused. */
  public int refusals() {
    return refused.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** These but others, which are among them. */
  public ItemTally minus(ItemTally others) {
    var rest = new HashMap<>(refused);
    others.refused.forEach((reason, count) ->
        rest.computeIfPresent(
            reason, (_, all) -> all > count ? Integer.valueOf(all - count) : null));
    return new ItemTally(
        added - others.added, changed - others.changed, unchanged - others.unchanged, rest);
  }

  /** The sum of both. */
  public ItemTally plus(ItemTally other) {
    var all = new HashMap<>(refused);
    other.refused.forEach((reason, count) -> {
      var isKnown = all.containsKey(reason) || all.size() < MAX_REASONS;
      all.merge(isKnown ? reason : OTHER_REASONS, count, Integer::sum);
    });
    return new ItemTally(
        added + other.added, changed + other.changed, unchanged + other.unchanged, all);
  }
}
