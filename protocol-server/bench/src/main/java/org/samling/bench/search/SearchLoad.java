package org.samling.bench.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.Round;
import org.samling.bench.measure.StartedResources;

/** Clients that search one server, one query after another, each as soon as it has the answer. */
public final class SearchLoad {

  private static final int RECORDS = 10;

  private final SearchTarget target;
  private long memory;

  public SearchLoad(SearchTarget target) {
    this.target = target;
  }

  /** The number of hits of each query. */
  long[] counts(List<SearchQuery> queries) throws IOException {
    return counts(target.database(), queries);
  }

  /** The number of hits with items for each query. */
  long[] countsOfHoldings(List<SearchQuery> queries) throws IOException {
    return counts(target.holdings(), queries);
  }

  private long[] counts(String database, List<SearchQuery> queries) throws IOException {
    try (var client = SearchClient.open(target)) {
      var counts = new long[queries.size()];
      for (var i = 0; i < counts.length; i++) {
        counts[i] = client.search(database, queries.get(i).rpn());
      }
      return counts;
    }
  }

  /**
   * Runs one round of clients, which are connected when it begins.
   *
   * @param queries the queries; each has hits
   */
  Round run(SearchOperation operation, List<SearchQuery> queries, int connections, int seconds)
      throws IOException, InterruptedException, ExecutionException {
    try (var sessions = new StartedResources();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<ClosedLoop.Caller>();
      for (var i = 0; i < connections; i++) {
        var turn =
            new SearchQueries.QueryCycle(queries, (int) ((long) i * queries.size() / connections));
        clients.add(sessions.add(client(operation, turn)));
      }
      var cpu = target.server().cpuSeconds();
      var store = target.store().cpuSeconds();
      var started = System.nanoTime();
      var end = started + seconds * 1_000_000_000L;
      var running =
          clients.stream()
              .map(client -> threads.submit(() -> ClosedLoop.callUntil(client, end)))
              .toList();
      var times = new ArrayList<long[]>();
      for (var client : running) {
        times.add(client.get());
      }
      var took = (System.nanoTime() - started) / 1e9;
      // While the sessions are open: some servers use a process per session, which ends with it.
      cpu = target.server().cpuSeconds() - cpu;
      store = target.store().cpuSeconds() - store;
      memory = Math.max(memory, target.server().memory() + target.store().memory());
      return Round.of(times, took, cpu, store);
    }
  }

  /** A client on a session of its own, which is open when this returns. */
  public ClosedLoop.Caller client(SearchOperation operation, SearchQueries.QueryCycle queries)
      throws IOException {
    return switch (operation) {
      case SEARCH -> new SearchCaller(SearchClient.open(target), target.database(), queries);
      case HOLDINGS -> new SearchCaller(SearchClient.open(target), target.holdings(), queries);
      case SCAN -> new ScanCaller(SearchClient.open(target), queries);
      case RECONNECT ->
          () -> {
            try (var client = SearchClient.open(target)) {
              search(client, target.database(), queries.next());
            }
          };
      case SRU -> new SruClient(target, queries, RECORDS);
    };
  }

  /** Searches on a session. */
  private record SearchCaller(
      SearchClient client, String database, SearchQueries.QueryCycle queries)
      implements ClosedLoop.Caller {

    @Override
    public void call() throws IOException {
      search(client, database, queries.next());
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }

  /** Scans on a session. */
  private record ScanCaller(SearchClient client, SearchQueries.QueryCycle queries)
      implements ClosedLoop.Caller {

    @Override
    public void call() throws IOException {
      client.scan(queries.next().place());
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }

  /** Searches, and fetches the first ten records, or as many as there are. */
  public static void search(SearchClient client, String database, SearchQuery query)
      throws IOException {
    var count = client.search(database, query.rpn());
    if (count == 0) {
      throw new IOException("a query that had hits before has none now: " + query);
    }
    client.present(Math.min(RECORDS, count));
  }

  SearchTarget target() {
    return target;
  }

  /** The server's peak memory at the end of a round, including its database, in bytes. */
  long memory() {
    return memory;
  }
}
