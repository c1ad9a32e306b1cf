package org.samling.bench.soak;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The traffic of a soak: some callers, each of which makes a visit whenever its time has come. */
final class SoakTraffic implements AutoCloseable {

  private static final int CALLERS = 8;
  private static final Duration TO_END = Duration.ofSeconds(60);

  /**
   * What each protocol says where the store or the index does not answer in time: SIP2, NCIP, HTTP,
   * SRU's and Z39.50's diagnostics.
   */
  private static final Pattern TRY_AGAIN =
      Pattern.compile(
          "Prøv igen|Temporary Processing Failure| 503|info:srw/diagnostic/1/2<|condition=(?:2|31|109),");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<SoakVisit, Long> made = new ConcurrentHashMap<>();
  private final SoakLedger ledger;
  private final SoakFaults faults;
  private final long interval;

  /**
   * Begins it.
   *
   * @param rate how many visits a second there are, of all callers together
   */
  SoakTraffic(SoakTarget target, SoakLedger ledger, SoakFaults faults, double rate) {
    this.ledger = ledger;
    this.faults = faults;
    interval = (long) (CALLERS * 1e9 / rate);
    for (var number = 0; number < CALLERS; number++) {
      var caller = new SoakCaller(number, target, ledger);
      var first = System.nanoTime() + number * interval / CALLERS;
      var _ =
          threads.submit(() -> {
            visit(caller, first);
            return null;
          });
    }
  }

  /** Where the server is slower than the clock, the next visit is made at once. */
  private void visit(SoakCaller caller, long first) throws InterruptedException {
    try (caller) {
      for (var due = first; !over.await(due - System.nanoTime(), TimeUnit.NANOSECONDS); ) {
        var visit = caller.next();
        try {
          caller.make(visit);
        } catch (Exception e) {
          if (TRY_AGAIN.matcher(e.toString()).find()) {
            ledger.askedAgain();
          } else {
            faults.add(visit.title() + ": " + e);
          }
        }
        made.merge(visit, 1L, Long::sum);
        due = Math.max(due + interval, System.nanoTime() - interval);
      }
    }
  }

  /** How many visits were made. */
  long made() {
    return made.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of each kind. */
  SortedMap<SoakVisit, Long> byKind() {
    return new TreeMap<>(made);
  }

  /** Ends it, once what is under way was answered. */
  @Override
  public void close() {
    over.countDown();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(TO_END.toSeconds(), TimeUnit.SECONDS)) {
        faults.add("a visit was not over after " + TO_END);
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
