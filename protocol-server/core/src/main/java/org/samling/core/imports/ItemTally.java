package org.samling.core.imports;

import java.util.HashMap;
import java.util.Map;

/**
 * What came of the items in records.
 *
 * @param added how many were new
 * @param changed how many were described otherwise before
 * @param unchanged how many were there as they are described
 * @param refused why items were refused, with how many; at most {@value #MAX_REASONS} reasons are
 *     told apart, and the rest counts as one more
 */
public record ItemTally(int added, int changed, int unchanged, Map<String, Integer> refused) {

  /** The most reasons that are told apart. */
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
