package org.samling.library.checkup;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration;
import org.samling.library.network.TrustedAuthorities;

/**
 * Asks the configuration's server for its health and metrics, over HTTP or, if so configured, over
 * HTTPS: then the server must show the configuration's certificate, whatever the name in it.
 */
final class ServedHttp {

  private static final int PATIENCE_MILLIS = 3_000;

  private final @Nullable Path certificate;
  private final InetSocketAddress address;

  ServedHttp(Configuration configuration) {
    var tls = configuration.tls();
    var http = configuration.http();
    var management = http.management();
    var isEncrypted = management == null ? http.tls() : management.tls();
    certificate = isEncrypted && tls != null ? tls.certificate() : null;
    address =
        reachable(
            management == null
                ? new InetSocketAddress(http.host(), http.port())
                : new InetSocketAddress(management.host(), management.port()));
  }

  /** The address by which this machine reaches a listener. */
  static InetSocketAddress reachable(InetSocketAddress address) {
    return address.getAddress() != null && address.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
        : address;
  }

  /** Whether its port is known. */
  boolean isKnown() {
    return address.getPort() != 0;
  }

  /**
   * A response.
   *
   * @param status the HTTP status
   * @param body the body, empty where there was none
   */
  record Reply(int status, String body) {}

  /** Requests a path. */
  Reply get(String path) throws IOException {
    var connection =
        (HttpURLConnection)
            URI.create(
                    "%s://%s:%d%s"
                        .formatted(
                            certificate == null ? "http" : "https",
                            host(),
                            address.getPort(),
                            path))
                .toURL()
                .openConnection();
    if (connection instanceof HttpsURLConnection https && certificate != null) {
      https.setSSLSocketFactory(trusting(certificate));
      https.setHostnameVerifier((_, _) -> true);
    }
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (var body =
        connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      return new Reply(
          connection.getResponseCode(),
          body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } finally {
      connection.disconnect();
    }
  }

  private static SSLSocketFactory trusting(Path certificate) throws IOException {
    try {
      return TrustedAuthorities.sockets(certificate);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private String host() {
    var host = address.getHostString();
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }
}
