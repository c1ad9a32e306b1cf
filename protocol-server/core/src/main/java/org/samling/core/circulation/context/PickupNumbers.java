package org.samling.core.circulation.context;

import java.util.Set;

/**
 * The pickup numbers of a branch.
 *
 * @param last the last number assigned; the next one is searched for after it, among {@link #AHEAD}
 *     numbers
 * @param used the numbers among these that are in use
 */
public record PickupNumbers(int last, Set<Integer> used) {

  /** For how many pickup numbers ahead it is known whether they are free. */
  public static final int AHEAD = 128;

  /** Copies the set. */
  public PickupNumbers {
    used = Set.copyOf(used);
  }

  int next() {
    for (var number = last + 1; number <= last + AHEAD; number++) {
      if (!used.contains(number)) {
        return number;
      }
    }
    throw new IllegalStateException("no pickup number is free after " + last);
  }
}
