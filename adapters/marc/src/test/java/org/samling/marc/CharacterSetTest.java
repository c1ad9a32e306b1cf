package org.samling.marc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.join;
import static org.samling.marc.MarcFixture.outcomes;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.records;
import static org.samling.marc.MarcFixture.rejected;
import static org.samling.marc.MarcFixture.repairs;
import static org.samling.marc.MarcFixture.sentences;
import static org.samling.marc.MarcFixture.title;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.marc.MarcFixture.RawField;
import org.samling.marc.MarcFixture.RawRecord;

class CharacterSetTest {

  private final RawRecord marc8 = records("marc8.marc").getFirst();
  private final RawRecord utf8 = records("danish.marc").getFirst();

  /** A record with one title and the leader position 09. */
  private static RawRecord titled(char coding, byte[] title) {
    return new RawRecord(
        "00000nam " + coding + "2200000 i 4500",
        List.of(
            new RawField("001", "1"),
            new RawField("245", "00\u001Fa" + new String(title, ISO_8859_1))));
  }

  private static ReadResult readTitle(char coding, String title, Charset charset) {
    return read(titled(coding, title.getBytes(charset)).bytes()).getFirst();
  }

  @Test
  void marc8IsReadWithItsMarksComposed() {
    var result = accepted(read(marc8.bytes()).getFirst());

    assertThat(result.repairs()).isEmpty();
    assertThat(result.record().brief().author()).isEqualTo("Sørensen, Åge");
    assertThat(result.record().brief().title()).isEqualTo("Blåbær på Øland og i café");
    var content = result.record().content();
    assertThat(content.dataFields("245").flatMap(f -> f.values('a')))
        .containsExactly("Blåbær på Øland og i café");
    assertThat(content.dataFields("500").flatMap(f -> f.values('a')))
        .containsExactly("Tegn uden for MARC-8: ᚠ");
    assertThat(content.dataFields("880").flatMap(f -> f.values('a'))).containsExactly("Мир = Mir");
  }

  @Test
  void utf8ThatSaysMarc8IsReadAsUtf8() {
    var result =
        accepted(read(utf8.withLeader(9, " ").with("500", "  \u001Faæøå").bytes()).getFirst());

    assertThat(result.record().content().dataFields("500").flatMap(f -> f.values('a')))
        .containsExactly("æøå");
    assertThat(sentences(result))
        .containsExactly(
            "LDR/09: leader names another coding than that of the text, which counts (\"MARC-8\" → \"UTF-8\").");
  }

  @Test
  void marc8ThatSaysUtf8IsReadAsMarc8() {
    var result = accepted(read(marc8.without("880").withLeader(9, "a").bytes()).getFirst());

    assertThat(title(result)).isEqualTo("Blåbær på Øland og i café");
    assertThat(sentences(result))
        .containsExactly(
            "LDR/09: leader names another coding than that of the text, which counts (\"UTF-8\" → \"MARC-8\").");
  }

  @Test
  void latin1IsReadAsLatin1WhateverTheLeaderSays() {
    for (var coding : List.of('a', ' ')) {
      var result = readTitle(coding, "Små måger på åen", ISO_8859_1);

      assertThat(title(result)).isEqualTo("Små måger på åen");
      assertThat(repairs(result))
          .singleElement()
          .asString()
          .endsWith("→ \"Latin-1 (Windows-1252)\").");
    }
  }

  @Test
  void textInAnotherAlphabetsCodePageIsRejected() {
    var windows1251 =
        titled(' ', "Преступление и наказание".getBytes(Charset.forName("windows-1251")));

    var results = read(join(windows1251.bytes(), marc8.bytes()));

    assertThat(outcomes(results)).containsExactly("rejected", "80000001");
    assertThat(rejected(results.getFirst()).reason()).contains("must be converted");
  }

  @Test
  void damagedUtf8IsShownAndNamed() {
    var bytes = "Blåbær på ø\u0001".getBytes(UTF_8);
    bytes[bytes.length - 1] = (byte) 0xC3;

    var result = accepted(read(titled('a', bytes).bytes()).getFirst());

    assertThat(title(result)).isEqualTo("Blåbær på ø\uFFFD");
    assertThat(sentences(result))
        .containsExactly(
            "245 $a: bytes that are not UTF-8, replaced by U+FFFD (\"Blåbær på ø\\xC3\" → \"Blåbær på ø\uFFFD\").");
  }

  @Test
  void textThatIsHalfUtf8IsReadAsTheUtf8ThatItClaimsToBe() {
    var bytes = join("på øen ".getBytes(UTF_8), "på øen".getBytes(ISO_8859_1));

    var result = accepted(read(titled('a', bytes).bytes()).getFirst());

    assertThat(title(result)).isEqualTo("på øen p\uFFFD \uFFFDen");
    assertThat(sentences(result))
        .singleElement()
        .asString()
        .startsWith("245 $a: bytes that are not UTF-8, ");
  }

  @Test
  void replacementCharacterOfTheRecordItselfIsNoFault() {
    assertThat(accepted(readTitle('a', "Bl\uFFFDbær", UTF_8)).repairs()).isEmpty();
  }

  @Test
  void garbageAfterAnEscapeIsRejectedWithItsField() {
    var unknown = titled(' ', "Mir \u001BZgarbage".getBytes(ISO_8859_1));
    var cutShort = titled(' ', "Mir \u001B(".getBytes(ISO_8859_1));

    var results = read(join(unknown.bytes(), cutShort.bytes(), marc8.bytes()));

    assertThat(outcomes(results)).containsExactly("rejected", "rejected", "80000001");
    assertThat(rejected(results.get(0)).reason()).contains("escape sequence in field 245 $a");
    assertThat(rejected(results.get(1)).reason()).contains("escape sequence in field 245 $a");
    assertThat(results.get(1).offset()).isEqualTo(unknown.bytes().length);
  }

  @Test
  void escapeAtTheVeryEndIsDropped() {
    var result = accepted(readTitle(' ', "Mir\u001B", ISO_8859_1));

    assertThat(title(result)).isEqualTo("Mir");
    assertThat(sentences(result)).containsExactly("245 $a: escape character at the end, dropped.");
  }

  @Test
  void bytesThatMarc8DoesNotDefineAreShownAndNamed() {
    var result = accepted(readTitle(' ', "Caf\u00E2e og b\u00EAat \u00FF", ISO_8859_1));

    assertThat(title(result)).isEqualTo("Café og båt \uFFFD");
    assertThat(sentences(result))
        .containsExactly(
            "245 $a: bytes that MARC-8 does not define, replaced by U+FFFD (\"Caf\\xE2e og b\\xEAat \\xFF\""
                + " → \"Café og båt \uFFFD\").");
  }

  @Test
  void referencesThatNameNoCharacterStayAsTheyAre() {
    assertThat(title(readTitle(' ', "A &#xD800; &#x110000; &#x1F600;", ISO_8859_1)))
        .isEqualTo("A &#xD800; &#x110000; \uD83D\uDE00");
  }

  @Test
  void decomposedUtf8StaysInTheContentAndIsComposedInTheBriefRecord() {
    var result = accepted(readTitle('a', "Bla\u030Abær", UTF_8));

    assertThat(result.record().content().dataFields("245").flatMap(f -> f.values('a')))
        .containsExactly("Bla\u030Abær");
    assertThat(title(result)).isEqualTo("Blåbær");
  }

  @Test
  void anyBytesForTextGiveAResultAndLeaveTheNextRecordAlone() {
    var random = new Random(2709);
    var outcomes = new ArrayList<String>();
    for (var i = 0; i < 3_000; i++) {
      var text = new byte[random.nextInt(40) + 1];
      random.nextBytes(text);
      for (var j = 0; j < text.length; j++) {
        if (text[j] >= 0x1D && text[j] <= 0x1F) {
          text[j] = 0x1B;
        }
      }
      var results = read(join(titled(i % 2 == 0 ? 'a' : ' ', text).bytes(), marc8.bytes()));

      assertThat(results).hasSize(2);
      assertThat(title(results.getLast())).isEqualTo("Blåbær på Øland og i café");
      outcomes.add(outcomes(results).getFirst());
    }
    assertThat(outcomes).contains("1", "rejected");
  }
}
