package org.samling.cql;

import org.jspecify.annotations.Nullable;

/**
 * A modifier of a relation, an operator or a sort key: {@code /stem}, {@code /distance<=3}.
 *
 * @param name its name, perhaps with the prefix of its context set before a full stop
 * @param comparison the sign between name and value, or null where there is no value
 * @param value its value, or null
 */
public record CqlModifier(String name, @Nullable String comparison, @Nullable String value) {

  /** Checks that a value has a comparison. */
  public CqlModifier {
    if ((comparison == null) != (value == null)) {
      throw new IllegalArgumentException("a value has a comparison, and a comparison a value");
    }
  }
}
