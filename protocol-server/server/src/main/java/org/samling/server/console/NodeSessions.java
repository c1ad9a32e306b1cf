package org.samling.server.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.samling.console.machines.LiveSessions;
import org.samling.core.StoreException;
import org.samling.core.organisation.Accounts;
import org.samling.server.tcp.OpenConnection;
import org.samling.server.tcp.TcpListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of this node's listeners. Those of Z39.50 are checked every two seconds, and
 * closed where their accounts were switched off or changed; SIP2 checks its own.
 */
public final class NodeSessions implements LiveSessions, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeSessions.class);
  private static final Duration ROUND = Duration.ofSeconds(2);

  private final Supplier<List<TcpListener>> sip2;
  private final Supplier<TcpListener> z3950;
  private final Accounts accounts;
  private final Thread watch;

  /**
   * Begins to watch.
   *
   * @param sip2 supplies the present SIP2 listeners
   * @param z3950 supplies the present Z39.50 listener
   */
  public NodeSessions(
      Supplier<List<TcpListener>> sip2, Supplier<TcpListener> z3950, Accounts accounts) {
    this.sip2 = sip2;
    this.z3950 = z3950;
    this.accounts = accounts;
    this.watch = Thread.ofVirtual().name("z3950-presence").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(ROUND);
        check();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void check() {
    var open = z3950.get().open();
    if (open.isEmpty()) {
      return;
    }
    try {
      var versions =
          accounts.versions(open.stream().map(c -> c.account().id()).collect(Collectors.toSet()));
      for (var connection : open) {
        var version = versions.get(connection.account().id());
        if (version == null || version != connection.account().version()) {
          LOG.info(
              "the Z39.50 connection of {} from {} is closed: the account was switched off or changed",
              connection.account().username(),
              connection.address());
          z3950.get().end(connection.id());
        }
      }
    } catch (StoreException e) {
      LOG.debug("the accounts of connections could not be checked: {}", e.toString());
    } catch (RuntimeException e) {
      LOG.error("the accounts of connections could not be checked", e);
    }
  }

  @Override
  public List<LiveSession> all() {
    var all = new ArrayList<LiveSession>();
    sip2.get().forEach(l -> l.open().forEach(c -> all.add(session(c))));
    z3950.get().open().forEach(c -> all.add(session(c)));
    return all;
  }

  private static LiveSession session(OpenConnection connection) {
    var account = connection.account();
    return new LiveSession(
        connection.id(),
        account.protocol(),
        account.username(),
        connection.address(),
        connection.since());
  }

  @Override
  public void end(String id) {
    sip2.get().forEach(l -> l.end(id));
    z3950.get().end(id);
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
