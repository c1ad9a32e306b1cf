package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.ApiKey;
import org.samling.core.ill.IllPartner.ClientCredentials;
import org.samling.core.ill.IllPartner.NoLogin;
import org.samling.core.ill.IllPartner.Password;
import org.samling.core.ill.IllPartners;
import org.samling.core.ill.PartnerAddresses;
import org.samling.core.ill.PartnerProbe;
import org.samling.core.ill.Peer;
import org.samling.core.organisation.Tenant;
import org.samling.ncip.NcipCodec;
import org.samling.ncip.NcipVersion;
import org.samling.ncip.NcipVersion.Edition;
import org.samling.ncip.data.NcipSecret;
import org.samling.routes.ill.Partners;
import org.samling.routes.ill.PeerProtocol;
import org.samling.routes.iso18626.Iso18626Peer;
import org.samling.routes.ncip.NcipPeer;

/**
 * Posts messages to the tenants' partners. Each message goes to the partner as it is stored then.
 */
public final class HttpPartners implements Partners, PartnerProbe, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int NO_MORE_OK = 300;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /** The version of NCIP 1 whose DOCTYPE every server knows. */
  private static final String VERSION_1 = "http://www.niso.org/ncip/v1_0/imp1/dtd/ncip_v1_0.dtd";

  private final IllPartners partners;
  private final PartnerAddresses addresses;
  private final int answerLimit;
  private final Map<PartnerKey, ClientToken> tokens = new ConcurrentHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          // Many servers answer an offer of HTTP/2 over http with an error.
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private record PartnerKey(String tenant, String library) {}

  /**
   * Creates an instance.
   *
   * @param addresses say which addresses may be called
   * @param answerLimit the longest answer, in bytes; one beyond it counts as none
   */
  public HttpPartners(IllPartners partners, PartnerAddresses addresses, int answerLimit) {
    this.partners = partners;
    this.addresses = addresses;
    this.answerLimit = answerLimit;
  }

  @Override
  public Optional<Partner> of(Tenant tenant, Peer peer) {
    return partners
        .find(tenant.id(), peer.library())
        .filter(IllPartner::isEnabled)
        .map(partner ->
            new Partner(
                protocol(partner),
                new HttpLine(tenant, partner, partner.answerAt(peer.replyTo(), addresses))));
  }

  @Override
  public ProbeResult probe(Tenant tenant, IllPartner partner) {
    var protocol = protocol(partner);
    var line = new HttpLine(tenant, partner, partner.address());
    return switch (line.send(protocol.probe(partner.library(), tenant.code()))) {
      case Unanswered(var why) -> new ProbeResult(false, null, why);
      case Answered(var status, _) when status == UNAUTHORIZED || status == FORBIDDEN ->
          new ProbeResult(true, false, "HTTP " + status);
      case Answered(var status, _) when status < OK || status >= NO_MORE_OK ->
          new ProbeResult(false, null, "HTTP " + status);
      case Answered(var status, var body) ->
          switch (protocol.interpretProbe(body.getBytes(UTF_8))) {
            case ANSWERED -> new ProbeResult(true, true, "HTTP " + status);
            case LOGIN_REFUSED -> new ProbeResult(true, false, "HTTP " + status);
            case OTHER ->
                new ProbeResult(false, null, "what was answered is no message of the protocol");
          };
    };
  }

  private PeerProtocol protocol(IllPartner partner) {
    return switch (partner.protocol()) {
      case IllPartner.Iso18626() -> new Iso18626Peer(answerLimit);
      case IllPartner.Ncip ncip ->
          new NcipPeer(
              new NcipPeer.Settings(
                  version(ncip.version()),
                  ncip.us(),
                  ncip.patron(),
                  ncip.agencySecret() == null ? null : new NcipSecret(ncip.agencySecret().value()),
                  ncip.askEvery(),
                  answerLimit));
    };
  }

  private static NcipVersion version(IllPartner.Ncip.Version version) {
    return switch (version) {
      case V2_02 -> NcipVersion.of(NcipCodec.VERSION);
      case V1_0 -> new NcipVersion(VERSION_1, Edition.ONE, null, true);
    };
  }

  /** The token for a partner, kept as long as its credentials stay. */
  private ClientToken token(Tenant tenant, IllPartner partner, ClientCredentials credentials) {
    return tokens.compute(
        new PartnerKey(tenant.code(), partner.library()),
        (_, kept) ->
            kept != null && kept.isFor(credentials)
                ? kept
                : new ClientToken(client, addresses, credentials, partner.timeout()));
  }

  /** The connection to one library. */
  private final class HttpLine implements PartnerConnection {

    private final IllPartner partner;
    private final URI address;
    private final @Nullable ClientToken token;

    HttpLine(Tenant tenant, IllPartner partner, URI address) {
      this.partner = partner;
      this.address = address;
      this.token =
          partner.login() instanceof ClientCredentials credentials
              ? token(tenant, partner, credentials)
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
      check(addresses, address);
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
          HttpRequest.newBuilder(address)
              .timeout(partner.timeout())
              .header("content-type", "application/xml; charset=utf-8")
              .POST(BodyPublishers.ofByteArray(message));
      switch (partner.login()) {
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

  /**
   * Makes sure that an address may be called now: a stored one may have been allowed by an earlier
   * configuration, and the name may lead elsewhere than it did.
   *
   * @throws IOException when it may not
   */
  static void check(PartnerAddresses addresses, URI address) throws IOException {
    if (addresses.parse(address.toString()).isEmpty()) {
      throw new IOException(
          "%s may not be called: it has to be %s".formatted(address, addresses.expected()));
    }
    var refusal = addresses.refusal(address.getHost());
    if (refusal.isPresent()) {
      throw new IOException(refusal.get());
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
