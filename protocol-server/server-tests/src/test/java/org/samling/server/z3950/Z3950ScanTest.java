package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.server.TestServer;
import org.samling.z3950.Close;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Request.ScanRequest;
import org.samling.z3950.Z3950Response.ScanResponse;
import org.samling.z3950.Z3950Response.ScanStatus;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.ScanEntry.TermInfo;
import org.samling.z3950.data.Term;

/**
 * Lists of terms, by yaz-client and over a raw socket. The library has the titles Fanø and Ærø too.
 */
class Z3950ScanTest {

  private static final Octets REFERENCE = new Octets("ref".getBytes(UTF_8));
  private static final int SIZE = 1 << 20;

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    server.put(
        null,
        List.of(
            TestRecords.book("c:1", "Zola, Émile", "Zebraer", 1990),
            TestRecords.book("c:2", "Clemens, S. L.", "Ærlighed", 1991),
            TestRecords.book("c:3", "Blixen, Karen", "Øen", 1992),
            TestRecords.book("c:4", "Blixen, Karen", "Aaen", 1993),
            TestRecords.book("c:5", null, "Åen", 1994),
            TestRecords.book("c:6", null, "Abelone", 1995),
            TestRecords.authority("c:7", "Clemens, S. L.", "Twain, Mark")));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static String yaz(String commands) {
    return YazClient.run("127.0.0.1:" + server.listeners.z3950Port() + "/all", commands);
  }

  @Test
  void termsComeInDanishOrderWithTheirCounts() {
    assertThat(yaz("scansize 10\nscan @attr 1=4 zebra"))
        .contains("5 entries, position=1", "Scan returned code 5")
        .containsSubsequence("Zebraer (1)", "Ærlighed (1)", "Ærø (1)", "Øen (1)", "Aaen (2)");
  }

  @Test
  void startPointStandsWhereItIsWanted() {
    assertThat(yaz("scansize 3\nscanpos 2\nscan @attr 1=4 ærlighed"))
        .contains("3 entries, position=2")
        .doesNotContain("Scan returned code")
        .containsSubsequence("Zebraer (1)", "* Ærlighed (1)", "Ærø (1)");
    assertThat(yaz("scansize 2\nscanpos 3\nscan @attr 1=4 ærlighed"))
        .contains("2 entries, position=3")
        .containsSubsequence("Fanø", "Zebraer")
        .doesNotContain("Ærlighed");
    assertThat(yaz("scansize 2\nscanpos 0\nscan @attr 1=4 ærlighed"))
        .contains("2 entries, position=0")
        .containsSubsequence("Ærø", "Øen")
        .doesNotContain("Ærlighed");
    assertThat(yaz("scansize 2\nscanpos 0\nscan @attr 1=4 y"))
        .as("a start point that is no term takes none away")
        .containsSubsequence("Zebraer", "Ærlighed");
  }

  @Test
  void termsArePassedOverByTheStep() {
    assertThat(yaz("scansize 2\nscanstep 1\nscan @attr 1=4 abelone"))
        .containsSubsequence("Abelone", "Zebraer")
        .doesNotContain("Fanø");
  }

  @Test
  void listBeginsWithItsFirstTermWithoutAStartPoint() {
    assertThat(yaz("scansize 1\nscan @attr 1=4 \"\"")).contains("* Abelone (1)");
  }

  @Test
  void authorityRecordsLeadFromATermToTheHeading() {
    try (var client = client(InitOption.SCAN)) {
      var answer = scan(client, 1003, "twain", 1, null, null);
      assertThat(answer.entries())
          .containsExactly(
              new TermInfo(
                  term("twain mark"),
                  "Twain, Mark",
                  List.of(),
                  List.of(
                      new AttributesPlusTerm(
                          List.of(AttributeElement.of(1, 1003)), term("clemens s l"))),
                  0L));
    }
  }

  @Test
  void answerSaysWhatWasAskedAndHowFarItIsAll() {
    try (var client = client(InitOption.SCAN)) {
      var answer = scan(client, 4, "øen", 9, 2L, 0L);
      assertThat(answer.referenceId()).isEqualTo(REFERENCE);
      assertThat(answer.scanStatus()).isEqualTo(ScanStatus.PARTIAL_5);
      assertThat(answer.positionOfTerm()).isEqualTo(2);
      assertThat(answer.numberOfEntriesReturned()).isEqualTo(3);
      assertThat(answer.stepSize()).isZero();
      assertThat(answer.attributeSet()).isEqualTo(Oid.BIB_1);
    }
  }

  @Test
  void termsThatDoNotFitInTheMessageStayOut() {
    try (var client = new Z3950Client(server.listeners.z3950Port()).init(200, InitOption.SCAN)) {
      var answer = scan(client, 4, "", 6, null, null);
      assertThat(answer.scanStatus()).isEqualTo(ScanStatus.PARTIAL_2);
      assertThat(answer.numberOfEntriesReturned()).isBetween(1L, 3L);
      assertThat(answer.entries()).hasSize((int) answer.numberOfEntriesReturned());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0, , , MALFORMED_SCAN, 0 terms requested",
    "4, 501, , , SCAN_TOO_MANY_TERMS, 500",
    "4, 5, 7, , SCAN_UNSUPPORTED_POSITION_IN_RESPONSE, 7",
    "4, 5, -1, , SCAN_UNSUPPORTED_POSITION_IN_RESPONSE, -1",
    "4, 5, 1, 101, STEP_SIZE_NOT_SUPPORTED, 101",
    "4, 5, 1, -1, STEP_SIZE_NOT_SUPPORTED, -1",
    "999, 5, 1, , UNSUPPORTED_USE_ATTRIBUTE, 999"
  })
  void whatCanNotBeDoneIsToldAmongTheEntries(
      int use,
      long number,
      @Nullable Long position,
      @Nullable Long step,
      Bib1Diagnostic diagnostic,
      String addinfo) {
    try (var client = client(InitOption.SCAN)) {
      assertThat(scan(client, use, "a", number, position, step))
          .isEqualTo(ScanResponse.failure(REFERENCE, DefaultDiagFormat.of(diagnostic, addinfo)));
      assertThat(scan(client, 4, "a", 1, null, null).entries())
          .as("the session goes on")
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@attr 1=4 @attr 4=2 a | [232] Scan: term list not supported",
        "@attr 1=31 @attr 2=4 1990 | [123] Unsupported attribute combination",
        "@attr 1=4 @attr 5=2 a | [123] Unsupported attribute combination",
        "@attr 1=4 @attr 7=1 a | [113] Unsupported attribute type"
      })
  void attributesOfAnotherListAreRefused(String query, String diagnostic) {
    assertThat(yaz("scan " + query)).contains("Scan returned code 6", diagnostic);
  }

  @Test
  void wordsOfAnyFieldAreListed() {
    assertThat(yaz("scansize 1\nscan @attr 1=1016 @attr 4=2 blix")).contains("* blixen (2)");
  }

  @Test
  void scanThatInitDidNotAgreeOnEndsTheSession() {
    try (var client = client()) {
      assertThat(client.ask(request(4, "a", 1, null, null))).isInstanceOf(Close.class);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  private static Z3950Client client(InitOption... options) {
    return new Z3950Client(server.listeners.z3950Port()).init(SIZE, options);
  }

  private static ScanResponse scan(
      Z3950Client client,
      int use,
      String start,
      long number,
      @Nullable Long position,
      @Nullable Long step) {
    return (ScanResponse) client.ask(request(use, start, number, position, step));
  }

  private static ScanRequest request(
      int use, String start, long number, @Nullable Long position, @Nullable Long step) {
    return new ScanRequest(
        REFERENCE,
        List.of("all"),
        Oid.BIB_1,
        new AttributesPlusTerm(List.of(AttributeElement.of(1, use)), term(start)),
        step,
        number,
        position);
  }

  private static Term term(String text) {
    return new Term.General(new Octets(text.getBytes(UTF_8)));
  }
}
