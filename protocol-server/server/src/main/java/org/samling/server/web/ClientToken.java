package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.IllPartner.ClientCredentials;
import org.samling.core.ill.PartnerAddresses;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token that this server requests for itself (OAuth 2.0, RFC 6749, section 4.4), cached until
 * shortly before it expires. Safe for use by many threads: one requests it, and the others wait.
 */
final class ClientToken {

  /** How long before its expiry a token is not used any more. */
  private static final Duration SPARE = Duration.ofSeconds(30);

  /** The lifetime of a token without an expiry. */
  private static final Duration USUAL = Duration.ofMinutes(5);

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int ANSWER_LIMIT = 64 * 1024;
  private static final int OK = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client;
  private final PartnerAddresses addresses;
  private final ClientCredentials credentials;
  private final Duration timeout;
  private @Nullable String token;
  private Instant end = Instant.MIN;

  /**
   * Creates a token that is requested when it is first needed.
   *
   * @param addresses say which addresses may be called
   * @param credentials the issuer's address and the client's credentials
   * @param timeout how long an answer may take
   */
  ClientToken(
      HttpClient client,
      PartnerAddresses addresses,
      ClientCredentials credentials,
      Duration timeout) {
    this.client = client;
    this.addresses = addresses;
    this.credentials = credentials;
    this.timeout = timeout;
  }

  /**
   * The token.
   *
   * @throws IOException when no token was issued; the message gives the reason and contains no
   *     secret
   */
  synchronized String value() throws IOException, InterruptedException {
    var kept = token;
    if (kept != null && Instant.now().isBefore(end)) {
      return kept;
    }
    var answer = ask();
    var made = answer.path("access_token").asString("");
    if (made.isEmpty()) {
      throw new IOException("there is no token in the answer of " + credentials.address());
    }
    var seconds = answer.path("expires_in").asLong(USUAL.toSeconds());
    token = made;
    end =
        Instant.now().plusSeconds(Math.clamp(seconds - SPARE.toSeconds(), 0, LONGEST.toSeconds()));
    return made;
  }

  /** Whether it is obtained with these credentials. */
  boolean isFor(ClientCredentials wanted) {
    return credentials.equals(wanted);
  }

  /** Discards a token that is no longer valid. */
  synchronized void forget() {
    token = null;
  }

  private JsonNode ask() throws IOException, InterruptedException {
    HttpPartners.check(addresses, credentials.address());
    var scope = credentials.scope();
    var form =
        "grant_type=client_credentials"
            + (scope == null ? "" : "&scope=" + URLEncoder.encode(scope, UTF_8));
    // Both are encoded as in a form before they are joined (RFC 6749, section 2.3.1).
    var login =
        HttpPartners.basic(
            URLEncoder.encode(credentials.client(), UTF_8),
            URLEncoder.encode(credentials.secret().value(), UTF_8));
    var request =
        HttpRequest.newBuilder(credentials.address())
            .timeout(timeout)
            .header("authorization", login)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .POST(BodyPublishers.ofString(form))
            .build();
    var answer = client.send(request, BodyHandlers.ofInputStream());
    try (var body = answer.body()) {
      var bytes = body.readNBytes(ANSWER_LIMIT);
      if (answer.statusCode() != OK) {
        throw new IOException(
            "%s issued no token: HTTP %d".formatted(credentials.address(), answer.statusCode()));
      }
      return JSON.readTree(bytes);
    } catch (JacksonException _) {
      throw new IOException("the answer of %s is not JSON".formatted(credentials.address()));
    }
  }
}
