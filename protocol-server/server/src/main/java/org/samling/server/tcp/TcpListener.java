package org.samling.server.tcp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Listens on TCP for one protocol. */
public final class TcpListener implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** The time-out for closing all connections together. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  /**
   * The system's send buffer, in bytes, for a peer that does not read its replies. By default Linux
   * buffers 4 MiB of each, and thousands of frames are answered until that is full.
   */
  private static final int SYSTEM_BUFFER = 256 * 1024;

  private static final WriteBufferWaterMark SEND_BUFFER =
      new WriteBufferWaterMark(32 * 1024, 64 * 1024);

  private final EventLoopGroup acceptor = group(1);
  private final EventLoopGroup workers = group(0);
  private final OpenConnections connections;
  private final Channel server;
  private final Admission admission;

  /**
   * Starts to listen.
   *
   * @param protocol the protocol's name, for logs and errors
   * @param host the address, or "0.0.0.0" for all
   * @param port the port, or 0 for any free one
   * @param admission who may connect, and how
   * @param conversations begins a conversation with each caller
   * @param limits the limits of the connections
   * @throws IllegalStateException when the port can't be opened; the message names it
   */
  public TcpListener(
      String protocol,
      String host,
      int port,
      Admission admission,
      Function<Caller, ? extends Conversation<?>> conversations,
      TcpLimits limits) {
    this.admission = admission;
    connections = new OpenConnections(limits.connections(), admission.connectionsPerAddress());
    var bound =
        new ServerBootstrap()
            .group(acceptor, workers)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.SO_SNDBUF, SYSTEM_BUFFER)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, SEND_BUFFER)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (channel.remoteAddress() != null) { // otherwise it is closed already
                      new ConnectionSetup(
                              protocol, channel, admission, limits, connections, conversations)
                          .open();
                    }
                  }
                })
            .bind(host, port)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      stop();
      throw new IllegalStateException(
          "%s can't listen on %s port %d: %s"
              .formatted(protocol, host, port, bound.cause().getMessage()),
          bound.cause());
    }
    server = bound.channel();
  }

  private static EventLoopGroup group(int threads) {
    return new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
  }

  /** The listening port. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** Reads the certificates again: later connections get the new ones. */
  public void renewTls() {
    if (admission.tls() instanceof RenewableTls tls) {
      tls.renew();
    }
  }

  /** How many connections there are. */
  public int connections() {
    return connections.size();
  }

  /** The connections on which an account is logged in. */
  public List<OpenConnection> open() {
    return connections.all().stream()
        .map(ConnectionSetup::openConnection)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  /**
   * Ends a connection, if it is this listener's.
   *
   * @param id its {@link OpenConnection#id()}
   */
  public void end(String id) {
    for (var entrance : connections.all()) {
      if (entrance.channel().id().asLongText().equals(id)) {
        var _ = entrance.channel().close();
      }
    }
  }

  /** Takes no more connections, answers every frame received, and closes. */
  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    connections.all().forEach(c -> c.channel().config().setAutoRead(false));
    var deadline = Instant.now().plus(DRAIN);
    while (connections.all().stream().anyMatch(TcpListener::isBusy)
        && Instant.now().isBefore(deadline)) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    closeConnections();
    stop();
  }

  /** Closes all connections: event loops that shut down sometimes leave one open. */
  private void closeConnections() {
    var closing = connections.all().stream().map(c -> c.channel().close()).toList();
    var deadline = Instant.now().plus(CLOSE_TIMEOUT);
    for (var one : closing) {
      var left = Duration.between(Instant.now(), deadline).toMillis();
      var _ = one.awaitUninterruptibly(Math.max(0, left));
    }
  }

  private static boolean isBusy(ConnectionSetup entrance) {
    var connection = entrance.channel().pipeline().get(TcpConnection.class);
    return connection != null && connection.waiting() > 0;
  }

  private void stop() {
    var _ = acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    var _ = workers.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
