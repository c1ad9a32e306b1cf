package org.samling.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.operations.Operation;

/**
 * Asks a server by REST. It uses the JDK's older client: the newer one sets up TLS and threads of
 * its own even for plain HTTP, which takes longer than an answer.
 *
 * @param server which one
 * @param caller who asks
 */
record ServerConnection(Server server, Caller caller) {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Longer than a server works at anything. */
  private static final Duration ANSWER = Duration.ofMinutes(10);

  private static final int CHUNK = 64 * 1024;

  static {
    // Else a POST without an answer would be sent again, though it may have been carried out.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  /** What a request sends. */
  interface Body {

    /** What is sent, from its beginning. */
    InputStream open() throws IOException;

    /** Its media type. */
    String type();

    /** Whether it may be too long to be kept in memory. */
    boolean isLong();
  }

  /**
   * A server.
   *
   * @param certificate the certificate that it shows, where its issuer need not be known, or null
   */
  record Server(URI address, @Nullable Path certificate) {}

  /**
   * Who asks.
   *
   * @param token proves it
   * @param tenant the tenant that the operator of the server's machine means, or null
   */
  record Caller(Secret token, @Nullable String tenant) {

    /** An account, which has its tenant. */
    static Caller account(Secret token) {
      return new Caller(token, null);
    }
  }

  /**
   * What is asked.
   *
   * @param method the HTTP method
   * @param path the path with its parameters filled in
   * @param query the parameters of the query
   * @param body what is sent, or null for nothing
   */
  record Question(String method, String path, Map<String, String> query, @Nullable Body body) {}

  /**
   * What came back.
   *
   * @param server who answered
   * @param status HTTP's status
   * @param connection gives the header fields
   */
  record Answer(URI server, int status, HttpURLConnection connection) {

    /** The first header field of a name. */
    Optional<String> header(String name) {
      return Optional.ofNullable(connection.getHeaderField(name));
    }

    /** Its body; whoever reads it closes it. */
    InputStream body() throws IOException {
      var body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      return Objects.requireNonNullElseGet(body, InputStream::nullInputStream);
    }
  }

  /**
   * Sends a request.
   *
   * @throws IllegalStateException when there is no answer; the message says why
   */
  Answer send(Question question) {
    try {
      var connection = open(question);
      if (question.body() != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", question.body().type());
        if (question.body().isLong()) {
          connection.setChunkedStreamingMode(CHUNK);
        }
        try (var content = question.body().open();
            var out = connection.getOutputStream()) {
          content.transferTo(out);
        } catch (IOException e) {
          // A server that refuses what it is sent answers and closes: its answer says why.
          return answered(connection);
        }
      }
      return answered(connection);
    } catch (ConnectException e) {
      throw new IllegalStateException("%s can't be reached".formatted(server.address()), e);
    } catch (IOException e) {
      throw new IllegalStateException("%s gave no answer: %s".formatted(server.address(), e), e);
    }
  }

  private Answer answered(HttpURLConnection connection) throws IOException {
    try {
      return new Answer(server.address(), connection.getResponseCode(), connection);
    } catch (HttpRetryException e) {
      // It can't send a long body again for another token; there is no other.
      return new Answer(server.address(), e.responseCode(), connection);
    }
  }

  private HttpURLConnection open(Question question) throws IOException {
    var asked = Operation.ROOT + question.path() + query(question.query());
    var url = server.address().resolve(asked).toURL();
    var connection = (HttpURLConnection) url.openConnection();
    var certificate = server.certificate();
    if (certificate != null && connection instanceof HttpsURLConnection encrypted) {
      encrypted.setSSLSocketFactory(OwnCertificate.trusting(certificate).getSocketFactory());
      encrypted.setHostnameVerifier((_, _) -> true); // the certificate itself is the known one
    }
    connection.setRequestMethod(question.method());
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) ANSWER.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Authorization", "Bearer " + caller.token().value());
    connection.setRequestProperty("Accept", "application/json");
    if (caller.tenant() != null) {
      connection.setRequestProperty(Operation.TENANT, caller.tenant());
    }
    return connection;
  }

  private static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** A text as it stands in a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
