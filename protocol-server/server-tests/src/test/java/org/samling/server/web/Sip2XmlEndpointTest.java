package org.samling.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Term;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.xml.SipXml;
import org.samling.testing.Eventually;
import org.samling.testing.Transcript;
import org.samling.testing.Transcript.Side;

/** SIP2 within XML over HTTP, as kiosks that were made for FBS send it, to a whole server. */
class Sip2XmlEndpointTest {

  private static final String ISIL = TestLibrary.MAIN;
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final String POLL = "990xxx2.00";
  private static final String PATRON = "3190000001";

  private static int tests;

  private TestServer server;
  private HttpClient client;

  /** The password of both kiosks: a server remembers a login for seconds, also another test's. */
  private String password = "";

  @BeforeEach
  void open() {
    open(new TestServer());
  }

  private void open(TestServer taken) {
    tests++;
    password = "secret-" + tests;
    server = taken;
    client = HttpClient.newHttpClient();
    stock(server.library.north);
    putKiosk(server.library.north, "north-kiosk", password);
    putKiosk(server.library.south, "south-kiosk", password);
  }

  private void putKiosk(TenantId tenant, String username, String itsPassword) {
    server
        .library
        .store
        .libraryRegister()
        .putAccounts(
            tenant,
            List.of(
                new NewAccount(
                    Account.Protocol.SIP2,
                    username,
                    new Secret(itsPassword),
                    ISIL,
                    "UTF-8",
                    "009")));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private void stock(TenantId tenant) {
    var store = server.library.store;
    server.put(
        null,
        List.of(
            danish("91900001", "Vintervejr: digte fra kysten", "Lund, Asta", "a", "xx", "sk"),
            danish("91900002", "Den 50% gode plan", null, "m", "th", "77.7")));
    store
        .itemRegister()
        .putItems(
            tenant,
            List.of(
                item("5190000001", "91900001", "Voksen > Lyrik"),
                item("5190000002", "91900002", "Børn")));
    store
        .patronRegister()
        .putPatrons(
            tenant,
            List.of(
                new NewPatron(
                    PATRON,
                    "Holm, Frida",
                    new Membership("adult", ISIL, "009"),
                    new Secret("4321"),
                    new Contact("frida@example.org", "00 00 11 22", "Strandvejen 5, 9797 Nordby"),
                    LocalDate.parse("2001-02-03"),
                    List.of())));
    store
        .policyRegister()
        .putRules(
            tenant,
            List.of(
                new PolicyRule(
                    "late",
                    1,
                    Conditions.ALWAYS,
                    Map.of(Term.RENEW_NOT_BEFORE.name(), "3"),
                    null,
                    null)));
  }

  /** A record in danMARC2, whose field 009 has subfields. */
  private static CatalogueRecord danish(
      String number,
      String title,
      @Nullable String author,
      String general,
      String specific,
      String mark) {
    return new CatalogueRecord(
        new RecordKey("870970", number),
        RecordFormat.MARC21,
        Bytes.of(title.getBytes(UTF_8)),
        new MarcContent(
            "00000n    2200000   4500",
            List.of(
                new DataField(
                    "009",
                    '0',
                    '0',
                    List.of(new Subfield('a', general), new Subfield('g', specific))),
                new DataField("245", '0', '0', List.of(new Subfield('a', title))),
                new DataField("652", '0', '0', List.of(new Subfield('m', mark))))),
        new BriefRecord(title, author, null, List.of()));
  }

  private static NewItem item(String barcode, String record, String location) {
    return new NewItem(
        barcode,
        new RecordKey("870970", record),
        ISIL,
        "book",
        ItemStatus.AVAILABLE,
        ItemDetails.builder().location(location).build());
  }

  @TestFactory
  Stream<DynamicTest> exchangesGoAsWritten() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("test-fixtures.dir"), "sip2-fbs"))) {
      return files.filter(f -> f.toString().endsWith(".sip2")).sorted().toList().stream()
          .map(file ->
              DynamicTest.dynamicTest(
                  file.getFileName().toString(),
                  () -> {
                    close();
                    open();
                    hold(Transcript.read(file));
                  }));
    }
  }

  private void hold(Transcript transcript) {
    var reply = "";
    var clock = Instant.now().minusSeconds(60);
    for (var line : transcript.lines()) {
      if (line.side() == Side.SC) {
        clock = clock.plusSeconds(1); // nobody does two things in one second
        var now = Sip2Date.of(clock, ZONE);
        reply = response(post(ISIL, envelope(new String(line.bytes(now.wire()), UTF_8))));
      } else {
        assertThat(line.matches(reply.getBytes(UTF_8)))
            .as("%s%n wanted %s%n got    %s", line.where(), line.text(), reply)
            .isTrue();
      }
    }
  }

  @Test
  void answerIsAnEnvelopeInUtf8() {
    var answer = post(ISIL, envelope(POLL));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/xml; charset=utf-8");
    assertThat(answer.body())
        .startsWith(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><ns2:sip xmlns:ns2=\"http://axiell.com/Schema/sip.xsd\"><response>98")
        .endsWith("|</response></ns2:sip>");
  }

  @Test
  void sameRequestAgainGetsTheSameReplyAndIsDoneOnce() {
    var now = Sip2Date.of(Instant.now(), ZONE).wire();
    var lend = "11NN%s%s|AO|AA%s|AB5190000001|AC|CH|AD4321|".formatted(now, now, PATRON);
    var first = response(post(ISIL, envelope(lend)));
    assertThat(first).startsWith("121N");
    assertThat(response(post(ISIL, envelope(lend)))).isEqualTo(first);
    assertThat(server.library.count(server.library.north, "select count(*) from loan"))
        .isEqualTo(1);
  }

  @Test
  void charsetIsThatOfTheDeclaration() {
    var hold = "<request>15+20260101    120000AO|AA%s|AJvær|</request>".formatted(PATRON);
    for (var charset : List.of(UTF_8, ISO_8859_1, UTF_16)) {
      var xml =
          "<?xml version=\"1.0\" encoding=\"%s\"?><ns1:sip login=\"north-kiosk\" password=\"%s\" xmlns:ns1=\"%s\">%s</ns1:sip>"
              .formatted(charset.name(), password, SipXml.NAMESPACE, hold);
      assertThat(response(post(ISIL, xml.getBytes(charset)))).contains("|AJvær|");
    }
    assertThat(post(ISIL, envelope("99æ").getBytes(ISO_8859_1)).statusCode()).isEqualTo(400);
  }

  @Test
  void wrongLoginIsSaidInTheEnvelopeAndNothingIsDone() {
    for (var envelope :
        List.of(
            envelope("north-kiosk", "wrong", POLL),
            envelope("nobody", password, POLL),
            envelope("north-ncip", "secret", POLL))) {
      var answer = post(ISIL, envelope);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(error(answer)).isEqualTo("The login or its password is wrong.");
    }
  }

  @Test
  void accountIsUsedFromItsNetworksOnlyAndNotWithoutItsCertificate() {
    put("near", new Access(true, List.of("127.0.0.0/8"), null, Set.of(), null, null));
    put("far", new Access(true, List.of("10.0.0.0/8"), null, Set.of(), null, null));
    put("certified", new Access(true, List.of(), "CN=door-1", Set.of(), null, null));
    assertThat(response(post(ISIL, envelope("near", password, POLL)))).startsWith("98");
    for (var refused : List.of("far", "certified")) {
      assertThat(error(post(ISIL, envelope(refused, password, POLL))))
          .as(refused)
          .isEqualTo("The login or its password is wrong.");
    }
  }

  private void put(String username, Access access) {
    putKiosk(server.library.north, username, password);
    server.library.store.libraryRegister().putAccess(server.library.north, username, access);
  }

  @Test
  void addressHasToNameAnAgencyOfTheTenant() {
    assertThat(error(post("DK-000000", envelope(POLL))))
        .isEqualTo("The login is not valid for the library in the address.");
    assertThat(response(post(ISIL, envelope(POLL)))).contains("|AMnorth|");
  }

  @Test
  void eachTenantSeesItsOwnOnly() {
    var ask = "23009{d}|AO|AA%s|AC|AD4321|".formatted(PATRON);
    assertThat(response(post(ISIL, envelope("south-kiosk", password, POLL)))).contains("|AMsouth|");
    assertThat(response(post(ISIL, envelope("south-kiosk", password, ask))))
        .contains("|AAANY:" + PATRON + "|")
        .doesNotContain("Holm");
    assertThat(response(post(ISIL, envelope(ask)))).contains("|AEHolm");
  }

  @Test
  void changedPasswordCountsWithinFiveSeconds() throws InterruptedException {
    assertThat(response(post(ISIL, envelope(POLL)))).startsWith("98");
    putKiosk(server.library.north, "north-kiosk", password + "-other");
    Eventually.holds(
        "the old password is refused",
        () -> post(ISIL, envelope(POLL)).body().contains("password is wrong"));
    assertThat(response(post(ISIL, envelope("north-kiosk", password + "-other", POLL))))
        .startsWith("98");
  }

  @Test
  void pollIsAnsweredFromMemoryWhileTheStoreIsAway() throws Exception {
    assertThat(response(post(ISIL, envelope(POLL)))).startsWith("98");
    server.library.setCutOff(true);
    try {
      Thread.sleep(Duration.ofSeconds(4));
      assertThat(response(post(ISIL, envelope(POLL)))).startsWith("98");
      var unknown = post(ISIL, envelope("south-kiosk", password, POLL));
      assertThat(unknown.statusCode()).isEqualTo(503);
      assertThat(error(unknown)).contains("The library is unavailable");
    } finally {
      server.library.setCutOff(false);
      // The next test has the same server.
      Eventually.holds(
          "the store is back",
          () -> post(ISIL, envelope("south-kiosk", password, POLL)).statusCode() == 200);
    }
  }

  @Test
  void ownTextIsReadWithinSecondsWithoutARestart() {
    var ask = "23009{d}|AO|AA3190009999|AC|";
    assertThat(response(post(ISIL, envelope(ask)))).contains("|AFKortet kendes ikke her.|");
    server
        .library
        .store
        .ownTexts()
        .put(
            server.library.north,
            List.of(
                new OwnText("009", "refusal.patron-unknown", "Hov: 'det' kort kender vi ikke.")));
    Eventually.holds(
        "the new text is read",
        () -> post(ISIL, envelope(ask)).body().contains("|AFHov: 'det' kort kender vi ikke.|"));
    assertThat(response(post(ISIL, envelope("south-kiosk", password, ask))))
        .as("another tenant's words are its own")
        .contains("|AFKortet kendes ikke her.|");
  }

  @Test
  void textIsInTheLanguageOfTheQuestion() {
    var words =
        Map.of(
            "001", "The card is not known here.",
            "003", "Der Ausweis ist hier nicht bekannt.",
            "006", "Kortet är inte känt här.",
            "007", "Korttia ei tunneta täällä.",
            "012", "Kortet er ikke kjent her.");
    words.forEach((language, text) ->
        assertThat(response(post(ISIL, envelope("23%s{d}|AO|AAx|AC|".formatted(language)))))
            .contains("|AF" + text + "|"));
  }

  @Test
  void hostileXmlIsRefusedAndTheServerGoesOn() throws IOException {
    var secret = Files.writeString(Path.of("target", "sip2-secret.txt"), "not-for-kiosks");
    var bomb = new StringBuilder("<!DOCTYPE sip [<!ENTITY a0 \"aaaaaaaaaa\">");
    for (var i = 1; i < 10; i++) {
      bomb.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
    }
    for (var xml :
        List.of(
            bomb + "]>" + envelope("&a9;"),
            "<!DOCTYPE sip [<!ENTITY s SYSTEM \"%s\">]>".formatted(secret.toUri())
                + envelope("&s;"),
            "<!DOCTYPE sip>" + envelope(POLL),
            envelope("&unknown;"),
            envelope(POLL).replace("<request>", "<a>".repeat(5_000)),
            envelope("9".repeat(20_000)),
            envelope(POLL).replace("http://axiell.com/Schema/sip.xsd", "urn:other"),
            envelope(POLL).replace("request>", "response>"),
            envelope(POLL).replace("login=", "name="),
            envelope(POLL).replace("<request>", "<request/><request>"),
            envelope(POLL).substring(10),
            "990xxx2.00",
            "")) {
      var answer = post(ISIL, xml);
      assertThat(answer.statusCode())
          .as(xml.substring(0, Math.min(80, xml.length())))
          .isEqualTo(400);
      assertThat(answer.body())
          .contains("<error>")
          .doesNotContain("not-for-kiosks")
          .doesNotContain("secret");
    }
    assertThat(post(ISIL, " ".repeat(70_000)).statusCode()).isEqualTo(413);
    Files.delete(secret);
    assertThat(response(post(ISIL, envelope(POLL)))).startsWith("98");
  }

  @Test
  void whatIsNoMessageOfSip2IsSaidSo() {
    assertThat(error(post(ISIL, envelope("00")))).contains("not a SIP2 message");
    assertThat(response(post(ISIL, envelope("11N")))).isEqualTo("96");
  }

  @Test
  void messagesAreWrittenToTheWireLogOfAnAccountThatHasOneAndNoSecretIs() throws Exception {
    close();
    open(TestServer.ofItsOwn()); // nobody's wire log is there
    var cpr = "0101709876";
    var latin =
        new NewAccount(
            Account.Protocol.SIP2, "latin", new Secret(password), ISIL, "ISO-8859-1", "009");
    var register = server.library.store.libraryRegister();
    register.putAccounts(server.library.north, List.of(latin));
    assertThat(register.putWireLog(server.library.north, "latin", true)).isTrue();
    var log = server.wireLog("latin");
    for (var end = Instant.now().plusSeconds(20); !Files.exists(log); Thread.sleep(50)) {
      assertThat(Instant.now()).isBefore(end);
      post(ISIL, envelope("latin", password, POLL));
    }
    post(ISIL, envelope("latin", password, "23009{d}|AO|AA" + cpr + "|AC|ADcanary-pin|"));
    post(ISIL, envelope("latin", password, "17{d}AO|ABvær\n2030-01-01T00:00 1 SC|"));
    post(ISIL, envelope("latin", password, "77canary-pin"));
    post(ISIL, envelope(POLL));
    assertThat(Files.readString(log))
        .containsPattern("(?m)^\\S+ \\d+ SC  XML  990xxx2\\.00$")
        .containsPattern("(?m)^\\S+ \\d+ ACS XML  98.*\\|AMnorth\\|")
        .containsPattern("(?m)^\\S+ \\d+ SC  XML  23009.*AD\\*{4}\\|$")
        .containsPattern("(?m)^\\S+ \\d+ ACS XML  24.*AAANY:")
        .contains("|ABvær 2030-01-01T00:00 1 SC|")
        .contains(" SC  XML  77xxxxxx-xxx")
        .doesNotContain("canary", "secret", cpr);
    assertThat(server.wireLog("north-kiosk")).doesNotExist();
  }

  @Test
  void addressIsAskedByPostOnly() throws Exception {
    var get = HttpRequest.newBuilder(uri(ISIL)).GET().build();
    assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  private String envelope(String request) {
    return envelope("north-kiosk", password, request);
  }

  /** The envelope that kiosks make, with the time for each {@code {d}}. */
  private static String envelope(String login, String itsPassword, String request) {
    return """
    <ns1:sip password="%s" login="%s" xsi:schemaLocation="http://axiell.com/Schema/sip.xsd" xmlns:ns1="http://axiell.com/Schema/sip.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <request>%s</request>
    </ns1:sip>\
    """
        .formatted(
            itsPassword, login, request.replace("{d}", Sip2Date.of(Instant.now(), ZONE).wire()));
  }

  private URI uri(String isil) {
    return URI.create(
        "http://127.0.0.1:%d/rest/sip2/%s".formatted(server.listeners.httpPort(), isil));
  }

  private HttpResponse<String> post(String isil, String xml) {
    return post(isil, xml.getBytes(UTF_8));
  }

  private HttpResponse<String> post(String isil, byte[] xml) {
    try {
      return client.send(
          HttpRequest.newBuilder(uri(isil))
              .header("Content-Type", "application/xml")
              .POST(BodyPublishers.ofByteArray(xml))
              .build(),
          BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String response(HttpResponse<String> answer) {
    return within(answer, "response");
  }

  private static String error(HttpResponse<String> answer) {
    return within(answer, "error");
  }

  private static String within(HttpResponse<String> answer, String element) {
    var start = answer.body().indexOf("<" + element + ">");
    var end = answer.body().indexOf("</" + element + ">");
    assertThat(start).as(answer.body()).isPositive();
    return answer.body().substring(start + element.length() + 2, end);
  }

  @Test
  void boundsAndWhatIsToldWithoutAPinHoldWithinXmlToo() {
    server.library.addSchool();
    put("school-kiosk", Access.OPEN);
    var bounds = Bounds.of(Set.of(), Set.of(TestLibrary.SCHOOL));
    server.library.store.libraryRegister().putBounds(server.library.north, "school-kiosk", bounds);
    var now = Sip2Date.of(Instant.now(), ZONE).wire();
    for (var pin : List.of("", "AD|", "AD1234|")) {
      var asked = "63009%s  Y       |AO|AA%s|AC|%s".formatted(now, PATRON, pin);
      assertThat(response(post(ISIL, envelope(asked))))
          .as("without the PIN: " + pin)
          .contains("|BLY|")
          .doesNotContain("Holm", "Strandvejen", "frida@example.org", "20010203", "|AU");
    }
    var asked = "63009%s  Y       |AO|AA%s|AC|AD4321|".formatted(now, PATRON);
    assertThat(response(post(ISIL, envelope(asked)))).contains("|AEHolm, Frida|");
    assertThat(response(post(ISIL, envelope("school-kiosk", password, asked))))
        .as("with the PIN, but out of bounds")
        .contains("|BLN|")
        .doesNotContain("Holm", "Strandvejen", "frida@example.org");
    var item = "17%s|AO|AB5190000001|".formatted(now);
    assertThat(response(post(ISIL, envelope("school-kiosk", password, item))))
        .doesNotContain("Vintervejr");
  }
}
