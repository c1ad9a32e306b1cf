package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;

/** Who is let in whom a provider of OpenID Connect vouches for. */
class ProviderSignInTest {

  @AutoClose private static TestProvider provider;
  @AutoClose private static TestServer server;

  @BeforeAll
  static void open() throws Exception {
    provider = new TestProvider();
    server = server(provider.issuer(), true);
  }

  @BeforeEach
  void isAsUsual() {
    provider.claims = c -> c;
    provider.signer = provider.key;
  }

  private static TestServer server(String issuer, boolean passwords) throws IOException {
    var port = freePort();
    var server =
        TestServer.withHttp(
            "port: %d, oidc: {issuer: '%s', client-id: %s, client-secret: %s, address: 'http://127.0.0.1:%d', claim: login, label: The county, passwords: %s}"
                .formatted(
                    port, issuer, TestProvider.CLIENT, TestProvider.SECRET, port, passwords));
    TestStaff.add(server.library, "anna", StaffRole.ADMINISTRATOR);
    return server;
  }

  /** The provider has to know the address before the server listens. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @InBothLanguages
  void whoIsKnownThereAndHereIsLedToThePageThatWasAskedFor(String locale) {
    try (var browser = new Browser(server)) {
      var page = browser.page(locale);
      page.navigate("/console/t/north/machines");
      page.locator("text=The county").click();
      page.waitForURL("**/authorize*");
      page.locator("input[name=name]").fill("anna");
      page.keyboard().press("Enter");
      page.waitForURL("**/console/t/north/machines");
      assertThat(page.locator(".who .name")).containsText("Anna");
      assertThat(page.locator("html")).hasAttribute("lang", locale.substring(0, 2));

      page.navigate("/console/t/north/acts");
      assertThat(page.locator("main")).containsText("anna");
      browser.checkFaults();
    }
    assertThat(server.library.store.staff().acts(server.library.north, 10))
        .extracting(StaffAct::act, StaffAct::detail)
        .contains(org.assertj.core.groups.Tuple.tuple("signed-in", "by the identity provider"));
  }

  @Test
  void whoIsNotKnownHereOrSwitchedOffIsNotLetIn() {
    TestStaff.add(server.library, "otis", StaffRole.DESK);
    try (var visitor = new ConsoleVisitor(server.listeners.httpPort())) {
      assertThat(comeBack(visitor, "nobody").body()).contains("nobody of that name");
      server.library.store.staff().enable("otis", false);
      assertThat(comeBack(visitor, "otis").statusCode()).isEqualTo(422);
      assertThat(visitor.get("/console/t/north/now").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void whatDidNotBeginInThisBrowserLetsNobodyIn() {
    try (var mine = new ConsoleVisitor(server.listeners.httpPort());
        var other = new ConsoleVisitor(server.listeners.httpPort())) {
      var back = visit(other, "anna"); // a link that leads somebody else into anna's session
      assertThat(mine.get(back).statusCode()).isEqualTo(422);
      begin(mine);
      assertThat(mine.get(back).statusCode()).isEqualTo(422);
      assertThat(other.get(back).statusCode()).isEqualTo(200);
      assertThat(other.get(back).statusCode()).as("again").isEqualTo(422);
      assertThat(other.get("/console/t/north/now").statusCode()).isEqualTo(200);
    }
  }

  static List<UnaryOperator<JWTClaimsSet.Builder>> wrongClaims() {
    return List.of(
        c -> c.audience("another"),
        c -> c.issuer("http://127.0.0.1:1"),
        c -> c.claim("nonce", "another"),
        c -> c.claim("login", null),
        c -> c.expirationTime(Date.from(Instant.now().minusSeconds(3_600))));
  }

  @ParameterizedTest
  @MethodSource("wrongClaims")
  void aTokenThatIsForNobodyHereLetsNobodyIn(UnaryOperator<JWTClaimsSet.Builder> wrong) {
    provider.claims = wrong;
    refused();
    provider.claims = c -> c;
    try (var visitor = new ConsoleVisitor(server.listeners.httpPort())) {
      assertThat(comeBack(visitor, "anna").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aTokenThatTheProviderDidNotSignLetsNobodyIn() throws Exception {
    RSAKey another = TestProvider.newKey();
    provider.signer = another;
    refused();
  }

  private void refused() {
    try (var visitor = new ConsoleVisitor(server.listeners.httpPort())) {
      assertThat(comeBack(visitor, "anna").statusCode()).isEqualTo(422);
      assertThat(visitor.get("/console/t/north/now").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void aProviderThatDoesNotAnswerIsSaidSo() throws IOException {
    try (var alone = server("http://127.0.0.1:" + freePort(), true);
        var visitor = new ConsoleVisitor(alone.listeners.httpPort())) {
      var reply = visitor.get("/console/provider");
      assertThat(reply.statusCode()).isEqualTo(422);
      assertThat(reply.body()).contains("is not available at the moment");
      assertThat(visitor.signIn("anna").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void passwordsCanBeLeftToTheProvider() throws IOException {
    try (var strict = server(provider.issuer(), false);
        var visitor = new ConsoleVisitor(strict.listeners.httpPort())) {
      var page = visitor.get("/console/sign-in").body();
      assertThat(page).contains("The county").doesNotContain("type=\"password\"");
      var reply =
          visitor.postWith(
              "", "/console/sign-in", Map.of("username", "anna", "password", TestStaff.PASSWORD));
      assertThat(reply.statusCode()).isEqualTo(422);
      assertThat(reply.body()).contains("no longer accepts passwords");
    }
  }

  @Test
  void withoutAProviderThereIsNoWayToOne() {
    try (var plain = new TestServer();
        var visitor = new ConsoleVisitor(plain.listeners.httpPort())) {
      assertThat(visitor.get("/console/provider").statusCode()).isEqualTo(404);
      assertThat(visitor.get("/console/provider/back?code=a&state=b").statusCode()).isEqualTo(404);
      assertThat(visitor.get("/console/sign-in").body()).doesNotContain("/console/provider");
    }
  }

  /** Begins to sign in, and gives the provider's address. */
  private static String begin(ConsoleVisitor visitor) {
    var reply = visitor.get("/console/provider");
    assertThat(reply.statusCode()).isEqualTo(303);
    return visitor.location(reply);
  }

  /** Goes to the provider and gives where it leads back to. */
  private static String visit(ConsoleVisitor visitor, String name) {
    var reply =
        visitor.send(
            HttpRequest.newBuilder(URI.create(begin(visitor)))
                .POST(BodyPublishers.ofString("name=" + name))
                .build());
    var back = URI.create(visitor.location(reply));
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  private static HttpResponse<String> comeBack(ConsoleVisitor visitor, String name) {
    return visitor.get(visit(visitor, name));
  }
}
