package org.samling.zoom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The result of a search at a target. Calls block, like those of its connection. */
public final class ZoomResultSet implements AutoCloseable {

  /** The maximum number of records in one call. */
  public static final int MOST_RECORDS = 1_000;

  /** The maximum number of records in one response. */
  private static final int MOST_IN_AN_ANSWER = 100;

  private final ZoomConnection connection;
  private final TargetSession.Hits hits;
  private boolean isClosed;

  ZoomResultSet(ZoomConnection connection, TargetSession.Hits hits) {
    this.connection = connection;
    this.hits = hits;
  }

  /** The number of hits at the target. */
  public long count() {
    return hits.count();
  }

  /**
   * Fetches records.
   *
   * @param from the position of the first, from 1
   * @param number how many, at most {@value #MOST_RECORDS}
   * @return as many as there are, up to {@code number}; {@link Fetched.Missing} in place of records
   *     that the target did not return
   * @throws ZoomException if the target returns none
   */
  public List<Fetched> records(long from, int number) {
    if (from < 1 || number < 0 || number > MOST_RECORDS) {
      throw new IllegalArgumentException("%d records from %d on".formatted(number, from));
    }
    var wanted = Math.clamp(count() - from + 1, 0, number);
    synchronized (connection) {
      connection.checkOpen();
      if (isClosed) {
        throw new IllegalStateException("the result set is closed");
      }
      return fetched(from, wanted);
    }
  }

  private List<Fetched> fetched(long from, int wanted) {
    var fetched = new ArrayList<Fetched>();
    var reason = connection.name() + ": the record was not returned";
    try {
      var came = true;
      while (came && fetched.size() < wanted) {
        var some =
            hits.records(
                from + fetched.size(), Math.min(MOST_IN_AN_ANSWER, wanted - fetched.size()));
        fetched.addAll(some);
        came = !some.isEmpty();
      }
    } catch (ZoomException e) {
      if (fetched.isEmpty()) {
        throw e;
      }
      reason = String.valueOf(e.getMessage());
    }
    fetched.addAll(Collections.nCopies(wanted - fetched.size(), new Fetched.Missing(reason)));
    return fetched;
  }

  /** A record, or the reason why it is missing. */
  public sealed interface Fetched {

    /** The record. */
    record Returned(ZoomRecord record) implements Fetched {}

    /**
     * A missing record.
     *
     * @param reason a sentence that names the target
     */
    record Missing(String reason) implements Fetched {}
  }

  /** Closes the result set; the target drops its own with the connection. */
  @Override
  public void close() {
    synchronized (connection) {
      isClosed = true;
    }
  }
}
