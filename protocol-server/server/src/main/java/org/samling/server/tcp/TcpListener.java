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
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on TCP for one protocol. */
public final class TcpListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** How many replies that are ready go to the network in one call. */
  private static final int FLUSHED_TOGETHER = TcpLimits.WAITING_FRAMES;

  private static final WriteBufferWaterMark SEND_BUFFER =
      new WriteBufferWaterMark(32 * 1024, 64 * 1024);

  private final EventLoopGroup acceptor = group(1);
  private final EventLoopGroup workers = group(0);
  private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
  private final String protocol;
  private final Supplier<? extends Conversation<?>> conversations;
  private final TcpLimits limits;
  private final @Nullable SslContext tls;
  private final Channel server;

  /**
   * Starts to listen.
   *
   * @param protocol the protocol's name, for logs and errors
   * @param host the address, or "0.0.0.0" for all
   * @param port the port, or 0 for any that is free
   * @param tls encrypts the connections, or null where they are not encrypted
   * @param conversations begins a conversation for each connection
   * @param limits what the connections may cost
   * @throws IllegalStateException when the port can't be had; the message names it
   */
  public TcpListener(
      String protocol,
      String host,
      int port,
      @Nullable SslContext tls,
      Supplier<? extends Conversation<?>> conversations,
      TcpLimits limits) {
    this.protocol = protocol;
    this.tls = tls;
    this.conversations = conversations;
    this.limits = limits;
    var bound =
        new ServerBootstrap()
            .group(acceptor, workers)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, SEND_BUFFER)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    open(channel);
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

  private void open(SocketChannel channel) {
    if (connections.size() >= limits.connections()) {
      LOG.warn(
          "a {} connection from {} is refused: there are {} already",
          protocol,
          channel.remoteAddress(),
          connections.size());
      var _ = channel.close();
      return;
    }
    connections.add(channel);
    channel.closeFuture().addListener(_ -> connections.remove(channel));
    var conversation = conversations.get();
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    }
    channel
        .pipeline()
        .addLast(new FlushConsolidationHandler(FLUSHED_TOGETHER, true))
        .addLast(new IdleStateHandler(limits.idle().toSeconds(), 0, 0, TimeUnit.SECONDS))
        .addLast(conversation.decoder())
        .addLast(new TcpConnection<>(protocol, conversation, limits));
  }

  /** The port that is listened on. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** How many connections there are. */
  public int connections() {
    return connections.size();
  }

  /** Takes no more connections, lets every frame that came be answered, and closes. */
  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    connections.forEach(c -> c.config().setAutoRead(false));
    var deadline = Instant.now().plus(DRAIN);
    while (connections.stream().anyMatch(TcpListener::isBusy) && Instant.now().isBefore(deadline)) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    stop();
  }

  private static boolean isBusy(Channel channel) {
    var connection = channel.pipeline().get(TcpConnection.class);
    return connection != null && connection.waiting() > 0;
  }

  private void stop() {
    var _ = acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    var _ = workers.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
