package org.samling.zoom;

import java.util.List;
import org.samling.zoom.ZoomConnection.Notation;
import org.samling.zoom.ZoomResultSet.Fetched;

/** A session with another catalogue, over Z39.50 or SRU. Not safe for use by several threads. */
sealed interface TargetSession extends AutoCloseable permits SruSession, Z3950Session {

  /**
   * Searches.
   *
   * @throws IllegalArgumentException if the query is not valid in this notation
   * @throws ZoomException if the target refuses it or does not answer
   */
  Hits search(Notation notation, String query);

  /** Closes the session. */
  @Override
  void close();

  /** A search result, which lasts as long as its session. */
  interface Hits {

    /** The number of hits, as counted by the target. */
    long count();

    /**
     * Fetches records.
     *
     * @param from the position of the first, from 1
     * @param number how many
     * @return those returned, which may be fewer
     * @throws ZoomException if the target refuses or does not answer
     */
    List<Fetched> records(long from, int number);
  }
}
