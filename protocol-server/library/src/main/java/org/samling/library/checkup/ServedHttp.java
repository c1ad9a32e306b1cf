package org.samling.library.checkup;

import java.io.IOException;
import java.net.HttpURLConnection;
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
 * Sends requests to the configuration's server, over HTTP or, if so configured, over HTTPS: then
 * the server must show the configuration's certificate, whatever the name in it.
 */
final class ServedHttp {

  private static final int PATIENCE_MILLIS = 3_000;

  private final @Nullable Path certificate;

  ServedHttp(Configuration configuration) {
    var tls = configuration.tls();
    certificate = configuration.http().tls() && tls != null ? tls.certificate() : null;
  }

  /**
   * A response.
   *
   * @param status the HTTP status
   * @param body the body, empty where there was none
   */
  record Reply(int status, String body) {}

  /** Requests a path at an address. */
  Reply get(InetSocketAddress address, String path) throws IOException {
    var connection =
        (HttpURLConnection)
            URI.create(
                    "%s://%s:%d%s"
                        .formatted(
                            certificate == null ? "http" : "https",
                            host(address),
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

  private static String host(InetSocketAddress address) {
    var host = address.getHostString();
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }
}
