package org.samling.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.samling.zoom.ZoomConnection.Notation.CQL;
import static org.samling.zoom.ZoomConnection.Notation.PQF;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.organisation.Secret;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.External;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.Term;
import org.samling.zoom.ZoomResultSet.Fetched;

class ZoomConnectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static TestTarget server;

  @BeforeAll
  static void start() {
    server = TestTarget.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static ZoomTarget target() {
    return ZoomTarget.at(server.address(), PATIENCE);
  }

  @Test
  void recordsOfASearchComeAsTheTargetHasThem() {
    try (var connection = ZoomConnection.open(target());
        var found = connection.search(PQF, "@attr 1=4 computer")) {
      assertThat(found.count()).isPositive();
      var records = found.records(1, 2);
      assertThat(records).hasSize((int) Math.min(2, found.count()));
      assertThat(records.getFirst())
          .isInstanceOfSatisfying(
              Fetched.Returned.class,
              given -> {
                assertThat(given.record().syntax()).isEqualToIgnoringCase("usmarc");
                var bytes = given.record().bytes().toArray();
                assertThat(new String(bytes, 0, 5, UTF_8))
                    .as("an ISO 2709 record begins with its length")
                    .isEqualTo("%05d".formatted(bytes.length));
              });
    }
  }

  @Test
  void recordsBehindTheLastAreNone() {
    try (var connection = ZoomConnection.open(target());
        var found = connection.search(PQF, "@attr 1=4 computer")) {
      assertThat(found.records(found.count() + 1, 5)).isEmpty();
      assertThatThrownBy(() -> found.records(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void sameConnectionSearchesAgain() {
    try (var connection = ZoomConnection.open(target())) {
      for (var i = 0; i < 20; i++) {
        try (var found = connection.search(PQF, "@and computer music")) {
          found.records(1, 1);
        }
      }
    }
  }

  @Test
  void queryThatIsNoneIsRefusedBeforeItIsSent() {
    try (var connection = ZoomConnection.open(target())) {
      assertThatThrownBy(() -> connection.search(PQF, "@and one"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("\"@and one\" is not valid PQF");
    }
  }

  @Test
  void overSruTheSameTargetAnswersInXml() {
    var sru =
        new ZoomTarget(
            "sru", server.sruAddress(), null, "XML", "marcxml", "UTF-8", PATIENCE, "remote");
    try (var connection = ZoomConnection.open(sru);
        var found = connection.search(CQL, "dc.title=computer")) {
      assertThat(found.count()).isPositive();
      assertThat(found.records(1, 1).getFirst())
          .isInstanceOfSatisfying(
              Fetched.Returned.class,
              given ->
                  assertThat(new String(given.record().bytes().toArray(), UTF_8))
                      .contains("http://www.loc.gov/MARC21/slim"));
    }
  }

  @Test
  void packageIsSentAndReferredTo() {
    try (var connection = ZoomConnection.open(target())) {
      var reference =
          connection.send(
              "itemorder",
              Map.of("doc", "1", "contact-name", "ILL department", "itemorder-item", "1"));
      assertThat(reference).isNotNull();
    }
  }

  @Test
  void loginIsSentAlong() {
    var known = target();
    var named =
        new ZoomTarget(
            "named",
            known.address(),
            new ZoomTarget.Login("admin", "716700", new Secret("admin")),
            ZoomTarget.USMARC,
            ZoomTarget.FULL,
            "UTF-8",
            PATIENCE,
            "remote");
    try (var connection = ZoomConnection.open(named);
        var found = connection.search(PQF, "x")) {
      assertThat(found.count()).isNotNegative();
    }
  }

  @Test
  void targetThatIsNotThereIsNamed() throws IOException {
    var address = "127.0.0.1:%d/Default".formatted(TestTarget.freePort());
    var fault =
        catchThrowableOfType(
            ZoomException.class,
            () -> ZoomConnection.open(ZoomTarget.at(address, PATIENCE)).close());
    assertThat(fault.isConnectionFault()).isTrue();
    assertThat(fault).hasMessageStartingWith(address + ": ").hasMessageContaining("10000");
  }

  @Test
  void targetThatSaysNothingIsGivenUp() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var target =
          new ZoomTarget(
              "silent",
              "127.0.0.1:%d/Default".formatted(silent.getLocalPort()),
              null,
              ZoomTarget.USMARC,
              ZoomTarget.FULL,
              "UTF-8",
              Duration.ofSeconds(1),
              "remote");
      var fault =
          catchThrowableOfType(ZoomException.class, () -> ZoomConnection.open(target).close());
      assertThat(fault.isConnectionFault()).isTrue();
      assertThat(fault).hasMessageContaining("silent: ");
    }
  }

  @Test
  void addressesAreChecked() {
    assertThatThrownBy(() -> ZoomTarget.at("z3950.loc.gov", PATIENCE))
        .hasMessageContaining("host:port/database");
    assertThatThrownBy(() -> ZoomTarget.at("user:secret@host:210/x", PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ZoomTarget.at("ssl:z.example.org:210/x", PATIENCE).isSru()).isFalse();
    assertThat(ZoomTarget.at("https://example.org/sru/x", PATIENCE).isSru()).isTrue();
  }

  private static ZoomTarget faulty(FaultyTarget server, String charset) {
    return new ZoomTarget(
        "bad",
        server.address(),
        null,
        ZoomTarget.USMARC,
        ZoomTarget.FULL,
        charset,
        Duration.ofSeconds(1),
        "remote");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HANGS_UP                 | bad: Connection lost: it ended (ZOOM 10004)
          SAYS_NOTHING             | bad: Timeout: no answer within 1 s (ZOOM 10007)
          TRICKLES                 | bad: Timeout: no answer within 1 s (ZOOM 10007)
          ANSWERS_INIT_AGAIN       | bad: Decoding failed: it answered presentRequest with initResponse (ZOOM 10003)
          ANSWERS_THE_SEARCH_AGAIN | bad: Decoding failed: it answered presentRequest with searchResponse (ZOOM 10003)
          CLAIMS_TOO_MUCH          | bad: Decoding failed: an APDU of more than 16777216 bytes (ZOOM 10003)
          IS_MALFORMED             | bad: Decoding failed: the length of [28] extends beyond the end of the element around it (ZOOM 10003)
          SPEAKS_HTTP              | bad: Decoding failed: the byte 48 does not start an APDU (ZOOM 10003)
          HANGS_UP_IN_THE_MIDDLE   | bad: Connection lost: it ended in the middle of an APDU (ZOOM 10004)
          CLOSES                   | bad: Connection lost: it closed the session: protocol error, odu (ZOOM 10004)
          """)
  void targetThatBreaksItsProtocolIsLost(FaultyTarget.AtPresent fault, String message) {
    try (var server = FaultyTarget.start(3, fault);
        var connection = ZoomConnection.open(faulty(server, "UTF-8"));
        var found = connection.search(PQF, "x")) {
      assertThatThrownBy(() -> found.records(1, 3))
          .isInstanceOfSatisfying(
              ZoomException.class, e -> assertThat(e.isConnectionFault()).isTrue())
          .hasMessage(message);
      assertThatThrownBy(() -> connection.search(PQF, "x"))
          .hasMessage("bad: Connection lost: it was lost earlier (ZOOM 10004)");
    }
  }

  @Test
  void targetThatRefusesRecordsIsNotLost() {
    try (var server = FaultyTarget.start(3, FaultyTarget.AtPresent.REFUSES);
        var connection = ZoomConnection.open(faulty(server, "UTF-8"));
        var found = connection.search(PQF, "x")) {
      assertThatThrownBy(() -> found.records(1, 3))
          .hasMessage("bad: System error in presenting records (Bib-1 14)");
      connection.search(PQF, "x").close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GIVES_NOTHING, bad: the record was not returned",
    "GIVES_OPAC, bad: the OPAC record can't be read: single-ASN1-type [0] is missing"
  })
  void recordThatIsNoneSaysSoInItsPlace(FaultyTarget.AtPresent fault, String reason) {
    try (var server = FaultyTarget.start(1, fault);
        var connection = ZoomConnection.open(faulty(server, "UTF-8"));
        var found = connection.search(PQF, "x")) {
      assertThat(found.records(1, 3)).containsExactly(new Fetched.Missing(reason));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ANSWERS_TWICE            | bad: Decoding failed: it answered searchRequest with initResponse (ZOOM 10003)
          ANSWERS_ANOTHER_QUESTION | bad: Decoding failed: it answered initRequest with searchResponse (ZOOM 10003)
          REFUSES                  | bad: Init rejected (ZOOM 10005)
          REFUSES_AND_SAYS_WHY     | bad: Init/AC: Bad Userid and/or Password: otto (Bib-1 1011)
          """)
  void targetThatOpensNoSessionSaysWhy(FaultyTarget.AtInit fault, String message) {
    try (var server = FaultyTarget.start(fault)) {
      assertThatThrownBy(
              () -> {
                try (var connection = ZoomConnection.open(faulty(server, "UTF-8"))) {
                  connection.search(PQF, "x").close();
                }
              })
          .isInstanceOf(ZoomException.class)
          .hasMessage(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LETS_IN,         ISO-8859-1, 626CE5",
    "LETS_IN,         MARC-8,     626CEA61",
    "LETS_IN,         UTF-8,      626CC3A5",
    "AGREES_ON_UTF_8, ISO-8859-1, 626CC3A5"
  })
  void termsAreWrittenAsAgreedOnOrElseAsConfigured(
      FaultyTarget.AtInit atInit, String charset, String term) {
    try (var server = FaultyTarget.start(atInit);
        var connection = ZoomConnection.open(faulty(server, charset))) {
      connection.search(PQF, "@attr 1=4 blå").close();
      var expected = new Term.General(new Octets(HexFormat.of().parseHex(term)));
      assertThat(server.asked().getLast())
          .isInstanceOfSatisfying(
              SearchRequest.class,
              asked ->
                  assertThat(asked.query())
                      .isEqualTo(
                          new Query.Rpn(
                              new RpnQuery(
                                  Oid.BIB_1,
                                  new RpnStructure.AttributesPlusTerm(
                                      List.of(AttributeElement.of(1, 4)), expected)))));
    }
  }

  @Test
  void queryInCqlIsOneOfType104() {
    try (var server = FaultyTarget.start(FaultyTarget.AtInit.LETS_IN);
        var connection = ZoomConnection.open(faulty(server, "UTF-8"))) {
      connection.search(CQL, "dc.title=x").close();
      assertThat(server.asked().getLast())
          .isInstanceOfSatisfying(
              SearchRequest.class,
              asked ->
                  assertThat(asked.query())
                      .isEqualTo(
                          new Query.OfLanguage(
                              External.text(Oid.CQL, "dc.title=x", Z3950Charset.UTF_8))));
    }
  }

  @Test
  void queryOfTooManyWordsIsNotAsked() {
    try (var server = FaultyTarget.start(FaultyTarget.AtInit.LETS_IN);
        var connection = ZoomConnection.open(faulty(server, "UTF-8"))) {
      var words = org.samling.core.search.Query.Term.words(SearchField.TITLE, "a ".repeat(200));
      assertThatThrownBy(() -> connection.search(words))
          .isInstanceOf(SearchException.class)
          .hasMessageContaining("so many words");
    }
  }

  @Test
  void syntaxThatIsNoneIsRefused() {
    assertThatThrownBy(
            () -> new ZoomTarget("x", "h:1/x", null, "GRS-1", "F", "UTF-8", PATIENCE, "remote"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GRS-1");
  }

  @Test
  void characterSetThatIsNoneIsRefused() {
    assertThatThrownBy(
            () -> new ZoomTarget("x", "h:1/x", null, "USmarc", "F", "EBCDOC", PATIENCE, "remote"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EBCDOC");
  }

  @Test
  void addressNamesHostPortAndDatabases() {
    assertThat(Z3950Address.of("tcp:[::1]:210/a+b"))
        .isEqualTo(new Z3950Address(false, "::1", 210, List.of("a", "b")));
    assertThat(Z3950Address.of("ssl:z.example.org:9999"))
        .isEqualTo(new Z3950Address(true, "z.example.org", 9999, List.of("Default")));
  }
}
