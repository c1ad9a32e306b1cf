package org.samling.bench.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.measure.LiveHeap;
import org.samling.bench.measure.Started;

/**
 * What Z39.50 sessions that say nothing take of a server of ours: of its heap, by what lives there
 * with them and without them, and of the machine's memory.
 */
final class IdleSessions {

  /** Sessions that come and go before, so that what is made for the first ones is there. */
  private static final int BEFORE = 500;

  private final SearchTarget target;
  private final Path directory;
  private final Consumer<String> say;

  /**
   * Sessions with a server.
   *
   * @param directory where what is printed by programs is put
   * @param say is told the figures
   */
  IdleSessions(SearchTarget target, Path directory, Consumer<String> say) {
    this.target = target;
    this.directory = directory;
    this.say = say;
  }

  /**
   * What the server holds.
   *
   * @param heap what lives on its heap, in bytes
   * @param memory what it holds of the machine's memory, in bytes
   */
  private record Held(long heap, long memory) {

    String by(Held before, int sessions) {
      return "%,d bytes of the heap and %,d of memory each"
          .formatted(
              (heap - before.heap) / sessions, Math.max(0, memory - before.memory) / sessions);
    }
  }

  /**
   * Opens sessions and tells what each takes: once Init is answered, and once it has searched, got
   * ten records and keeps what it found.
   */
  void measure(int number, List<SearchQuery> queries) throws IOException, InterruptedException {
    open(BEFORE, queries);
    var before = held();
    try (var sessions = new Started()) {
      var clients = new ArrayList<SearchClient>();
      while (clients.size() < number) {
        clients.add(sessions.add(SearchClient.open(target)));
      }
      say.accept(
          "%,d idle sessions take %s after Init;".formatted(number, held().by(before, number)));
      for (var i = 0; i < number; i++) {
        SearchLoad.search(clients.get(i), target.database(), queries.get(i % queries.size()));
      }
      say.accept(
          "%s after a search and ten records, with the set that was found."
              .formatted(held().by(before, number)));
    }
  }

  private void open(int number, List<SearchQuery> queries) throws IOException {
    for (var i = 0; i < number; i++) {
      try (var client = SearchClient.open(target)) {
        SearchLoad.search(client, target.database(), queries.get(i % queries.size()));
      }
    }
  }

  private Held held() throws IOException, InterruptedException {
    var heap = LiveHeap.of(target.server().roots().getFirst(), directory);
    return new Held(heap, target.server().memory());
  }
}
