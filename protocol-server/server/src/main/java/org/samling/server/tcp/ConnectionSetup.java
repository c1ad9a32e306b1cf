package org.samling.server.tcp;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.samling.library.network.AddressRange;
import org.samling.library.network.Peer;

/**
 * The way of a connection from its first byte to its conversation. Once that begins, this steps
 * aside.
 *
 * <pre>
 *   accepted -> PROXY header, if there are proxies -> address allowed? -> TLS -> conversation
 * </pre>
 *
 * <p>Runs on the connection's event loop, but for what is said to be called by others.
 */
final class ConnectionSetup extends ChannelInboundHandlerAdapter {

  /** How long the PROXY header may take; a proxy sends it at once. */
  private static final Duration HEADER_TIME = Duration.ofSeconds(5);

  /** How many bytes a PROXY header of version 2 may have beside the addresses. */
  private static final int HEADER_EXTRAS = 1_024;

  /** How many replies that are ready go to the network in one call. */
  private static final int FLUSHED_TOGETHER = TcpLimits.WAITING_FRAMES;

  /** How many bytes the first message of TLS may have. */
  private static final int CLIENT_HELLO = 16_384;

  private final String protocol;
  private final SocketChannel channel;
  private final Admission admission;
  private final TcpLimits limits;
  private final OpenConnections connections;
  private final Function<Caller, ? extends Conversation<?>> conversations;
  private InetSocketAddress address;
  private volatile @Nullable Conversation<?> conversation;
  private final Instant opened = Instant.now();
  private boolean refused;
  private boolean known;

  ConnectionSetup(
      String protocol,
      SocketChannel channel,
      Admission admission,
      TcpLimits limits,
      OpenConnections connections,
      Function<Caller, ? extends Conversation<?>> conversations) {
    this.protocol = protocol;
    this.channel = channel;
    this.admission = admission;
    this.limits = limits;
    this.connections = connections;
    this.conversations = conversations;
    this.address = channel.remoteAddress();
  }

  /** Lets the connection in, as far as its address goes. */
  void open() {
    if (!connections.add(this)) {
      refuse(
          Refusal.CONNECTIONS,
          "is one too many: %d are logged in already; raise \"max-connections\" if they are"
                  .formatted(connections.size())
              + " yours");
      return;
    }
    channel.closeFuture().addListener(_ -> connections.remove(this));
    channel.pipeline().addLast(this);
    later(limits.login(), this::endWithoutLogin);
    var proxies = admission.proxies();
    if (proxies == null) {
      come(address);
    } else if (AddressRange.anyContains(proxies, address.getAddress())) {
      before(new HAProxyMessageDecoder(HEADER_EXTRAS, true));
      later(HEADER_TIME, this::endWithoutHeader);
    } else {
      refuse(
          Refusal.NOT_A_PROXY,
          "does not come from a proxy, and this listener takes nothing else: connect through the"
              + " proxy, or add the address to \"proxies\" if it is one");
    }
  }

  private void later(Duration wait, Runnable action) {
    var timer = channel.eventLoop().schedule(action, wait.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> timer.cancel(false));
  }

  private void before(ChannelHandler handler) {
    channel.pipeline().addBefore(channel.pipeline().context(this).name(), null, handler);
  }

  private void endWithoutLogin() {
    if (!isLoggedIn() && channel.isActive()) {
      refuse(
          Refusal.LOGIN_TIMEOUT,
          "did not log in within %d s: see that the machine sends a login (93), or have it known"
                  .formatted(limits.login().toSeconds())
              + " without one");
    }
  }

  private void endWithoutHeader() {
    if (!known && channel.isActive()) {
      refuse(
          Refusal.PROXY_HEADER,
          "sent no PROXY header within %d s: set \"send-proxy-v2\" at the proxy, or take"
                  .formatted(HEADER_TIME.toSeconds())
              + " \"proxy-protocol\" away here");
    }
  }

  /** Whether whoever speaks has said who it is. Called by others too. */
  boolean isLoggedIn() {
    var begun = conversation;
    return begun != null && begun.isLoggedIn();
  }

  /** What is shown of it once an account is logged in; else null. Called by others. */
  @Nullable OpenConnection shown() {
    var begun = conversation;
    var account = begun == null ? null : begun.account();
    return account == null
        ? null
        : new OpenConnection(
            channel.id().asLongText(),
            account,
            address.getAddress().getHostAddress() + " port " + address.getPort(),
            opened);
  }

  /** Ends, for another connection needs the room. Called by others. */
  void makeRoom() {
    channel
        .eventLoop()
        .execute(() ->
            refuse(
                Refusal.MADE_ROOM,
                "has not logged in, and makes room for another: there are as many connections"
                    + " as \"max-connections\" allows"));
  }

  SocketChannel channel() {
    return channel;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HAProxyMessage header && !known) {
      try {
        comeThroughProxy(header);
      } finally {
        header.release();
      }
    } else {
      context.fireChannelRead(message);
    }
  }

  private void comeThroughProxy(HAProxyMessage header) {
    var family = header.proxiedProtocol().addressFamily();
    if (header.command() == HAProxyCommand.LOCAL || family == AddressFamily.AF_UNSPEC) {
      come(address); // the proxy itself, which looks whether we are there
    } else if (family == AddressFamily.AF_UNIX) {
      refuse(
          Refusal.PROXY_HEADER,
          "comes through a proxy from a socket without an address: have the proxy take TCP only");
    } else {
      come(
          new InetSocketAddress(
              InetAddress.ofLiteral(header.sourceAddress()), header.sourcePort()));
    }
  }

  /** Goes on, now that it is known where the connection comes from. */
  private void come(InetSocketAddress from) {
    address = from;
    known = true;
    if (!admission.allow().isEmpty()
        && !AddressRange.anyContains(admission.allow(), from.getAddress())) {
      refuse(
          Refusal.ADDRESS,
          "comes from a network that may not connect: add it to \"allow\" if it is one of yours");
      return;
    }
    var counted = AddressRange.counted(from.getAddress());
    if (!connections.addTo(counted)) {
      refuse(
          Refusal.CONNECTIONS_OF_ADDRESS,
          "is one too many of its address, of which %d are open: raise \"connections-per-address\""
                  .formatted(admission.connectionsPerAddress())
              + " if so many machines share it");
      return;
    }
    channel.closeFuture().addListener(_ -> connections.removeFrom(counted));
    var tls = admission.tls();
    before(new FirstBytes(tls != null, this::refuse));
    if (tls == null) {
      converse(new Peer(from, null, null));
    } else {
      before(new SniHandler(tls, CLIENT_HELLO, limits.login().toMillis()));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        var session = channel.pipeline().get(SslHandler.class).engine().getSession();
        converse(new Peer(address, serverName(session), certificate(session)));
      } else {
        endWithoutHandshake(handshake.cause());
      }
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  private void endWithoutHandshake(Throwable cause) {
    refuse(
        Refusal.TLS_HANDSHAKE,
        "did not come to terms on TLS (%s): see that the machine speaks TLS 1.2 or 1.3, trusts this"
                .formatted(cause.getMessage())
            + " server's certificate, and shows its own where \"client-certificate\" asks for one");
  }

  private static @Nullable String serverName(SSLSession session) {
    return session instanceof ExtendedSSLSession extended
        ? extended.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(n -> ((SNIHostName) n).getAsciiName().toLowerCase(Locale.ROOT))
            .findFirst()
            .orElse(null)
        : null;
  }

  private static @Nullable X509Certificate certificate(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate shown ? shown : null;
    } catch (SSLPeerUnverifiedException _) {
      return null;
    }
  }

  private void converse(Peer peer) {
    var begun = conversations.apply(new Caller(channel, peer));
    conversation = begun;
    channel
        .pipeline()
        .addLast(new FlushConsolidationHandler(FLUSHED_TOGETHER, true))
        .addLast(Caller.idleHandler(limits.idle()))
        .addLast(begun.decoder())
        .addLast(new TcpConnection<>(protocol, counted(peer), begun, limits.reading()))
        .remove(this);
  }

  private static String counted(Peer peer) {
    return AddressRange.counted(peer.address()).getHostAddress();
  }

  private void refuse(Refusal refusal, String what) {
    if (!refused) {
      refused = true;
      admission
          .refusals()
          .tell(
              refusal,
              "a %s connection from %s port %d %s"
                  .formatted(
                      protocol, address.getAddress().getHostAddress(), address.getPort(), what));
      var _ = channel.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof HAProxyProtocolException) {
      refuse(
          Refusal.PROXY_HEADER,
          "sent no PROXY header that can be read (%s): set \"send-proxy-v2\" at the proxy"
              .formatted(cause.getMessage()));
    } else if (cause instanceof IOException) {
      var _ = channel.close();
    } else {
      endWithoutHandshake(cause.getCause() == null ? cause : cause.getCause());
    }
  }
}
