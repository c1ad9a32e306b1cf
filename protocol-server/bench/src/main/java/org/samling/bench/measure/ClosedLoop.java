package org.samling.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Callers, each a virtual thread, that send the next request as soon as they have the answer. */
public final class ClosedLoop {

  private ClosedLoop() {}

  /** A caller; closed when the round is over. */
  public interface Caller extends AutoCloseable {

    /**
     * Sends a request and checks the answer.
     *
     * @throws IllegalStateException if the answer is not the expected one
     */
    void call() throws Exception;

    @Override
    default void close() throws IOException {}
  }

  /** Makes the caller with a number, from 0. */
  public interface Callers {
    Caller caller(int number) throws Exception;
  }

  /**
   * Runs one round.
   *
   * @throws ExecutionException if one of the callers failed
   */
  public static Round run(Callers callers, int count, int seconds)
      throws InterruptedException, ExecutionException {
    var started = System.nanoTime();
    var times = times(callers, count, started + seconds * 1_000_000_000L);
    return Round.of(times, (System.nanoTime() - started) / 1e9);
  }

  /**
   * The same, with the processor time it took.
   *
   * @param server the processes of the server
   * @param store the processes of its database
   * @throws ExecutionException if a caller failed
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
                      return callUntil(caller, end);
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

  /**
   * Lets a caller work until a time of {@link System#nanoTime()}; returns the time of each call in
   * nanoseconds.
   */
  public static long[] callUntil(Caller caller, long end) throws Exception {
    var times = new ArrayList<Long>();
    while (System.nanoTime() < end) {
      var before = System.nanoTime();
      caller.call();
      times.add(System.nanoTime() - before);
    }
    return times.stream().mapToLong(Long::longValue).toArray();
  }
}
