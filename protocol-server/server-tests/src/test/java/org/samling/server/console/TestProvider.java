package org.samling.server.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * A provider of OpenID Connect: who comes writes a name on a page, and goes back with a code that
 * opens one ID token.
 */
final class TestProvider implements AutoCloseable {

  static final String CLIENT = "samling";
  static final String SECRET = "secret of the client";

  private final HttpServer server;

  /** The key of the set. */
  final RSAKey key;

  private final Map<String, Asked> codes = new ConcurrentHashMap<>();

  /** What is made of the claims before they are signed. */
  volatile UnaryOperator<JWTClaimsSet.Builder> claims = c -> c;

  /** Signs: the key of the set, or another. */
  volatile RSAKey signer;

  private record Asked(AuthenticationRequest request, String username) {}

  TestProvider() throws IOException, JOSEException {
    key = newKey();
    signer = key;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/.well-known/openid-configuration", e -> json(e, metadata().toJSONObject().toString()));
    server.createContext("/keys", e -> json(e, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.createContext("/favicon.ico", e -> send(e, 200, "image/svg+xml", "<svg/>"));
    server.start();
  }

  static RSAKey newKey() throws JOSEException {
    return new RSAKeyGenerator(2048).keyID("one").generate();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private OIDCProviderMetadata metadata() {
    var metadata =
        new OIDCProviderMetadata(
            new Issuer(issuer()), List.of(SubjectType.PUBLIC), URI.create(issuer() + "/keys"));
    metadata.setAuthorizationEndpointURI(URI.create(issuer() + "/authorize"));
    metadata.setTokenEndpointURI(URI.create(issuer() + "/token"));
    return metadata;
  }

  private void authorize(HttpExchange exchange) throws IOException {
    try {
      var request = AuthenticationRequest.parse(exchange.getRequestURI());
      if (exchange.getRequestMethod().equals("POST")) {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var name = URLDecoder.decode(body.replace("name=", ""), StandardCharsets.UTF_8);
        var code = new AuthorizationCode();
        codes.put(code.getValue(), new Asked(request, name));
        var response =
            new AuthenticationSuccessResponse(
                request.getRedirectionURI(),
                code,
                null,
                null,
                request.getState(),
                null,
                ResponseMode.QUERY);
        exchange.getResponseHeaders().add("location", response.toURI().toString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
      } else {
        send(
            exchange,
            200,
            "text/html",
            "<title>Who are you?</title><form method=post><input name=name autofocus></form>");
      }
    } catch (ParseException e) {
      send(exchange, 400, "text/plain", e.toString());
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    try {
      var http =
          new HTTPRequest(HTTPRequest.Method.POST, URI.create(issuer() + exchange.getRequestURI()));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> http.setHeader(name, values.getFirst()));
      http.setBody(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      var response = token(TokenRequest.parse(http));
      send(exchange, response.getStatusCode(), "application/json", response.getBody());
    } catch (ParseException | JOSEException e) {
      send(exchange, 400, "text/plain", e.toString());
    }
  }

  private HTTPResponse token(TokenRequest request) throws JOSEException {
    var grant = (AuthorizationCodeGrant) request.getAuthorizationGrant();
    var asked = codes.remove(grant.getAuthorizationCode().getValue());
    var isClient =
        request.getClientAuthentication() instanceof ClientSecretBasic basic
            && basic.getClientID().getValue().equals(CLIENT)
            && basic.getClientSecret().getValue().equals(SECRET);
    if (!isClient) {
      return error(OAuth2Error.INVALID_CLIENT);
    }
    if (asked == null
        || !CodeChallenge.compute(
                asked.request().getCodeChallengeMethod(),
                Objects.requireNonNull(grant.getCodeVerifier()))
            .equals(asked.request().getCodeChallenge())
        || !asked.request().getRedirectionURI().equals(grant.getRedirectionURI())) {
      return error(OAuth2Error.INVALID_GRANT);
    }
    var now = Instant.now();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            claims
                .apply(
                    new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience(CLIENT)
                        .subject("4711")
                        .claim("login", asked.username())
                        .claim("nonce", asked.request().getNonce().getValue())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(5)))))
                .build());
    token.sign(new RSASSASigner(signer));
    return new OIDCTokenResponse(new OIDCTokens(token, new BearerAccessToken(), null))
        .toHTTPResponse();
  }

  private static HTTPResponse error(ErrorObject error) {
    return new TokenErrorResponse(error).toHTTPResponse();
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    send(exchange, 200, "application/json", body);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("content-type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
