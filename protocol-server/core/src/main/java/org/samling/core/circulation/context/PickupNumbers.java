package org.samling.core.circulation.context;

import java.util.Set;

/**
 * The pickup numbers of a branch.
 *
 * @param last the number that was given last; the next is looked for behind it, among {@link
 *     #AHEAD}
 * @param used those of these that are in use
 */
public record PickupNumbers(int last, Set<Integer> used) {

  /** How many pickup numbers ahead are known to be free or not. */
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
    throw new IllegalStateException("no pickup number is free behind " + last);
  }
}
