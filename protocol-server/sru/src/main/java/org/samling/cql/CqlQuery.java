package org.samling.cql;

import java.util.List;

/**
 * A query of the Contextual Query Language (CQL 1.2; OASIS searchRetrieve 1.0, part 5: CQL 2.0).
 *
 * @param root the search
 * @param sortKeys the sort keys; empty if the query has none
 */
public record CqlQuery(CqlNode root, List<SortKey> sortKeys) {

  /** Copies the keys. */
  public CqlQuery {
    sortKeys = List.copyOf(sortKeys);
  }

  /**
   * A key of {@code sortBy}.
   *
   * @param index the index to sort by
   * @param modifiers its modifiers, as written
   */
  public record SortKey(String index, List<CqlModifier> modifiers) {

    /** Copies the modifiers. */
    public SortKey {
      modifiers = List.copyOf(modifiers);
    }
  }
}
