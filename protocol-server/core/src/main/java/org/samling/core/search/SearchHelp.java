package org.samling.core.search;

import java.util.List;
import java.util.Optional;

/** The port that helps whoever searches: with other queries, and with reasons for an order. */
public interface SearchHelp {

  /** A search that finds fewer records than this found too little. */
  int FEW = 3;

  /** The most suggestions. */
  int MAX_SUGGESTIONS = 5;

  /**
   * Suggests queries that find more: first with other words of the scope's own records in place of
   * words that these don't have, then without one of the words.
   *
   * @param scope whose catalogue
   * @param query a query that found too little
   * @return the suggestions, the best first; none if the query has no terms of words, or nothing
   *     finds more
   * @throws SearchException when the index can't answer
   */
  List<Suggestion> suggest(SearchScope scope, Query query);

  /**
   * Tells why a record stands where it stands.
   *
   * @param scope whose catalogue
   * @param query the query
   * @param record the record's reference
   * @return the reasons, or empty if the query does not find the record
   * @throws SearchException when the index can't answer this query, or finds too many records to
   *     put them in order
   */
  Optional<Ranking> explain(SearchScope scope, Query query, RecordRef record);
}
