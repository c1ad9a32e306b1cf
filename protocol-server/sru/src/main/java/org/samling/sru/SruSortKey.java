package org.samling.sru;

import org.jspecify.annotations.Nullable;

/**
 * A key of the parameter {@code sortKeys} (SRU 1.1, "Sorting").
 *
 * @param path an index or a path to sort by
 * @param schema the schema of the path, or null
 * @param ascending whether the order is ascending
 * @param caseSensitive whether case matters
 * @param missingValue how to sort records without the path: abort, highValue, lowValue, omit, or a
 *     value to use instead
 */
public record SruSortKey(
    String path,
    @Nullable String schema,
    boolean ascending,
    boolean caseSensitive,
    String missingValue) {

  /** The default for records without the path. */
  public static final String HIGH_VALUE = "highValue";
}
