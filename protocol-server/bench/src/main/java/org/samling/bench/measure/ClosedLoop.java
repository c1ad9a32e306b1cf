package org.samling.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Callers, each a virtual thread, that ask again as soon as they are answered. */
public final class ClosedLoop {

  private ClosedLoop() {}

  /** Somebody who asks; closed when the round is over. */
  public interface Caller extends AutoCloseable {

    /**
     * Asks once and checks the answer.
     *
     * @throws IllegalStateException when the answer is another than has to come
     */
    void call() throws Exception;

    @Override
    default void close() throws IOException {}
  }

  /** Makes the caller of a number, from 0. */
  public interface Callers {
    Caller caller(int number) throws Exception;
  }

  /**
   * One round: so many callers, for so long.
   *
   * @throws ExecutionException when one of them failed
   */
  public static Round run(Callers callers, int count, int seconds)
      throws InterruptedException, ExecutionException {
    var started = System.nanoTime();
    var times = times(callers, count, started + seconds * 1_000_000_000L);
    return Round.of(times, (System.nanoTime() - started) / 1e9);
  }

  /**
   * The same, and what it cost.
   *
   * @param server the processes that answer
   * @param store those of their database
   * @throws ExecutionException when a caller failed
   */
  public static Round run(
      Callers callers, int count, int seconds, ProcessTrees server, ProcessTrees store)
      throws InterruptedException, ExecutionException {
    var cpu = server.cpuSeconds();
    var storeCpu = store.cpuSeconds();
    var started = System.nanoTime();
    var times = times(callers, count, started + seconds * 1_000_000_000L);
    var took = (System.nanoTime() - started) / 1e9;
    return Round.of(times, took, server.cpuSeconds() - cpu, store.cpuSeconds() - storeCpu);
  }

  private static List<long[]> times(Callers callers, int count, long end)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, count)
              .mapToObj(number ->
                  threads.submit(() -> {
                    try (var caller = callers.caller(number)) {
                      return ask(caller, end);
                    }
                  }))
              .toList();
      var times = new ArrayList<long[]>();
      for (var caller : running) {
        times.add(caller.get());
      }
      return times;
    }
  }

  /** Has a caller ask until a time of {@link System#nanoTime()}; says how long each call took. */
  public static long[] ask(Caller caller, long end) throws Exception {
    var times = new ArrayList<Long>();
    while (System.nanoTime() < end) {
      var before = System.nanoTime();
      caller.call();
      times.add(System.nanoTime() - before);
    }
    return times.stream().mapToLong(Long::longValue).toArray();
  }
}
