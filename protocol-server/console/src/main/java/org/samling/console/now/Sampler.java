package org.samling.console.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * Looks at the meters every other second and keeps the last minutes of them.
 *
 * <p>Safe for use by many threads.
 */
final class Sampler implements AutoCloseable {

  /** How often it looks. */
  public static final Duration EVERY = Duration.ofSeconds(2);

  /** How far back it remembers. */
  static final int KEPT = 151;

  /** What is looked at for rates and times: the last half minute. */
  static final int WINDOW = 15;

  /** The protocols, in the order in which they are shown. */
  static final List<String> PROTOCOLS =
      List.of("sip2", "z3950", "sru", "ncip", "iso18626", "oai-pmh", "rest");

  /** Which replies, to which requests, say that something is wrong. */
  private static final Map<String, BiPredicate<String, String>> FAULTS =
      Map.of(
          "sip2",
          (_, reply) -> reply.equals("--") || reply.equals("96"),
          "z3950",
          (request, reply) -> !request.equalsIgnoreCase("close") && reply.equalsIgnoreCase("close"),
          "sru",
          (_, reply) -> !reply.equals("answered"),
          "ncip",
          (_, reply) -> !reply.equals("--"),
          "iso18626",
          (_, reply) -> !reply.equals("--"),
          "oai-pmh",
          (_, reply) -> !reply.equals("answered"),
          "rest",
          (_, reply) -> reply.startsWith("5"));

  private final MeterRegistry meters;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Begins to look. */
  public Sampler(MeterRegistry meters) {
    this.meters = meters;
    samples.add(look());
    this.thread = Thread.ofVirtual().name("console-sampler").start(this::watch);
  }

  private void watch() {
    try {
      while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        add(look());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(Sample sample) {
    samples.addLast(sample);
    if (samples.size() > KEPT) {
      samples.removeFirst();
    }
  }

  /** What was seen, the oldest first. */
  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  private Sample look() {
    var counted = new HashMap<String, Sample.Counted>();
    for (var protocol : PROTOCOLS) {
      var sum = Sample.Counted.NOTHING;
      for (var timer : meters.find("samling." + protocol + ".answers").timers()) {
        sum = sum.plus(counted(protocol, timer));
      }
      counted.put(protocol, sum);
    }
    return new Sample(Instant.now(), counted);
  }

  private static Sample.Counted counted(String protocol, Timer timer) {
    var snapshot = timer.takeSnapshot();
    var buckets = new TreeMap<Double, Long>();
    for (var bucket : snapshot.histogramCounts()) {
      buckets.put(bucket.bucket(), (long) bucket.count());
    }
    var request = String.valueOf(timer.getId().getTag("request"));
    var reply = String.valueOf(timer.getId().getTag("reply"));
    var isFault = FAULTS.getOrDefault(protocol, (_, _) -> false).test(request, reply);
    return new Sample.Counted(snapshot.count(), isFault ? snapshot.count() : 0, buckets);
  }

  /** How many there are of something that the server counts; 0 where it does not. */
  double gauge(String name) {
    var gauge = meters.find(name).gauge();
    return gauge == null ? 0 : gauge.value();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
