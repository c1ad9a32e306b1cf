package org.samling.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.AccountTokens;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.server.z3950.Z3950Client;
import org.samling.testing.Kiosk;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.Z3950Secret;

/**
 * Logins that fail are limited alike by every protocol, before any password is hashed, and a login
 * that is right is not locked out by them.
 */
class LoginLimitsTest {

  /** How many logins of one account from one address may be wrong, as the server is configured. */
  private static final int OF_BOTH = 3;

  private static final int OF_ADDRESS = 12;

  private static final String NCIP =
      """
      <?xml version="1.0"?><NCIPMessage xmlns="http://www.niso.org/2008/ncip" version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd"><LookupAgency><AgencyId>x</AgencyId></LookupAgency></NCIPMessage>
      """;

  private static final String ISO18626 =
      """
      <ISO18626Message xmlns="http://illtransactions.org/2013/iso18626" xmlns:i="http://illtransactions.org/2013/iso18626" i:version="1.2"><request><header>
      <supplyingAgencyId><agencyIdType>ISIL</agencyIdType><agencyIdValue>DK-799700</agencyIdValue></supplyingAgencyId>
      <requestingAgencyId><agencyIdType>ISIL</agencyIdType><agencyIdValue>DK-1</agencyIdValue></requestingAgencyId>
      <timestamp>2026-01-01T12:00:00Z</timestamp><requestingAgencyRequestId>1</requestingAgencyRequestId>
      </header><bibliographicInfo><title>x</title></bibliographicInfo></request></ISO18626Message>
      """;

  private static TestServer server;

  /** A protocol over HTTP: what is asked with a name and a password, and what a wrong one gets. */
  private enum Asked {
    NCIP("/ncip", LoginLimitsTest.NCIP, true),
    ISO18626("/iso18626", LoginLimitsTest.ISO18626, true),
    OAI_PMH("/oai/north?verb=Identify", null, true),
    SRU("/sru/north?operation=explain", null, true),
    REST("/rest/v1/offline-transactions", null, true),
    SIP2_IN_XML(
        "/rest/sip2/DK-799700",
        "<ns1:sip password=\"%2$s\" login=\"%1$s\" xmlns:ns1=\"http://axiell.com/Schema/sip.xsd\">"
            + "<request>990xxx2.00</request></ns1:sip>",
        false);

    private final String path;
    private final @Nullable String body;
    private final boolean byHttp;

    Asked(String path, @Nullable String body, boolean byHttp) {
      this.path = path;
      this.body = body;
      this.byHttp = byHttp;
    }

    int wrong() {
      return byHttp ? 401 : 200; // SIP2 says it within the XML
    }

    HttpRequest with(String username, String password) {
      var request = HttpRequest.newBuilder(uri(path)).header("content-type", "application/xml");
      if (byHttp) {
        var login = (username + ":" + password).getBytes(UTF_8);
        request.header("authorization", "Basic " + Base64.getEncoder().encodeToString(login));
      }
      return body == null
          ? request.GET().build()
          : request.POST(BodyPublishers.ofString(body.formatted(username, password))).build();
    }
  }

  @BeforeAll
  static void open() {
    server =
        TestServer.withLogins(
            "{per-address: %d, per-account-of-address: %d}".formatted(OF_ADDRESS, OF_BOTH),
            "{listeners: [{port: 0}, {port: 0, proxy-protocol: true, proxies: [127.0.0.1]}]}");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path);
  }

  private static HttpClient from(String address) {
    return HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongLoginsOverHttpAreRefusedBeforeTheyAreLookedAt(Asked asked) {
    var address = "127.0.7." + (1 + asked.ordinal());
    var name = "nobody-" + asked;
    try (var client = from(address);
        var other = from("127.0.8.1")) {
      for (var i = 0; i < OF_BOTH; i++) {
        assertThat(send(client, asked.with(name, "wrong-" + i)).statusCode())
            .isEqualTo(asked.wrong());
      }
      var before = hashes();
      var refused = send(client, asked.with(name, "wrong-again"));
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("retry-after"))
          .hasValueSatisfying(s -> assertThat(Integer.parseInt(s)).isBetween(1, 20));
      assertThat(refused.body()).contains("Too many logins failed: wait ");
      assertThat(hashes()).as("hashes").isEqualTo(before);

      assertThat(send(client, asked.with(name + "-2", "wrong")).statusCode())
          .as("another account from there")
          .isEqualTo(asked.wrong());
      assertThat(send(other, asked.with(name, "wrong")).statusCode())
          .as("the same from elsewhere")
          .isEqualTo(asked.wrong());
    }
  }

  private static double hashes() {
    var line = "samling_hashing_made_total{share=\"login\"} ";
    return server
        .metrics()
        .lines()
        .filter(l -> l.startsWith(line))
        .mapToDouble(l -> Double.parseDouble(l.substring(line.length())))
        .sum();
  }

  @Test
  void aPasswordThatWasRightIsLetInFromAnAddressThatGuesses() {
    try (var client = from("127.0.7.20")) {
      assertThat(send(client, Asked.NCIP.with("north-ncip", "secret")).statusCode()).isEqualTo(200);
      for (var i = 0; i < OF_BOTH; i++) {
        assertThat(send(client, Asked.NCIP.with("north-ncip", "wrong-" + i)).statusCode())
            .isEqualTo(401);
      }
      assertThat(send(client, Asked.NCIP.with("north-ncip", "wrong")).statusCode()).isEqualTo(429);
      assertThat(send(client, Asked.NCIP.with("north-ncip", "secret")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anAddressThatTriesManyNamesIsRefusedAsAWhole() {
    try (var client = from("127.0.7.21")) {
      for (var i = 0; i < OF_ADDRESS; i++) {
        assertThat(send(client, Asked.SRU.with("name-" + i, "wrong")).statusCode()).isEqualTo(401);
      }
      for (var asked : Asked.values()) {
        assertThat(send(client, asked.with("another", "wrong")).statusCode())
            .as("by %s", asked)
            .isEqualTo(429);
      }
    }
  }

  @Test
  void tokensThatDoNotHoldCountUnderTheirAddressAndOneThatHoldsIsTaken() {
    var library = server.library;
    var register = library.store.libraryRegister();
    register.putAccounts(
        library.north,
        List.of(
            new NewAccount(
                Account.Protocol.REST,
                "program",
                new Secret("program-1"),
                "DK-799700",
                "UTF-8",
                "009")));
    register.putScopes(library.north, "program", Set.of(Account.Scope.OFFLINE_READ));
    var token =
        library
            .store
            .accountTokens()
            .create(
                library.north,
                "program",
                new AccountTokens.NewToken("test", Set.of(Account.Scope.OFFLINE_READ), null, "t"))
            .orElseThrow()
            .value()
            .value();
    BiFunction<HttpClient, String, Integer> ask =
        (client, shown) ->
            send(
                    client,
                    HttpRequest.newBuilder(uri(Asked.REST.path))
                        .header("authorization", "Bearer " + shown)
                        .build())
                .statusCode();
    try (var client = from("127.0.7.22")) {
      for (var i = 0; i < OF_ADDRESS; i++) {
        assertThat(ask.apply(client, "guess-" + i)).isEqualTo(401);
      }
      assertThat(ask.apply(client, "guess")).isEqualTo(429);
      assertThat(ask.apply(client, token)).isEqualTo(200);
    }
  }

  @Test
  void z3950RefusesTheInitAndSaysWhy() {
    for (var i = 0; i < OF_BOTH; i++) {
      assertThat(refusal("wrong-" + i))
          .extracting(DefaultDiagFormat::condition)
          .isEqualTo(Bib1Diagnostic.INIT_BAD_USER_ID_OR_PASSWORD.condition());
    }
    var refusal = refusal("wrong");
    assertThat(refusal.condition()).isEqualTo(Bib1Diagnostic.INIT_OUT_OF_RESOURCES.condition());
    assertThat(refusal.addinfo()).startsWith("Too many logins failed: wait ");
  }

  private static DefaultDiagFormat refusal(String password) {
    try (var client = new Z3950Client(server.listeners.z3950Port())) {
      var answer =
          client.init(new IdAuthentication.IdPass(null, "nobody-z3950", new Z3950Secret(password)));
      return answer instanceof InitializeResponse init && !init.result()
          ? init.diagnostics().getFirst()
          : fail("no Init was refused: %s", answer);
    }
  }

  @Test
  void sip2ClosesTheConnectionUnansweredForThePasswordMayBeRight() {
    var port = server.listeners.sip2Ports().getFirst();
    var address = "127.0.7.23";
    try (var kiosk = Kiosk.from(address, port).login()) {
      guess(address, port);
      try (var guesser = Kiosk.from(address, port)) {
        guesser.send("9300CNnorth-kiosk|COwrong|\r");
        assertThat(guesser.readByte()).isEqualTo(-1);
      }
      assertThat(kiosk.ask("9900802.00")).startsWith("98");
      try (var another = Kiosk.from(address, port)) {
        assertThat(another.ask("9300CNnorth-kiosk|COsecret|")).isEqualTo("941");
      }
    }
  }

  private static void guess(String address, int port) {
    try (var guesser = Kiosk.from(address, port)) {
      for (var i = 0; i < OF_BOTH; i++) {
        assertThat(guesser.ask("9300CNnorth-kiosk|COwrong-%d|".formatted(i))).isEqualTo("940");
      }
      assertThat(guesser.readByte()).isEqualTo(-1);
    }
  }

  @Test
  void behindAProxyTheMachinesOwnAddressCounts() {
    var port = server.listeners.sip2Ports().get(1);
    for (var machine : List.of("10.20.0.1", "10.20.0.2", "10.20.0.3")) {
      try (var kiosk = new Kiosk(port)) {
        kiosk.send("PROXY TCP4 %s 10.9.9.9 40000 6001\r\n".formatted(machine));
        for (var i = 0; i < OF_BOTH; i++) {
          assertThat(kiosk.ask("9300CNbehind-proxy|COwrong-%d|".formatted(i))).isEqualTo("940");
        }
      }
    }
  }

  @Test
  void aLimitOfNothingIsRefusedWithItsLine() {
    assertThatThrownBy(() -> TestServer.withLogins("{per-address: 0}", "{port: 0}"))
        .hasMessageContaining("logins.per-address: must be a number from 1 to 100000, not");
  }
}
