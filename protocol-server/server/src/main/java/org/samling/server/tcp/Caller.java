package org.samling.server.tcp;

import io.netty.channel.Channel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other side of a connection, as far as the connection itself tells.
 *
 * <p>Safe for use by many threads.
 */
public final class Caller {

  private final Channel channel;
  private final InetSocketAddress address;
  private final @Nullable String serverName;
  private final @Nullable X509Certificate certificate;

  Caller(
      Channel channel,
      InetSocketAddress address,
      @Nullable String serverName,
      @Nullable X509Certificate certificate) {
    this.channel = channel;
    this.address = address;
    this.serverName = serverName;
    this.certificate = certificate;
  }

  /** The address it comes from; behind a proxy, what the proxy says of it. */
  public InetAddress address() {
    return address.getAddress();
  }

  /** The host name that it asked for when TLS began, in small letters; or null. */
  public @Nullable String serverName() {
    return serverName;
  }

  /** The client certificate that it showed and that a trusted authority issued; or null. */
  public @Nullable X509Certificate certificate() {
    return certificate;
  }

  /** Sets for how long it may say nothing. */
  public void setIdle(Duration idle) {
    channel
        .eventLoop()
        .execute(() -> {
          if (channel.pipeline().get(IdleStateHandler.class) != null) {
            channel.pipeline().replace(IdleStateHandler.class, null, idleHandler(idle));
          }
        });
  }

  static IdleStateHandler idleHandler(Duration idle) {
    return new IdleStateHandler(idle.toMillis(), 0, 0, TimeUnit.MILLISECONDS);
  }

  /** Ends the connection. */
  public void end() {
    var _ = channel.close();
  }

  /** The address and port, for the log. */
  @Override
  public String toString() {
    return address.getAddress().getHostAddress() + " port " + address.getPort();
  }
}
