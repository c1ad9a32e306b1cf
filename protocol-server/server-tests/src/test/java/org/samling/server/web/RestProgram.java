package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that asks by REST with an account's password: its name and {@code -1}. */
public final class RestProgram implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final String account;
  private final String password;

  public RestProgram(int port, String account) {
    this(port, account, account + "-1");
  }

  /** One that says a password of its own. */
  RestProgram(int port, String account, String password) {
    this.port = port;
    this.account = account;
    this.password = password;
  }

  /** Makes an account of the main branch, with a password of its name and {@code -1}. */
  public static void account(TestLibrary library, TenantId tenant, String name, Set<Scope> scopes) {
    var register = library.store.libraryRegister();
    register.putAccounts(
        tenant,
        List.of(
            new NewAccount(
                Account.Protocol.REST,
                name,
                new Secret(name + "-1"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    assertThat(register.putScopes(tenant, name, scopes)).isTrue();
  }

  /** One of an account that is made for it. */
  public static RestProgram of(TestServer server, TenantId tenant, String name, Scope... scopes) {
    account(server.library, tenant, name, Set.of(scopes));
    return new RestProgram(server.listeners.httpPort(), name);
  }

  /** What {@code Authorization} says. */
  public String login() {
    var login = (account + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  public HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  public HttpResponse<String> post(String path, BodyPublisher body, String... headers) {
    var request = request(path).POST(body);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return post(path, BodyPublishers.ofString(body), headers);
  }

  /** Sends an object; returns what was answered to it. */
  public JsonNode ok(String path, String body) {
    return body(post(path, BodyPublishers.ofString(body)));
  }

  /** Sends a file in; returns where its import is. */
  public String upload(byte[] file, String query) {
    var answer = post("/rest/v1/imports" + query, BodyPublishers.ofByteArray(file));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer.headers().firstValue("location").orElseThrow();
  }

  /** What an import says once it is in a state. */
  public JsonNode when(String path, String state) {
    Eventually.holds(path + " is " + state, () -> ok(path).get("state").asString().equals(state));
    return ok(path);
  }

  public JsonNode ok(String path) {
    return body(get(path));
  }

  private static JsonNode body(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    return JSON.readTree(answer.body());
  }

  static void assertProblem(HttpResponse<String> answer, int status, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(JSON.readTree(answer.body()).get("detail").asString()).isEqualTo(detail);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("authorization", login());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
