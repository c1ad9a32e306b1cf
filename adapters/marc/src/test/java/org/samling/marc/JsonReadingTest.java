package org.samling.marc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.outcomes;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.rejected;
import static org.samling.marc.MarcFixture.repairs;
import static org.samling.marc.MarcFixture.sentences;

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

class JsonReadingTest {

  private static final String TITLE =
      "{\"245\":{\"ind1\":\"1\",\"ind2\":\"0\",\"subfields\":[{\"a\":\"Æblet {\\\"\\u00e5\\\"}\"},{\"c\":\"Å.\"}]}}";

  private static String record(String number, String fields) {
    return "{\"leader\":\"00000nam a2200000 i 4500\",\"fields\":[{\"001\":\"%s\"},%s]}"
        .formatted(number, fields);
  }

  private static List<ReadResult> readText(String text) {
    return read(text.getBytes(UTF_8));
  }

  @Test
  void recordIsReadAndKeptAsItCame() {
    var text = record("1", TITLE);

    var record = accepted(readText(text).getFirst()).record();

    assertThat(record.format()).isEqualTo(RecordFormat.MARC_IN_JSON);
    assertThat(record.original()).isEqualTo(Bytes.of(text.getBytes(UTF_8)));
    assertThat(record.content().fields())
        .containsExactly(
            new ControlField("001", "1"),
            new DataField(
                "245",
                '1',
                '0',
                List.of(new Subfield('a', "Æblet {\"å\"}"), new Subfield('c', "Å."))));
    assertThat(record.brief().title()).isEqualTo("Æblet {\"å\"}");
  }

  @Test
  void recordsStandInAnArrayInLinesOrOneAfterAnother() {
    var one = record("1", TITLE);
    var two = record("2", TITLE);

    assertThat(outcomes(readText("\n[" + one + ",\n  " + two + "]\n"))).containsExactly("1", "2");
    assertThat(outcomes(readText(one + "\n" + two + "\n"))).containsExactly("1", "2");
    assertThat(readText(one + "\n" + two).getLast().offset())
        .isEqualTo(one.getBytes(UTF_8).length + 1L);
    assertThat(outcomes(readText("\uFEFF" + one))).containsExactly("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"leader":"x"}                      | The object is not a record: it must have a "leader" and an array "fields".
          {"leader":"x","fields":[]}          | The record has no fields.
          {"leader":"x","fields":["001"]}     | A field must be an object with its tag, of three characters, as the only name; it is "001".
          {"leader":"x","fields":[{"24":""}]} | A field must be an object with its tag, of three characters, as the only name; it is {"24":""}.
          {"leader":"x","fields":[{"245":{}}]} | Field 245 has no subfields.
          {"leader":"x","fields":[{"001":{"subfields":[]}}]} | Field 001 is not a text, as it must be in MARC 21; danMARC2 in JSON is not supported.
          {"leader":"x","fields":[{"245":{"subfields":[{"ab":"x"}]}}]} | A subfield of field 245 must be an object with its code as the only name; it is {"ab":"x"}.
          {"leader":"x","fields":[{"245":{"ind1":"10","subfields":[]}}]} | Field 245 has "10" for ind1, which is not one character.
          {"leader":"x",,"fields":[]}         | The record is not well-formed JSON (line 1, column 15 of it).
          """)
  void whatIsWrongRejectsItsRecordAlone(String object, String reason) {
    var results = readText("[" + object + "," + record("2", TITLE) + "]");

    assertThat(outcomes(results)).containsExactly("rejected", "2");
    assertThat(rejected(results.getFirst()).reason()).isEqualTo(reason);
    assertThat(rejected(results.getFirst()).bytes()).isEqualTo(Bytes.of(object.getBytes(UTF_8)));
  }

  @Test
  void whatIsNoObjectAndWhatIsCutOffIsToldOf() {
    var results =
        readText("[" + record("1", TITLE) + ", null, " + record("2", TITLE) + ",{\"a\":1");

    assertThat(outcomes(results)).containsExactly("1", "rejected", "2", "rejected");
    assertThat(rejected(results.get(1)).reason())
        .isEqualTo("This is not a JSON object, as a record must be.");
    assertThat(rejected(results.get(3)).reason()).isEqualTo("The file ends within this object.");
    assertThat(rejected(results.get(3)).endsFile()).isTrue();
  }

  @Test
  void smallFaultsAreRepaired() {
    var text =
        "{\"leader\":\"00000nam\",\"fields\":[{\"001\":\"1\"},{\"245\":{\"subfields\":[{\"a\":\"x\\u0000y\"}]}}]}";

    assertThat(repairs(readText(text).getFirst()))
        .containsExactlyInAnyOrder(
            "LDR: leader not of 24 characters, padded or cut (\"00000nam\" → \"00000nam                \").",
            "245 $a: NUL character, replaced by a blank (\"x\\x00y\" → \"x y\").",
            "245: fewer than two indicators, blanks added (ind1).",
            "245: fewer than two indicators, blanks added (ind2).");
  }

  @Test
  void characterThatCantBeKeptIsReplacedWhereverItStands() {
    var text =
        """
        {"leader": "00000nam a2200000   450\\u0000", "fields": [{"001": "1"},
          {"245": {"ind1": "\\u0000", "ind2": "0", "subfields": [{"\\u0000": "\\ud83d\\ude00\\ud800x"}]}}]}
        """;

    var accepted = accepted(readText(text).getFirst());
    assertThat(accepted.record().content().leader()).isEqualTo("00000nam a2200000   450 ");
    assertThat(accepted.record().content().dataFields("245"))
        .containsExactly(
            new DataField("245", ' ', '0', List.of(new Subfield(' ', "\uD83D\uDE00\uFFFDx"))));
    assertThat(sentences(accepted))
        .containsExactlyInAnyOrder(
            "LDR: NUL character, replaced by a blank (\"…00nam a2200000   450\\x00\" → \"…00nam a2200000   450 \").",
            "245: NUL character, replaced by a blank (\"\\x00\" → \" \").",
            "245: NUL character, replaced by a blank (\"\\x00\" → \" \").",
            "245 $ : unpaired surrogate, replaced by U+FFFD (\"😀\\uD800x\" → \"😀\uFFFDx\").");
  }

  @Test
  void objectThatIsTooLargeOrTooDeepIsPassedOver() {
    var large = "{\"a\":\"" + "x".repeat(17 * 1024 * 1024) + "\"}";
    var deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);

    var results = readText(large + "\n" + deep + "\n" + record("1", TITLE));

    assertThat(outcomes(results)).containsExactly("rejected", "rejected", "1");
    assertThat(rejected(results.getFirst()).reason())
        .startsWith("The object has more than 16777216 bytes");
  }
}
