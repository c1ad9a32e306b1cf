package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens.NewToken;
import org.samling.core.organisation.TenantId;
import org.samling.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that asks by REST and shows a token. */
final class RestClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final @Nullable String token;

  RestClient(int port, @Nullable String token) {
    this.port = port;
    this.token = token;
  }

  /** One of an account that is made for it. */
  static RestClient of(TestServer server, TenantId tenant, String name, Set<Scope> scopes) {
    RestProgram.account(server.library, tenant, name, scopes);
    var token = new NewToken("test", Set.of(Scope.values()), null, "test");
    var made = server.library.store.accountTokens().create(tenant, name, token).orElseThrow();
    return new RestClient(server.listeners.httpPort(), made.value().value());
  }

  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks again, as often as it is told that it asks too often, when it was told to. */
  HttpResponse<String> sendPatiently(String method, String path, @Nullable String body) {
    var answer = send(method, path, body);
    while (answer.statusCode() == 429) {
      try {
        Thread.sleep(
            Duration.ofSeconds(answer.headers().firstValueAsLong("retry-after").orElseThrow()));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      answer = send(method, path, body);
    }
    return answer;
  }

  HttpResponse<String> get(String path) {
    return send("GET", "/rest/v1" + path, null);
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send("POST", "/rest/v1" + path, body, headers);
  }

  HttpResponse<String> delete(String path) {
    return send("DELETE", "/rest/v1" + path, null);
  }

  static void assertProblem(HttpResponse<String> answer, int status, String detail) {
    assertThat(body(answer, status).get("detail").asString()).isEqualTo(detail);
  }

  /** An answer's body, which has to have a status. */
  static JsonNode body(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
