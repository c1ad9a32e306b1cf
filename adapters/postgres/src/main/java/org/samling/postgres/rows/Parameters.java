package org.samling.postgres.rows;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a statement's named parameters; the statement need not use all of them. */
public final class Parameters {

  private final Map<String, @Nullable Object> values;

  private Parameters(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /** One parameter. */
  public static Parameters of(String name, @Nullable Object value) {
    return new Parameters(new HashMap<>()).and(name, value);
  }

  /** These, and another. */
  public Parameters and(String name, @Nullable Object value) {
    var more = new HashMap<String, @Nullable Object>(values);
    more.put(name, value);
    return new Parameters(more);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Nullable Object get(String name) {
    return values.get(name);
  }
}
