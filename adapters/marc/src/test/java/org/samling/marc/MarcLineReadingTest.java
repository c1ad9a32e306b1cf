package org.samling.marc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.outcomes;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.rejected;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;

/** MARC 21 in lines: MarcEdit's mnemonic format, and Aleph sequential. */
class MarcLineReadingTest {

  private static final String MNEMONIC =
      """
      =LDR  00000nam a2200000 i 4500
      =001  17
      =003  XX
      =008  260101s2026\\\\\\\\dk\\\\\\\\\\\\\\\\\\\\\\\\000\\0\\dan\\\\
      =020  \\\\$a9788799000012$c{dollar}19.95
      =245  10$aK{aelig}rlighed {lcub}p{aring}{rcub} afst{acute}and /$cÅse.
      """;

  private static final String ALEPH =
      """
      000000017 FMT   L BK
      000000017 LDR   L 00000nam^a2200000^i^4500
      000000017 008   L 260101s2026^^^^dk
      000000017 24510 L $$aKærlighed $1 /$$cÅse.
      000000017 650 4 L $$aHav^et
      """;

  private static List<ReadResult> readText(String text) {
    return read(text.getBytes(UTF_8));
  }

  @Test
  void mnemonicRecordIsReadByItsContentAndKeptAsItCame() {
    var result = accepted(readText(MNEMONIC).getFirst());

    var record = result.record();
    assertThat(result.repairs()).isEmpty();
    assertThat(record.format()).isEqualTo(RecordFormat.MARC_MNEMONIC);
    assertThat(record.key().toString()).isEqualTo("XX:17");
    assertThat(record.original()).isEqualTo(Bytes.of(MNEMONIC.getBytes(UTF_8)));
    assertThat(record.content().leader()).isEqualTo("00000nam a2200000 i 4500");
    assertThat(record.content().controlFields("008"))
        .containsExactly("260101s2026    dk            000 0 dan  ");
    assertThat(record.content().dataFields("020"))
        .containsExactly(
            new DataField(
                "020",
                ' ',
                ' ',
                List.of(new Subfield('a', "9788799000012"), new Subfield('c', "$19.95"))));
    assertThat(record.content().dataFields("245"))
        .containsExactly(
            new DataField(
                "245",
                '1',
                '0',
                List.of(new Subfield('a', "Kærlighed {på} afstánd /"), new Subfield('c', "Åse."))));
  }

  @ParameterizedTest
  @CsvSource({
    "{eacute}t{eacute}, été",
    "{acute}et{acute}e, été",
    "{ring}A, Å",
    "{Aring}, Å",
    "{circ}{acute}a, ấ",
    "{acute}{aelig}, ǽ",
    "{nothing} {, {nothing} {",
    "{uml}, \u0308",
  })
  void namesInBracesAreCharactersAndUnknownOnesStay(String written, String read) {
    var text = "=LDR  00000nam a2200000 i 4500\n=001  1\n=245  00$a%s\n".formatted(written);

    assertThat(accepted(readText(text).getFirst()).record().content().dataFields("245"))
        .containsExactly(new DataField("245", '0', '0', List.of(new Subfield('a', read))));
  }

  @Test
  void mnemonicRecordsEndAtAnEmptyLineOrBeforeTheNextLeader() {
    var one = "=LDR  00000nam a2200000 i 4500\r\n=001  %d\r\n=245  00$aX\r\n";

    assertThat(
            outcomes(
                readText(
                    "\uFEFF"
                        + one.formatted(1)
                        + "\r\n\r\n"
                        + one.formatted(2)
                        + one.formatted(3))))
        .containsExactly("1", "2", "3");
  }

  @Test
  void alephRecordIsTheLinesWithOneNumberWhichIsItsControlNumber() {
    var results = readText(ALEPH + ALEPH.replace("000000017", "000000018"));

    assertThat(outcomes(results)).containsExactly("000000017", "000000018");
    var record = accepted(results.getFirst()).record();
    assertThat(record.format()).isEqualTo(RecordFormat.ALEPH_SEQUENTIAL);
    assertThat(accepted(results.getFirst()).repairs()).isEmpty();
    assertThat(record.original()).isEqualTo(Bytes.of(ALEPH.getBytes(UTF_8)));
    assertThat(record.content().leader()).isEqualTo("00000nam a2200000 i 4500");
    assertThat(record.content().fields())
        .containsExactly(
            new ControlField("001", "000000017"),
            new ControlField("FMT", "BK"),
            new ControlField("008", "260101s2026    dk"),
            new DataField(
                "245",
                '1',
                '0',
                List.of(new Subfield('a', "Kærlighed $1 /"), new Subfield('c', "Åse."))),
            new DataField("650", ' ', '4', List.of(new Subfield('a', "Hav^et"))));
  }

  @Test
  void alephRecordThatHasAControlNumberKeepsIt() {
    assertThat(outcomes(readText(ALEPH + "000000017 001   L 4711\n"))).containsExactly("4711");
  }

  @ParameterizedTest
  @CsvSource({
    "=24510$aX, Line 3 is not a field",
    "245 10$aX, Line 3 is not a field",
    "=245  10 Title, Line 3 has \"10 Title\" where the two indicators",
    "=245  10, Line 3: field 245 has no subfield ($a).",
    "=LDR  00000nam a2200000 i 4500x, leader",
  })
  void brokenLineOfAMnemonicRecordRejectsItWithItsLineNumber(String line, String reason) {
    var good = "=LDR  00000nam a2200000 i 4500\n=001  2\n=245  00$aX\n";
    var results = readText(good.replace("=245  00$aX", line) + "\n" + good);

    if (reason.equals("leader")) { // another leader begins another record
      assertThat(outcomes(results)).hasSize(3);
      return;
    }
    assertThat(rejected(results.getFirst()).reason()).startsWith(reason);
    assertThat(outcomes(results).getLast()).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource({
    "000000017 24510L $$aX, Line 6 is not a field",
    "a line that was folded, Line 6 is not a field",
    "000000017 24510 L Title, Line 6: field 245 has no subfield ($$a).",
    "000000017 LDR   L 00000nam^a2200000^i^4500, Line 6 is a second leader.",
  })
  void brokenLineOfAnAlephRecordRejectsItWithItsLineNumber(String line, String reason) {
    var results = readText(ALEPH + line + "\n" + ALEPH.replace("000000017", "000000018"));

    assertThat(rejected(results.getFirst()).reason()).startsWith(reason);
    assertThat(outcomes(results).getLast()).isEqualTo("000000018");
  }

  @Test
  void recordInLinesWithoutALeaderIsRejected() {
    assertThat(rejected(readText("=001  1\n=245  00$aX\n").getFirst()).reason())
        .isEqualTo("The record has no leader (LDR).");
  }

  @Test
  void mnemonicRecordInLatin1IsReadAsThat() {
    var text = "=LDR  00000nam  2200000 i 4500\n=001  1\n=245  00$aRødgrød med fløde på Sjælland\n";

    var result = accepted(read(text.getBytes(ISO_8859_1)).getFirst());

    assertThat(result.record().brief().title()).isEqualTo("Rødgrød med fløde på Sjælland");
    assertThat(result.coding()).isNotNull();
  }
}
