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
 * Samples the meters every two seconds and keeps the last minutes.
 *
 * <p>Thread-safe.
 */
final class Sampler implements AutoCloseable {

  /** The sampling interval. */
  public static final Duration EVERY = Duration.ofSeconds(2);

  /** How long samples are kept. */
  static final int KEPT = 151;

  /** The window for rates and times: 30 seconds. */
  static final int WINDOW = 15;

  /** The protocols, in display order. */
  static final List<String> PROTOCOLS =
      List.of("sip2", "z3950", "sru", "ncip", "iso18626", "oai-pmh", "rest");

  /** The replies that report an error, by request. */
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

  /** Starts sampling. */
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

  /** Returns the samples, oldest first. */
  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  private Sample look() {
    var counted = new HashMap<String, Sample.Counts>();
    for (var protocol : PROTOCOLS) {
      var sum = Sample.Counts.NOTHING;
      for (var timer : meters.find("samling." + protocol + ".answers").timers()) {
        sum = sum.plus(counted(protocol, timer));
      }
      counted.put(protocol, sum);
    }
    return new Sample(Instant.now(), counted);
  }

  private static Sample.Counts counted(String protocol, Timer timer) {
    var snapshot = timer.takeSnapshot();
    var buckets = new TreeMap<Double, Long>();
    for (var bucket : snapshot.histogramCounts()) {
      buckets.put(bucket.bucket(), (long) bucket.count());
    }
    var request = String.valueOf(timer.getId().getTag("request"));
    var reply = String.valueOf(timer.getId().getTag("reply"));
    var isFault = FAULTS.getOrDefault(protocol, (_, _) -> false).test(request, reply);
    return new Sample.Counts(snapshot.count(), isFault ? snapshot.count() : 0, buckets);
  }

  /** Returns the value of a counter; 0 if the server does not have it. */
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
