package org.samling.marc.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Isbn;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.MultipartWork;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult.Accepted;
import org.samling.marc.MarcFixture.RawRecord;
import org.samling.marc.MarcRecordReader;

class BriefRecordsTest {

  private static final RawRecord EMPTY =
      new RawRecord("00000nam a2200000 i 4500", List.of()).with("001", "1").with("003", "x");

  private static BriefRecord brief(RawRecord raw) {
    return accepted(read(raw.bytes()).getFirst()).record().brief();
  }

  @Test
  void titleAuthorYearAndIsbnAreTaken() {
    var briefs = records("danish.marc").stream().map(BriefRecordsTest::brief).toList();

    assertThat(briefs)
        .containsExactly(
            new BriefRecord(
                "Syv fantastiske fortællinger", "Blixen, Karen", "1935", List.of("9788702111415")),
            new BriefRecord(
                "Den lille pige med svovlstikkerne : et eventyr",
                "Andersen, H.C.",
                "c1845",
                List.of()),
            new BriefRecord("Årbog for Ærø. 2, Øens huse", "Åberg, Sofus", "1999", List.of()));
  }

  @Test
  void volumeIsShownWithTheTitleOfItsWorkInOneLine() throws IOException {
    var byNumber = new HashMap<String, MarcContent>();
    var file =
        Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")), "marc")
            .resolve("danmarc2-work.lin");
    try (var in = Files.newInputStream(file)) {
      var read =
          new MarcRecordReader().read(in, new Options(RecordFormat.DANMARC2_LINE, "x", false));
      while (read.hasNext()) {
        var record = ((Accepted) read.next()).record();
        if (record.key().source().equals("870970")) {
          byNumber.put(record.key().number(), record.content());
        }
      }
    }
    var content =
        MultipartWork.compose(
            Stream.of("50000018", "50000026", "50000034")
                .map(number -> Objects.requireNonNull(byNumber.get(number)))
                .toList());
    assertThat(BriefRecords.of(content, MarcFormat.DANMARC2))
        .isEqualTo(
            new BriefRecord(
                "Havets store bog. Række 1, Kysten. 2. del, Strand og klit",
                "Vadehav, Siri",
                "2026",
                List.of("9788702111422")));
  }

  @Test
  void authorityAndHoldingsRecordsGetTheBestTitleThereIs() {
    var briefs =
        records("authority-and-holdings.marc").stream().map(BriefRecordsTest::brief).toList();

    assertThat(briefs)
        .containsExactly(
            new BriefRecord("Blixen, Karen, 1885-1962", "Blixen, Karen", null, List.of()),
            new BriefRecord("DK-779700 Voksen Blixen", null, null, List.of()),
            new BriefRecord("Eventyr Historie", null, null, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $aTitel /$cnogen                      | Titel
          $aTitel =$bTitle /$cnogen             | Titel = Title
          $aTitel$bundertitel                   | Titel : undertitel
          $aTitel$n2                            | Titel. 2
          $aTitel :$bunder.$n2,$pdel /$cnogen   | Titel : under. 2, del
          $aTitel$h[lydbog] :$bunder            | Titel : under
          $aVent lidt ...                       | Vent lidt ...
          $aManden fra U.S.A.                   | Manden fra U.S.A.
          $aSlut.                               | Slut
          $a /$cnogen                           | [uden titel]
          """)
  void titleIsJoinedAndTrimmed(String field, String title) {
    assertThat(brief(EMPTY.with("245", "00" + field.replace('$', '\u001F'))).title())
        .isEqualTo(title);
  }

  @Test
  void nonSortingMarksAreDropped() {
    assertThat(brief(EMPTY.with("245", "04\u001Fa\u0098Der \u009CTitel\n med  luft")).title())
        .isEqualTo("Der Titel med luft");
  }

  @Test
  void recordWithoutTitleIsShownAsSuch() {
    assertThat(brief(EMPTY)).isEqualTo(new BriefRecord("[uden titel]", null, null, List.of()));
    assertThat(brief(EMPTY.with("240", "10\u001FaNavn")).title()).isEqualTo("Navn");
  }

  @Test
  void mainEntryCountsMoreThanAddedEntries() {
    var added = EMPTY.with("700", "1 \u001FaBang, Herman,\u001Feudgiver");

    assertThat(brief(added).author()).isEqualTo("Bang, Herman");
    assertThat(brief(added.with("110", "1 \u001FaDanmark.\u001FbFolketinget.")).author())
        .isEqualTo("Danmark. Folketinget");
    assertThat(brief(added.with("100", "0 \u001FaMargrethe\u001FbII,\u001Fcdronning")).author())
        .isEqualTo("Margrethe II");
  }

  @Test
  void yearComesFromThePublicationBeforeTheCodes() {
    var coded = EMPTY.with("008", "000000s1999    xx ");

    assertThat(brief(coded).year()).isEqualTo("1999");
    assertThat(brief(coded.with("264", " 4\u001Fc©2001")).year()).isEqualTo("©2001");
    assertThat(brief(coded.with("264", " 4\u001Fc©2001").with("260", "  \u001Fc[2000]")).year())
        .isEqualTo("[2000]");
    assertThat(brief(coded.with("260", "  \u001Fc2000.").with("264", " 1\u001Fc2002")).year())
        .isEqualTo("2002");
    assertThat(brief(EMPTY.with("008", "000000nuuuuuuuuxx ")).year()).isNull();
  }

  @Test
  void onlyValidIsbnsCountAndEachOnce() {
    var raw =
        EMPTY
            .with("020", "  \u001Fa87-02-11141-6 (hf.)")
            .with("020", "  \u001Fa9788702111416")
            .with("020", "  \u001Fa0-306-40615-2")
            .with("020", "  \u001Fa978-0-306-40615-7 :\u001Fckr. 100")
            .with("020", "  \u001Fz978-87-02-11141-5");

    assertThat(brief(raw).isbns()).containsExactly("9780306406157");
  }

  @ParameterizedTest
  @CsvSource({
    "0-8044-2957-X, 9780804429573",
    "080442957x (pbk.), 9780804429573",
    "9780804429573, 9780804429573",
    "979-10-90636-07-1, 9791090636071",
    "0-8044-2957-1,",
    "9780804429570,",
    "9770804429575,",
    "97808X4429573,",
    "hæftet,",
    "12345,"
  })
  void isbnIsNormalisedOrRefused(String written, String normal) {
    assertThat(Isbn.toIsbn13(written)).isEqualTo(normal);
  }

  @Test
  void veryLongTitlesAreCut() {
    var title = brief(EMPTY.with("245", "00\u001Fa" + "lang ".repeat(1_000))).title();

    assertThat(title).hasSizeLessThanOrEqualTo(1_000).startsWith("lang lang").endsWith("…");
  }
}
