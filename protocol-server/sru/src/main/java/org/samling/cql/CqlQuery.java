package org.samling.cql;

import java.util.List;

/**
 * A query of the Contextual Query Language (CQL 1.2; OASIS searchRetrieve 1.0, part 5: CQL 2.0).
 *
 * @param root what is searched for
 * @param sortKeys in which order what is found is told, none where the query says nothing of it
 */
public record CqlQuery(CqlNode root, List<SortKey> sortKeys) {

  /** Copies the keys. */
  public CqlQuery {
    sortKeys = List.copyOf(sortKeys);
  }

  /**
   * A key of {@code sortBy}.
   *
   * @param index by which index
   * @param modifiers how, in the order in which they were written
   */
  public record SortKey(String index, List<CqlModifier> modifiers) {

    /** Copies the modifiers. */
    public SortKey {
      modifiers = List.copyOf(modifiers);
    }
  }
}
