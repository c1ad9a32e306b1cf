package org.samling.bench.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.Round;
import org.samling.bench.measure.Started;

/** Libraries that search one server, one query after another, each as soon as it is answered. */
public final class SearchLoad {

  private static final int RECORDS = 10;

  private final SearchTarget target;
  private long memory;

  SearchLoad(SearchTarget target) {
    this.target = target;
  }

  /** How many records each query finds. */
  long[] counts(List<SearchQuery> queries) throws IOException {
    return counts(target.database(), queries);
  }

  /** How many each finds that have items. */
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
   * One round: so many clients, which are connected when it begins, for so long.
   *
   * @param queries what is asked; each finds something
   */
  Round run(SearchOperation operation, List<SearchQuery> queries, int connections, int seconds)
      throws IOException, InterruptedException, ExecutionException {
    try (var sessions = new Started();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<ClosedLoop.Caller>();
      for (var i = 0; i < connections; i++) {
        var turn = new SearchQueries.Turn(queries, (int) ((long) i * queries.size() / connections));
        clients.add(sessions.add(client(operation, turn)));
      }
      var cpu = target.server().cpuSeconds();
      var store = target.store().cpuSeconds();
      var started = System.nanoTime();
      var end = started + seconds * 1_000_000_000L;
      var running =
          clients.stream()
              .map(client -> threads.submit(() -> ClosedLoop.ask(client, end)))
              .toList();
      var times = new ArrayList<long[]>();
      for (var client : running) {
        times.add(client.get());
      }
      var took = (System.nanoTime() - started) / 1e9;
      // While the sessions are open: a process that serves one ends with it.
      cpu = target.server().cpuSeconds() - cpu;
      store = target.store().cpuSeconds() - store;
      memory = Math.max(memory, target.server().memory() + target.store().memory());
      return Round.of(times, took, cpu, store);
    }
  }

  private ClosedLoop.Caller client(SearchOperation operation, SearchQueries.Turn queries)
      throws IOException {
    return switch (operation) {
      case SEARCH -> new Searching(SearchClient.open(target), target.database(), queries);
      case HOLDINGS -> new Searching(SearchClient.open(target), target.holdings(), queries);
      case SCAN -> new Scanning(SearchClient.open(target), queries);
      case RECONNECT ->
          () -> {
            try (var client = SearchClient.open(target)) {
              search(client, target.database(), queries.next());
            }
          };
      case SRU -> new SruClient(target, queries, RECORDS);
    };
  }

  /** A session that searches. */
  private record Searching(SearchClient client, String database, SearchQueries.Turn queries)
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

  /** A session that scans. */
  private record Scanning(SearchClient client, SearchQueries.Turn queries)
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

  /** Searches, and gets the first ten records, or as many as there are. */
  public static void search(SearchClient client, String database, SearchQuery query)
      throws IOException {
    var count = client.search(database, query.rpn());
    if (count == 0) {
      throw new IOException("a query that had found something found nothing: " + query);
    }
    client.present(Math.min(RECORDS, count));
  }

  SearchTarget target() {
    return target;
  }

  /** The most memory that the server held at the end of a round, with its database, in bytes. */
  long memory() {
    return memory;
  }
}
