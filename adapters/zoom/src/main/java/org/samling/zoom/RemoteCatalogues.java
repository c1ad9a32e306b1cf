package org.samling.zoom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.requests.Places;
import org.samling.core.requests.ResourceLimit;
import org.samling.core.search.Query;
import org.samling.core.search.RemoteSearch;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchException.Kind;
import org.samling.zoom.ZoomResultSet.Fetched;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches other catalogues, several at once. A search connects to all targets of the database in
 * parallel, and fetches the first records of each, all within its time limit. A target that fails
 * or exceeds the limit is left out of the result, which says so, and this is logged; if all fail,
 * the search fails with the reason. A target that fails later, when records are fetched, costs only
 * its own records.
 *
 * <p>Each wait holds a thread: at most {@value #MOST_WAITED_FOR} for all targets together and
 * {@value #MOST_FOR_ONE} for each, so that a slow target leaves room for searches of others. Safe
 * for use by many threads.
 */
public final class RemoteCatalogues implements RemoteSearch, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteCatalogues.class);

  /** The maximum number of waits for all targets. */
  private static final int MOST_WAITED_FOR = 64;

  /** The maximum number of waits for one target. */
  private static final int MOST_FOR_ONE = 16;

  private final Map<String, List<ZoomTarget>> databases;

  /** By target: the permits for further waits. */
  private final Map<String, Places> room = new ConcurrentHashMap<>();

  private final RecordReader reader;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_WAITED_FOR,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          Thread.ofVirtual().name("target-", 1).factory());

  /**
   * Makes a search of other catalogues.
   *
   * @param databases the targets of each remote database
   * @param reader reads their records
   */
  public RemoteCatalogues(Map<String, List<ZoomTarget>> databases, RecordReader reader) {
    this.databases = Map.copyOf(databases);
    this.reader = reader;
  }

  @Override
  public Set<String> databases() {
    return databases.keySet();
  }

  @Override
  public ResultSet search(String database, Query query) {
    var targets = databases.get(database);
    if (targets == null) {
      throw new IllegalArgumentException("there is no database " + database);
    }
    return search(targets, query);
  }

  private ResultSet search(List<ZoomTarget> targets, Query query) {
    var began = System.nanoTime();
    var asked = new ArrayList<CompletableFuture<RemotePart>>();
    var heads = new ArrayList<CompletableFuture<List<Fetched>>>();
    var faults = new LinkedHashMap<String, String>();
    try {
      for (var target : targets) {
        var answer = begin(target, () -> found(target, query));
        asked.add(answer);
        heads.add(
            answer.thenCompose(
                part -> begin(target, () -> part.found().records(1, RemoteResultSet.head(part)))));
      }
      var parts = new ArrayList<RemotePart>();
      var fetched = new ArrayList<CompletableFuture<List<Fetched>>>();
      for (var i = 0; i < targets.size(); i++) {
        try {
          parts.add(awaitAny(asked.get(i), targets.get(i), began));
          fetched.add(heads.get(i));
        } catch (SearchException e) {
          LOG.warn("a catalogue is left out of a search: {}", e.getMessage());
          faults.put(targets.get(i).name(), String.valueOf(e.getMessage()));
          closeWhenItComes(asked.get(i));
        }
      }
      if (parts.isEmpty()) {
        throw new SearchException(Kind.UNAVAILABLE, String.join("; ", faults.values()), null);
      }
      var found = new RemoteResultSet(this, parts, faults, reader);
      found.merge(fetched, began);
      return found;
    } catch (RuntimeException e) {
      asked.forEach(this::closeWhenItComes);
      throw e;
    }
  }

  private void closeWhenItComes(CompletableFuture<RemotePart> answer) {
    var _ = answer.thenAccept(this::release);
  }

  private static RemotePart found(ZoomTarget target, Query query) {
    var connection = ZoomConnection.open(target);
    try {
      var part = new RemotePart(target, connection, connection.search(query));
      if (part.found().count() < 0 || part.found().count() > Integer.MAX_VALUE) {
        part.close();
        throw new SearchException(
            Kind.UNAVAILABLE,
            "%s: it reports more records than any catalogue has".formatted(target.name()),
            null);
      }
      return part;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Starts a call to a target on a waiting thread; fails the answer if no thread is free. */
  <T> CompletableFuture<T> begin(ZoomTarget target, Supplier<T> question) {
    var permits =
        room.computeIfAbsent(
            target.name(), _ -> new Places(ResourceLimit.OTHER_CATALOGUES, MOST_FOR_ONE));
    if (!permits.take()) {
      return CompletableFuture.failedFuture(
          new SearchException(
              Kind.UNAVAILABLE,
              target.name() + ": too many searches are waiting for it; try again later",
              null));
    }
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            try {
              return question.get();
            } finally {
              permits.giveBack();
            }
          },
          threads);
    } catch (RejectedExecutionException e) {
      permits.giveBack();
      ResourceLimit.OTHER_CATALOGUES.reach();
      return CompletableFuture.failedFuture(
          new SearchException(
              Kind.UNAVAILABLE, "too many other catalogues are being asked; try again later", e));
    }
  }

  /**
   * Waits for a target's answer, within its time limit.
   *
   * @param began when what the limit is for began, as {@link System#nanoTime} tells it
   */
  static <T> T awaitAny(CompletableFuture<T> answer, ZoomTarget target, long began) {
    var left = target.timeout().minusNanos(System.nanoTime() - began);
    return await(answer, target, target.timeout(), left);
  }

  /**
   * Waits for a target's answer.
   *
   * @param limit how long it may take in all
   * @param left how much of that is left
   */
  static <T> T await(
      CompletableFuture<T> answer, ZoomTarget target, Duration limit, Duration left) {
    try {
      return answer.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SearchException(
          Kind.UNAVAILABLE,
          "%s: no answer within %d s".formatted(target.name(), limit.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SearchException(Kind.UNAVAILABLE, "interrupted", e);
    } catch (ExecutionException e) {
      // Of an answer that depended on another one, the cause is one deeper.
      var cause =
          e.getCause() instanceof CompletionException completion
              ? completion.getCause()
              : e.getCause();
      if (cause instanceof SearchException fault) {
        throw fault;
      }
      if (cause instanceof ZoomException fault) {
        throw new SearchException(Kind.UNAVAILABLE, String.valueOf(fault.getMessage()), fault);
      }
      throw new IllegalStateException(target.name() + " can't be asked", cause);
    }
  }

  /** Closes the session with a target, after any calls to it in progress. */
  void release(RemotePart part) {
    try {
      threads.execute(part::close);
    } catch (RejectedExecutionException _) {
      part.close();
    }
  }

  /** Accepts no more calls; those in progress end by their time limit. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
