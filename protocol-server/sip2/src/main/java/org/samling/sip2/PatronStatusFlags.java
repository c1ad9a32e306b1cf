package org.samling.sip2;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The fourteen positions of the patron status field: {@code Y} where the condition holds, otherwise
 * blank.
 *
 * @param set the conditions that hold; copied, in the order of the positions
 */
public record PatronStatusFlags(Set<Flag> set) implements Sip2Value {
  /** Nothing is wrong with the patron. */
  public static final PatronStatusFlags NONE = new PatronStatusFlags(Set.of());

  /** The conditions in the order of their positions. */
  public enum Flag {
    CHARGE_PRIVILEGES_DENIED,
    RENEWAL_PRIVILEGES_DENIED,
    RECALL_PRIVILEGES_DENIED,
    HOLD_PRIVILEGES_DENIED,
    CARD_REPORTED_LOST,
    TOO_MANY_ITEMS_CHARGED,
    TOO_MANY_ITEMS_OVERDUE,
    TOO_MANY_RENEWALS,
    TOO_MANY_CLAIMS_OF_ITEMS_RETURNED,
    TOO_MANY_ITEMS_LOST,
    EXCESSIVE_OUTSTANDING_FINES,
    EXCESSIVE_OUTSTANDING_FEES,
    RECALL_OVERDUE,
    TOO_MANY_ITEMS_BILLED
  }

  private static final Flag[] FLAGS = Flag.values();

  public PatronStatusFlags {
    set = set.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(set));
  }

  /** Reads the field; positions that are missing do not hold. */
  public static PatronStatusFlags read(String wire) {
    if (wire.isBlank()) {
      return NONE;
    }
    var set = EnumSet.noneOf(Flag.class);
    for (int i = 0; i < Math.min(wire.length(), FLAGS.length); i++) {
      if (wire.charAt(i) == 'Y' || wire.charAt(i) == 'y') {
        set.add(FLAGS[i]);
      }
    }
    return new PatronStatusFlags(set);
  }

  public boolean has(Flag flag) {
    return set.contains(flag);
  }

  @Override
  public String wire() {
    var columns = new StringBuilder(FLAGS.length);
    for (var flag : FLAGS) {
      columns.append(set.contains(flag) ? 'Y' : ' ');
    }
    return columns.toString();
  }

  @Override
  public String toString() {
    return set.toString();
  }
}
