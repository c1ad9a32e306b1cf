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
import org.samling.bench.library.LoanLedger;

/** The traffic of a soak: callers that each make a visit when it is due. */
final class SoakTraffic implements AutoCloseable {

  private static final int CALLERS = 8;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

  /**
   * What each protocol returns if the store or the index does not answer in time: SIP2, NCIP, HTTP,
   * SRU's and Z39.50's diagnostics.
   */
  private static final Pattern TRY_AGAIN =
      Pattern.compile(
          "Prøv igen|Temporary Processing Failure| 503|info:srw/diagnostic/1/2<|condition=(?:2|31|109),");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<SoakVisit, Long> made = new ConcurrentHashMap<>();
  private final LoanLedger ledger;
  private final SoakFaults faults;
  private final long interval;

  /**
   * Starts the traffic.
   *
   * @param rate visits per second, of all callers together
   */
  SoakTraffic(SoakTarget target, LoanLedger ledger, SoakFaults faults, double rate) {
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

  /** If the server is slower than the schedule, the next visit is made at once. */
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

  /** The number of visits made. */
  long made() {
    return made.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The number of visits of each kind. */
  SortedMap<SoakVisit, Long> byKind() {
    return new TreeMap<>(made);
  }

  /** Stops the traffic, once visits in progress are over. */
  @Override
  public void close() {
    over.countDown();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        faults.add("a visit was not over after " + STOP_TIMEOUT);
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
