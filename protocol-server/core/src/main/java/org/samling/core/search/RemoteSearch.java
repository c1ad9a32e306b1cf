package org.samling.core.search;

import java.util.Set;

/**
 * The port that searches catalogues of others: databases that are not in the store, each of one or
 * more catalogues elsewhere. They are searched; their terms can't be listed, and what they found
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

  /** What the databases are called, in small letters. */
  Set<String> databases();

  /**
   * Searches, as long as the slowest of the catalogues may take.
   *
   * @param database one of the databases
   * @param query for what
   * @return what was found, by the catalogues that answered; the caller closes it
   * @throws SearchException when none of them did, or the query can't be asked of them
   * @throws IllegalArgumentException when there is no such database
   */
  ResultSet search(String database, Query query);
}
