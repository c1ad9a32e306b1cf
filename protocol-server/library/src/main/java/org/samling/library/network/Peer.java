package org.samling.library.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection, as far as the connection itself shows.
 *
 * @param socket the address and port it comes from; behind a proxy, what the proxy says of them
 * @param serverName the host name that it asked for in the TLS handshake, in lower case; or null
 * @param certificate the client certificate that it showed and that a trusted authority issued; or
 *     null
 */
public record Peer(
    InetSocketAddress socket, @Nullable String serverName, @Nullable X509Certificate certificate) {

  /** A peer without a certificate. */
  public Peer(InetSocketAddress socket, @Nullable String serverName) {
    this(socket, serverName, null);
  }

  /** The address it comes from. */
  public InetAddress address() {
    return socket.getAddress();
  }

  /** The address and port, for the log. */
  @Override
  public String toString() {
    return socket.getAddress().getHostAddress() + " port " + socket.getPort();
  }
}
