package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.samling.core.organisation.Tenant;
import org.samling.routes.iso18626.Iso18626Sender;
import org.samling.server.config.Configuration.IllPartner;

/** Posts messages of ISO 18626 to the libraries that the configuration names. */
public final class HttpIso18626Sender implements Iso18626Sender, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Map<Whose, IllPartner> partners = new HashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          // Many servers answer an offer of HTTP/2 over http with an error.
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final int answerLimit;

  private record Whose(String tenant, String library) {}

  /**
   * Makes it.
   *
   * @param partners whom it can write to
   * @param answerLimit how many bytes of an answer are read; one that is longer counts as none
   */
  public HttpIso18626Sender(Collection<IllPartner> partners, int answerLimit) {
    partners.forEach(p -> this.partners.put(new Whose(p.tenant(), p.library()), p));
    this.answerLimit = answerLimit;
  }

  @Override
  public Sent send(Tenant tenant, String library, byte[] message) {
    var partner = partners.get(new Whose(tenant.code(), library));
    if (partner == null) {
      return new NoAddress();
    }
    try {
      var answer = client.send(request(partner, message), BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        var bytes = body.readNBytes(answerLimit + 1);
        return bytes.length > answerLimit
            ? new Lost("the answer has more than %d bytes".formatted(answerLimit))
            : new Answered(answer.statusCode(), new String(bytes, UTF_8));
      }
    } catch (IOException e) {
      var why = e.getMessage();
      return new Lost(why == null ? e.getClass().getSimpleName() : why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Lost("interrupted");
    }
  }

  private static HttpRequest request(IllPartner partner, byte[] message) {
    var request =
        HttpRequest.newBuilder(partner.address())
            .timeout(partner.timeout())
            .header("content-type", "application/xml; charset=utf-8")
            .POST(BodyPublishers.ofByteArray(message));
    var login = partner.login();
    if (login != null) {
      var credentials = login.user() + ":" + login.password().value();
      request.header(
          "authorization",
          "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    }
    return request.build();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
