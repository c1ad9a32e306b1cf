package org.samling.core.requests;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * A limit that keeps others served while one asks for too much. Counts how often it was reached in
 * this process, by whatever server of it: a count that grows says which limit to look at.
 */
public enum ResourceLimit {
  /** Requests over HTTP that are answered at once, of one protocol. */
  REQUESTS,
  /** Requests of one account in a while. */
  REQUESTS_OF_ACCOUNT,
  /** Requests of one address in a while. */
  REQUESTS_OF_ADDRESS,
  /** Long bodies that are received at once. */
  LONG_BODIES,
  /** Files that are received at once. */
  FILES,
  /** Imports of a tenant that wait. */
  IMPORTS,
  /** Pages of the console that are made at once. */
  PAGES,
  /** Pages of the console that follow events. */
  STREAMS,
  /** Commands of a tenant that wait to be written. */
  COMMANDS,
  /** Connections to the database. */
  STORE_CONNECTIONS,
  /** Memory for sorted result sets. */
  SORTING,
  /** Numbers of guests' cards that somebody looked up and nobody has. */
  GUEST_LOOKUPS,
  /** Searches that wait for other catalogues. */
  OTHER_CATALOGUES,
  /** Messages that wait for a route of the operator's own. */
  ROUTE_MESSAGES,
  /** Copies of the index that are sent to other nodes at once. */
  INDEX_COPIES;

  private final LongAdder reached = new LongAdder();

  /** Counts that it was reached. */
  public void reach() {
    reached.increment();
  }

  /** How often it was reached since the process started. */
  public long timesReached() {
    return reached.sum();
  }

  /** Its name in metrics and in docs/security.md. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
