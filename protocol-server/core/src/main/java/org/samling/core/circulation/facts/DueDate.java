package org.samling.core.circulation.facts;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.DecisionReason;

/**
 * When something is due.
 *
 * @param at when it is due
 * @param unstopped when it would be due had the stop switch not been used, or null where that is
 *     the same
 * @param why the rule and setting it follows from
 */
public record DueDate(Instant at, @Nullable Instant unstopped, DecisionReason why) {

  /** When it would be due without stops. */
  public Instant planned() {
    return unstopped == null ? at : unstopped;
  }

  /** The later of two; if they are equal, the one that would be later without stops. */
  public static DueDate later(DueDate first, DueDate second) {
    var byTime = Comparator.comparing(DueDate::at).thenComparing(DueDate::planned);
    return byTime.compare(first, second) < 0 ? second : first;
  }

  /**
   * The sooner of two, computed separately with and without stops, since the two may differ in
   * which of them is sooner.
   */
  public static DueDate sooner(DueDate first, DueDate second) {
    var at = first.at.isAfter(second.at) ? second.at : first.at;
    var one = first.planned();
    var other = second.planned();
    var unstopped = one.isAfter(other) ? other : one;
    return new DueDate(at, at.equals(unstopped) ? null : unstopped, first.why);
  }
}
