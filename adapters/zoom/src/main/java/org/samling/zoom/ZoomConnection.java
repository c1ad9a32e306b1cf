package org.samling.zoom;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query;
import org.samling.core.search.SearchException;

/**
 * A connection to a target: searches and orders. Every call waits for the target's answer, at most
 * as long as the target's time limit for each part of it, and holds its thread meanwhile. Threads
 * take turns, those of its result sets among them. A target that breaks its protocol, hangs up or
 * is late is asked no more: every later call says that it was lost.
 */
public final class ZoomConnection implements AutoCloseable {

  private final ZoomTarget target;
  private final TargetSession session;
  private boolean isClosed;

  private ZoomConnection(ZoomTarget target, TargetSession session) {
    this.target = target;
    this.session = session;
  }

  /**
   * Connects to a target. One of SRU is first called when it is searched.
   *
   * @throws ZoomException where the target can't be reached, or lets nobody in
   */
  public static ZoomConnection open(ZoomTarget target) {
    return new ZoomConnection(
        target, target.isSru() ? new SruSession(target) : Z3950Session.open(target));
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
    if (target.isSru()) {
      return search(Notation.CQL, Cql.of(query));
    }
    var written = Pqf.of(query);
    try {
      return search(Notation.PQF, written);
    } catch (IllegalArgumentException e) {
      throw new SearchException(
          SearchException.Kind.UNSUPPORTED,
          "other catalogues are not asked for so many words at once",
          e);
    }
  }

  /**
   * Searches with a query that is written already.
   *
   * @param notation what the query is written in
   * @return what was found; the caller closes it before this connection
   * @throws IllegalArgumentException where the query is none
   * @throws ZoomException where the target refuses the query or does not answer
   */
  public synchronized ZoomResultSet search(Notation notation, String query) {
    checkOpen();
    return new ZoomResultSet(this, session.search(notation, query));
  }

  /**
   * Sends a package of the Extended Services.
   *
   * @param service which: {@code itemorder}
   * @param options what it says, by the names of YAZ's documentation: {@code contact-name}, {@code
   *     contact-phone}, {@code contact-email}, {@code itemorder-setname}, {@code itemorder-item}
   * @return the target's reference of the package, where it gave one
   * @throws IllegalArgumentException where there is no such service in the target's protocol
   * @throws ZoomException where the target refuses or does not answer
   */
  public synchronized @Nullable String send(String service, Map<String, String> options) {
    checkOpen();
    if (session instanceof Z3950Session z3950 && service.equals("itemorder")) {
      return z3950.order(options);
    }
    throw new IllegalArgumentException(
        "%s: there is no service %s here".formatted(target.name(), service));
  }

  /** Throws {@link IllegalStateException} where this is closed. */
  void checkOpen() {
    if (isClosed) {
      throw new IllegalStateException("the connection to %s is closed".formatted(target.name()));
    }
  }

  /** What the target is called in messages. */
  String name() {
    return target.name();
  }

  /** Takes leave of the target. */
  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      session.close();
    }
  }
}
