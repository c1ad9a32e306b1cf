package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;
import org.samling.z3950.Close;
import org.samling.z3950.CloseReason;

/**
 * Searches of the real yaz-client. The catalogue of north is open and that of south is not; both
 * have items of t:1 (Ærø) and t:2 (Fanø), and each a local record of its own.
 */
class Z3950ListenerTest {

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    server.put(server.library.north, List.of(record("n:1", "Nordens bog", 2001)));
    server.put(server.library.south, List.of(record("s:1", "Sydens bog", 2002)));
    server.put(
        null,
        List.of(
            record("c:1", "Ålborg og omegn", 1999),
            record("c:2", "Aalborg før og nu", 2010),
            record("c:3", "Abelone", 1980),
            danmarc2()));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static CatalogueRecord record(String key, String title, int year) {
    var number = RecordKey.parse(key).number();
    List<Field> fields =
        List.of(
            new ControlField("001", number),
            new ControlField("008", "260101s%d    dk            000 0 dan d".formatted(year)),
            new DataField("100", '1', ' ', List.of(new Subfield('a', "Jensen, Jens"))),
            new DataField("245", '1', '0', List.of(new Subfield('a', title))));
    return new CatalogueRecord(
        RecordKey.parse(key),
        RecordFormat.MARC21,
        Bytes.of(UUID.randomUUID().toString().getBytes(UTF_8)),
        new MarcContent("00000nam a2200000 a 4500", fields),
        new BriefRecord(title, null, null, List.of()));
  }

  private static CatalogueRecord danmarc2() {
    List<Field> fields =
        List.of(
            danmarc2("001", 'a', "20000001", 'b', "870970"),
            danmarc2("008", 't', "m", 'l', "dan"),
            danmarc2("100", 'a', "Hansen", 'h', "Anders"),
            danmarc2("245", 'a', "\u0098Den \u009Cfemte kreds", 'c', "roman"));
    return new CatalogueRecord(
        RecordKey.parse("870970:20000001"),
        RecordFormat.DANMARC2,
        Bytes.of("danMARC2".getBytes(UTF_8)),
        new MarcContent("00000n    2200000   45  ", fields),
        new BriefRecord("Den femte kreds", null, null, List.of()));
  }

  private static Field danmarc2(String tag, char first, String one, char second, String other) {
    return new DataField(
        tag, '0', '0', List.of(new Subfield(first, one), new Subfield(second, other)));
  }

  @Test
  void recordOfDanmarc2IsGivenAsMarc21() {
    assertThat(yaz("all", "find @attr 1=4 \"femte kreds\"\nshow 1"))
        .contains(
            "001 20000001",
            "003 DK-870970",
            "100 1  $a Hansen, Anders $4 aut",
            "245 14 $a Den femte kreds : $b roman");
    assertThat(yaz("all", "find @attr 1=4 \"femte kreds\"\nformat xml\nshow 1"))
        .contains(
            "<record xmlns=\"http://www.loc.gov/MARC21/slim\">",
            "<controlfield tag=\"003\">DK-870970</controlfield>");
  }

  private static String yaz(String database, String commands) {
    return YazClient.run("127.0.0.1:" + server.listeners.z3950Port() + "/" + database, commands);
  }

  @Test
  void bookIsFoundWithWhereItStandsNow() {
    assertThat(yaz("north", "find @attr 1=4 ærø\nshow 1"))
        .contains(
            "Connection accepted by v3 target",
            "Number of hits: 1",
            "245 00 $a Ærø",
            "852    $a DK-799700 $c Voksen $p 1 $z Available");
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(kiosk.ask("11NN20260101    120000                  AO|AAA|AB6|AC|"))
          .startsWith("121");
      assertThat(yaz("north", "find @attr 1=4 fanø\nshow 1"))
          .contains("$p 6 $z On loan until ", "$p R $z Available for use in the library");
      kiosk.ask("09N20260101    12000020260101    120000AP|AO|AB6|AC|");
    }
    assertThat(yaz("north", "find @attr 1=4 fanø\nshow 1")).contains("$p 6 $z Available");
  }

  @ParameterizedTest
  @CsvSource({
    "all, Ålborg, 2",
    "all, aalborg, 2",
    "all, abelone, 1",
    "all, Åbelone, 0",
    "all, aero, 0",
    "all, nordens, 1",
    "all, sydens, 0",
    "north, nordens, 1",
    "north, ålborg, 0",
    "north, ærø, 1",
    "Default, ålborg, 2"
  })
  void eachDatabaseHasItsOwnRecordsFoldedAsInDanish(String database, String word, int hits) {
    assertThat(yaz(database, "find @attr 1=4 \"" + word + "\""))
        .contains("Number of hits: " + hits + ",");
  }

  @Test
  void closedCatalogueIsTheAccountsOwn() {
    assertThat(yaz("south", "find @attr 1=4 sydens"))
        .contains("[236] Access to specified database denied -- v3 addinfo 'south'");
    assertThat(yaz("nowhere", "find bog"))
        .contains("[235] Database does not exist -- v3 addinfo 'nowhere'");
    var port = server.listeners.z3950Port();
    for (var authentication :
        List.of(
            "south-z3950/secret",
            "south-z3950/group/secret",
            "south-z3950 secret",
            "south-z3950 group secret")) {
      assertThat(
              YazClient.run(
                  "",
                  """
                  authentication %s
                  open 127.0.0.1:%d/south
                  find @attr 1=4 sydens
                  base Default
                  find @attr 1=4 sydens
                  base all
                  find @attr 1=4 bog
                  """
                      .formatted(authentication, port)))
          .as(authentication)
          .containsSubsequence("Number of hits: 1,", "Number of hits: 1,", "Number of hits: 2,");
    }
    assertThat(
            YazClient.run(
                "", "authentication south-z3950 guess\nopen 127.0.0.1:%d/south\n".formatted(port)))
        .contains(
            "Connection rejected by v3 target", "code=1011 (Init/AC: Bad Userid and/or Password)");
    assertThat(
            YazClient.run(
                "", "authentication north-kiosk secret\nopen 127.0.0.1:%d/north\n".formatted(port)))
        .as("a kiosk's account opens nothing else")
        .contains("code=1011");
  }

  @Test
  void latestPublicationsComeFirst() {
    assertThat(yaz("all", "find @attr 1=1003 jensen\nshow 1+4"))
        .contains("Number of hits: 4")
        .containsSubsequence("Aalborg før og nu", "Nordens bog", "Ålborg og omegn", "Abelone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@and @attr 1=4 og @attr 1=1003 jensen | 2",
        "@or @attr 1=4 abelone @attr 1=4 nordens | 2",
        "@not @attr 1=1003 jensen @attr 1=4 og | 2",
        "@attr 1=4 @attr 4=1 \"og nu\" | 1",
        "@attr 1=4 @attr 4=1 \"nu og\" | 0",
        "@attr 1=4 @attr 4=6 \"nu og\" | 1",
        "@attr 1=4 @attr 5=1 abel | 1",
        "@attr 1=4 @attr 5=2 lone | 1",
        "@attr 1=4 @attr 3=1 aalborg | 2",
        "@attr 1=4 @attr 3=1 og | 0",
        "@attr 1=4 @attr 3=1 @attr 4=1 @attr 6=3 abelone | 1",
        "@attr 1=4 @attr 6=3 aalborg | 0",
        "@attr 1=31 @attr 2=4 2001 | 2",
        "@attr 1=31 @attr 2=1 2001 | 2",
        "@attr 1=31 @attr 4=4 1999 | 1",
        "@attr 1=12 @attr 4=103 3 | 1",
        "@attr 1=12 c:3 | 1",
        "@attr 1=1016 jens | 4",
        "jens | 4",
        "@attr bib-1 1=4 abelone | 1"
      })
  void queriesOfType1AreAnswered(String query, int hits) {
    assertThat(yaz("all", "find " + query)).contains("Number of hits: " + hits + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@attr 1=999 x | [114] Unsupported Use attribute -- v3 addinfo '999'",
        "@attr 1=4 @attr 2=4 x | [117] Unsupported Relation attribute -- v3 addinfo '4'",
        "@attr 1=4 @attr 3=2 x | [119] Unsupported Position attribute -- v3 addinfo '2'",
        "@attr 1=4 @attr 4=3 x | [118] Unsupported Structure attribute -- v3 addinfo '3'",
        "@attr 1=4 @attr 5=102 x | [120] Unsupported Truncation attribute -- v3 addinfo '102'",
        "@attr 1=4 @attr 6=4 x | [122] Unsupported Completeness attribute -- v3 addinfo '4'",
        "@attr 1=4 @attr 7=1 x | [113] Unsupported attribute type -- v3 addinfo '7'",
        "@attr gils 1=4 x | [121] Unsupported Attribute Set -- v3 addinfo '1.2.840.10003.3.5'",
        "@set nothing | [128] Illegal result set name -- v3 addinfo 'nothing'",
        "@attr 1=4 \" \" | [125] Malformed search term -- v3 addinfo 'the term is empty'"
      })
  void whatIsNotSupportedIsSaid(String query, String diagnostic) {
    assertThat(yaz("all", "find " + query)).contains(diagnostic);
  }

  @Test
  void recordsComeInTheSyntaxAndElementSetAskedFor() {
    assertThat(yaz("north", "find @attr 1=4 nordens\nformat xml\nshow 1"))
        .contains("<record xmlns=\"http://www.loc.gov/MARC21/slim\">", "Nordens bog");
    assertThat(yaz("north", "find @attr 1=4 ærø\nelements B\nshow 1"))
        .contains("245 00 $a Ærø")
        .doesNotContain("852 ");
    assertThat(yaz("north", "find @attr 1=4 ærø\nformat summary\nshow 1"))
        .contains("[239] Record syntax not supported -- v3 addinfo '1.2.840.10003.5.103'");
    assertThat(yaz("north", "find @attr 1=4 ærø\nelements nope\nshow 1"))
        .contains(
            "[25] Specified element set name not valid for specified database -- v3 addinfo 'nope'");
    assertThat(yaz("north", "find @attr 1=4 ærø\nshow 5"))
        .contains("[13] Present request out of range -- v3 addinfo '5+1 of 1'");
  }

  @Test
  void recordsComeAlongWithTheSearchWhereTheClientWantsThat() {
    assertThat(yaz("north", "ssub 5\nlslb 10\nformat usmarc\nfind @attr 1=4 nordens"))
        .contains("records returned: 1", "245 10 $a Nordens bog");
  }

  @Test
  void resultSetsHaveNamesAndGoWhenThereAreTooMany() {
    // yaz-client calls its sets 1, 2, 3 ...; the server keeps three of them.
    assertThat(
            yaz(
                "all",
                """
                find @attr 1=1003 jensen
                find @attr 1=4 og
                find @not @set 1 @set 2
                find @and @set 3 @attr 1=4 abelone
                find @set 2
                find @set 1
                """))
        .containsSubsequence(
            "Number of hits: 4,",
            "Number of hits: 2,",
            "Number of hits: 2,",
            "Number of hits: 1,",
            "[27] Result set no longer exists - unilaterally deleted by target");
  }

  @Test
  void rangeBeyondTheSetIsRefusedHoweverWideItIsAndTheSessionGoesOn() {
    assertThat(
            yaz(
                "all",
                """
                find @attr 1=1003 jensen
                show 1+2147483647
                show 2147483647+2147483647
                show 5
                find @attr 1=4 abelone
                show 1
                """))
        .containsSubsequence(
            "Number of hits: 4,",
            "[13] Present request out of range",
            "[13] Present request out of range",
            "[13] Present request out of range",
            "Number of hits: 1,",
            "Abelone");
  }

  @Test
  void sessionIsClosedAsTheStandardSays() {
    assertThat(yaz("all", "find jens\nclose")).contains("Number of hits: 4,", "Reason: finished");
  }

  @Test
  void whatInitDidNotAgreeOnEndsTheSession() {
    try (var client = new Z3950Client(server.listeners.z3950Port()).init()) {
      client.send(HexFormat.of().parseHex("bf3100")); // duplicateDetectionRequest
      assertThat(client.read())
          .isEqualTo(
              new Close(
                  null,
                  CloseReason.PROTOCOL_ERROR,
                  "duplicateDetectionRequest is not an option negotiated at Init"));
      assertThat(client.isClosedByServer()).isTrue();
    }
  }
}
