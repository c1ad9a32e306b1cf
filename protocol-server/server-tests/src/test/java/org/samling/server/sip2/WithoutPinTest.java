package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.exchange.profile.Profiles;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.server.TestServer;
import org.samling.sip2.Sip2Date;
import org.samling.testing.Kiosk;

/** What machines are told of patrons who have given no right PIN. */
class WithoutPinTest {

  private static final String CARD = "P";

  /** Nobody has it; made up like that of the tests. */
  private static final String OTHER_CPR = "1802709876";

  private static final String BLANK = " ".repeat(18);

  private TestServer server;

  @BeforeEach
  void open() {
    server = new TestServer();
    TestPatrons.patron()
        .cpr(TestPatrons.CPR)
        .born(LocalDate.parse("1970-02-17"))
        .put(server.library, server.library.north, CARD);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void put(String username, String... keys) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        server.library.north,
        List.of(
            new NewAccount(
                Account.Protocol.SIP2,
                username,
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "001")));
    if (keys.length > 0) {
      register.putProfile(server.library.north, username, Profiles.changed(null, List.of(keys)));
    }
  }

  private Kiosk machine(String username, String... keys) {
    put(username, keys);
    var machine = new Kiosk(server.listeners.sip2Ports().getFirst());
    assertThat(machine.ask("9300CN" + username + "|COsecret|")).isEqualTo("941");
    return machine;
  }

  /** With the time for each {@code {d}}. */
  private static String dated(String message) {
    return message.replace(
        "{d}", Sip2Date.of(Instant.now(), ZoneId.of("Europe/Copenhagen")).wire());
  }

  private String xml(String login, String request) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:%d/rest/sip2/%s"
                              .formatted(server.listeners.httpPort(), TestLibrary.MAIN)))
                  .POST(
                      BodyPublishers.ofString(
                          "<ns1:sip login=\"%s\" password=\"secret\" xmlns:ns1=\"http://axiell.com/Schema/sip.xsd\"><request>%s</request></ns1:sip>"
                              .formatted(login, dated(request))))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void selfCheckAndAnAccountWithoutAProfileAreToldNothingPersonalWithoutARightPin()
      throws Exception {
    var personal = List.of("Navn", "Hemmelig", "1970", "|PB", "|BD", "|BV", "|CC", "|PC", "|AU");
    for (var keys : List.of(new String[0], new String[] {"preset=self-check"})) {
      var name = "kiosk" + keys.length;
      try (var kiosk = machine(name, keys)) {
        assertThat(kiosk.ask(dated("11NN{d}" + BLANK + "AO|AAP|AB1|AC|"))).startsWith("121");
        for (var pin : List.of("", "AD|", "AD9999|")) {
          for (var message : List.of("23009{d}AO|AAP|AC|", "63009{d}  Y       AO|AAP|AC|")) {
            assertThat(kiosk.ask(dated(message + pin)))
                .as(message + pin)
                .contains("|AAP|AE|BLY|")
                .doesNotContain(personal);
            assertThat(xml(name, message + pin)).as(message + pin).doesNotContain(personal);
          }
        }
        assertThat(kiosk.ask(dated("65{d}AO|AAP|"))).startsWith("660").doesNotContain("|BM", "|BN");
        assertThat(kiosk.ask(dated("63009{d}  Y       AO|AAP|AC|AD1234|")))
            .contains("|AENavn, P|", "|BV0.00|", "|AU1|", "|BDHemmelig Vej 7|", "|PB19700217|");
        assertThat(kiosk.ask(dated("09N{d}{d}AP|AO|AB1|AC|")))
            .startsWith("101")
            .doesNotContain("|AAP|");
      }
      assertThat(xml(name, "23009{d}|AO|AAP|AC|AD1234|")).contains("|AENavn, P|");
      // within XML there is no connection on which the patron would be known
      assertThat(xml(name, "23009{d}|AO|AAP|AC|")).contains("|BLY|").doesNotContain("Navn");
    }
  }

  @Test
  void whatTheProfileOpensIsToldWithoutAPin() throws Exception {
    try (var kiosk = machine("greeter", "preset=self-check", "without-pin=name,birth-date")) {
      assertThat(kiosk.ask(dated("63009{d}  Y       AO|AAP|AC|")))
          .contains(BLANK, "|AENavn, P|BLY|PB19700217|")
          .doesNotContain("Hemmelig", "|BV");
    }
    try (var payment = machine("payer", "preset=payment-terminal", "without-pin=account")) {
      assertThat(payment.ask(dated("63009{d}   Y      AO|AAP|AC|")))
          .contains("|AAP|AE|BZ", "|BV0.00|");
    }
    put("desk", "preset=staff");
    assertThat(xml("desk", "63009{d}  Y       AO|AAP|AC|"))
        .contains("|AENavn, P|", "|BDHemmelig Vej 7%%%|", "|BV0.00|");
  }

  @Test
  void staffAreToldWhoWaitsForAReturnedItemAndOthersAreNot() {
    try (var kiosk = machine("kiosk");
        var desk = machine("desk", "preset=staff")) {
      for (var item : List.of("1", "2")) {
        assertThat(kiosk.ask(dated("15+{d}BSDK-799700|BY3|AO|AAP|AB" + item + "|AC|")))
            .startsWith("161");
      }
      assertThat(kiosk.ask(dated("09N{d}{d}AP|AO|AB1|AC|")))
          .contains("|CV01|CTDK-799700|")
          .doesNotContain("|CY", "|DA", "|BF");
      assertThat(desk.ask(dated("09N{d}{d}AP|AO|AB2|AC|"))).contains("|CYP|DANavn, P|");
    }
  }

  private static List<String> messages(String patron, String pin) {
    var about = "AO|AA" + patron + "|" + pin;
    return List.of(
        "23009{d}" + about,
        "63009{d}YYYYYY    " + about,
        "11NN{d}" + BLANK + about + "AB1|",
        "11NN{d}" + BLANK + about + "AB1|BIY|",
        "11NY{d}" + BLANK + about + "AB2|",
        "29NN{d}" + BLANK + about + "AB1|",
        "29NN{d}" + BLANK + about + "AJÆrø|",
        "29NY{d}" + BLANK + about + "AB2|",
        "65{d}" + about,
        "15+{d}" + about + "AB1|",
        "15*{d}BSDK-799701|" + about + "AB1|",
        "15-{d}" + about + "AB1|",
        "15-{d}" + about + "AJÆrø|",
        "37{d}0100DKKBV1.00|" + about,
        "37{d}0100DKKBV1.00|" + about + "BKk-1|",
        "35{d}" + about,
        "25{d}" + about,
        "01N{d}AL|" + about);
  }

  /** The replies without what is another each time: dates, and the number that was sent. */
  private static List<String> replies(Kiosk kiosk, String patron, String pin) {
    var replies = new ArrayList<String>();
    for (var message : messages(patron, pin)) {
      var reply = kiosk.ask(dated(message));
      replies.add(reply.replaceAll("20\\d{6}    \\d{6}", "{d}").replace(patron, "{patron}"));
    }
    return replies;
  }

  @Test
  void cardAloneChangesNoHoldAndRefusalsTellNeitherLoansNorDebt() {
    try (var kiosk = machine("kiosk")) {
      for (var mode : List.of("-", "*")) {
        assertThat(
                kiosk.ask(dated("15" + mode + "{d}                  BSDK-799700|AO|AAP|AB1|AC|")))
            .startsWith("160")
            .contains("PIN");
      }
      assertThat(kiosk.ask(dated("11NN{d}                  AO|AAP|AB2|AC|"))).startsWith("121");
      assertThat(kiosk.ask(dated("11NN{d}                  AO|AAP|AB2|ACx|")))
          .as("as if somebody else had it")
          .startsWith("120")
          .contains("|AH|", "somebody else");
      var owing = kiosk.ask(dated("37{d}0401DKKBV9999.00|AO|AAP|"));
      assertThat(owing).startsWith("38N").doesNotContain("nothing");
    }
  }

  @Test
  void cprNumberNamesNobodyWithoutARightPin() throws Exception {
    for (var name : List.of("kiosk", "checker", "entrance", "terminal")) {
      var keys =
          switch (name) {
            case "checker" -> new String[] {"preset=self-check"};
            case "entrance" -> new String[] {"preset=door"};
            case "terminal" -> new String[] {"preset=payment-terminal"};
            default -> new String[0];
          };
      try (var kiosk = machine(name, keys)) {
        for (var pin : List.of("", "AD9999|")) {
          assertThat(replies(kiosk, TestPatrons.CPR, pin))
              .as(name + pin)
              .isEqualTo(replies(kiosk, OTHER_CPR, pin));
          assertThat(replies(kiosk, "170270-9875", pin))
              .as(name + pin)
              .isEqualTo(replies(kiosk, "180270-9876", pin));
        }
      }
      assertThat(xml(name, "23009{d}|AO|AA" + TestPatrons.CPR + "|AC|"))
          .contains("|AAANY:" + TestPatrons.CPR, "|BLN|");
      assertThat(xml(name, "23009{d}|AO|AA" + TestPatrons.CPR + "|AC|AD9999|"))
          .contains("|AAANY:" + TestPatrons.CPR, "|BLN|CQN|");
    }
    // what was answered as for nobody had no effect, but the loan that was made offline
    var account = server.library.store.inquiries().patron(server.library.north, CARD).orElseThrow();
    assertThat(account.loans()).extracting(loan -> loan.barcode()).containsExactly("2");
    assertThat(account.holds()).isEmpty();
    assertThat(account.broken()).isEmpty();
  }

  @Test
  void cprNumberWithARightPinNamesItsPatronUntilTheVisitEnds() {
    try (var kiosk = machine("kiosk", "preset=self-check")) {
      assertThat(kiosk.ask(dated("23009{d}AO|AA" + TestPatrons.CPR + "|AC|AD1234|")))
          .contains("|AENavn, P|BLY|CQY|");
      assertThat(kiosk.ask(dated("11NN{d}" + BLANK + "AO|AA" + TestPatrons.CPR + "|AB1|AC|")))
          .startsWith("121");
      kiosk.ask(dated("35{d}AO|AA" + TestPatrons.CPR + "|AC|"));
      assertThat(kiosk.ask(dated("11NN{d}" + BLANK + "AO|AA" + TestPatrons.CPR + "|AB2|AC|")))
          .startsWith("120")
          .contains("|AFThe card is not known here.|");
    }
    try (var desk = machine("desk", "preset=staff")) {
      assertThat(desk.ask(dated("23009{d}AO|AA" + TestPatrons.CPR + "|AC|")))
          .contains("|AENavn, P|BLY|");
    }
  }

  @Test
  void cardWhoseNumberLooksLikeACprNumberIsACard() {
    TestPatrons.patron().put(server.library, server.library.north, OTHER_CPR);
    try (var kiosk = machine("kiosk")) {
      assertThat(kiosk.ask(dated("23009{d}AO|AA" + OTHER_CPR + "|AC|"))).contains("|AE|BLY|");
      assertThat(kiosk.ask(dated("23009{d}AO|AA" + OTHER_CPR + "|AC|AD9999|")))
          .contains("|AE|BLY|CQN|");
      assertThat(kiosk.ask(dated("11NN{d}" + BLANK + "AO|AA" + OTHER_CPR + "|AB1|AC|")))
          .startsWith("121");
    }
  }

  @Test
  void uniLoginAndMailAddressNameNobodyWithoutARightPin() throws Exception {
    TestPatrons.patron()
        .identifiers(
            new NewIdentifier(IdentifierKind.UNI_LOGIN, "navn0042", null),
            new NewIdentifier(IdentifierKind.EMAIL, "navn@example.org", null))
        .put(server.library, server.library.north, "L");
    for (var keys : List.of(new String[0], new String[] {"preset=self-check"})) {
      var name = "kiosk" + keys.length;
      try (var kiosk = machine(name, keys)) {
        assertThat(kiosk.ask(dated("23009{d}AO|AAnavn0042|AC|AD1234|")))
            .contains("|AENavn, L|BLY|CQY|");
        kiosk.ask(dated("35{d}AO|AAnavn0042|AC|"));
        for (var pin : List.of("", "AD9999|")) {
          assertThat(replies(kiosk, "navn0042", pin)).isEqualTo(replies(kiosk, "ingen042", pin));
          assertThat(replies(kiosk, "navn@example.org", pin))
              .isEqualTo(replies(kiosk, "nobo@example.org", pin));
        }
      }
      assertThat(xml(name, "23009{d}|AO|AAnavn0042|AC|")).contains("|BLN|");
    }
    try (var kiosk = machine("school", "preset=self-check", "without-pin=login")) {
      assertThat(kiosk.ask(dated("23009{d}AO|AAnavn0042|AC|"))).contains("|AE|BLY|");
    }
    try (var desk = machine("desk2", "preset=staff")) {
      assertThat(desk.ask(dated("23009{d}AO|AAnavn@example.org|AC|"))).contains("|AENavn, L|BLY|");
    }
  }
}
