package org.samling.zoom;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query;
import org.samling.core.search.SearchException;

/**
 * A connection to a target, for searches and orders. Every call holds its thread until the target
 * answers, at most for the target's time limit for each part of it. Calls from several threads,
 * including those on its result sets, take turns. After a target violates the protocol, disconnects
 * or exceeds the limit, every later call fails as lost.
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
   * Connects to a target. An SRU target is first called by a search.
   *
   * @throws ZoomException if the target can't be reached, or rejects Init
   */
  public static ZoomConnection open(ZoomTarget target) {
    return new ZoomConnection(
        target, target.isSru() ? new SruSession(target) : Z3950Session.open(target));
  }

  /** The notation of a query. */
  public enum Notation {
    /** Prefix Query Format, YAZ's notation for the type-1 query. */
    PQF,
    /** The Contextual Query Language; parsed by the target itself. */
    CQL
  }

  /**
   * Searches.
   *
   * @return the result; the caller closes it before this connection
   * @throws ZoomException if the target refuses the query or does not answer
   * @throws SearchException if it can't be expressed for a target
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
          "other catalogues can't be searched for so many words at once",
          e);
    }
  }

  /**
   * Searches with a query in a target's notation.
   *
   * @param notation the notation of the query
   * @return the result; the caller closes it before this connection
   * @throws IllegalArgumentException if the query is not valid
   * @throws ZoomException if the target refuses the query or does not answer
   */
  public synchronized ZoomResultSet search(Notation notation, String query) {
    checkOpen();
    return new ZoomResultSet(this, session.search(notation, query));
  }

  /**
   * Sends an Extended Services request.
   *
   * @param service the service: {@code itemorder}
   * @param options its parameters, under the names in YAZ's documentation: {@code contact-name},
   *     {@code contact-phone}, {@code contact-email}, {@code itemorder-setname}, {@code
   *     itemorder-item}
   * @return the target's reference for the task package, or null if it returned none
   * @throws IllegalArgumentException if the target's protocol has no such service
   * @throws ZoomException if the target refuses or does not answer
   */
  public synchronized @Nullable String send(String service, Map<String, String> options) {
    checkOpen();
    if (session instanceof Z3950Session z3950 && service.equals("itemorder")) {
      return z3950.order(options);
    }
    throw new IllegalArgumentException(
        "%s: it has no service %s".formatted(target.name(), service));
  }

  /** Throws {@link IllegalStateException} if this is closed. */
  void checkOpen() {
    if (isClosed) {
      throw new IllegalStateException("the connection to %s is closed".formatted(target.name()));
    }
  }

  /** The target's name in messages. */
  String name() {
    return target.name();
  }

  /** Closes the session with the target. */
  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      session.close();
    }
  }
}
