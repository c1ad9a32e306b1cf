package org.samling.cql;

import org.jspecify.annotations.Nullable;

/**
 * A modifier of a relation, an operator or a sort key: {@code /stem}, {@code /distance<=3}.
 *
 * @param name its name, possibly with the prefix of its context set and a full stop
 * @param comparison the comparison sign between name and value, or null without a value
 * @param value its value, or null
 */
public record CqlModifier(String name, @Nullable String comparison, @Nullable String value) {

  CqlModifier(String name, @Nullable String comparison) {
    this(name, comparison, null);
  }

  /** Checks that a value has a comparison. */
  public CqlModifier {
    if ((comparison == null) != (value == null)) {
      throw new IllegalArgumentException(
          "a modifier must have both a comparison and a value, or neither");
    }
  }
}
