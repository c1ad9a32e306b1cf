package org.samling.server.sip2;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to this node, by account. Every two seconds one query reads the versions of the
 * connected accounts; those that were switched off or changed are disconnected. While the store is
 * unreachable, everybody stays connected.
 *
 * <p>Safe for use by many threads.
 */
public final class Sip2Presence implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2Presence.class);
  private static final Duration ROUND = Duration.ofSeconds(2);

  private final Accounts accounts;
  private final Map<UUID, Set<Sip2Visit>> present = new HashMap<>();
  private final List<Runnable> eachRound = new CopyOnWriteArrayList<>();
  private final Thread watch;

  /** Starts to watch. */
  public Sip2Presence(Accounts accounts) {
    this.accounts = accounts;
    this.watch = Thread.ofVirtual().name("sip2-presence").start(this::watch);
  }

  /** Adds an action for each round. */
  void eachRound(Runnable action) {
    eachRound.add(action);
  }

  /** Adds a visit to an account's; false where the account has as many as it may. */
  synchronized boolean enter(Account account, Sip2Visit visit) {
    var most = account.access().connections();
    var visits = present.computeIfAbsent(account.id(), _ -> new HashSet<>());
    return (most == null || visits.size() < most) && visits.add(visit);
  }

  synchronized void leave(Account account, Sip2Visit visit) {
    var visits = present.get(account.id());
    if (visits != null) {
      visits.remove(visit);
      if (visits.isEmpty()) {
        present.remove(account.id());
      }
    }
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(ROUND);
        eachRound.forEach(Sip2Presence::run);
        check();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs an action of a round; one that fails is run again in the next round. */
  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("an action of the watch over connections failed", e);
    }
  }

  private void check() {
    var visits = visits();
    if (visits.isEmpty()) {
      return;
    }
    try {
      var versions = accounts.versions(visits.keySet());
      visits.forEach((id, all) -> all.forEach(visit -> check(visit, versions.get(id))));
    } catch (StoreException e) {
      LOG.debug("the accounts of connections could not be checked: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the accounts of connections could not be checked", e);
    }
  }

  private synchronized Map<UUID, List<Sip2Visit>> visits() {
    var visits = new HashMap<UUID, List<Sip2Visit>>();
    present.forEach((id, all) -> {
      if (!all.isEmpty()) {
        visits.put(id, new ArrayList<>(all));
      }
    });
    return visits;
  }

  private static void check(Sip2Visit visit, @Nullable Integer version) {
    var account = visit.account();
    if (account != null && (version == null || version != account.version())) {
      visit.close(
          "the account was switched off or changed; the machine can log in again if still allowed");
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    watch.interrupt();
  }
}
