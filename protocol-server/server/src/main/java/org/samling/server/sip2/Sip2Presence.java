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
 * Who is connected to this node, by account. Every two seconds the store is asked, in one question,
 * for the versions of the accounts that are; what is switched off or changed is disconnected. Where
 * the store can't be asked everybody stays.
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

  /** Begins to watch. */
  public Sip2Presence(Accounts accounts) {
    this.accounts = accounts;
    this.watch = Thread.ofVirtual().name("sip2-presence").start(this::watch);
  }

  /** Has something done in each round. */
  void eachRound(Runnable action) {
    eachRound.add(action);
  }

  /** Notes that a visit is an account's, where the account may have one more. */
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
        eachRound.forEach(Runnable::run);
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    var visits = visits();
    if (visits.isEmpty()) {
      return;
    }
    try {
      var versions = accounts.versions(visits.keySet());
      visits.forEach((id, all) -> all.forEach(visit -> look(visit, versions.get(id))));
    } catch (StoreException e) {
      LOG.debug("the accounts could not be looked at: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the accounts could not be looked at", e);
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

  private static void look(Sip2Visit visit, @Nullable Integer version) {
    var account = visit.account();
    if (account != null && (version == null || version != account.version())) {
      visit.endBecause(
          "the account was switched off or changed; the machine may log in again if it still may");
    }
  }

  /** Watches no longer. */
  @Override
  public void close() {
    watch.interrupt();
  }
}
