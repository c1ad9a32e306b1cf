package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.samling.server.TestServer;

/** A partner of one account, that sends requests of NCIP 2 and reads the answers as text. */
public final class NcipPartner implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI uri;
  private final String credentials;

  NcipPartner(TestServer server, String account) {
    this(server.listeners.httpPort(), account);
  }

  public NcipPartner(int port, String account) {
    this.uri = URI.create("http://127.0.0.1:" + port + "/ncip");
    this.credentials =
        "Basic " + Base64.getEncoder().encodeToString((account + ":secret").getBytes(UTF_8));
  }

  /** What is answered to a request, which has to be answered with status 200. */
  public String ask(String service) {
    var message =
        """
        <NCIPMessage xmlns="http://www.niso.org/2008/ncip" version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd">%s</NCIPMessage>\
        """
            .formatted(service);
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static String item(String barcode) {
    return "<ItemId><ItemIdentifierValue>" + barcode + "</ItemIdentifierValue></ItemId>";
  }

  public static String user(String card) {
    return "<UserId><UserIdentifierValue>" + card + "</UserIdentifierValue></UserId>";
  }

  public static String request(String value) {
    return "<RequestId><AgencyId>PARTNER</AgencyId><RequestIdentifierValue>"
        + value
        + "</RequestIdentifierValue></RequestId>";
  }

  public static String message(String service, String... parts) {
    return "<" + service + ">" + String.join("", parts) + "</" + service + ">";
  }

  @Override
  public void close() {
    client.close();
  }
}
