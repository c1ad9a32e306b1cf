package org.samling.server.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.server.TestServer;

/** Asks the console as a browser does that keeps cookies and follows nothing by itself. */
final class ConsoleVisitor implements AutoCloseable {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");

  final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client;
  private String root;

  ConsoleVisitor(int port) {
    this(port, "127.0.0.1");
  }

  /** Comes from another address of this machine. */
  ConsoleVisitor(int port, String address) {
    client =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .localAddress(InetAddress.ofLiteral(address))
            .build();
    root = "http://127.0.0.1:" + port;
  }

  /** Somebody of {@link TestStaff} who is signed in. */
  static ConsoleVisitor of(TestServer server, String name) {
    var visitor = new ConsoleVisitor(server.listeners.httpPort());
    var reply = visitor.signIn(name);
    if (reply.statusCode() != 303) {
      throw new IllegalStateException("%s is not let in: %s".formatted(name, reply.body()));
    }
    return visitor;
  }

  /** Goes on with another node. */
  void moveTo(int port) {
    root = "http://127.0.0.1:" + port;
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(root + path)).build());
  }

  /** Sends a form with the token of the console's own forms. */
  HttpResponse<String> post(String path, Map<String, String> fields) {
    return postWith(csrf(), path, fields);
  }

  HttpResponse<String> postWith(String csrf, String path, Map<String, String> fields) {
    var form =
        fields.entrySet().stream()
            .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(root + path))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form + (form.isEmpty() ? "" : "&") + "_csrf=" + csrf))
            .build());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI uri(String path) {
    return URI.create(root + path);
  }

  /** The token of the forms that the console gives this visitor. */
  String csrf() {
    var page = get("/console/sign-in").body();
    var found = CSRF.matcher(page);
    if (!found.find()) {
      throw new IllegalStateException("there is no form in " + page);
    }
    return found.group(1);
  }

  /** Signs in somebody of {@link TestStaff}. */
  HttpResponse<String> signIn(String username) {
    return signIn(username, TestStaff.PASSWORD);
  }

  HttpResponse<String> signIn(String username, String password) {
    return post("/console/sign-in", Map.of("username", username, "password", password));
  }

  /** Works at a branch of the north until signing out. */
  void workAt(String branch) {
    var reply = post("/console/t/north/workplace", Map.of("branch", branch));
    if (reply.statusCode() != 303) {
      throw new IllegalStateException("nobody works at " + branch);
    }
  }

  String location(HttpResponse<?> response) {
    return response.headers().firstValue("location").orElse("");
  }

  @Override
  public void close() {
    client.close();
  }
}
