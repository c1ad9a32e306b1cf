package org.samling.bench.nation;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.samling.bench.kiosk.KioskLoad;

/**
 * Kiosks that are logged in and get their traffic by the clock, in turn, whether or not the server
 * keeps up. All run on one thread, which looks every millisecond what is due: so much is added to
 * times at most.
 */
final class NationKiosks implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int AT_ONCE = 64;
  private static final int LONGEST = 1 << 16;
  private static final Duration TO_LOG_IN = Duration.ofMinutes(2);
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration TO_DRAIN = Duration.ofMinutes(2);

  /** After so long a kiosk gives up a connection, and tries another. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);

  /** A look for silent connections each second. */
  private static final int BETWEEN_LOOKS = 1_000;

  private final List<Integer> ports;
  private final NationSamples samples;
  private final Failover failover;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Random random = new Random(1);
  private final List<NationKiosk> kiosks = new ArrayList<>();
  private int connections;
  private long ticks;
  private volatile boolean closed;

  /**
   * A load without kiosks.
   *
   * @param ports the SIP2 ports of the nodes on this machine, which kiosks take in turn
   */
  NationKiosks(List<Integer> ports, NationSamples samples, Failover failover) {
    this.ports = List.copyOf(ports);
    this.samples = samples;
    this.failover = failover;
  }

  /**
   * Connects kiosks and logs them in.
   *
   * @param of the tenant of each
   * @throws IllegalStateException if one is not logged in within two minutes
   */
  void open(List<NationTenant> of) throws InterruptedException {
    of.forEach(tenant -> kiosks.add(new NationKiosk(tenant, this)));
    Collections.shuffle(kiosks, random); // so that no tenant's come one after another
    for (var first = 0; first < kiosks.size(); first += AT_ONCE) {
      var some = kiosks.subList(first, Math.min(kiosks.size(), first + AT_ONCE));
      group.next().execute(() -> some.forEach(this::connect));
      try {
        CompletableFuture.allOf(
                some.stream().map(NationKiosk::ready).toArray(CompletableFuture[]::new))
            .get(TO_LOG_IN.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("kiosks could not log in: " + samples.faults(), e);
      }
    }
  }

  private void connect(NationKiosk kiosk) {
    var port = ports.get(connections++ % ports.size());
    KioskLoad.bootstrap(
            group,
            TO_CONNECT,
            () ->
                new ChannelHandler[] {
                  new DelimiterBasedFrameDecoder(
                      LONGEST, Unpooled.wrappedBuffer(new byte[] {'\r'})),
                  kiosk.connection()
                })
        .connect(HOST, port)
        .addListener(connected -> {
          if (!connected.isSuccess()) {
            connectAgain(kiosk);
          }
        });
  }

  /** Connects a kiosk anew after a pause. */
  void connectAgain(NationKiosk kiosk) {
    later(kiosk.pauseMillis(), () -> connect(kiosk));
  }

  /**
   * Does something on the event loop after a pause.
   *
   * @param millis the shortest pause; it is up to twice that, so that not all kiosks come at once
   */
  void later(int millis, Runnable what) {
    if (!closed) {
      var _ = group.next().schedule(what, millis + random.nextInt(millis), TimeUnit.MILLISECONDS);
    }
  }

  NationSamples samples() {
    return samples;
  }

  boolean isClosed() {
    return closed;
  }

  /** Records that a request was answered. */
  void answered(NationTenant.Request request, long now) {
    samples.answered(request.traffic(), request.due(), now);
    if (request.traffic().kind() == Traffic.Kind.WRITES) {
      failover.acknowledged(now);
    }
  }

  /**
   * Sends the traffic of kiosks from one time to another, and waits until all of it is answered.
   *
   * @return how many kiosks still wait for an answer after two minutes more
   */
  long run(NationPlan plan, long begin, long end) throws InterruptedException {
    var streams =
        List.of(Traffic.Kind.WRITES, Traffic.Kind.POLLS, Traffic.Kind.READS).stream()
            .map(kind -> new Stream(kind, begin, plan.perSecond(kind)))
            .toList();
    var over = new CompletableFuture<Long>();
    var ticks =
        group
            .next()
            .scheduleAtFixedRate(() -> tick(streams, end, over), 0, TICK, TimeUnit.NANOSECONDS);
    try {
      return over.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load failed: " + e.getCause(), e);
    } finally {
      ticks.cancel(false);
    }
  }

  /** A kind of traffic, in turn to all kiosks. */
  private final class Stream {

    private final Traffic.Kind kind;
    private final long begin;
    private final double interval;
    private final int first;
    private long number;

    Stream(Traffic.Kind kind, long begin, double perSecond) {
      this.kind = kind;
      this.begin = begin;
      this.interval = 1e9 / perSecond;
      this.first = kind.ordinal() * kiosks.size() / Traffic.Kind.values().length;
    }

    void orderUntil(long time) {
      for (var due = due(); due - time <= 0; due = due()) {
        kiosks.get((int) ((first + number) % kiosks.size())).order(kind.traffic(number), due);
        number++;
      }
    }

    private long due() {
      return begin + (long) (number * interval);
    }
  }

  private void tick(List<Stream> streams, long end, CompletableFuture<Long> over) {
    try {
      var now = System.nanoTime();
      streams.forEach(stream -> stream.orderUntil(now - end < 0 ? now : end - 1));
      if (ticks++ % BETWEEN_LOOKS == 0) {
        var silent = now - PATIENCE.toNanos();
        kiosks.forEach(kiosk -> kiosk.closeIfSilentSince(silent));
      }
      if (now - end >= 0) {
        var waiting = kiosks.stream().filter(kiosk -> !kiosk.isIdle()).count();
        if (waiting == 0 || now - end > TO_DRAIN.toNanos()) {
          kiosks.forEach(NationKiosk::giveUp);
          over.complete(waiting);
        }
      }
    } catch (RuntimeException e) {
      over.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    var _ = group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
