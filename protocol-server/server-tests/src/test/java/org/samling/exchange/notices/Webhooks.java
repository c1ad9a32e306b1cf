package org.samling.exchange.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that takes messages by HTTP, and keeps them. */
final class Webhooks implements AutoCloseable {

  static final String SECRET = "webhook-1";

  private final HttpServer server;
  private final List<Post> posts = Collections.synchronizedList(new ArrayList<>());
  private volatile int status = 204;

  /**
   * A message that came.
   *
   * @param key its Idempotency-Key
   * @param isSigned whether its signature is right
   * @param body what it says
   */
  record Post(String key, boolean isSigned, JsonNode body) {}

  Webhooks() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/messages", this::take);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:%d/messages".formatted(server.getAddress().getPort()));
  }

  /** Says what is answered from now on. */
  void answer(int newStatus) {
    status = newStatus;
  }

  List<Post> posts() {
    synchronized (posts) {
      return List.copyOf(posts);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var headers = exchange.getRequestHeaders();
      posts.add(
          new Post(
              headers.getFirst("Idempotency-Key"),
              ("sha256=" + signature(body)).equals(headers.getFirst("Samling-Signature")),
              JsonMapper.shared().readTree(body)));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static String signature(byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
