package org.samling.core.policy;

import java.util.Arrays;
import java.util.List;

/**
 * A step of the overdue fee.
 *
 * @param fromDay the first day to which it applies, in days after the due date
 * @param amount the total fee, in minor units of the tenant's currency
 */
public record OverdueStep(int fromDay, long amount) {

  /** Parses steps: {@code 1:2000 8:6000}. */
  static List<OverdueStep> parse(String text) {
    var steps =
        Arrays.stream(text.strip().split("\\s+", -1))
            .map(pair -> {
              var parts = pair.split(":", 2);
              if (parts.length < 2) {
                throw new IllegalArgumentException(pair);
              }
              return new OverdueStep(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
            })
            .toList();
    for (var i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      var before = i == 0 ? new OverdueStep(0, 0) : steps.get(i - 1);
      if (step.fromDay() <= before.fromDay() || step.amount() <= before.amount()) {
        throw new IllegalArgumentException(text);
      }
    }
    return steps;
  }
}
