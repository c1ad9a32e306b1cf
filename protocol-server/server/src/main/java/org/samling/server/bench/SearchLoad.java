package org.samling.server.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.samling.z3950.RpnQuery;

/** Libraries that search one server, one query after another, each as soon as it is answered. */
final class SearchLoad {

  private static final int RECORDS = 10;

  private final SearchTarget target;
  private long memory;

  SearchLoad(SearchTarget target) {
    this.target = target;
  }

  /** How many records each query finds. */
  long[] counts(List<SearchQuery> queries) throws IOException {
    try (var client = SearchClient.open(target)) {
      var counts = new long[queries.size()];
      for (var i = 0; i < counts.length; i++) {
        counts[i] = client.search(queries.get(i).rpn());
      }
      return counts;
    }
  }

  /**
   * One round: so many sessions, which are open when it begins, for so long. An operation is a
   * search and a Present of the first ten records, or of as many as there are.
   */
  Round run(List<SearchQuery> queries, int connections, int seconds)
      throws IOException, InterruptedException, ExecutionException {
    try (var sessions = new Started();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<SearchClient>();
      for (var i = 0; i < connections; i++) {
        clients.add(sessions.add(SearchClient.open(target)));
      }
      var cpu = target.processes().cpuSeconds();
      var started = System.nanoTime();
      var end = started + seconds * 1_000_000_000L;
      var running =
          IntStream.range(0, connections)
              .mapToObj(i ->
                  threads.submit(() -> {
                    var first = (int) ((long) i * queries.size() / connections);
                    return search(clients.get(i), queries, first, end);
                  }))
              .toList();
      var times = new ArrayList<long[]>();
      for (var client : running) {
        times.add(client.get());
      }
      var took = (System.nanoTime() - started) / 1e9;
      // While the sessions are open: a process that serves one ends with it.
      cpu = target.processes().cpuSeconds() - cpu;
      memory = Math.max(memory, target.processes().memory());
      return Round.of(times, took, cpu);
    }
  }

  private static long[] search(SearchClient client, List<SearchQuery> queries, int first, long end)
      throws IOException {
    var times = new ArrayList<Long>();
    for (var at = first; System.nanoTime() < end; at = (at + 1) % queries.size()) {
      var query = queries.get(at).rpn();
      var before = System.nanoTime();
      client.present(Math.min(RECORDS, found(client, query)));
      times.add(System.nanoTime() - before);
    }
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  private static long found(SearchClient client, RpnQuery query) throws IOException {
    var count = client.search(query);
    if (count == 0) {
      throw new IOException("a query that had found something found nothing: " + query);
    }
    return count;
  }

  SearchTarget target() {
    return target;
  }

  /** The most memory that the server held at the end of a round, in bytes. */
  long memory() {
    return memory;
  }
}
