package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.TwoLibraries.LENDER;
import static org.samling.server.web.TwoLibraries.ask;
import static org.samling.server.web.TwoLibraries.becomes;
import static org.samling.server.web.TwoLibraries.messages;
import static org.samling.server.web.TwoLibraries.record;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.ApiKey;
import org.samling.core.ill.IllPartner.ClientCredentials;
import org.samling.core.ill.IllPartner.Login;
import org.samling.core.ill.IllPartner.Ncip.Version;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Secret;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;

/** How a server shows another one who it is when it asks for a loan. */
class NcipPartnerLoginTest {

  private static final String ACCOUNT = "north-ncip";

  private static IllPartner partner(TestServer lending, Login login) {
    return TestPartners.ncip(LENDER, lending.listeners.httpPort(), Version.V2_02, login);
  }

  /** Asks for a loan and sees that the lender takes the request. */
  private static void assertThatALoanIsPromised(
      TestLibrary borrower, TestServer lending, Login login) {
    try (var _ = TestPartners.serve(borrower, partner(lending, login))) {
      ask(borrower, record("t:1"), LENDER);
      becomes(borrower, InterlibraryState.WILL_SUPPLY);
    }
  }

  @Test
  void keyInAHeader() throws Exception {
    TwoLibraries.withServer((borrower, lending) ->
        assertThatALoanIsPromised(
            borrower, lending, new ApiKey("X-Api-Key", new Secret("north-ncip:secret"))));
  }

  @Test
  void keyThatIsWrongIsToldAndTheRequestIsKept() throws Exception {
    TwoLibraries.withServer((borrower, lending) -> {
      try (var _ =
          TestPartners.serve(
              borrower,
              partner(lending, new ApiKey("X-Api-Key", new Secret("north-ncip:wr0ng"))))) {
        ask(borrower, record("t:1"), LENDER);
        Eventually.holds("it was tried", () -> messages(borrower).getFirst().failure() != null);
        var kept = messages(borrower).getFirst();
        assertThat(kept.isWaiting()).isTrue();
        assertThat(kept.failure()).contains("401").doesNotContain("wr0ng");
      }
    });
  }

  @Test
  void tokenThatIsAskedForAndAnotherOneOnceItIsRefused() throws Exception {
    try (var issuer = new Issuer()) {
      TwoLibraries.with((borrower, lender) -> {
        lender
            .store
            .libraryRegister()
            .putAccess(
                lender.north,
                ACCOUNT,
                new Access(true, List.of(), null, Set.of(Access.Credential.TOKEN), null, null));
        try (var lending =
            TestServer.before(
                lender,
                "ncip: {tokens: {issuer: \"%s\", audience: lender, keys: \"%s/jwks\"}}"
                    .formatted(Issuer.NAME, issuer.address()))) {
          assertThatALoanIsPromised(
              borrower,
              lending,
              new ClientCredentials(
                  URI.create(issuer.address() + "/token"),
                  "client+1",
                  new Secret("s3:cret"),
                  "ncip:lend"));
        }
        assertThat(issuer.asked)
            .as("the first token was refused, the second is kept")
            // client+1 and s3:cret, each encoded as in a form (RFC 6749, section 2.3.1)
            .containsExactly(
                "Basic Y2xpZW50JTJCMTpzMyUzQWNyZXQ= grant_type=client_credentials&scope=ncip%3Alend",
                "Basic Y2xpZW50JTJCMTpzMyUzQWNyZXQ= grant_type=client_credentials&scope=ncip%3Alend");
      });
    }
  }

  /** Gives tokens; the first is signed with a key that it does not publish. */
  private static final class Issuer implements AutoCloseable {

    static final String NAME = "https://login.example.org";

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final ECKey published = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
    private final ECKey other = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    Issuer() throws IOException, JOSEException {
      server.createContext(
          "/jwks", exchange -> answer(exchange, new JWKSet(published.toPublicJWK()).toString()));
      server.createContext("/token", this::token);
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void token(HttpExchange exchange) throws IOException {
      var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(exchange.getRequestHeaders().getFirst("authorization") + " " + form);
      answer(
          exchange,
          "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
              .formatted(signed(asked.size() == 1 ? other : published)));
    }

    private static String signed(ECKey key) {
      var jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
              new JWTClaimsSet.Builder()
                  .issuer(NAME)
                  .audience("lender")
                  .subject(ACCOUNT)
                  .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                  .build());
      try {
        jwt.sign(new ECDSASigner(key));
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
      return jwt.serialize();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
      var bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
