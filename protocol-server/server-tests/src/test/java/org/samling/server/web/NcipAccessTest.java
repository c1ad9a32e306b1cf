package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Partners that are known by a token or by their client certificate, over HTTPS and plain TLS. */
class NcipAccessTest {

  private static final String ISSUER = "https://login.example.org";
  private static final String AUDIENCE = "samling";
  private static final String LOOKUP =
      "<LookupUser><UserId><UserIdentifierValue>A</UserIdentifierValue></UserId></LookupUser>";
  private static final String CHECK_IN =
      "<CheckInItem><ItemId><ItemIdentifierValue>2</ItemIdentifierValue></ItemId></CheckInItem>";

  @TempDir private static Path directory;
  private static X509Bundle authority;
  private static HttpServer keys;
  private static RSAKey rsa;
  private static ECKey ec;
  private static final AtomicInteger LOOKS = new AtomicInteger();
  private static volatile JWKSet published = new JWKSet();
  private static TestServer server;

  /** All who show no certificate. */
  private static HttpClient uncertified;

  @BeforeAll
  static void open() throws Exception {
    rsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
    published = new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK()));
    keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keys.createContext(
        "/jwks",
        exchange -> {
          LOOKS.incrementAndGet();
          var body = published.toString().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    keys.start();
    authority =
        new CertificateBuilder()
            .subject("CN=Samling test authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    var own =
        new CertificateBuilder()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .buildIssuedBy(authority);
    Files.writeString(directory.resolve("certificate.pem"), own.getCertificatePathPEM());
    Files.writeString(directory.resolve("key.pem"), own.getPrivateKeyPEM());
    Files.writeString(directory.resolve("authorities.pem"), authority.getCertificatePEM());
    var authorities = "client-authorities: \"%s\"".formatted(directory.resolve("authorities.pem"));
    server =
        TestServer.encrypted(
            directory,
            authorities,
            """
            ncip: {tcp: {port: 0, tls: true, %s}, machines: [{account: by-subject, certificate: "CN=ill-1,O=Partner"}, \
            {account: by-name, certificate: "DNS:ill-2.example.org"}, {account: shut, certificate: "CN=ill-3,O=Partner"}], \
            tokens: {issuer: "%s", audience: %s, keys: "http://127.0.0.1:%d/jwks", accounts: [{name: 0oa77, account: by-token}]}}\
            """
                .formatted(authorities, ISSUER, AUDIENCE, keys.getAddress().getPort()));
    var north = server.library.north;
    put(north, "by-subject", null, Access.Credential.CERTIFICATE);
    put(north, "by-name", null, Access.Credential.CERTIFICATE);
    put(north, "shut", null);
    put(north, "by-token", null, Access.Credential.TOKEN);
    put(north, "both", "CN=ill-1,O=Partner");
    put(server.library.south, "southern", null, Access.Credential.TOKEN);
    uncertified = HttpClient.newBuilder().sslContext(tls(null)).build();
  }

  @AfterAll
  static void close() {
    uncertified.close();
    server.close();
    keys.stop(0);
  }

  private static void put(
      TenantId tenant, String username, @Nullable String certificate, Access.Credential... ways) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        tenant,
        List.of(
            new NewAccount(
                Account.Protocol.NCIP,
                username,
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    register.putAccess(
        tenant, username, new Access(true, List.of(), certificate, Set.of(ways), null, null));
  }

  private static X509Bundle client(String subject, @Nullable String name) throws Exception {
    var builder = new CertificateBuilder().subject(subject).addExtendedKeyUsageClientAuth();
    return (name == null ? builder : builder.addSanDnsName(name)).buildIssuedBy(authority);
  }

  private static SSLContext tls(@Nullable X509Bundle own) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(
        own == null ? null : own.toKeyManagerFactory().getKeyManagers(),
        authority.toTrustManagerFactory().getTrustManagers(),
        null);
    return context;
  }

  private static String message(String service) {
    return "<NCIPMessage xmlns=\"http://www.niso.org/2008/ncip\" version=\"http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd\">%s</NCIPMessage>"
        .formatted(service);
  }

  private static HttpResponse<String> ask(
      @Nullable X509Bundle own, @Nullable String authorization, String path, String service)
      throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create("https://localhost:" + server.listeners.httpPort() + path))
            .POST(BodyPublishers.ofString(message(service)));
    if (authorization != null) {
      request.header("authorization", authorization);
    }
    if (own == null) {
      return uncertified.send(request.build(), BodyHandlers.ofString());
    }
    try (var client = HttpClient.newBuilder().sslContext(tls(own)).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> ask(String token) throws Exception {
    return ask(null, "Bearer " + token, "/ncip", LOOKUP);
  }

  private static void assertIn(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("</LookupUserResponse>").doesNotContain("<Problem>");
  }

  private static void assertOut(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.body()).contains("System Authentication Failed").contains(why);
  }

  private static JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject(subject)
        .expirationTime(Date.from(Instant.now().plusSeconds(300)));
  }

  private static String signed(JWK key, JWSAlgorithm algorithm, JWTClaimsSet claims)
      throws JOSEException {
    JWSSigner signer =
        key instanceof RSAKey of ? new RSASSASigner(of) : new ECDSASigner(key.toECKey());
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build(),
            claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String rs256(JWTClaimsSet.Builder claims) throws JOSEException {
    return signed(rsa, JWSAlgorithm.RS256, claims.build());
  }

  @Test
  void partnerIsKnownByATokenThatIsSignedWithRsaOrWithAnEllipticCurve() throws Exception {
    assertIn(ask(rs256(claims("by-token"))));
    assertIn(ask(signed(ec, JWSAlgorithm.ES256, claims("by-token").build())));
    assertIn(ask(rs256(claims("0oa77"))));
    assertIn(ask(null, "Bearer " + rs256(claims("by-token")), "/ncip/north", LOOKUP));
    assertThat(LOOKS.get()).as("the keys are kept").isLessThanOrEqualTo(3);
  }

  @Test
  void tokenOpensOnlyWhatItNames() throws Exception {
    var token = "Bearer " + rs256(claims("by-token").claim("scope", "openid ncip:lookup"));
    assertIn(ask(null, token, "/ncip", LOOKUP));
    var refused = ask(null, token, "/ncip", CHECK_IN);
    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(refused.body()).contains("Unauthorized Service For Agency");
    var other = "Bearer " + rs256(claims("by-token").claim("scp", List.of("ncip:circulate")));
    assertThat(ask(null, other, "/ncip", LOOKUP).body())
        .contains("Unauthorized Service For Agency");
  }

  @Test
  void tokenOfAnotherTimeIssuerOrAudienceOpensNothing() throws Exception {
    var now = Instant.now();
    assertOut(
        ask(rs256(claims("by-token").expirationTime(Date.from(now.minusSeconds(120))))),
        "Expired JWT");
    assertIn(ask(rs256(claims("by-token").expirationTime(Date.from(now.minusSeconds(10))))));
    assertOut(
        ask(rs256(claims("by-token").notBeforeTime(Date.from(now.plusSeconds(120))))),
        "before use time");
    assertOut(ask(rs256(claims("by-token").expirationTime(null))), "missing required claims");
    assertOut(ask(rs256(claims("by-token").issuer("https://other.example.org"))), "iss");
    assertOut(ask(rs256(claims("by-token").audience("other"))), "aud");
    assertOut(ask(rs256(claims("by-token").subject(null))), "has no claim \"sub\"");
  }

  @Test
  void tokenThatNobodySignedOrThatASharedSecretDidOpensNothing() throws Exception {
    var claims = claims("by-token").build();
    assertOut(ask(new PlainJWT(claims).serialize()), "The token is not valid");
    // The public key as a secret: what one who takes any algorithm would accept.
    var mac =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), claims);
    mac.sign(new MACSigner(rsa.toRSAPublicKey().getEncoded()));
    assertOut(ask(mac.serialize()), "The token is not valid");
    var sixty = signed(rsa, JWSAlgorithm.RS512, claims);
    assertOut(ask(sixty), "The token is not valid");
    var good = rs256(claims("by-token"));
    var bad = good.substring(0, good.length() - 8) + "AAAAAAAA";
    assertOut(ask(bad), "The token is not valid");
    assertOut(ask("no.token"), "The token is not a JWT");
    assertOut(ask("x".repeat(8_000)), "The token is not a JWT");
  }

  @Test
  void accountHasToAllowTokensAndItsTenantCounts() throws Exception {
    var why = "No account of this address";
    assertOut(ask(rs256(claims("by-subject"))), why);
    assertOut(ask(rs256(claims("nobody"))), why);
    var southern = "Bearer " + rs256(claims("southern"));
    assertOut(ask(null, southern, "/ncip/north", LOOKUP), why);
    var there = ask(null, southern, "/ncip", LOOKUP);
    assertThat(there.statusCode()).isEqualTo(200);
    assertThat(ask(null, southern, "/ncip", LOOKUP).headers().firstValue("www-authenticate"))
        .isEmpty();
    assertThat(ask("x").headers().firstValue("www-authenticate"))
        .hasValue("Bearer realm=\"NCIP\", error=\"invalid_token\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CN=ill-1,O=Partner", "CN=other,O=Partner"})
  void partnerIsKnownByTheSubjectOrANameOfItsCertificate(String subject) throws Exception {
    var own = client(subject, "ILL-2.example.org");
    assertIn(ask(own, null, "/ncip", LOOKUP));
    assertIn(ask(own, null, "/ncip/north", LOOKUP));
    assertOut(ask(own, null, "/ncip/south", LOOKUP), "No account of this address");
    assertOut(ask(null, null, "/ncip", LOOKUP), "Log in");
  }

  @Test
  void certificateOfAnAccountThatDoesNotAllowItOpensNothing() throws Exception {
    assertOut(ask(client("CN=ill-3,O=Partner", null), null, "/ncip", LOOKUP), "No account");
    assertOut(ask(client("CN=stranger", null), null, "/ncip", LOOKUP), "Log in");
  }

  @Test
  void passwordOfAnAccountThatAsksForACertificateIsNotEnough() throws Exception {
    var basic = "Basic " + Base64.getEncoder().encodeToString("both:secret".getBytes(UTF_8));
    assertOut(ask(null, basic, "/ncip", LOOKUP), "The user name or password");
    assertIn(ask(client("CN=ill-1,O=Partner", null), basic, "/ncip", LOOKUP));
  }

  @Test
  void certificateCountsWithoutHttpToo() throws Exception {
    assertThat(overTls(client("CN=ill-1,O=Partner", null))).contains("</LookupUserResponse>");
    assertThat(overTls(null)).contains("System Authentication Failed");
  }

  private static String overTls(@Nullable X509Bundle own) throws Exception {
    try (var socket =
        tls(own)
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), server.listeners.ncipPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(message(LOOKUP).getBytes(UTF_8));
      var answer = new StringBuilder();
      var buffer = new byte[4_096];
      while (answer.indexOf("</NCIPMessage>") < 0) {
        var read = socket.getInputStream().read(buffer);
        if (read < 0) {
          throw new IOException("closed after: " + answer);
        }
        answer.append(new String(buffer, 0, read, UTF_8));
      }
      return answer.toString();
    }
  }
}
