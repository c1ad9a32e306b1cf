package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;
import org.samling.library.config.Configuration;
import org.samling.library.config.IllPartner;
import org.samling.library.config.IllPartner.ApiKey;
import org.samling.library.config.IllPartner.ClientCredentials;
import org.samling.library.config.IllPartner.Login;
import org.samling.library.config.IllPartner.NoLogin;
import org.samling.library.config.IllPartner.Password;
import org.samling.ncip.data.NcipSecret;
import org.samling.routes.ill.Partners;
import org.samling.routes.ill.PeerProtocol;
import org.samling.routes.iso18626.Iso18626Peer;
import org.samling.routes.ncip.NcipPeer;

/** Posts messages to the libraries in the configuration. */
public final class HttpPartners implements Partners, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int UNAUTHORIZED = 401;

  private final Map<PartnerKey, Partner> partners = new HashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          // Many servers answer an offer of HTTP/2 over http with an error.
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final int answerLimit;

  private record PartnerKey(String tenant, String library) {}

  /**
   * Creates an instance.
   *
   * @param ill the partners, and the limit of a message; an answer beyond the limit counts as none
   */
  public HttpPartners(Configuration.Ill ill) {
    this.answerLimit = ill.messageLimit();
    for (var partner : ill.partners()) {
      partners.put(
          new PartnerKey(partner.tenant(), partner.library()),
          new Partner(protocol(partner, answerLimit), new HttpLine(partner)));
    }
  }

  private static PeerProtocol protocol(IllPartner partner, int answerLimit) {
    return switch (partner.protocol()) {
      case IllPartner.Iso18626() -> new Iso18626Peer(answerLimit);
      case IllPartner.Ncip ncip ->
          new NcipPeer(
              new NcipPeer.Settings(
                  ncip.version(),
                  ncip.us(),
                  ncip.patron(),
                  ncip.agencySecret() == null ? null : new NcipSecret(ncip.agencySecret().value()),
                  ncip.askEvery(),
                  answerLimit));
    };
  }

  @Override
  public Optional<Partner> of(Tenant tenant, String library) {
    return Optional.ofNullable(partners.get(new PartnerKey(tenant.code(), library)));
  }

  /** The connection to one library. */
  private final class HttpLine implements PartnerConnection {

    private final IllPartner partner;
    private final @Nullable ClientToken token;

    HttpLine(IllPartner partner) {
      this.partner = partner;
      this.token =
          partner.login() instanceof ClientCredentials credentials
              ? new ClientToken(client, credentials, partner.timeout())
              : null;
    }

    @Override
    public SendResult send(byte[] message) {
      try {
        var sent = post(message);
        // A token may be revoked early: another is requested once.
        if (token != null && sent instanceof Answered(var status, _) && status == UNAUTHORIZED) {
          token.forget();
          return post(message);
        }
        return sent;
      } catch (IOException e) {
        var why = e.getMessage();
        return new Unanswered(why == null ? e.getClass().getSimpleName() : why);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Unanswered("interrupted");
      }
    }

    private SendResult post(byte[] message) throws IOException, InterruptedException {
      var answer = client.send(request(message), BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        var bytes = body.readNBytes(answerLimit + 1);
        return bytes.length > answerLimit
            ? new Unanswered("the answer has more than %d bytes".formatted(answerLimit))
            : new Answered(answer.statusCode(), new String(bytes, UTF_8));
      }
    }

    private HttpRequest request(byte[] message) throws IOException, InterruptedException {
      var request =
          HttpRequest.newBuilder(partner.address())
              .timeout(partner.timeout())
              .header("content-type", "application/xml; charset=utf-8")
              .POST(BodyPublishers.ofByteArray(message));
      Login login = partner.login();
      switch (login) {
        case NoLogin() -> {}
        case Password(var user, var password) ->
            request.header("authorization", basic(user, password.value()));
        case ApiKey(var header, var key) -> request.header(header, key.value());
        case ClientCredentials _ ->
            request.header(
                "authorization", "Bearer " + Optional.ofNullable(token).orElseThrow().value());
      }
      return request.build();
    }
  }

  /** The value of {@code Authorization} for HTTP Basic (RFC 7617). */
  static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
