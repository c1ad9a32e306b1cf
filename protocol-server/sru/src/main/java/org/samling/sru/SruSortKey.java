package org.samling.sru;

import org.jspecify.annotations.Nullable;

/**
 * A key of the parameter {@code sortKeys} (SRU 1.1, "Sorting").
 *
 * @param path by what: an index or a path
 * @param schema the schema in which the path is one, or null
 * @param ascending whether the least comes first
 * @param caseSensitive whether case counts
 * @param missingValue what becomes of records without the path: abort, highValue, lowValue, omit,
 *     or the value that is taken instead
 */
public record SruSortKey(
    String path,
    @Nullable String schema,
    boolean ascending,
    boolean caseSensitive,
    String missingValue) {

  /** What becomes of records without the path where nothing is said. */
  public static final String HIGH_VALUE = "highValue";
}
