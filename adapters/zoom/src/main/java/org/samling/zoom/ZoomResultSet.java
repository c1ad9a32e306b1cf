package org.samling.zoom;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.samling.core.catalogue.Bytes;

/** What a search found at a target. Its calls are as its connection's. */
public final class ZoomResultSet implements AutoCloseable {

  /** The most records that are asked for at once. */
  public static final int MOST_RECORDS = 1_000;

  private final Libyaz yaz;
  private final ZoomConnection connection;
  private final MemorySegment set;
  private final long count;
  private boolean isClosed;

  ZoomResultSet(Libyaz yaz, ZoomConnection connection, MemorySegment set) {
    this.yaz = yaz;
    this.connection = connection;
    this.set = set;
    this.count = yaz.resultSetSize.call(set);
  }

  /** How many records the target found. */
  public long count() {
    return count;
  }

  /**
   * Sorts, at the target.
   *
   * @param criteria by what, as YAZ's {@code sort} takes it: {@code 1=4 <i 1=31 >}
   * @throws ZoomException where the target does not sort so
   */
  public void sort(String criteria) {
    synchronized (connection) {
      checkOpen();
      try (var arena = Arena.ofConfined()) {
        var fault =
            yaz.resultSetSort.call(set, arena.allocateFrom("yaz"), arena.allocateFrom(criteria));
        if (fault != 0) {
          throw new IllegalArgumentException("\"%s\" is no order".formatted(criteria));
        }
      }
      connection.check();
    }
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
    var wanted = (int) Math.max(0, Math.min(number, count - from + 1));
    if (wanted == 0) {
      return List.of();
    }
    synchronized (connection) {
      checkOpen();
      return fetched(from, wanted);
    }
  }

  private List<Fetched> fetched(long from, int number) {
    try (var arena = Arena.ofConfined()) {
      // Nowhere to put them: they stay with the set, from where they are taken one by one.
      yaz.resultSetRecords.call(set, MemorySegment.NULL, from - 1, number);
      connection.check();
      var fetched = new ArrayList<Fetched>();
      for (var i = 0; i < number; i++) {
        fetched.add(record(arena, from - 1 + i));
      }
      return fetched;
    }
  }

  private void checkOpen() {
    connection.checkOpen();
    if (isClosed) {
      throw new IllegalStateException("the result set is closed");
    }
  }

  /** What came in the place of a record. */
  public sealed interface Fetched {

    /**
     * The record.
     *
     * @param record the record
     */
    record Given(ZoomRecord record) implements Fetched {}

    /**
     * Why there is none.
     *
     * @param reason a sentence that names the target
     */
    record Refused(String reason) implements Fetched {}
  }

  private Fetched record(Arena arena, long position) {
    var record = yaz.resultSetRecord.call(set, position);
    if (record.equals(MemorySegment.NULL)) {
      return refused(0, "", "the record did not come", "");
    }
    var message = arena.allocate(ADDRESS);
    var addinfo = arena.allocate(ADDRESS);
    var diagnosticSet = arena.allocate(ADDRESS);
    var code = yaz.recordError.call(record, message, addinfo, diagnosticSet);
    if (code != 0) {
      return refused(
          code, Libyaz.textAt(diagnosticSet), Libyaz.textAt(message), Libyaz.textAt(addinfo));
    }
    var length = arena.allocate(JAVA_INT);
    var syntax = Libyaz.text(get(arena, record, "syntax", length));
    var bytes = get(arena, record, "raw", length);
    if (bytes.equals(MemorySegment.NULL) || length.get(JAVA_INT, 0) < 0) {
      return refused(0, "", "the record has no bytes of its own", syntax == null ? "" : syntax);
    }
    return new Fetched.Given(
        new ZoomRecord(
            syntax == null ? "" : syntax, Bytes.of(Libyaz.bytes(bytes, length.get(JAVA_INT, 0)))));
  }

  private MemorySegment get(Arena arena, MemorySegment record, String what, MemorySegment length) {
    length.set(JAVA_INT, 0, -1);
    return yaz.recordGet.call(record, arena.allocateFrom(what), length);
  }

  private Fetched refused(int code, String set, String message, String addinfo) {
    var fault = new ZoomException(connection.name(), code, set, message, addinfo);
    return new Fetched.Refused(String.valueOf(fault.getMessage()));
  }

  /** Frees what is held of the set. */
  @Override
  public void close() {
    synchronized (connection) {
      if (!isClosed) {
        isClosed = true;
        yaz.resultSetDestroy.call(set);
      }
    }
  }
}
