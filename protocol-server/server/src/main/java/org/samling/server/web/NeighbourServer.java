package org.samling.server.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.samling.core.harvest.Signatures;
import org.samling.search.copy.IndexNeighbour;

/**
 * Another server of the same library, asked for its index over HTTP. It uses the JDK's older
 * client, which alone gives up when nothing comes in the middle of an answer.
 */
public final class NeighbourServer implements IndexNeighbour {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** How long nothing may come. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final int OK = 200;
  private static final int LONGEST_REASON = 300;

  private final URI address;
  private final NodeProof proof;

  /**
   * Creates an instance.
   *
   * @param address the server's
   * @param signatures of nodes
   */
  public NeighbourServer(URI address, Signatures signatures) {
    this.address = address;
    this.proof = new NodeProof(signatures, IndexCopyEndpoint.PURPOSE);
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public InputStream open() throws IOException {
    var url = address.resolve(IndexCopyEndpoint.PATH).toURL();
    var connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) SILENCE.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Authorization", proof.header());
    var status = connection.getResponseCode();
    if (status != OK) {
      throw new IOException("HTTP %d: %s".formatted(status, reason(connection)));
    }
    return new FilterInputStream(connection.getInputStream()) {
      /** Closes the connection too: what is left of a copy is not read to its end. */
      @Override
      public void close() {
        connection.disconnect();
      }
    };
  }

  private static String reason(HttpURLConnection connection) throws IOException {
    try (var body =
        Objects.requireNonNullElseGet(connection.getErrorStream(), InputStream::nullInputStream)) {
      return new String(body.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8)
          .replaceAll("\\p{Cntrl}+", " ")
          .strip();
    }
  }
}
