package org.samling.marc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.file;
import static org.samling.marc.MarcFixture.join;
import static org.samling.marc.MarcFixture.outcomes;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.rejected;
import static org.samling.marc.MarcFixture.repairs;
import static org.samling.marc.MarcFixture.sentences;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.marc.MarcFixture.RawRecord;

class Danmarc2ReadingTest {

  private static final String LINES = new String(file("danmarc2.lin"), UTF_8);
  private static final String LEADER = "00000n    2200000   45  ";

  private final MarcRecordRenderer renderer = new MarcRecordRenderer();
  private final List<ReadResult> lines = read(LINES.getBytes(ISO_8859_1));

  private static List<List<Field>> fields(List<ReadResult> results) {
    return results.stream().map(r -> accepted(r).record().content().fields()).toList();
  }

  private static CatalogueRecord record(List<ReadResult> results, int number) {
    return accepted(results.get(number)).record();
  }

  private static List<ReadResult> readLines(String text) {
    return read(text.getBytes(ISO_8859_1));
  }

  private byte[] written(MarcContent content, RecordFormat format) {
    var syntax = Arrays.stream(RecordSyntax.values()).filter(s -> s.format() == format).findFirst();
    return renderer
        .render(content, MarcFormat.DANMARC2, syntax.orElseThrow())
        .orElseThrow()
        .toArray();
  }

  private static DataField field(MarcContent content, String tag) {
    return content.dataFields(tag).findFirst().orElseThrow();
  }

  @Test
  void everyFieldIsADataFieldAndEveryEscapeIsRead() {
    var content = record(lines, 0).content();

    assertThat(content.fields()).hasSize(16).allMatch(DataField.class::isInstance);
    assertThat(field(content, "004"))
        .isEqualTo(
            new DataField(
                "004", '0', '0', List.of(new Subfield('r', "n"), new Subfield('a', "e"))));
    assertThat(field(content, "245").subfields())
        .containsExactly(
            new Subfield('a', "\u0098Den \u009Cfemte kreds"),
            new Subfield(
                'c',
                "en fortælling om N*E*R*D, @-tegn, ¤-tegn og ꜳr med ē, あ og e\u0301, der er så lang"
                    + " at linjen må foldes to gange og slutter med et blanktegn "));
    assertThat(field(content, "440").subfields())
        .extracting(Subfield::code)
        .containsExactly('&', 'ø', 'æ', 'å');
    assertThat(field(content, "652").subfields()).contains(new Subfield('u', ""));
    assertThat(field(content, "666").values('A')).containsExactly("Alternativ");
    assertThat(content.fields()).extracting(Field::tag).endsWith("d08", "z99");
    assertThat(lines).allSatisfy(r -> assertThat(accepted(r).repairs()).isEmpty());
  }

  @Test
  void keyIsAgencyAndNumberWithoutBlanks() {
    assertThat(lines)
        .extracting(r -> accepted(r).record().key().toString())
        .containsExactly("870970:20000001", "870970:20000028", "870970:20000036");
    assertThat(record(readLines("001 00 *a1\n"), 0).key()).hasToString("779700:1");
    var converted =
        "<record xmlns=\"info:lc/xmlns/marcxchange-v1\" format=\"danMARC2\"><leader>00000n    2200000   45  </leader>"
            + "<controlfield tag=\"001\">5 123 456 7</controlfield></record>";
    assertThat(record(read(converted.getBytes(UTF_8)), 0).key()).hasToString("779700:51234567");
    assertThat(repairs(readLines("004 00 *ae\n").getFirst()))
        .singleElement()
        .asString()
        .startsWith("001: no control number, one made from the content (\"\" → \"sha256:");
    assertThat(repairs(readLines("001 00 *a1*bDK:1\n").getFirst()))
        .containsExactly(
            "001 *b: no organisation code, the import's source taken (\"DK:1\" → \"779700\").");
  }

  @Test
  void titleAuthorYearAndIsbnAreTaken() {
    assertThat(lines)
        .extracting(r -> accepted(r).record().brief())
        .containsExactly(
            new BriefRecord(
                "Den femte kreds : en fortælling om N*E*R*D, @-tegn, ¤-tegn og ꜳr med ē, あ og é, der"
                    + " er så lang at linjen må foldes to gange og slutter med et blanktegn",
                "Åkjær, Søren II",
                "2024",
                List.of("9788702111415")),
            new BriefRecord("Samlede værker", null, null, List.of()),
            new BriefRecord("2. bind, Hav", null, "1999", List.of()));
    assertThat(
            record(readLines("001 00 *a1\n008 00 *a1988\n110 00 *aRoskilde*cRådhuset\n"), 0)
                .brief())
        .isEqualTo(new BriefRecord("Roskilde. Rådhuset", null, "1988", List.of()));
  }

  @Test
  void linesAreWrittenAsTheyCame() {
    var out =
        lines.stream()
            .map(r -> accepted(r).record())
            .map(r -> {
              assertThat(Bytes.of(written(r.content(), RecordFormat.DANMARC2_LINE)))
                  .isEqualTo(r.original());
              return new String(r.original().toArray(), ISO_8859_1);
            })
            .collect(Collectors.joining("$\n"));

    assertThat(out).isEqualTo(LINES);
    assertThat(lines)
        .extracting(r -> accepted(r).record().format())
        .containsOnly(RecordFormat.DANMARC2_LINE);
    assertThat(lines.get(1).offset()).isEqualTo(LINES.indexOf("$\n") + 2L);
  }

  @ParameterizedTest
  @EnumSource(names = {"DANMARC2", "DANMARC2_LINE", "DANMARC2_XML"})
  void recordsAreTheSameInAllFormsAndWrittenByteForByteAsTheyCame(RecordFormat format) {
    for (var line : lines) {
      var content = accepted(line).record().content();
      var bytes = written(content, format);

      var again = read(bytes);

      assertThat(again).hasSize(1);
      var record = record(again, 0);
      assertThat(record.format()).isEqualTo(format);
      assertThat(record.content().fields()).isEqualTo(content.fields());
      assertThat(record.key()).isEqualTo(accepted(line).record().key());
      assertThat(accepted(again.getFirst()).repairs()).isEmpty();
      assertThat(written(record.content(), format)).isEqualTo(bytes);
    }
  }

  @Test
  void iso2709KeepsTheLeaderAndIsPaddedAsOthersPadIt() {
    var raw =
        new RawRecord("00000n m  2200000 xy45  ", List.of())
            .with("001", "00\u001Fa20000001\u001Fb870970")
            .with("008", "00\u001Ftm")
            .withLatin1("245", "10\u001FaH\u00E6ndelser\u001F\u00E62")
            .bytes();

    var results = read(join(raw, raw, new byte[] {0x1A, 0x19, 0x19}));

    assertThat(outcomes(results)).containsExactly("20000001", "20000001");
    var record = record(results, 1);
    assertThat(record.format()).isEqualTo(RecordFormat.DANMARC2);
    assertThat(record.content().leader()).endsWith(" xy45  ").startsWith("00");
    assertThat(field(record.content(), "245").values('æ')).containsExactly("2");
    assertThat(written(record.content(), RecordFormat.DANMARC2)).isEqualTo(raw);
    assertThat(record.original()).isEqualTo(Bytes.of(raw));
  }

  @Test
  void fieldsTellDanmarc2WhereThereIsNoNumber() {
    var raw =
        new RawRecord(LEADER, List.of()).with("004", "00\u001Fae").with("245", "00\u001FaTitel");

    assertThat(record(read(raw.bytes()), 0).format()).isEqualTo(RecordFormat.DANMARC2);
    assertThat(record(read(raw.without("004").bytes()), 0).format()).isEqualTo(RecordFormat.MARC21);
    var wanted = new Options(RecordFormat.DANMARC2, "779700", false);
    assertThat(
            record(read(new ByteArrayInputStream(raw.without("004").bytes()), wanted), 0).format())
        .isEqualTo(RecordFormat.DANMARC2);
    var marc21 = new Options(RecordFormat.MARC21, "779700", false);
    assertThat(
            rejected(
                    read(new ByteArrayInputStream(raw.with("001", "00\u001Fa1").bytes()), marc21)
                        .getFirst())
                .reason())
        .contains("Field 001 has subfields", "danMARC2");
  }

  @Test
  void bothStylesOfTheLineFormatAreRead() {
    var spaced =
        """
        001 00 *a 20000001 *b 870970
        245 00 *a Den ¤femte *e H. Jensen
        666 00 *0  *s gys
        700 00 *a Ford *h James *4\s

        001 00 *a 20000002
        """;
    var compact =
        """
        001 00*a20000001*b870970
        245 00*aDen ¤femte*eH. Jensen
        666 00*0*sgys
        700 00*aFord*hJames*4
        $
        001 00*a20000002
        """;

    assertThat(fields(readLines(spaced))).isEqualTo(fields(readLines(compact)));
    assertThat(readLines(spaced)).hasSize(2);
  }

  @Test
  void codeMayBeABlank() {
    assertThat(
            field(record(readLines("001 00 * 30769430*b870976\n"), 0).content(), "001").subfields())
        .containsExactly(new Subfield(' ', "30769430"), new Subfield('b', "870976"));
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "ISO-8859-1"})
  void codingIsFoundOutFromTheBytes(String name) {
    var results = read(LINES.replace("@0113, @3042", "ordet").getBytes(Charset.forName(name)));

    assertThat(field(record(results, 0).content(), "100").values('a')).containsExactly("Åkjær");
    assertThat(field(record(results, 0).content(), "440").subfields())
        .extracting(Subfield::code)
        .containsExactly('&', 'ø', 'æ', 'å');
    assertThat(accepted(results.getFirst()).repairs()).isEmpty();
  }

  @Test
  void recordsEndAtTheSignAtAnEmptyLineAndAtTheNextNumber() {
    var text =
        "\n001 00 *a1\r\n245 00 *aEt\r\n     to\r\n$\r\n001 00 *a2\r\n\r\n \r\n001 00 *a3\r\n001 00 *a4";

    var results = readLines(text);

    assertThat(outcomes(results)).containsExactly("1", "2", "3", "4");
    assertThat(field(record(results, 0).content(), "245").values('a')).containsExactly("Et to");
    assertThat(results.getLast().offset()).isEqualTo(text.lastIndexOf("001"));
    var bom =
        read(
            join(
                new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
                "001 00 *a1\n".getBytes(UTF_8)));
    assertThat(bom.getFirst().offset()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          uden felt       | Line 3 is not a field: it must begin with three letters or digits, a blank and two indicators, before the first subfield's *.
          245 00 Titel    | Line 3 is not a field: it must begin with three letters or digits, a blank and two indicators, before the first subfield's *.
          24 00 *aTitel   | Line 3 is not a field: it must begin with three letters or digits, a blank and two indicators, before the first subfield's *.
          245 0000 *aTitel | Line 3 has "0000" where the two indicators of field 245 belong.
          """)
  void lineThatIsNoFieldRejectsItsRecordAlone(String line, String reason) {
    var results = readLines("001 00 *a1\n$\n" + line + "\n$\n001 00 *a2\n");

    assertThat(outcomes(results)).containsExactly("1", "rejected", "2");
    assertThat(rejected(results.get(1)).reason()).isEqualTo(reason);
    assertThat(rejected(results.get(1)).offset()).isEqualTo(13);
    assertThat(rejected(results.get(1)).bytes())
        .isEqualTo(Bytes.of((line + "\n$\n").getBytes(ISO_8859_1)));
  }

  @Test
  void restOfALineWithoutItsBeginIsRejected() {
    var results = readLines("001 00 *a1\n$\n    rest\n245 00 *aTitel\n");

    assertThat(outcomes(results)).containsExactly("1", "rejected");
    assertThat(rejected(results.getLast()).reason())
        .isEqualTo(
            "Line 3 begins with blanks, like a continuation line, but there is no field before it.");
  }

  @Test
  void smallFaultsAreRepaired() {
    var results =
        readLines(
            "001 00 *a1\n009 000 *aa*gxx\n010 0 *ax\n245 00 *amail@@x.dk og y@z.dk**ca\u0093b\n");

    assertThat(repairs(results.getFirst()))
        .containsExactlyInAnyOrder(
            "009: more than two indicators, the others dropped (\"000\" → \"00\").",
            "010: fewer than two indicators, blanks added (\"0\" → \"0 \").",
            "245: subfield without code and text, dropped.",
            "245: bytes that are no letters in ISO 8859-1, read as Windows-1252 (\"…@@x.dk og y@z.dk**ca\\x93b\" → \"…@@x.dk og y@z.dk**ca“b\").",
            "245 *a: @ that does not begin an escape, kept (mail@@x.dk og y@z.dk).");
    assertThat(field(record(results, 0).content(), "245").subfields())
        .containsExactly(new Subfield('a', "mail@x.dk og y@z.dk"), new Subfield('c', "a\u201Cb"));
  }

  @Test
  void recordThatIsTooLargeIsPassedOver() {
    var line = new byte[1024 * 1024];
    Arrays.fill(line, (byte) 'x');
    var large = "245 00 *a" + new String(line, ISO_8859_1) + "\n";

    var results = readLines("001 00 *a1\n" + large.repeat(17) + "$\n001 00 *a2\n");

    assertThat(outcomes(results)).containsExactly("rejected", "2");
    assertThat(rejected(results.getFirst()).reason())
        .startsWith("No end of the record follows within 16777216 bytes");
    assertThat(rejected(results.getFirst()).bytes().length()).isLessThan(100_000);
  }

  @Test
  void whatIso2709HasOutsideSubfieldsIsKept() {
    var raw =
        new RawRecord(LEADER, List.of())
            .with("001", "00\u001Fa1")
            .with("003", "DK-870970")
            .with("245", "00Titel\u001Fb2")
            .with("300", "0")
            .with("500", "00\u001F\u001Fanote");

    var result = accepted(read(raw.bytes()).getFirst());

    assertThat(field(result.record().content(), "245").subfields())
        .containsExactly(new Subfield('a', "Titel"), new Subfield('b', "2"));
    assertThat(result.record().content().controlFields("003")).containsExactly("DK-870970");
    assertThat(sentences(result))
        .containsExactlyInAnyOrder(
            "003: field without subfields, its text kept.",
            "245: text before the first subfield, read as subfield a (\"Titel\" → \"*aTitel\").",
            "300: fewer than two indicators, blanks added (\"0\" → \"0 \").",
            "500: subfield without code and text, dropped.");
  }

  @Test
  void marcXchangeMayNameItsFormatAndHaveNoLeader() {
    var results = read(file("marcxchange.xml"));

    assertThat(outcomes(results)).containsExactly("20000001");
    assertThat(record(results, 0).format()).isEqualTo(RecordFormat.DANMARC2_XML);
    assertThat(record(results, 0).key()).hasToString("870970:20000001");

    var bare =
        "<record xmlns=\"info:lc/xmlns/marcxchange-v1\"><datafield tag=\"001\" ind1=\"0\" ind2=\"0\">"
            + "<subfield code=\"a\">1</subfield></datafield></record>";
    var result = accepted(read(bare.getBytes(UTF_8)).getFirst());
    assertThat(result.record().format()).isEqualTo(RecordFormat.DANMARC2_XML);
    assertThat(sentences(result))
        .containsExactly(
            "LDR: no leader, a placeholder added (\"\" → \"00000n    2200000   45  \").");
  }

  @Test
  void codeMayBeALetterAndItsMark() {
    var decomposed =
        new String(file("marcxchange.xml"), UTF_8)
            .replace("code=\"a\">Titel", "code=\"a\u030A\">11");

    var results = read(decomposed.getBytes(UTF_8));

    assertThat(field(record(results, 0).content(), "245").values('å')).containsExactly("11");
  }

  @Test
  void marcXchangeOfAnotherFormatIsReadAsMarc21() {
    var text =
        "<record xmlns=\"info:lc/xmlns/marcxchange-v1\" format=\"%s\"><leader>00000nam a2200000 i 4500</leader>"
            + "<controlfield tag=\"001\">1</controlfield></record>";

    var marc21 = accepted(read(text.formatted("MARC21").getBytes(UTF_8)).getFirst());
    var normarc = accepted(read(text.formatted("normarc").getBytes(UTF_8)).getFirst());

    assertThat(marc21.record().format()).isEqualTo(RecordFormat.MARCXML);
    assertThat(marc21.repairs()).isEmpty();
    assertThat(sentences(normarc))
        .containsExactly("format of another name, read as MARC 21 (\"normarc\" → \"MARC 21\").");
  }
}
