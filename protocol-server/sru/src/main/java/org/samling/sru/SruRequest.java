package org.samling.sru;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request. */
public sealed interface SruRequest {

  /** What is asked. */
  SruOperation operation();

  /** What is there to be asked? */
  record Explain(RecordEscaping escaping) implements SruRequest {
    @Override
    public SruOperation operation() {
      return SruOperation.EXPLAIN;
    }
  }

  /**
   * Which records are there? (SRU 1.2, "SearchRetrieve Operation"; SRU 2.0, section 4.)
   *
   * @param queryType how the query is written
   * @param query the query, not empty
   * @param startRecord the position of the first record that is wanted, from 1
   * @param maximumRecords how many records are wanted, or null where the server may choose
   * @param escaping how records stand in the response
   * @param recordSchema the schema that records are wanted in, or null where the server may choose
   * @param sortKeys the order that the parameter of that name asks for, none where it is not there
   * @param facets what is to be counted, none before 2.0
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

  /** How a query is written. */
  enum QueryType {
    /** In CQL. */
    CQL,
    /** As words, of which the server makes what it likes (SRU 2.0, section 4.1). */
    SEARCH_TERMS
  }

  /**
   * Values that are to be counted (SRU 2.0, appendix C).
   *
   * @param index values of which index, or null for all that there are
   * @param limit how many values are wanted at most, 1 or more
   * @param start the position of the first value that is wanted, from 1
   */
  record Facet(@Nullable String index, int limit, int start) {}

  /**
   * Which terms are there? (SRU 1.2, "Scan Operation"; OASIS searchRetrieve 1.0, part 6.)
   *
   * @param scanClause an index, a relation and the term around which terms are wanted, in CQL
   * @param responsePosition at which position of the list the term is wanted: 1 for the first, 0
   *     for the place before it
   * @param maximumTerms how many terms are wanted, or null where the server may choose
   */
  record Scan(String scanClause, int responsePosition, @Nullable Integer maximumTerms)
      implements SruRequest {
    @Override
    public SruOperation operation() {
      return SruOperation.SCAN;
    }
  }
}
