package org.samling.zoom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a search found at a target. Its calls are as its connection's. */
public final class ZoomResultSet implements AutoCloseable {

  /** The most records that are asked for at once. */
  public static final int MOST_RECORDS = 1_000;

  /** How many of them come in one answer. */
  private static final int MOST_IN_AN_ANSWER = 100;

  private final ZoomConnection connection;
  private final TargetSession.Hits hits;
  private boolean isClosed;

  ZoomResultSet(ZoomConnection connection, TargetSession.Hits hits) {
    this.connection = connection;
    this.hits = hits;
  }

  /** How many records the target found. */
  public long count() {
    return hits.count();
  }

  /**
   * Gets records.
   *
   * @param from the position of the first, from 1
   * @param number how many, at most {@value #MOST_RECORDS}
   * @return as many as there are, up to {@code number}; what the target did not give is {@link
   *     Fetched.Refused} in its place
   * @throws ZoomException where the target gives none
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
    var reason = connection.name() + ": the record did not come";
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
    fetched.addAll(Collections.nCopies(wanted - fetched.size(), new Fetched.Refused(reason)));
    return fetched;
  }

  /** What came in the place of a record. */
  public sealed interface Fetched {

    /** The record. */
    record Given(ZoomRecord record) implements Fetched {}

    /**
     * Why there is none.
     *
     * @param reason a sentence that names the target
     */
    record Refused(String reason) implements Fetched {}
  }

  /** Gives no more records; the target drops the set with its connection. */
  @Override
  public void close() {
    synchronized (connection) {
      isClosed = true;
    }
  }
}
