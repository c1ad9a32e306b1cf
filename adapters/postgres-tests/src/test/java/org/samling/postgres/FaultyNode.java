package org.samling.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.testing.TcpProxy;

/** A node within the tests, with its own ways to the servers, its own store and its own clients. */
final class FaultyNode implements AutoCloseable {

  static final int CLIENTS = 4;

  private static final long PAUSE_NANOS = 5_000_000;

  private final List<TcpProxy> ways = new ArrayList<>();
  private final PostgresStore store;
  private final History history;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<? extends Future<?>> clients;
  private final AtomicBoolean goesOn = new AtomicBoolean(true);
  private final AtomicBoolean isPaused = new AtomicBoolean();
  private final AtomicInteger idle = new AtomicInteger();
  private final RandomClient other;

  /**
   * Starts a node on a library.
   *
   * @param ports the servers', each of which it reaches on a way of its own
   * @param settings but for the address
   * @param history the file where its clients write down what they hear
   */
  FaultyNode(
      String name,
      List<Integer> ports,
      DatabaseSettings settings,
      JumpingClock clock,
      List<TenantId> tenants,
      Path history)
      throws IOException {
    for (var port : ports) {
      ways.add(TcpProxy.before(port));
    }
    var url =
        ways.stream()
            .map(way -> "127.0.0.1:" + way.port())
            .collect(
                Collectors.joining(
                    ",", "jdbc:postgresql://", settings.url().replaceFirst(".*/", "/")));
    store =
        new PostgresStore(
            clock,
            new DatabaseSettings(
                url,
                settings.user(),
                settings.password(),
                settings.connections(),
                settings.batch(),
                settings.queue(),
                settings.answerWithin()),
            TestLibrary.keyring());
    this.history = new History(history);
    var node = new RandomClient.Node(store, clock, settings.answerWithin());
    other = new RandomClient(name + "/other", name.hashCode(), node, tenants, this.history);
    clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> name + "/" + i)
            .map(client ->
                threads.submit(() ->
                    new RandomClient(client, client.hashCode(), node, tenants, this.history)
                        .run(this::goesOn)))
            .toList();
  }

  private boolean goesOn() {
    idle.incrementAndGet();
    RandomClient.rest();
    while (isPaused.get() && goesOn.get()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    idle.decrementAndGet();
    return goesOn.get();
  }

  /** Has its clients give no more commands once those that they gave are answered, or go on. */
  void pause(boolean pause) {
    isPaused.set(pause);
  }

  /** Whether none of its clients waits for an answer. */
  boolean isIdle() {
    return idle.get() == CLIENTS;
  }

  /** Gives one command, until it is answered; also while its clients are paused. */
  Future<?> askOne(String name) {
    return threads.submit(() -> other.askOne(name));
  }

  /** How it reaches a server. */
  TcpProxy way(int server) {
    return ways.get(server);
  }

  /** How it reaches each server. */
  List<TcpProxy> ways() {
    return ways;
  }

  /** How many answers its clients got. */
  int answers() {
    return history.answers();
  }

  /** How often its clients were not answered. */
  int unknown() {
    return history.unknown();
  }

  /** Whether it can read. */
  boolean reads() {
    try {
      return !store.tenants().all().isEmpty();
    } catch (RuntimeException _) {
      return false;
    }
  }

  /** Lets its clients hear of what they asked and end, and tells what they wrote down. */
  List<Event> end() throws Exception {
    goesOn.set(false);
    for (var client : clients) {
      client.get();
    }
    return history.events();
  }

  @Override
  public void close() throws IOException {
    goesOn.set(false);
    threads.shutdownNow();
    store.close();
    history.close();
    for (var way : ways) {
      way.close();
    }
  }
}
