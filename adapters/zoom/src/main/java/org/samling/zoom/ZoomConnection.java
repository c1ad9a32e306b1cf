package org.samling.zoom;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query;
import org.samling.core.search.SearchException;

/**
 * A connection to a target: searches, lists terms, sends packages. Every call waits for the
 * target's answer, at most as long as the target's time limit for each part of it, and holds its
 * thread meanwhile. Threads take turns, those of its result sets among them.
 */
public final class ZoomConnection implements AutoCloseable {

  /** Terms that the target is asked for at once; more are asked for in several pieces. */
  static final int MOST_TERMS = 1_000;

  /** The largest APDU that is taken from a target, in bytes. */
  private static final String LARGEST_MESSAGE = Integer.toString(16 << 20);

  private final Libyaz yaz;
  private final ZoomTarget target;
  private final MemorySegment connection;
  private boolean isClosed;

  private ZoomConnection(Libyaz yaz, ZoomTarget target) {
    this.yaz = yaz;
    this.target = target;
    this.connection = yaz.connectionCreate.call(MemorySegment.NULL);
  }

  /**
   * Connects to a target.
   *
   * @throws ZoomUnavailableException where libyaz is not installed
   * @throws ZoomException where the target can't be reached, or lets nobody in
   */
  public static ZoomConnection open(ZoomTarget target) {
    var opened = new ZoomConnection(Libyaz.load(), target);
    try {
      opened.connect();
      return opened;
    } catch (ZoomException e) {
      opened.close();
      throw e;
    }
  }

  private void connect() {
    try (var arena = Arena.ofConfined()) {
      options().forEach((key, value) -> set(arena, key, value));
      yaz.connectionConnect.call(connection, arena.allocateFrom(target.address()), 0);
    }
    check();
  }

  private Map<String, String> options() {
    var options = new LinkedHashMap<String, String>();
    options.put("implementationName", "Samling");
    options.put("timeout", Long.toString(target.timeout().toSeconds()));
    options.put("preferredMessageSize", LARGEST_MESSAGE);
    options.put("maximumRecordSize", LARGEST_MESSAGE);
    options.put("charset", "UTF-8");
    options.put("rpnCharset", target.queryCharset());
    options.put("preferredRecordSyntax", target.syntax());
    options.put(target.isSru() ? "schema" : "elementSetName", target.elementSet());
    if (target.isSru()) {
      options.put("sru", "get");
    }
    var login = target.login();
    if (login != null) {
      options.put("user", login.user());
      options.put("password", login.password().value());
      if (login.group() != null) {
        options.put("group", login.group());
      }
    }
    return options;
  }

  private void set(Arena arena, String key, String value) {
    yaz.connectionOptionSet.call(connection, arena.allocateFrom(key), arena.allocateFrom(value));
  }

  /** What a query is written in. */
  public enum Notation {
    /** Prefix Query Format, YAZ's notation of the type-1 query. */
    PQF,
    /** The Contextual Query Language; the target itself reads it. */
    CQL
  }

  /**
   * Searches.
   *
   * @param query for what
   * @return what was found; the caller closes it before this connection
   * @throws ZoomException where the target refuses the query or does not answer
   * @throws SearchException where it can't be asked of a target
   */
  public ZoomResultSet search(Query query) {
    return target.isSru()
        ? search(Notation.CQL, Cql.of(query))
        : search(Notation.PQF, Pqf.of(query));
  }

  /**
   * Searches with a query that is written already.
   *
   * @param notation what the query is written in
   * @param query the query
   * @return what was found; the caller closes it before this connection
   * @throws ZoomException where the target refuses the query or does not answer
   */
  public synchronized ZoomResultSet search(Notation notation, String query) {
    try (var arena = Arena.ofConfined();
        var parsed = query(arena, notation, query)) {
      var set = yaz.connectionSearch.call(connection, parsed.pointer());
      try {
        check();
      } catch (ZoomException e) {
        yaz.resultSetDestroy.call(set);
        throw e;
      }
      return new ZoomResultSet(yaz, this, set);
    }
  }

  /**
   * Lists terms as the target files them.
   *
   * @param start where to begin, in PQF: attributes and a term
   * @param number how many terms, 1 to 1,000
   * @param position the position of the start among them, from 1
   * @throws ZoomException where the target refuses or does not answer
   */
  public synchronized List<ZoomTerm> scan(String start, int number, int position) {
    if (number < 1 || number > MOST_TERMS || position < 1 || position > number) {
      throw new IllegalArgumentException(
          "%d terms, the start in place %d; 1 to %d can be asked for"
              .formatted(number, position, MOST_TERMS));
    }
    try (var arena = Arena.ofConfined();
        var parsed = query(arena, Notation.PQF, start)) {
      set(arena, "number", Integer.toString(number));
      set(arena, "position", Integer.toString(position));
      var scan = yaz.connectionScan.call(connection, parsed.pointer());
      try {
        check();
        return terms(arena, scan);
      } finally {
        yaz.scanSetDestroy.call(scan);
      }
    }
  }

  private List<ZoomTerm> terms(Arena arena, MemorySegment scan) {
    var terms = new ArrayList<ZoomTerm>();
    var occurrences = arena.allocate(JAVA_LONG);
    var length = arena.allocate(JAVA_LONG);
    var size = yaz.scanSetSize.call(scan);
    for (var i = 0L; i < size; i++) {
      var term = yaz.scanSetTerm.call(scan, i, occurrences, length);
      if (!term.equals(MemorySegment.NULL)) {
        var written = Libyaz.utf8(term, length.get(JAVA_LONG, 0));
        var shown = yaz.scanSetDisplayTerm.call(scan, i, occurrences, length);
        terms.add(
            new ZoomTerm(
                written,
                shown.equals(MemorySegment.NULL)
                    ? written
                    : Libyaz.utf8(shown, length.get(JAVA_LONG, 0)),
                occurrences.get(JAVA_LONG, 0)));
      }
    }
    return terms;
  }

  /**
   * Sends a package of the Extended Services.
   *
   * @param service which: {@code itemorder}, {@code update}, {@code create}, {@code drop} or {@code
   *     commit}
   * @param options what it says, by the names of YAZ's documentation
   * @return the target's reference of the package, where it gave one
   * @throws ZoomException where the target refuses or does not answer
   */
  public synchronized @Nullable String send(String service, Map<String, String> options) {
    checkOpen();
    try (var arena = Arena.ofConfined()) {
      var parcel = yaz.connectionPackage.call(connection, MemorySegment.NULL);
      try {
        options.forEach((key, value) ->
            yaz.packageOptionSet.call(parcel, arena.allocateFrom(key), arena.allocateFrom(value)));
        yaz.packageSend.call(parcel, arena.allocateFrom(service));
        check();
        return Libyaz.text(
            yaz.packageOptionGet.call(parcel, arena.allocateFrom("targetReference")));
      } finally {
        yaz.packageDestroy.call(parcel);
      }
    }
  }

  /** A query of libyaz's. */
  private record Parsed(Libyaz yaz, MemorySegment pointer) implements AutoCloseable {
    @Override
    public synchronized void close() {
      yaz.queryDestroy.call(pointer);
    }
  }

  private Parsed query(Arena arena, Notation notation, String text) {
    checkOpen();
    var parsed = new Parsed(yaz, yaz.queryCreate.call());
    var written = arena.allocateFrom(text);
    var fault =
        switch (notation) {
          case PQF -> yaz.queryPrefix.call(parsed.pointer(), written);
          case CQL -> yaz.queryCql.call(parsed.pointer(), written);
        };
    if (fault != 0) {
      parsed.close();
      throw new IllegalArgumentException("\"%s\" is no %s".formatted(text, notation));
    }
    return parsed;
  }

  /** Throws {@link IllegalStateException} where this is closed: libyaz would read freed memory. */
  void checkOpen() {
    if (isClosed) {
      throw new IllegalStateException("the connection to %s is closed".formatted(target.name()));
    }
  }

  /** Throws what the last call met, if anything. */
  void check() {
    try (var arena = Arena.ofConfined()) {
      var message = arena.allocate(ADDRESS);
      var addinfo = arena.allocate(ADDRESS);
      var set = arena.allocate(ADDRESS);
      var code = yaz.connectionError.call(connection, message, addinfo, set);
      if (code != 0) {
        throw new ZoomException(
            target.name(),
            code,
            Libyaz.textAt(set),
            Libyaz.textAt(message),
            Libyaz.textAt(addinfo));
      }
    }
  }

  /** What the target is called in messages. */
  String name() {
    return target.name();
  }

  /** Takes leave of the target, and frees what is held of it. */
  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      yaz.connectionDestroy.call(connection);
    }
  }
}
