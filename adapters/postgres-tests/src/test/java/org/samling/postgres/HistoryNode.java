package org.samling.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.DatabaseSettings;

/**
 * A node of the library in a process of its own, with its own store and its own clients at work. It
 * first asks again what the node before it, on the same history, was not answered; and it ends when
 * its standard input does, so that it never outlives the test.
 */
final class HistoryNode {

  static final String PASSWORD = "HISTORY_NODE_PASSWORD";

  private HistoryNode() {}

  /**
   * Runs a node.
   *
   * @param args the database's address, its user, the tenants ({@code 1,2}), the history's file,
   *     this node's name, how many clients it has, and how many milliseconds an answer may take
   */
  public static void main(String[] args) throws Exception {
    var answerWithin = Duration.ofMillis(Long.parseLong(args[6]));
    var settings =
        new DatabaseSettings(
            args[0], args[1], new Secret(System.getenv(PASSWORD)), 6, 64, 1_000, answerWithin);
    var tenants =
        Arrays.stream(args[2].split(",")).map(Integer::valueOf).map(TenantId::new).toList();
    var goesOn = new AtomicBoolean(true);
    try (var store = new PostgresStore(settings, TestLibrary.keyring());
        var history = new History(Path.of(args[3]));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var unanswered = new LinkedHashMap<String, Event.Invoke>();
      for (var event : history.events()) {
        switch (event) {
          case Event.Invoke invoke -> unanswered.put(invoke.name(), invoke);
          case Event.Ok ok -> unanswered.remove(ok.name());
          case Event.Fail fail -> unanswered.remove(fail.name());
          case Event.Unknown _ -> {} // asked again
        }
      }
      var node = new RandomClient.Node(store, InstantSource.system(), answerWithin);
      var first = new RandomClient(args[4] + "/again", 0, node, tenants, history);
      var asked =
          unanswered.values().stream()
              .map(invoke -> threads.submit(() -> first.ask(invoke.name(), invoke.command())))
              .toList();
      var clients =
          IntStream.range(0, Integer.parseInt(args[5]))
              .mapToObj(i ->
                  threads.submit(() ->
                      new RandomClient(
                              args[4] + "/" + i, args[4].hashCode() + i, node, tenants, history)
                          .run(() -> {
                            RandomClient.rest();
                            return goesOn.get();
                          })))
              .toList();
      while (System.in.read() >= 0) {
        // Nothing is said to a node but that it should end.
      }
      goesOn.set(false);
      join(asked);
      join(clients);
    }
  }

  private static void join(Iterable<? extends Future<?>> all)
      throws InterruptedException, ExecutionException {
    for (var one : all) {
      one.get();
    }
  }
}
