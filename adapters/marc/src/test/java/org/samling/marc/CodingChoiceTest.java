package org.samling.marc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.join;
import static org.samling.marc.MarcFixture.outcomes;
import static org.samling.marc.MarcFixture.rejected;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.catalogue.CodingChoice;
import org.samling.core.catalogue.CodingChoice.Coding;
import org.samling.core.catalogue.CodingChoice.Reason;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordReader.Start;
import org.samling.marc.MarcFixture.RawField;
import org.samling.marc.MarcFixture.RawRecord;

/** Which of MARC-8 and Latin-1 a record is read as, and why. */
class CodingChoiceTest {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int FILES = Boolean.getBoolean("samling.long") ? 2_000 : 100;
  private static final int RECORDS = 20;

  private static final byte[] CLEARLY_MARC8 = bytes("S\u00B2rensen, \u00EAAge og Caf\u00E2e");
  private static final byte[] CLEARLY_LATIN1 = bytes("Små måger på åen");

  /** In MARC-8 a caron over a c, in Latin-1 an é before it; nothing speaks for either. */
  private static final byte[] OPEN = bytes("Vin \u00E9ce");

  /** Bytes, written as characters of Latin-1. */
  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] record(int number, char coding, byte[] title) {
    return new RawRecord(
            "00000nam " + coding + "2200000 i 4500",
            List.of(
                new RawField("001", String.valueOf(number)),
                new RawField("245", "00\u001Fa" + new String(title, ISO_8859_1))))
        .bytes();
  }

  private static byte[] file(char coding, List<byte[]> titles) {
    var records = new ArrayList<byte[]>();
    for (var title : titles) {
      records.add(record(records.size() + 1, coding, title));
    }
    return join(records.toArray(byte[][]::new));
  }

  private static List<ReadResult> read(byte[] file, @Nullable CodingRule rule) {
    return MarcFixture.read(
        new ByteArrayInputStream(file), new Options(null, "779700", false, Start.OF_FILE, rule));
  }

  private static String title(ReadResult result) {
    return accepted(result)
        .record()
        .content()
        .dataFields("245")
        .flatMap(f -> f.values('a'))
        .findFirst()
        .orElseThrow();
  }

  private static CodingChoice choice(ReadResult result) {
    return Objects.requireNonNull(accepted(result).coding());
  }

  private static String only(char coding, String title) {
    return title(read(file(coding, List.of(bytes(title))), null).getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          F4 R g v e d a                                  | R̥gveda
          F6 s E5 a                                       | s̲ā
          K E5 a l F2 i d E5 a s a                        | Kālịdāsa
          N g u y E3 E4 e n                               | Nguyễn
          B3 BD E1 BC n g                                 | đường
          s E2 BC m _ r BD F2 BC u _ B3 BD F2 BC c        | sớm rượu được
          V i E3 F2 e t _ N a m _ B3 E2 BC i              | Việt Nam đới
          E2 E t u d e _ s u r _ l ' E3 I l e             | Étude sur l'Île
          S B2 r e n s e n                                | Sørensen
          C a f E2 e                                      | Café
          M u s e E2 a                                    | Museá
          I EB i EC a                                     | Ii͡a
          G r o C7 e                                      | Große
          D v o E9 r E2 a k                               | Dvořák
          ( W _ 4 2 C0 - E _ 7 3 C0 )                     | (W 42°-E 73°)
          """)
  void textsOfMarc8AreReadAsMarc8WhateverTheLeaderSays(String written, String text) {
    var title = new StringBuilder();
    for (var unit : written.split(" ", -1)) {
      title.append(
          unit.length() == 2
              ? (char) Integer.parseInt(unit, 16)
              : unit.equals("_") ? ' ' : unit.charAt(0));
    }
    for (var coding : List.of(' ', 'a')) {
      assertThat(Normalizer.normalize(only(coding, title.toString()), Normalizer.Form.NFC))
          .as("leader/09 %s", coding)
          .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Små måger på åen",
        "Tærte",
        "Måger",
        "Bøger",
        "Kærlighed",
        "BLÅ BÆR PÅ ØEN",
        "Århus",
        "Ærø",
        "Das Mädchen für alle",
        "Über Österreichs Länder",
        "Straße",
        "L'école des garçons",
        "À la recherche du temps perdu : l'été",
        "La condition créée",
        "20° og ½ m²"
      })
  void textsOfLatin1AreReadAsLatin1WhateverTheLeaderSays(String text) {
    for (var coding : List.of(' ', 'a')) {
      assertThat(only(coding, text)).as("leader/09 %s", coding).isEqualTo(text);
    }
  }

  @Test
  void aFileThatMixesBothIsReadRecordByRecordWhereTheBytesTell() {
    var mixed = file(' ', List.of(CLEARLY_MARC8, CLEARLY_LATIN1, CLEARLY_LATIN1, OPEN));

    var results = read(mixed, null);

    assertThat(results)
        .extracting(CodingChoiceTest::choice)
        .containsExactly(
            new CodingChoice(Coding.MARC_8, Reason.BYTES),
            new CodingChoice(Coding.LATIN_1, Reason.BYTES),
            new CodingChoice(Coding.LATIN_1, Reason.BYTES),
            new CodingChoice(Coding.LATIN_1, Reason.FILE));
    assertThat(results)
        .extracting(CodingChoiceTest::title)
        .containsExactly(
            "Sørensen, Åge og Café", "Små måger på åen", "Små måger på åen", "Vin éce");
  }

  @Test
  void whatTheBytesLeaveOpenIsReadAsMostOfTheFile() {
    var marc8 = read(file('a', List.of(OPEN, CLEARLY_MARC8)), null);
    var latin1 = read(file(' ', List.of(OPEN, CLEARLY_LATIN1)), null);
    var alone = read(file(' ', List.of(OPEN)), null);

    assertThat(title(marc8.getFirst())).isEqualTo("Vin če");
    assertThat(title(latin1.getFirst())).isEqualTo("Vin éce");
    assertThat(choice(marc8.getFirst())).isEqualTo(new CodingChoice(Coding.MARC_8, Reason.FILE));
    assertThat(choice(latin1.getFirst())).isEqualTo(new CodingChoice(Coding.LATIN_1, Reason.FILE));
    assertThat(choice(alone.getFirst())).isEqualTo(new CodingChoice(Coding.MARC_8, Reason.LEADER));
    assertThat(choice(alone.getFirst()).isUndecided()).isTrue();
  }

  @Test
  void whatTheBytesHintAtIsNotUndecidedWhereTheFileSaysTheSame() {
    var results = read(file(' ', List.of(CLEARLY_LATIN1, bytes("Tærte"))), null);

    assertThat(choice(results.getLast()))
        .isEqualTo(new CodingChoice(Coding.LATIN_1, Reason.BYTES_AND_FILE));
  }

  @Test
  void againstAFileOfOneCodingARecordSpeaksTwiceAsClearly() {
    var marks = file(' ', List.of(CLEARLY_MARC8, bytes("Vin \u00E1, og mere"), CLEARLY_LATIN1));
    var file = join(file(' ', List.of(CLEARLY_MARC8)).clone(), marks);
    for (var i = 0; i < 20; i++) {
      file = join(file(' ', List.of(CLEARLY_MARC8)), file);
    }

    var results = read(file, null);

    assertThat(choice(results.get(results.size() - 2)))
        .isEqualTo(new CodingChoice(Coding.MARC_8, Reason.FILE));
    assertThat(choice(results.getLast())).isEqualTo(new CodingChoice(Coding.LATIN_1, Reason.BYTES));
  }

  @Test
  void theSettingOfTheImportWinsOverWhateverTheBytesSay() {
    var file = file('a', List.of(CLEARLY_MARC8, CLEARLY_LATIN1, bytes("x")));

    var latin1 = read(file, CodingRule.LATIN_1);
    var marc8 = read(file, CodingRule.MARC_8);
    var utf8 = read(file, CodingRule.UTF_8);

    assertThat(title(latin1.getFirst())).isEqualTo(new String(CLEARLY_MARC8, WINDOWS_1252));
    assertThat(title(marc8.get(1))).isEqualTo("Sm ̄mḡer p ̄ēn");
    assertThat(title(utf8.getFirst())).contains("S\uFFFDrensen");
    for (var results : List.of(latin1, marc8, utf8)) {
      assertThat(results.subList(0, 2)).allMatch(r -> choice(r).reason() == Reason.SETTING);
      assertThat(choice(results.getLast())).hasToString("ASCII");
    }
  }

  @Test
  void theSettingOfASourceWinsWhereTheImportHasNone() {
    var reader =
        new MarcRecordReader(Map.of("DK-1", CodingRule.LATIN_1, "DK-2", CodingRule.MARC_8));
    var file = file(' ', List.of(CLEARLY_MARC8));

    for (var source : List.of("DK-1", "DK-3")) {
      var result =
          reader.read(new ByteArrayInputStream(file), new Options(null, source, false)).next();

      assertThat(choice(result).reason())
          .isEqualTo(source.equals("DK-1") ? Reason.SETTING : Reason.BYTES);
    }
    var own = new Options(null, "DK-1", false, Start.OF_FILE, CodingRule.AUTO);
    assertThat(choice(reader.read(new ByteArrayInputStream(file), own).next()))
        .isEqualTo(new CodingChoice(Coding.MARC_8, Reason.BYTES));
  }

  @Test
  void whatIsUndecidedIsHeldWhereTheOperatorWantsItSo() {
    var results = read(file(' ', List.of(CLEARLY_LATIN1, OPEN, bytes("Tærte"))), CodingRule.HOLD);

    assertThat(outcomes(results)).containsExactly("1", "rejected", "3");
    assertThat(rejected(results.get(1)).reason()).contains("may be MARC-8 or Latin-1", "held");
  }

  @Test
  void theFilesBeginningCountsAlsoForWhoGoesOnBehindIt() {
    var file = file(' ', List.of(CLEARLY_LATIN1, CLEARLY_LATIN1, OPEN));
    var results = read(file, null);
    var start = new Start(2, results.get(1).offset());

    var rest =
        MarcFixture.read(
            new ByteArrayInputStream(file), new Options(null, "779700", false, start, null));

    assertThat(rest).hasSize(1);
    assertThat(accepted(rest.getFirst()).coding()).isEqualTo(choice(results.getLast()));
    assertThat(rest.getFirst().ordinal()).isEqualTo(3);
  }

  @Test
  void onlyTheBeginningOfALargeFileCounts() {
    var padding = bytes("x".repeat(50_000));
    var titles = new ArrayList<byte[]>();
    titles.add(CLEARLY_LATIN1);
    for (var i = 0; i < FileCoding.SAMPLE / padding.length + 1; i++) {
      titles.add(padding);
    }
    titles.addAll(List.of(CLEARLY_MARC8, CLEARLY_MARC8, OPEN));

    var results = read(file(' ', titles), null);

    assertThat(choice(results.getLast())).isEqualTo(new CodingChoice(Coding.LATIN_1, Reason.FILE));
    assertThat(choice(results.get(results.size() - 2)))
        .isEqualTo(new CodingChoice(Coding.MARC_8, Reason.BYTES));
  }

  @Test
  void otherCodingsAreToldWithTheirReasonToo() {
    var utf8 = read(file(' ', List.of("Blåbær".getBytes(UTF_8))), null).getFirst();
    var escapes = read(file(' ', List.of(bytes("\u001B(NmIR\u001B(B"))), null).getFirst();

    assertThat(choice(utf8)).hasToString("UTF-8: its bytes tell");
    assertThat(choice(escapes)).hasToString("MARC-8: its bytes tell");
    assertThat(accepted(MarcFixture.read(MarcFixture.file("collection.xml")).getFirst()).coding())
        .isNull();
    assertThat(choice(MarcFixture.read(MarcFixture.file("danmarc2.lin")).getFirst())).isNotNull();
  }

  @Test
  void aFileOfAnyTextOfAnselComesBack() {
    for (var seed = 0; seed < FILES; seed++) {
      var random = new Random(seed);
      var texts = Stream.generate(() -> AnselText.random(random)).limit(RECORDS).toList();
      var file = file(seed % 2 == 0 ? ' ' : 'a', texts.stream().map(AnselText::bytes).toList());

      assertThat(read(file, null))
          .as("seed %d", seed)
          .extracting(r -> Normalizer.normalize(title(r), Normalizer.Form.NFC))
          .containsExactlyElementsOf(
              texts.stream()
                  .map(t -> Normalizer.normalize(t.text(), Normalizer.Form.NFC))
                  .toList());
    }
  }

  @Test
  void aFileOfAnyDanishOfLatin1ComesBack() {
    for (var seed = 0; seed < FILES; seed++) {
      var random = new Random(seed);
      var texts = Stream.generate(() -> danish(random)).limit(RECORDS).toList();
      var titles = texts.stream().map(text -> text.getBytes(WINDOWS_1252)).toList();

      assertThat(read(file(seed % 2 == 0 ? ' ' : 'a', titles), null))
          .as("seed %d", seed)
          .extracting(CodingChoiceTest::title)
          .containsExactlyElementsOf(texts);
    }
  }

  /** Made up of Danish syllables, so that it isn't known by its words. */
  private static String danish(Random random) {
    var heads =
        List.of(
            "bl", "br", "dr", "fr", "g", "h", "k", "kl", "l", "m", "n", "r", "s", "sk", "st", "t",
            "v", "");
    var vowels = List.of("a", "e", "i", "o", "u", "æ", "ø", "å", "y", "ø", "å");
    var tails =
        List.of(
            "", "", "r", "n", "l", "g", "ld", "nd", "st", "lg", "k", "d", "rk", "s", "ve", "re",
            "ger", "en");
    var words = new ArrayList<String>();
    var count = 2 + random.nextInt(6);
    for (var i = 0; i < count; i++) {
      var word =
          heads.get(random.nextInt(heads.size()))
              + vowels.get(random.nextInt(vowels.size()))
              + tails.get(random.nextInt(tails.size()));
      words.add(
          switch (random.nextInt(12)) {
            case 0 -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            case 1 -> word.toUpperCase(Locale.ROOT);
            case 2 -> "»" + word + "«";
            case 3 -> "“" + word + "” –";
            case 4 -> word + ",";
            default -> word;
          });
    }
    return String.join(" ", words);
  }

  @Test
  void anyBytesForTextAreReadTheSameWayTwice() {
    var random = new Random(8);
    for (var i = 0; i < 2_000; i++) {
      var title = new byte[1 + random.nextInt(30)];
      random.nextBytes(title);
      for (var j = 0; j < title.length; j++) {
        title[j] = title[j] >= 0x1B && title[j] < 0x20 ? (byte) 'x' : title[j];
      }
      var file = file(i % 2 == 0 ? ' ' : 'a', Arrays.asList(title, CLEARLY_MARC8));

      assertThat(read(file, null)).isEqualTo(read(file, null)).hasSize(2);
    }
  }
}
