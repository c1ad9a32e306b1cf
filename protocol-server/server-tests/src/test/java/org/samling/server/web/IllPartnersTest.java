package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestProgram.assertProblem;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.ill.IllPartner.Ncip.Version;
import org.samling.core.ill.Institution;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The partners of interlibrary loan: how they are kept, and what is said to and by them. */
class IllPartnersTest {

  private static final String PARTNERS = "/rest/v1/ill-partners";
  private static final String CHANGES = "/rest/v1/versions?kind=ill-partner";
  private static final String REQUESTS = "/rest/v1/ill-requests";
  private static final String OTHER = "DK-710100";
  private static final String LENDER = "DK-710200";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TestLibrary library;
  private TestServer server;
  private RestProgram desk;
  private Recorder recorder;

  @BeforeEach
  void open() throws IOException {
    server = TestServer.with(TestPartners.SETTINGS);
    library = server.library;
    library.addLibraries(OTHER);
    desk =
        RestProgram.of(
            server,
            library.north,
            "north-ill-desk",
            Scope.ILL_READ,
            Scope.ILL_HANDLE,
            Scope.CONFIGURATION_READ,
            Scope.CONFIGURATION_CHANGE);
    recorder = new Recorder();
  }

  @AfterEach
  void close() {
    recorder.close();
    desk.close();
    server.close();
  }

  /** What other libraries' servers are sent, by path; it confirms messages of ISO 18626. */
  private static final class Recorder implements AutoCloseable {

    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    final List<String> sent = new CopyOnWriteArrayList<>();

    Recorder() throws IOException {
      server.createContext("/", this::take);
      server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
      var text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var kind = text.contains("<request>") ? "request" : "supplyingAgencyMessage";
      sent.add(
          "%s %s %s"
              .formatted(
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestHeaders().getFirst("authorization"),
                  text));
      var answer =
          """
          <ISO18626Message xmlns="http://illtransactions.org/2013/iso18626"><%1$sConfirmation><confirmationHeader>\
          <timestamp>2026-11-25T12:00:00Z</timestamp><timestampReceived>2026-11-25T12:00:00Z</timestampReceived>\
          <messageStatus>OK</messageStatus></confirmationHeader></%1$sConfirmation></ISO18626Message>\
          """
              .formatted(kind)
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    }

    String address(String host, String path) {
      return "http://%s:%d%s".formatted(host, server.getAddress().getPort(), path);
    }

    String address(String path) {
      return address("127.0.0.1", path);
    }

    void eventuallyGot(String path, String... parts) {
      Eventually.holds(
          "%s was sent %s".formatted(path, List.of(parts)),
          () ->
              sent.stream()
                  .anyMatch(each ->
                      each.startsWith(path + " ")
                          && List.of(parts).stream().allMatch(each::contains)));
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private HttpResponse<String> put(String symbol, String members) {
    return desk.post(PARTNERS + "/" + symbol, members);
  }

  private JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> imported(String query, String file) {
    return desk.post("/rest/v1/ill-partner-imports" + query, file);
  }

  private static String password(String address, String secret) {
    return """
    {"address": "%s", "login": "password", "login-name": "north", "login-secret": "%s"}\
    """
        .formatted(address, secret);
  }

  private static String elsewhere(String address) {
    return """
    {"address": "%s", "login": "password", "login-name": "north"}\
    """
        .formatted(address);
  }

  private long asked(String lender) {
    return ok(desk.post(
            REQUESTS,
            "{\"patron\": \"A\", \"lenders\": [\"%s\"], \"title\": \"Sult\", \"record-number\": \"t:1\"}"
                .formatted(lender)))
        .get("number")
        .asLong();
  }

  @Test
  void secretsOfAPartnerAreEncryptedAndNeverShown() {
    var secret = "quite-secret-4711";
    var put =
        ok(
            put(
                LENDER,
                """
                {"name": "Andet", "protocol": "ncip", "address": "https://ncip.example.org/ncip", "login": "token",
                 "login-name": "client", "login-secret": "%1$s", "token-address": "https://login.example.org/token",
                 "ncip-secret": "%1$s", "ncip-version": "1.0"}
                """
                    .formatted(secret)));
    assertThat(put.get("login-secret-stored").asBoolean()).isTrue();
    assertThat(put.get("ncip-secret-stored").asBoolean()).isTrue();
    for (var path : List.of(PARTNERS, PARTNERS + "/" + LENDER, CHANGES)) {
      assertThat(desk.get(path).body()).contains(LENDER).doesNotContain(secret);
    }
    var stored = library.text(library.north, "select p::text from ill_partner p");
    assertThat(stored).contains("client").doesNotContain(secret);
    assertThat(stored).doesNotContain(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
    assertThat(desk.delete(PARTNERS + "/" + LENDER).statusCode()).isEqualTo(204);
    assertProblem(desk.get(PARTNERS + "/" + LENDER), 404, "There is no partner \"DK-710200\".");
  }

  @Test
  void storedSecretGoesToNoOtherHostThanItWasGivenFor() {
    ok(put(LENDER, password("https://a.example.org/iso18626", "s3cret")));
    ok(put(LENDER, elsewhere("https://a.example.org/other")));
    var missing =
        "\"login-secret\" is missing: a stored one stays only for the same login at the same hosts.";
    assertProblem(put(LENDER, elsewhere("https://b.example.org/iso18626")), 400, missing);
    assertProblem(put(LENDER, elsewhere("http://a.example.org/iso18626")), 400, missing);
    assertProblem(
        put(
            LENDER,
            """
            {"address": "https://a.example.org/iso18626", "login": "password", "login-name": "north",
             "reply-address": true, "reply-hosts": ["b.example.org"]}
            """),
        400,
        missing);
    ok(put(LENDER, password("https://b.example.org/iso18626", "another")));
    var moved = ok(desk.get(CHANGES));
    var last = moved.get("versions").get(0).get("number").asString();
    assertThat(desk.post("/rest/v1/versions/%s/roll-back".formatted(last), "").statusCode())
        .isBetween(200, 204);
    var back = ok(desk.get(PARTNERS + "/" + LENDER));
    assertThat(back.get("address").asString()).isEqualTo("https://a.example.org/other");
    assertThat(back.get("login-secret-stored").asBoolean()).isFalse();
  }

  @Test
  void changeOfAPartnerCountsForTheNextMessageWithoutARestart() {
    ok(put(LENDER, password(recorder.address("/before"), "s3cret")));
    asked(LENDER);
    recorder.eventuallyGot("/before", "<request>", "Basic bm9ydGg6czNjcmV0");
    ok(put(LENDER, password(recorder.address("/after"), "another")));
    asked(LENDER);
    recorder.eventuallyGot("/after", "<request>", "Basic bm9ydGg6YW5vdGhlcg==");
    ok(
        put(
            LENDER,
            """
            {"address": "%s", "enabled": false}\
            """
                .formatted(recorder.address("/never"))));
    assertProblem(
        desk.post(
            REQUESTS,
            "{\"patron\": \"A\", \"lenders\": [\"%s\"], \"title\": \"Sult\"}".formatted(LENDER)),
        400,
        "There is no library \"DK-710200\" to ask; \"list-libraries\" has those there are.");
  }

  @Test
  void partnersOfAnotherTenantAreNotThere() {
    ok(
        put(
            LENDER,
            elsewhere("https://a.example.org/i")
                .replace(", \"login\": \"password\", \"login-name\": \"north\"", "")));
    try (var south =
        RestProgram.of(
            server, library.south, "south-ill", Scope.ILL_READ, Scope.CONFIGURATION_CHANGE)) {
      assertThat(south.ok(PARTNERS).get("partners")).isEmpty();
      assertThat(south.get(PARTNERS + "/" + LENDER).statusCode()).isEqualTo(404);
      assertThat(south.delete(PARTNERS + "/" + LENDER).statusCode()).isEqualTo(404);
    }
    assertThat(desk.ok(PARTNERS).get("partners")).hasSize(1);
  }

  @Test
  void directoryIsImportedWithAReportByLineAndTheSameFileAgainChangesNothing() {
    var file =
        """
        library;name;protocol;address;login;login-name;login-secret;ask-every-seconds;reply-hosts
        DK-1;Et;;https://a.example.org/iso18626;password;north;s3cret;;b.example.org c.example.org

        DK-2;To;ncip;https://a.example.org/ncip;;;;60;
        DK-3;Tre;post;https://a.example.org/ncip;;;;;
        DK-4;Fire;;ftp://a.example.org/ncip;;;;;
        DK-5;Fem;;https://a.example.org/i;password;north;;;
        DK-1;Et igen;;https://a.example.org/i;;;;;
        DK-6;Seks;ncip;https://a.example.org/i;;;;often;
        """;
    var dry = ok(imported("?dry-run=true", file));
    assertThat(desk.ok(PARTNERS).get("partners")).isEmpty();
    var real = ok(imported("", file));
    assertThat(real.get("lines")).isEqualTo(dry.get("lines"));
    assertThat(real.get("lines").findValuesAsString("line"))
        .containsExactly("2", "4", "5", "6", "7", "8", "9");
    assertThat(real.get("lines").findValuesAsString("result"))
        .containsExactly(
            "created", "created", "refused", "refused", "refused", "refused", "refused");
    assertThat(real.get("lines").findValuesAsString("note"))
        .anySatisfy(note -> assertThat(note).contains("\"protocol\""))
        .anySatisfy(note -> assertThat(note).contains("\"address\" must be"))
        .contains("\"login-secret\" is missing.", "It is on line 2, too.")
        .anySatisfy(note -> assertThat(note).contains("\"ask-every-seconds\""));
    assertThat(ok(imported("", file)).get("lines").findValuesAsString("result"))
        .startsWith("unchanged", "unchanged");
    assertThat(ok(desk.get(CHANGES)).get("versions")).as("the same file again").hasSize(2);
    assertThat(
            ok(imported("", file.replace("To;", "Nr. 2;")))
                .get("lines")
                .findValuesAsString("result"))
        .startsWith("unchanged", "changed");
    assertThat(imported("", "library,where\n").body())
        .contains("The first line names the columns: there is no \\\"where\\\"");
  }

  @Test
  void testSaysWhetherAPartnerAnswersAndTakesTheLogin() {
    var port = server.listeners.httpPort();
    var store = library.store.illPartners();
    store.put(
        library.north,
        List.of(
            TestPartners.iso18626("iso", port),
            TestPartners.ncip("ncip2", port, Version.V2_02, TestPartners.login()),
            TestPartners.ncip("ncip1", port, Version.V1_0, TestPartners.login()),
            TestPartners.iso18626("nobody", 9)));
    ok(put("wrong", password("http://127.0.0.1:%d/iso18626/north".formatted(port), "wr0ng")));
    ok(
        put(
            "wrong-ncip",
            password("http://127.0.0.1:%d/ncip/north".formatted(port), "wr0ng")
                .replace("{", "{\"protocol\": \"ncip\", ")));
    ok(put("other", "{\"address\": \"http://127.0.0.1:%d/console\"}".formatted(port)));
    for (var good : List.of("iso", "ncip2", "ncip1")) {
      var tested = tested(good);
      assertThat(tested.get("answers").asBoolean()).as(tested.toString()).isTrue();
      assertThat(tested.get("login-accepted").asBoolean()).as(tested.toString()).isTrue();
    }
    for (var wrong : List.of("wrong", "wrong-ncip")) {
      var tested = tested(wrong);
      assertThat(tested.get("answers").asBoolean()).as(tested.toString()).isTrue();
      assertThat(tested.get("login-accepted").asBoolean()).as(tested.toString()).isFalse();
    }
    for (var none : List.of("nobody", "other")) {
      var tested = tested(none);
      assertThat(tested.get("answers").asBoolean()).as(tested.toString()).isFalse();
    }
    assertThat(library.count(library.north, "select count(*) from ill_request")).isZero();
  }

  private JsonNode tested(String symbol) {
    return ok(desk.post("%s/%s/test".formatted(PARTNERS, symbol), ""));
  }

  // Where answers go

  private static String request(String number, String replyTo) {
    return Iso18626Partner.request(number)
        .replace(
            "<patronInfo>",
            "<requestingAgencyInfo><address><electronicAddress><electronicAddressType>HTTP</electronicAddressType><electronicAddressData>%s</electronicAddressData></electronicAddress></address></requestingAgencyInfo><patronInfo>"
                .formatted(replyTo));
  }

  private String partner(String replies) {
    return "{\"address\": \"%s\"%s}".formatted(recorder.address("/own"), replies);
  }

  @Test
  void partnerIsAnsweredAtTheAddressInItsMessageOnlyWhereItsRowAllowsThat() {
    try (var iso = new Iso18626Partner(server, "north-ncip")) {
      ok(put(OTHER, partner("")));
      iso.ask(request("not-allowed", recorder.address("/reply")));
      recorder.eventuallyGot("/own", "not-allowed");

      ok(put(OTHER, partner(", \"reply-address\": true")));
      iso.ask(request("own-host", recorder.address("/reply")));
      recorder.eventuallyGot("/reply", "own-host");
      iso.ask(request("other-host", recorder.address("localhost", "/reply")));
      recorder.eventuallyGot("/own", "other-host");
      iso.ask(request("with-user", recorder.address("me@127.0.0.1", "/reply")));
      recorder.eventuallyGot("/own", "with-user");
      iso.ask(request("no-http", "mailto:ill@example.org"));
      recorder.eventuallyGot("/own", "no-http");

      ok(put(OTHER, partner(", \"reply-address\": true, \"reply-hosts\": [\"LOCALHOST\"]")));
      iso.ask(request("listed-host", recorder.address("localhost", "/reply")));
      recorder.eventuallyGot("/reply", "listed-host");
    }
  }

  @Test
  void lenderByNcipIsWrittenToAtTheAddressOfItsSystemOnceItsRowAllowsThat() {
    try (var partner = new NcipPartner(server, "north-ncip")) {
      ok(put(LENDER, partner(", \"protocol\": \"ncip\", \"reply-address\": true")));
      var number = asked(LENDER);
      var shipped =
          NcipPartner.message(
              "ItemShipped",
              "<InitiationHeader><FromSystemId>%s</FromSystemId><FromAgencyId><AgencyId>%s</AgencyId></FromAgencyId><ToAgencyId><AgencyId>DK-799700</AgencyId></ToAgencyId></InitiationHeader>"
                  .formatted(recorder.address("/system"), LENDER),
              NcipPartner.request(number + "-1"),
              NcipPartner.item("5710200002"),
              "<DateShipped>2026-11-26T12:00:00Z</DateShipped>");
      assertThat(partner.ask(shipped)).doesNotContain("Problem");
      // What waits for the lender goes there, too; the recorder answers what is no NCIP.
      recorder.eventuallyGot("/system", "RequestItem");
    }
  }

  // In whose name

  @Test
  void messageInTheNameOfALibraryThatTheAccountDoesNotSpeakForIsRefused() {
    var register = library.store.libraryRegister();
    register.putAccounts(
        library.north,
        List.of(
            new NewAccount(
                Protocol.NCIP,
                "north-other",
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    register.putPartners(library.north, "north-other", Set.of(OTHER));
    ok(put(LENDER, partner(", \"protocol\": \"ncip\"")));
    var number = asked(LENDER);
    try (var other = new Iso18626Partner(server, "north-other");
        var all = new Iso18626Partner(server, "north-ncip")) {
      var loaned = Iso18626Partner.supplying(number + "-1", LENDER, "Loaned");
      assertThat(other.ask(loaned))
          .contains("<messageStatus>ERROR</messageStatus>", "UnrecognisedDataValue");
      assertThat(library.text(library.north, "select state from ill_request")).isEqualTo("SENT");
      assertThat(all.ask(loaned)).contains("<messageStatus>OK</messageStatus>");
      assertThat(library.text(library.north, "select state from ill_request")).isEqualTo("SHIPPED");
    }
  }

  // Lending and receiving

  @Test
  void secondFreeCopyIsLentToTheSecondWhoWaitsAlsoOfTheSameLibrary() {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(
                new NewItem(
                    "7",
                    TestLibrary.OTHER_TITLE,
                    TestLibrary.MAIN,
                    "book",
                    ItemStatus.AVAILABLE,
                    ItemDetails.NONE)));
    try (var iso = new Iso18626Partner(server, "north-ncip")) {
      for (var number : List.of("first", "second")) {
        iso.ask(Iso18626Partner.request(number).replace("t:1", "t:2"));
      }
    }
    for (var copy : List.of("7", "6")) {
      var card = Institution.card(OTHER);
      assertThat(library.submit(TestLibrary.checkout(library.north, card, copy)))
          .isInstanceOf(CheckoutOutcome.Granted.class);
    }
    assertThat(
            library.texts(
                library.north,
                "select reference || ' ' || state || ' ' || barcode from ill_request order by number"))
        .as("each gets the copy that is fetched for it")
        .containsExactly("first SHIPPED 6", "second SHIPPED 7");
  }

  @Test
  void itemThatWasNeverShippedIsReceivedOnlyWithConfirmation() {
    ok(put(LENDER, partner("")));
    var number = asked(LENDER);
    var receipt = "%s/%d/receipt".formatted(REQUESTS, number);
    assertProblem(
        desk.post(receipt, "{\"barcode\": \"5710200002\"}"),
        409,
        "The request is sent: DK-710200 never said that the item was sent. If it is here, repeat this with \"without-shipment\".");
    assertThat(library.text(library.north, "select state from ill_request")).isEqualTo("SENT");
    ok(desk.post(receipt, "{\"barcode\": \"5710200002\", \"without-shipment\": true}"));
    assertThat(library.text(library.north, "select state from ill_request")).isEqualTo("RECEIVED");
  }
}
