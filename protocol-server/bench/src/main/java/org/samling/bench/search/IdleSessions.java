package org.samling.bench.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.measure.LiveHeap;
import org.samling.bench.measure.StartedResources;

/**
 * Measures what idle Z39.50 sessions cost a server started here: live heap with and without them,
 * and memory.
 */
final class IdleSessions {

  /** Sessions opened and closed beforehand, so that one-time allocations don't count. */
  private static final int BEFORE = 500;

  private final SearchTarget target;
  private final Path directory;
  private final Consumer<String> say;

  /**
   * Makes sessions with a server.
   *
   * @param directory the directory for the output of programs
   * @param say receives the figures
   */
  IdleSessions(SearchTarget target, Path directory, Consumer<String> say) {
    this.target = target;
    this.directory = directory;
    this.say = say;
  }

  /**
   * The memory in use by the server.
   *
   * @param heap the live heap, in bytes
   * @param memory the memory of its processes, in bytes
   */
  private record Held(long heap, long memory) {

    String by(Held before, int sessions) {
      return "%,d bytes of the heap and %,d of memory each"
          .formatted(
              (heap - before.heap) / sessions, Math.max(0, memory - before.memory) / sessions);
    }
  }

  /**
   * Opens sessions and prints the cost of each: after Init, and after a search with ten records,
   * with its result set still open.
   */
  void measure(int number, List<SearchQuery> queries) throws IOException, InterruptedException {
    open(BEFORE, queries);
    var before = memory();
    try (var sessions = new StartedResources()) {
      var clients = new ArrayList<SearchClient>();
      while (clients.size() < number) {
        clients.add(sessions.add(SearchClient.open(target)));
      }
      say.accept(
          "%,d idle sessions take %s after Init;".formatted(number, memory().by(before, number)));
      for (var i = 0; i < number; i++) {
        SearchLoad.search(clients.get(i), target.database(), queries.get(i % queries.size()));
      }
      say.accept(
          "%s after a search and ten records, with the set that was found."
              .formatted(memory().by(before, number)));
    }
  }

  private void open(int number, List<SearchQuery> queries) throws IOException {
    for (var i = 0; i < number; i++) {
      try (var client = SearchClient.open(target)) {
        SearchLoad.search(client, target.database(), queries.get(i % queries.size()));
      }
    }
  }

  private Held memory() throws IOException, InterruptedException {
    var heap = LiveHeap.of(target.server().roots().getFirst(), directory);
    return new Held(heap, target.server().memory());
  }
}
