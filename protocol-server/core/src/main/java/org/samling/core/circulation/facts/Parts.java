package org.samling.core.circulation.facts;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The parts of one item, each with a tag that says which of how many it is (ISO 28560: "number of
 * parts", "part number"). They are lent together.
 *
 * @param count how many there are, from 2 to {@link #MOST}
 * @param missing the numbers of those that are missing, in order, each from 1 to {@code count}
 */
public record Parts(int count, List<Integer> missing) {

  /** The most parts an item can have. */
  public static final int MOST = 99;

  /** Checks the numbers and puts them in order. */
  public Parts {
    if (count < 2 || count > MOST) {
      throw new IllegalArgumentException(
          "an item has 2 to %d parts, not %d".formatted(MOST, count));
    }
    missing = missing.stream().sorted().distinct().toList();
    if (!missing.isEmpty() && (missing.getFirst() < 1 || missing.getLast() > count)) {
      throw new IllegalArgumentException(
          "the parts are numbered from 1 to %d, not %s".formatted(count, missing));
    }
  }

  /** Whether a part is missing. */
  public boolean incomplete() {
    return !missing.isEmpty();
  }

  /** The numbers of the missing parts, as people read them: {@code 2, 3}. */
  public String missingText() {
    return missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
