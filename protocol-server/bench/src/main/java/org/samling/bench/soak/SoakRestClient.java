package org.samling.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.exchange.generate.CatalogueGenerator;

/** A client program of the library that makes REST requests and uploads small files of records. */
final class SoakRestClient implements AutoCloseable {

  private static final int RECORDS = 40;

  /** A file is sent again after this many others: the index reaches a stable size. */
  private static final int FILES = 20;

  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int SERVER_ERROR = 500;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private @Nullable String underWay;
  private int files;

  SoakRestClient(int port) {
    this.port = port;
  }

  /** Gets an item that is on loan. */
  void look(String barcode) throws IOException, InterruptedException {
    var reply = send(request("/rest/v1/items/" + barcode).GET());
    expect(reply, OK, "\"item\":\"%s\"".formatted(barcode));
    expect(reply, OK, "\"status\":\"on-loan\"");
  }

  /**
   * Uploads a file, once the previous import is done.
   *
   * @throws IllegalStateException if the previous import did not end as expected
   */
  void load() throws IOException, InterruptedException {
    var last = underWay;
    if (last != null) {
      var reply = send(request(last).GET());
      if (reply.body().contains("\"state\":\"waiting\"")
          || reply.body().contains("\"state\":\"running\"")) {
        return;
      }
      expect(reply, OK, "\"state\":\"done\"");
      expect(reply, OK, "\"read\":" + RECORDS);
      underWay = null;
    }
    var file = new ByteArrayOutputStream();
    new CatalogueGenerator(
            new CatalogueGenerator.Wanted(
                RECORDS, 1 + files++ % FILES, RecordSyntax.MARC21, 0, List.of()))
        .write(file, _ -> {});
    var reply =
        send(
            request("/rest/v1/imports?name=soak.mrc")
                .POST(BodyPublishers.ofByteArray(file.toByteArray())));
    expect(reply, ACCEPTED, "");
    underWay = reply.headers().firstValue("location").orElseThrow();
  }

  /** Sends half an NCIP message. Any response is acceptable except a server error. */
  void breakOff() throws IOException, InterruptedException {
    BodyPublisher half = BodyPublishers.ofString("<?xml version=\"1.0\"?><NCIPMessage");
    var reply = send(request("/ncip").header("content-type", "application/xml").POST(half));
    if (reply.statusCode() >= SERVER_ERROR) {
      throw wrong(reply);
    }
  }

  private HttpRequest.Builder request(String path) {
    var login = (SoakTarget.DESK + ":" + SoakTarget.DESK).getBytes(UTF_8);
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .timeout(TIMEOUT)
        .header("authorization", "Basic " + Base64.getEncoder().encodeToString(login));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private static void expect(HttpResponse<String> reply, int status, String part) {
    if (reply.statusCode() != status || !reply.body().contains(part)) {
      throw wrong(reply);
    }
  }

  private static IllegalStateException wrong(HttpResponse<String> reply) {
    return new IllegalStateException(
        "%s was answered with status %d: %s"
            .formatted(reply.uri(), reply.statusCode(), reply.body()));
  }

  @Override
  public void close() {
    client.close();
  }
}
