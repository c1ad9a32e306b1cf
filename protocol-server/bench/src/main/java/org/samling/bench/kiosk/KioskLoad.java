package org.samling.bench.kiosk;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Kiosks that are logged in to a server and send messages, all on one thread, so that the load
 * leaves the machine's cores to the server.
 */
public final class KioskLoad implements AutoCloseable {

  private static final int THREADS = 1;
  private static final int AT_ONCE = 64;
  private static final Duration TO_CONNECT = Duration.ofSeconds(30);

  private final Target target;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
  private final List<KioskConnection> open = new ArrayList<>();

  /**
   * The server and account of the kiosks.
   *
   * @param host the server
   * @param user the account
   */
  public record Target(String host, int port, String user, String password) {}

  /**
   * One measurement.
   *
   * @param mix the messages of a visit
   * @param rate messages per second of all kiosks together, or 0: each sends as soon as it has the
   *     reply
   * @param warmUp how long they talk before measuring begins
   * @param length how long to measure
   */
  record Plan(KioskMix mix, double rate, Duration warmUp, Duration length) {}

  KioskLoad(Target target) {
    this.target = target;
  }

  /**
   * Opens more connections and logs them in.
   *
   * @param ramp the time over which they are opened
   * @param stock their patrons and items, or null for idle kiosks
   * @throws IllegalStateException if one can't be opened
   */
  List<KioskConnection> open(int count, Duration ramp, @Nullable KioskStock stock)
      throws InterruptedException {
    var opened = new ArrayList<KioskConnection>();
    var loggingIn = new ArrayList<CompletableFuture<Void>>();
    var started = System.nanoTime();
    for (var i = 0; i < count; i++) {
      var due = started + ramp.toNanos() * i / count - System.nanoTime();
      if (due > 0) {
        TimeUnit.NANOSECONDS.sleep(due);
      }
      var kiosk = new KioskConnection(target, stock);
      opened.add(kiosk);
      loggingIn.add(kiosk.loggedIn());
      connect(kiosk);
      if (loggingIn.size() >= AT_ONCE) {
        await(loggingIn);
      }
    }
    await(loggingIn);
    open.addAll(opened);
    return opened;
  }

  /**
   * Connects as kiosks do.
   *
   * @param limit how long a connection may take to be made
   * @param handlers what takes part in it, made for each connection
   */
  public static Bootstrap bootstrap(
      EventLoopGroup group, Duration limit, Supplier<ChannelHandler[]> handlers) {
    return new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit.toMillis())
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(handlers.get());
              }
            });
  }

  private void connect(KioskConnection kiosk) {
    bootstrap(group, TO_CONNECT, () -> new ChannelHandler[] {kiosk})
        .connect(target.host(), target.port())
        .addListener(connected -> {
          if (!connected.isSuccess()) {
            kiosk.loggedIn().completeExceptionally(connected.cause());
          }
        });
  }

  private static void await(List<CompletableFuture<Void>> futures) throws InterruptedException {
    try {
      CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a kiosk failed: " + e.getMessage(), e);
    }
    futures.clear();
  }

  /**
   * Lets kiosks talk, and returns their figures.
   *
   * @throws IllegalStateException if a reply was wrong, or a connection was lost
   */
  KioskFigures run(List<KioskConnection> kiosks, Plan plan) throws InterruptedException {
    var begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
    var from = begin + plan.warmUp().toNanos();
    var end = from + plan.length().toNanos();
    var interval = plan.rate() <= 0 ? 0 : (long) (1e9 * kiosks.size() / plan.rate());
    var talking = new ArrayList<CompletableFuture<Void>>();
    for (var i = 0; i < kiosks.size(); i++) {
      var first = begin + (interval == 0 ? 0 : interval * i / kiosks.size());
      talking.add(
          kiosks.get(i).talk(new KioskConnection.Part(plan.mix(), first, interval, from, end)));
    }
    await(talking);
    var figures = new KioskFigures();
    kiosks.forEach(kiosk -> figures.add(kiosk.figures()));
    return figures;
  }

  @Override
  public void close() {
    open.forEach(KioskConnection::close);
    var _ = group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
