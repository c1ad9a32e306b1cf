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
 * Sets up a connection, from its first byte to its conversation. Once that begins, this handler
 * removes itself.
 *
 * <pre>
 *   accepted -> PROXY header, if there are proxies -> address allowed? -> TLS -> conversation
 * </pre>
 *
 * <p>Runs on the connection's event loop, except for methods marked as called by other threads.
 */
final class ConnectionSetup extends ChannelInboundHandlerAdapter {

  /** The time-out for the PROXY header, which a proxy sends at once. */
  private static final Duration HEADER_TIME = Duration.ofSeconds(5);

  /** The most bytes of a PROXY header of version 2 besides the addresses. */
  private static final int HEADER_EXTRAS = 1_024;

  /** How many ready replies are flushed to the network in one call. */
  private static final int FLUSHED_TOGETHER = TcpLimits.WAITING_FRAMES;

  /** The longest first message of TLS, in bytes. */
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

  /** Admits the connection if its address may connect. */
  void open() {
    if (!connections.add(this)) {
      refuse(
          Refusal.CONNECTIONS,
          "exceeds the limit: %d are logged in already; raise \"max-connections\" if they are"
                  .formatted(connections.size())
              + " yours");
      return;
    }
    channel.closeFuture().addListener(_ -> connections.remove(this));
    channel.pipeline().addLast(this);
    later(limits.login(), this::endWithoutLogin);
    var proxies = admission.proxies();
    if (proxies == null) {
      proceed(address);
    } else if (AddressRange.anyContains(proxies, address.getAddress())) {
      before(new HAProxyMessageDecoder(HEADER_EXTRAS, true));
      later(HEADER_TIME, this::endWithoutHeader);
    } else {
      refuse(
          Refusal.NOT_A_PROXY,
          "does not come from a proxy, and this listener requires one: connect through the"
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
          "did not log in within %d s: check that the machine sends a login (93), or identify it"
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
              + " \"proxy-protocol\" out here");
    }
  }

  /** Whether the peer has logged in. Called by other threads, too. */
  boolean isLoggedIn() {
    var begun = conversation;
    return begun != null && begun.isLoggedIn();
  }

  /**
   * The connection for display once an account is logged in; otherwise null. Called by other
   * threads.
   */
  @Nullable OpenConnection openConnection() {
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

  /** Closes the connection because another needs the room. Called by other threads. */
  void makeRoom() {
    channel
        .eventLoop()
        .execute(() ->
            refuse(
                Refusal.MADE_ROOM,
                "had not logged in, and was closed for another: there are as many connections"
                    + " as \"max-connections\" allows"));
  }

  SocketChannel channel() {
    return channel;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HAProxyMessage header && !known) {
      try {
        proceedThroughProxy(header);
      } finally {
        header.release();
      }
    } else {
      context.fireChannelRead(message);
    }
  }

  private void proceedThroughProxy(HAProxyMessage header) {
    var family = header.proxiedProtocol().addressFamily();
    if (header.command() == HAProxyCommand.LOCAL || family == AddressFamily.AF_UNSPEC) {
      proceed(address); // the proxy itself, which checks whether we are alive
    } else if (family == AddressFamily.AF_UNIX) {
      refuse(
          Refusal.PROXY_HEADER,
          "comes through a proxy from a socket without an address: have the proxy take TCP only");
    } else {
      proceed(
          new InetSocketAddress(
              InetAddress.ofLiteral(header.sourceAddress()), header.sourcePort()));
    }
  }

  /** Continues, once the connection's origin is known. */
  private void proceed(InetSocketAddress from) {
    address = from;
    known = true;
    if (!admission.allow().isEmpty()
        && !AddressRange.anyContains(admission.allow(), from.getAddress())) {
      refuse(
          Refusal.ADDRESS,
          "comes from a network that is not allowed: add it to \"allow\" if it is one of yours");
      return;
    }
    var counted = AddressRange.counted(from.getAddress());
    if (!connections.addTo(counted)) {
      refuse(
          Refusal.CONNECTIONS_OF_ADDRESS,
          "exceeds the limit of its address, which has %d open: raise \"connections-per-address\""
                  .formatted(admission.connectionsPerAddress())
              + " if so many machines share it");
      return;
    }
    channel.closeFuture().addListener(_ -> connections.removeFrom(counted));
    var tls = admission.tls();
    before(new FirstBytes(tls != null, this::refuse));
    if (tls == null) {
      converse(new Peer(from, null));
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
        "failed the TLS handshake (%s): check that the machine uses TLS 1.2 or 1.3, trusts this"
                .formatted(cause.getMessage())
            + " server's certificate, and presents its own if \"client-certificate\" requires one");
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
          .report(
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
          "sent an invalid PROXY header (%s): set \"send-proxy-v2\" at the proxy"
              .formatted(cause.getMessage()));
    } else if (cause instanceof IOException) {
      var _ = channel.close();
    } else {
      endWithoutHandshake(cause.getCause() == null ? cause : cause.getCause());
    }
  }
}
