package org.samling.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows turned on their side: one array parameter per column, for {@code unnest}. The first column
 * identifies a row; a later row takes the place of an earlier one with the same identity. Elements
 * travel as text, which PostgreSQL reads by the type named.
 */
final class Columns {

  private final List<String> types;
  private final Map<Object, @Nullable Object[]> rows = new LinkedHashMap<>();

  Columns(String... types) {
    this.types = List.of(types);
  }

  void row(Object identity, @Nullable Object... others) {
    var row = new @Nullable Object[others.length + 1];
    row[0] = identity;
    System.arraycopy(others, 0, row, 1, others.length);
    rows.put(identity, row);
  }

  /**
   * Takes a row away that a later one made void.
   *
   * @return whether there was one
   */
  boolean remove(Object identity) {
    return rows.remove(identity) != null;
  }

  /** How many rows there are: the next one's number, where rows have no identity of their own. */
  int size() {
    return rows.size();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The arrays, in the order of the columns. */
  List<Pipeline.Texts> arrays() {
    var arrays = new ArrayList<Pipeline.Texts>();
    for (var i = 0; i < types.size(); i++) {
      var column = new ArrayList<@Nullable Object>(rows.size());
      for (var row : rows.values()) {
        column.add(row[i]);
      }
      arrays.add(new Pipeline.Texts(types.get(i), column));
    }
    return arrays;
  }

  /** The arrays after another parameter. */
  Object[] after(Object first) {
    var parameters = new ArrayList<Object>();
    parameters.add(first);
    parameters.addAll(arrays());
    return parameters.toArray();
  }

  /** The arrays before another parameter. */
  Object[] before(Object last) {
    var parameters = new ArrayList<Object>(arrays());
    parameters.add(last);
    return parameters.toArray();
  }
}
