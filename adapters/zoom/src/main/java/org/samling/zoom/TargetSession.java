package org.samling.zoom;

import java.util.List;
import org.samling.zoom.ZoomConnection.Notation;
import org.samling.zoom.ZoomResultSet.Fetched;

/** A session with another catalogue, over Z39.50 or SRU. Not safe for use by several threads. */
sealed interface TargetSession extends AutoCloseable permits SruSession, Z3950Session {

  /**
   * Searches.
   *
   * @throws IllegalArgumentException where the query is none in this notation
   * @throws ZoomException where the target refuses it or does not answer
   */
  Hits search(Notation notation, String query);

  /** Takes leave of the target. */
  @Override
  void close();

  /** What a search found, as long as its session lasts. */
  interface Hits {

    /** How many records, as the target counts. */
    long count();

    /**
     * Asks for records.
     *
     * @param from the position of the first, from 1
     * @param number how many
     * @return those that came, which may be fewer
     * @throws ZoomException where the target refuses or does not answer
     */
    List<Fetched> records(long from, int number);
  }
}
