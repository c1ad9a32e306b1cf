package org.samling.server.z3950;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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

/** Attributes of bib-1, as yaz-client sends them, over a record that has something for each use. */
class Bib1AttributesTest {

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.rested();
    server.put(null, List.of(everything(), danish()));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static CatalogueRecord everything() {
    return record(
        "b:1",
        RecordFormat.MARC21,
        "00000nam a2200000 a 4500",
        List.of(
            new ControlField("001", "1"),
            new ControlField("005", "20240315120000.0"),
            new ControlField("008", "231224s1993    dk       b    000 0 dan d"),
            field("010", "a", "   85-2 "),
            field("015", "a", "GB9312345"),
            field("020", "a", "87-00-00001-2"),
            field("022", "a", "1234-5679"),
            field("024", "a", "9790260000438"),
            field("028", "a", "EMI 555"),
            field("043", "a", "e-dk---"),
            field("050", "a", "QA76.9", "b", ".D3"),
            field("060", "a", "WB 100"),
            field("070", "a", "S494"),
            field("080", "a", "821.113.4"),
            field("082", "a", "839.8"),
            field("084", "a", "99.4", "2", "dk5"),
            field("099", "a", "Mag 12"),
            field("100", "a", "Madsen, Svend \u00c5ge"),
            field("222", "a", "N\u00f8gle titlen"),
            field("240", "a", "Original title", "n", "op. 27"),
            field("336", "a", "tekst", "b", "txt"),
            new DataField(
                "245",
                '1',
                '4',
                List.of(
                    new Subfield('a', "Den store bog om havet"), new Subfield('b', "en rejse"))),
            field("264", "a", "Viborg", "b", "Strandforlaget"),
            field("490", "a", "Havets serie ; 7"),
            field("500", "a", "Med register"),
            field("520", "a", "Handler om fisk og fugle"),
            field("600", "a", "Blixen, Karen"),
            field("710", "a", "Statens Museum"),
            field("711", "a", "Nordisk Havkonference"),
            field("650", "a", "Sejlads"),
            new DataField(
                "650",
                ' ',
                '2',
                List.of(new Subfield('a', "Seasickness"), new Subfield('x', "prevention"))),
            new DataField("650", ' ', '0', List.of(new Subfield('a', "Ocean travel"))),
            field("650", "a", "Motion sickness", "2", "mesh"),
            field("700", "a", "Ravn, Otto", "4", "edt"),
            field("700", "a", "Holm, Ida", "e", "redaktør."),
            field("700", "a", "Lund, Eva", "4", "trl")));
  }

  private static CatalogueRecord danish() {
    return record(
        "870970:20000001",
        RecordFormat.DANMARC2,
        "00000n    2200000   45  ",
        List.of(
            field("001", "a", "20000001", "b", "870970", "c", "20230101120000", "d", "20220101"),
            field("008", "t", "m", "l", "dan", "a", "2022"),
            field("009", "a", "s", "g", "xc"),
            field("032", "a", "DBF202201", "x", "BKM202203"),
            field("245", "a", "Sange om vinden"),
            field("652", "m", "78.3")));
  }

  private static CatalogueRecord record(
      String key, RecordFormat format, String leader, List<Field> fields) {
    return new CatalogueRecord(
        RecordKey.parse(key),
        format,
        Bytes.of(UUID.randomUUID().toString().getBytes(UTF_8)),
        new MarcContent(leader, fields),
        new BriefRecord("a title", null, null, List.of()));
  }

  private static Field field(String tag, String... codesAndTexts) {
    var subfields = new ArrayList<Subfield>();
    for (var i = 0; i < codesAndTexts.length; i += 2) {
      subfields.add(new Subfield(codesAndTexts[i].charAt(0), codesAndTexts[i + 1]));
    }
    return new DataField(tag, ' ', ' ', subfields);
  }

  private static String find(String query) {
    return YazClient.run("127.0.0.1:" + server.listeners.z3950Port() + "/all", "find " + query);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@attr 1=1 blixen | 1",
        "@attr 1=1 madsen | 1",
        "@attr 1=2 museum | 1",
        "@attr 1=3 havkonference | 1",
        "@attr 1=5 \"havets serie\" | 1",
        "@attr 1=5 store | 0",
        "@attr 1=6 original | 1",
        "@attr 1=9 85000002 | 1",
        "@attr 1=9 85-2 | 1",
        "@attr 1=9 \"85-2//r75\" | 1",
        "@attr 1=7 9788700000018 | 1",
        "@attr 1=7 8700000012 | 1",
        "@attr 1=8 12345679 | 1",
        "@attr 1=13 839.8 | 1",
        "@attr 1=13 @attr 5=1 83 | 1",
        "@attr 1=14 821.113.4 | 1",
        "@attr 1=16 \"QA 76.9\" | 1",
        "@attr 1=16 \"QA76.9 .D3\" | 1",
        "@attr 1=17 WB100 | 1",
        "@attr 1=18 s494 | 1",
        "@attr 1=20 99.4 | 1",
        "@attr 1=20 78.3 | 1",
        "@attr 1=25 seasickness | 1",
        "@attr 1=25 \"motion sickness\" | 1",
        "@attr 1=25 \"ocean travel\" | 0",
        "@attr 1=27 \"ocean travel\" | 1",
        "@attr 1=27 sejlads | 0",
        "@attr 1=33 titlen | 1",
        "@attr 1=47 prevention | 1",
        "@attr 1=47 seasickness | 0",
        "@attr 1=48 GB9312345 | 1",
        "@attr 1=51 \"EMI 555\" | 1",
        "@attr 1=53 \"mag 12\" | 1",
        "@attr 1=54 dan | 2",
        "@attr 1=55 e-dk | 1",
        "@attr 1=55 e-dk--- | 1",
        "@attr 1=59 viborg | 1",
        "@attr 1=62 fugle | 1",
        "@attr 1=63 fugle | 1",
        "@attr 1=63 register | 1",
        "@attr 1=62 register | 0",
        "@attr 1=1002 \"blixen museum havkonference\" | 1",
        "@attr 1=1003 blixen | 0",
        "@attr 1=1003 \"madsen museum\" | 1",
        "@attr 1=1004 madsen | 1",
        "@attr 1=1004 museum | 0",
        "@attr 1=1005 museum | 1",
        "@attr 1=1006 havkonference | 1",
        "@attr 1=1007 9790260000438 | 1",
        "@attr 1=1007 1234-5679 | 1",
        "@attr 1=1011 20231224 | 1",
        "@attr 1=1011 @attr 2=4 2023 | 1",
        "@attr 1=1012 2024-03 | 1",
        "@attr 1=1012 @attr 2=5 20240315 | 0",
        "@attr 1=1020 ravn | 1",
        "@attr 1=1020 @attr 4=101 \"holm, ida\" | 1",
        "@attr 1=1020 lund | 0",
        "@attr 1=1020 madsen | 0",
        "@attr 1=1030 \"op. 27\" | 1",
        "@attr 1=1030 original | 0",
        "@attr 1=1031 xc | 1",
        "@attr 1=1031 s/xc | 1",
        "@attr 1=1034 b | 1",
        "@attr 1=1034 txt | 1",
        "@attr 1=1034 c | 0",
        "@attr 1=1035 sejlads | 1",
        "@attr 1=5014 DBF202201 | 1",
        "@attr dan-1 1=14 BKM202203 | 1",
        "@attr 1=31 1990-1995 | 1",
        "@attr 1=31 1990-95 | 1",
        "@attr 1=31 1994- | 1",
        "@attr 1=31 @attr 2=104 \"1990 2022\" | 2",
        "@attr 1=31 @attr 2=6 1993 | 1",
        "@attr 1=31 @attr 5=1 199 | 1",
        "@attr 1=31 @attr 4=5 19930101 | 1",
        "@attr 1=5 @attr 2=103 x | 1",
        "@attr 1=21 @attr 2=103 x | 1",
        "@attr 1=4 @attr 5=101 h#et | 1",
        "@attr 1=4 @attr 5=104 ha#et | 1",
        "@attr 1=4 @attr 5=104 h#et | 0",
        "@attr 1=4 @attr 5=104 h?t | 1",
        "@attr 1=1003 @attr 4=101 \"madsen, svend\" | 1",
        "@attr 1=1003 @attr 4=102 \"svend madsen\" | 1",
        "@attr 1=4 @attr 2=3 @attr 3=1 @attr 4=1 @attr 5=100 @attr 6=3 \"store bog om havet\" | 1",
        "@attr 1=4 @attr 2=3 @attr 3=1 @attr 4=1 @attr 5=1 @attr 6=1 \"den store b\" | 1",
        "@attr 1=7 @attr 2=3 @attr 3=3 @attr 4=1 @attr 5=100 @attr 6=2 87-00-00001-2 | 1",
        "@attr 1=12 @attr 2=3 @attr 3=3 @attr 4=103 @attr 5=100 @attr 6=2 20000001 | 1",
        "@attr 1=13 @attr 2=3 @attr 3=1 @attr 4=1 @attr 5=100 @attr 6=3 839.8 | 1",
        "@prox 0 1 1 2 k 2 @attr 1=4 store @attr 1=4 bog | 1",
        "@prox 0 1 1 2 k 2 @attr 1=4 bog @attr 1=4 store | 0",
        "@prox 0 1 0 2 k 2 @attr 1=4 bog @attr 1=4 store | 1",
        "@prox 0 3 1 3 k 2 @attr 1=4 store @attr 1=4 havet | 1",
        "@prox 0 2 1 4 k 2 @attr 1=4 store @attr 1=4 havet | 1",
        "@prox 0 3 1 6 k 2 @attr 1=4 store @attr 1=4 havet | 0",
        "@prox 1 1 1 2 k 2 @attr 1=4 bog @attr 1=4 store | 1",
        "@prox 0 0 0 3 k 8 @attr 1=1016 fisk @attr 1=1016 fugle | 1",
        "@prox 0 0 0 3 k 8 @attr 1=1016 fisk @attr 1=1016 sejlads | 0",
        "@prox 0 9 1 2 k 2 @prox 0 1 1 2 k 2 @attr 1=4 den @attr 1=4 store @attr 1=4 havet | 1"
      })
  void combinationsOfAttributesAreAnswered(String query, int hits) {
    assertThat(find(query)).contains("Number of hits: " + hits + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@attr 1=22 x | [114] Unsupported Use attribute -- v3 addinfo '22'",
        "@attr dan-1 1=15 x | [114] Unsupported Use attribute -- v3 addinfo '15'",
        "@attr 1=4 @attr 2=101 x | [117] Unsupported Relation attribute -- v3 addinfo '101'",
        "@attr 1=4 @attr 2=6 x | [117] Unsupported Relation attribute -- v3 addinfo '6'",
        "@attr 1=4 @attr 4=4 x | [118] Unsupported Structure attribute -- v3 addinfo '4'",
        "@attr 1=4 @attr 4=101 x | [118] Unsupported Structure attribute -- v3 addinfo '101'",
        "@attr 1=4 @attr 4=106 x | [118] Unsupported Structure attribute -- v3 addinfo '106'",
        "@attr 1=4 @attr 5=103 x | [120] Unsupported Truncation attribute -- v3 addinfo '103'",
        "@attr 1=31 @attr 5=2 1990 | [120] Unsupported Truncation attribute -- v3 addinfo '2'",
        "@attr 1=31 @attr 2=4 @attr 5=1 19 | [123] Unsupported attribute combination -- v3 addinfo '2=4 5=1'",
        "@attr 1=31 soon | [125] Malformed search term -- v3 addinfo 'soon'",
        "@attr 1=4 @attr 5=104 a?2 | [125] Malformed search term -- v3 addinfo '? with a number is not supported'",
        "@prox 0 1 1 7 k 2 a b | [131] Unsupported proximity relation -- v3 addinfo '7'",
        "@prox 0 1 1 2 k 3 a b | [132] Unsupported proximity unit code -- v3 addinfo '3'",
        "@prox 0 1 1 2 p 2 a b | [132] Unsupported proximity unit code -- v3 addinfo 'private 2'",
        "@prox 0 2000 1 2 k 2 a b | [202] Unsupported distance for proximity -- v3 addinfo '2000'",
        "@prox 0 1 1 2 k 2 @attr 1=4 a b | [201] Proximity not supported with this attribute combination -- v3 addinfo 'both operands must have the same use'",
        "@prox 0 1 1 2 k 2 @and a b c | [110] Operator unsupported -- v3 addinfo 'operands of prox must be terms or prox'",
        "@prox 0 1 1 2 k 2 @set none c | [128] Illegal result set name -- v3 addinfo 'none'"
      })
  void whatIsNotSupportedIsSaid(String query, String diagnostic) {
    assertThat(find(query)).contains(diagnostic);
  }

  /** DBC's list of combinations (danZIG), as a program asks that holds its connection. */
  @Test
  void danzigIsAnsweredToPerlZoom() {
    var place = List.of("3=1 4=1 5=100 6=3", "3=3 4=1 5=100 6=1", "3=3 4=1 5=1 6=1");
    var words = List.of("3=3 4=2 5=100 6=1", "3=3 4=2 5=1 6=1");
    var texts = Map.of(4, "sange om vinden", 5, "havets serie 7", 6, "original title");
    var queries = new ArrayList<String>();
    texts.forEach((use, text) ->
        Stream.concat(place.stream(), words.stream())
            .forEach(combination -> queries.add(query(use, combination, text))));
    CLASSES.forEach((use, text) -> queries.add(query(use, "3=1 4=1 5=100 6=3", text)));
    queries.add(query(7, "3=3 4=1 5=100 6=2", "87-00-00001-2"));
    queries.add(query(8, "3=3 4=1 5=100 6=2", "1234-5679"));
    queries.add(query(12, "3=3 4=103 5=100 6=2", "20000001"));
    queries.add(query(31, "3=3 4=4 5=100 6=2", "2022"));
    queries.add(query(1031, "3=3 4=1 5=100 6=2", "xc"));
    queries.add(query(5014, "3=3 4=1 5=1 6=1", "DBF2022"));
    assertThat(PerlZoom.sizes("127.0.0.1:" + server.listeners.z3950Port() + "/all", queries))
        .containsExactlyElementsOf(queries.stream().map(query -> query + " -> 1").toList());
  }

  private static final Map<Integer, String> CLASSES =
      Map.of(13, "839.8", 14, "821.113.4", 16, "QA76.9", 17, "WB 100", 18, "S494", 20, "78.3");

  private static String query(int use, String combination, String text) {
    return "@attr 1=%d @attr 2=3 @attr %s \"%s\""
        .formatted(use, combination.replace(" ", " @attr "), text);
  }
}
