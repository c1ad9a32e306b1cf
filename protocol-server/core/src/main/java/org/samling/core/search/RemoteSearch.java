package org.samling.core.search;

import java.util.Set;

/**
 * The port that searches remote catalogues: databases outside the store, each of one or more
 * catalogues elsewhere. They can only be searched; their terms can't be listed, and their results
 * can be neither sorted nor counted ({@link SearchException.Kind#UNSUPPORTED}).
 */
public interface RemoteSearch {

  /** No other catalogues. */
  RemoteSearch NONE =
      new RemoteSearch() {
        @Override
        public Set<String> databases() {
          return Set.of();
        }

        @Override
        public ResultSet search(String database, Query query) {
          throw new IllegalArgumentException("there is no database " + database);
        }
      };

  /** The names of the databases, in lower case. */
  Set<String> databases();

  /**
   * Searches. Waits for the slowest of the catalogues, up to its time-out, and for its first
   * records within the same time; those that describe the same are merged.
   *
   * @param database one of the databases
   * @param query the query
   * @return the results of the catalogues that answered; the caller closes it
   * @throws SearchException when none of them did, or the query can't be sent to them
   * @throws IllegalArgumentException when there is no such database
   */
  ResultSet search(String database, Query query);
}
