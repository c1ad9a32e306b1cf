package org.samling.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;

/**
 * Asks a server by REST.
 *
 * @param server its address
 * @param token proves who asks
 * @param tenant the tenant that the operator of the server's machine means, or null
 * @param certificate the certificate that the server shows, where its issuer need not be known
 */
record ServerConnection(
    URI server, Secret token, @Nullable String tenant, @Nullable Path certificate) {

  private static final String ROOT = "/rest/v1";
  private static final String TENANT = "Samling-Tenant";
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Longer than a server works at anything. */
  private static final Duration ANSWER = Duration.ofMinutes(10);

  /**
   * What is asked.
   *
   * @param method the HTTP method
   * @param path the path with its parameters filled in
   * @param query the parameters of the query
   * @param body the body
   * @param type the body's media type, or null without one
   */
  record Question(
      String method,
      String path,
      Map<String, String> query,
      BodyPublisher body,
      @Nullable String type) {

    /** A question without a body. */
    static Question of(String method, String path, Map<String, String> query) {
      return new Question(method, path, query, BodyPublishers.noBody(), null);
    }
  }

  /**
   * Sends a request.
   *
   * @throws IllegalStateException when there is no answer; the message says why
   */
  HttpResponse<InputStream> send(Question question) {
    var client = HttpClient.newBuilder().connectTimeout(CONNECT);
    if (certificate != null) {
      client.sslContext(OwnCertificate.trusting(certificate));
    }
    var request =
        HttpRequest.newBuilder(server.resolve(ROOT + question.path() + query(question.query())))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + token.value())
            .header("Accept", "application/json")
            .method(question.method(), question.body());
    if (question.type() != null) {
      request.header("Content-Type", question.type());
    }
    if (tenant != null) {
      request.header(TENANT, tenant);
    }
    try {
      // Not closed: that would wait for the body, which is read later.
      return client.build().send(request.build(), BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new IllegalStateException("%s can't be reached".formatted(server), e);
    } catch (IOException e) {
      throw new IllegalStateException("%s gave no answer: %s".formatted(server, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
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
