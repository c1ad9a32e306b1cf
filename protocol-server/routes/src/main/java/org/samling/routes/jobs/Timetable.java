package org.samling.routes.jobs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has jobs run by the clock until it is closed: each first after one period ({@link #runSoon} runs
 * what would be late by that), and beside the others, on a thread of its own, but never beside
 * itself.
 */
public final class Timetable implements AutoCloseable {

  /** How long jobs may finish what they are doing. */
  private static final Duration GRACE = Duration.ofSeconds(45);

  /** A job, and whether it runs. */
  private record Row(Job job, AtomicBoolean isRunning) {

    /** Whether a run may begin; who is told so has to run it. */
    boolean begins() {
      return isRunning.compareAndSet(false, true);
    }

    void run() {
      try {
        job.attempt();
      } finally {
        isRunning.set(false);
      }
    }
  }

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("timetable").factory());
  private final ExecutorService runs =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("job-", 0).factory());
  private final List<Row> rows = new CopyOnWriteArrayList<>();

  /** Adds a job. A run that takes longer than its period has the next begin one period later. */
  public void add(Job job) {
    var row = new Row(job, new AtomicBoolean());
    rows.add(row);
    var period = job.period().toNanos();
    clock.scheduleWithFixedDelay(
        () -> {
          // By the clock's own hand: a run that only waits for its thread would begin after the
          // clock stopped.
          if (row.begins()) {
            runs.execute(row::run);
          }
        },
        period,
        period,
        TimeUnit.NANOSECONDS);
  }

  /**
   * Runs each job whose period is longer than the delay once, after the delay: what came due while
   * no server ran is done soon after the start, one job after another.
   *
   * @param delay the time from now to the first of them
   */
  public void runSoon(Duration delay) {
    clock.schedule(
        () ->
            runs.execute(() ->
                rows.stream()
                    .takeWhile(_ -> !clock.isShutdown())
                    .filter(row -> row.job.period().compareTo(delay) > 0)
                    .filter(Row::begins)
                    .forEach(Row::run)),
        delay.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** Starts no more runs; what runs goes on. */
  public void stopClock() {
    clock.shutdownNow();
    clock.close(); // waits for the hand that is just moving
  }

  /** Starts nothing more, and waits for what runs; after 45 seconds that is interrupted. */
  @Override
  public void close() {
    stopClock();
    runs.shutdown();
    try {
      if (!runs.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        runs.shutdownNow();
      }
    } catch (InterruptedException _) {
      runs.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
