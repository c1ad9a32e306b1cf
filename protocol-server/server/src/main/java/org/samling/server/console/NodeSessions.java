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
 * The connections of this node's listeners. Those of Z39.50 are looked at every other second, and
 * ended where their accounts were switched off or changed; SIP2 looks after its own.
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
   * @param sip2 the listeners of SIP2, as they are at a moment
   * @param z3950 that of Z39.50
   * @param accounts tells who was switched off
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
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
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
      LOG.debug("the accounts could not be looked at: {}", e.toString());
    } catch (RuntimeException e) {
      LOG.error("the accounts could not be looked at", e);
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
