package org.samling.sru;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request. */
public sealed interface SruRequest {

  /** The operation. */
  SruOperation operation();

  /** Asks for the capabilities of the server. */
  record Explain(RecordEscaping escaping) implements SruRequest {
    @Override
    public SruOperation operation() {
      return SruOperation.EXPLAIN;
    }
  }

  /**
   * Searches and retrieves records (SRU 1.2, "SearchRetrieve Operation"; SRU 2.0, section 4.)
   *
   * @param queryType the type of query
   * @param query the query, not empty
   * @param startRecord the position of the first record, from 1
   * @param maximumRecords the number of records, or null to leave it to the server
   * @param escaping the form of records in the response
   * @param recordSchema the schema of the records, or null to leave it to the server
   * @param sortKeys the order requested by the parameter sortKeys; empty if it is missing
   * @param facets the facets to count; empty before 2.0
   */
  record SearchRetrieve(
      QueryType queryType,
      String query,
      long startRecord,
      @Nullable Integer maximumRecords,
      RecordEscaping escaping,
      @Nullable String recordSchema,
      List<SruSortKey> sortKeys,
      List<Facet> facets)
      implements SruRequest {

    /** Copies the lists. */
    public SearchRetrieve {
      sortKeys = List.copyOf(sortKeys);
      facets = List.copyOf(facets);
    }

    @Override
    public SruOperation operation() {
      return SruOperation.SEARCH_RETRIEVE;
    }
  }

  /** The type of a query. */
  enum QueryType {
    /** In CQL. */
    CQL,
    /** As words, to be interpreted by the server (SRU 2.0, section 4.1). */
    SEARCH_TERMS
  }

  /**
   * A facet to count (SRU 2.0, appendix C).
   *
   * @param index the index of the facet, or null for all
   * @param limit the most values to return, 1 or more
   * @param start the position of the first value, from 1
   */
  record Facet(@Nullable String index, int limit, int start) {}

  /**
   * Browses the terms of an index (SRU 1.2, "Scan Operation"; OASIS searchRetrieve 1.0, part 6).
   *
   * @param scanClause an index, a relation and the term to start from, in CQL
   * @param responsePosition the position of that term in the list: 1 for the first, 0 for just
   *     before it
   * @param maximumTerms the number of terms, or null to leave it to the server
   */
  record Scan(String scanClause, int responsePosition, @Nullable Integer maximumTerms)
      implements SruRequest {
    @Override
    public SruOperation operation() {
      return SruOperation.SCAN;
    }
  }
}
