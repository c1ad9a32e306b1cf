package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.samling.server.TestServer;

/**
 * The library DK-710100, which writes by ISO 18626 with one account and reads the answers as text.
 */
final class Iso18626Partner implements AutoCloseable {

  private static final Path FIXTURES = Path.of(System.getProperty("test-fixtures.dir"), "iso18626");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI uri;
  private final String credentials;

  Iso18626Partner(TestServer server, String account) {
    this.uri = URI.create("http://127.0.0.1:" + server.listeners.httpPort() + "/iso18626");
    this.credentials =
        "Basic " + Base64.getEncoder().encodeToString((account + ":secret").getBytes(UTF_8));
  }

  /** What is answered, with status 200. */
  String ask(String message) {
    try {
      var answer =
          client.send(
              HttpRequest.newBuilder(uri)
                  .header("authorization", credentials)
                  .POST(BodyPublishers.ofString(message, UTF_8))
                  .build(),
              BodyHandlers.ofString(UTF_8));
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request for the title t:1. */
  static String request(String number) {
    return fixture("request-loan", number)
        .replace(
            "<bibliographicInfo>",
            "<bibliographicInfo><supplierUniqueRecordId>t:1</supplierUniqueRecordId>");
  }

  static String action(String number, String action) {
    return fixture("requesting-renew", number).replace("Renew", action);
  }

  /** What a lender says of a request that it was asked by DK-799700. */
  static String supplying(String number, String lender, String status) {
    return fixture("supplying-loaned", number)
        .replace("DK-710100", "DK-799700")
        .replace("DK-779700", lender)
        .replace("Loaned", status);
  }

  private static String fixture(String name, String number) {
    try {
      return Files.readString(FIXTURES.resolve(name + ".xml")).replace("B-1001", number);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
