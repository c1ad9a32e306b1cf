package org.samling.marc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.read;

import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.marc4j.MarcStreamReader;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Work;
import org.samling.core.catalogue.Work.Audience;
import org.samling.core.catalogue.Work.Material;

class MarcRecordMakerTest {

  private static final Work FULL =
      new Work(
          new RecordKey("demo", "90000001"),
          new Work.Title("Den grimme ælling", "et eventyr", "The ugly duckling", "Eventyr ; 7"),
          "Andersen, H.C.",
          List.of("Tegner, Hans; illustrator", "Hansen, Å."),
          new Work.Imprint("2. udgave", "København", "Reitzel", 1844, "32 sider"),
          "87-02-11141-9",
          "dan",
          new Work.Subject("sk", List.of("Ænder", "Svaner"), Audience.JUVENILE),
          Material.BOOK);

  private static Work sparse(String title, String language, Material material) {
    return new Work(
        new RecordKey("demo", "1"),
        new Work.Title(title),
        null,
        List.of(),
        Work.Imprint.of(null),
        null,
        language,
        new Work.Subject(null, List.of(), Audience.ADULT),
        material);
  }

  private static CatalogueRecord make(Work work) {
    return new MarcRecordMaker().make(work);
  }

  private static String leader(CatalogueRecord record) {
    return record.content().leader();
  }

  private static String code008(CatalogueRecord record) {
    return record.content().controlFields("008").findFirst().orElseThrow();
  }

  @Test
  void factsBecomeFields() {
    var record = make(FULL);

    var text = new MarcStreamReader(new ByteArrayInputStream(record.original().toArray())).next();
    assertThat(text.toString().strip().lines().skip(1))
        .containsExactly(
            "001 90000001",
            "003 demo",
            "008 000000s1844    xx     j      00| 1|dan d",
            "020   $z87-02-11141-9",
            "040   $ademo$bdan$erda$cdemo",
            "041 1 $adan",
            "084   $ask$2dk5",
            "100 1 $aAndersen, H.C.",
            "240 10$aThe ugly duckling",
            "245 14$aDen grimme ælling :$bet eventyr /$cH.C. Andersen",
            "250   $a2. udgave",
            "264  1$aKøbenhavn :$bReitzel,$c1844",
            "300   $a32 sider",
            "336   $atext$btxt$2rdacontent",
            "337   $aunmediated$bn$2rdamedia",
            "338   $avolume$bnc$2rdacarrier",
            "490 1 $aEventyr ;$v7",
            "650  4$aÆnder",
            "650  4$aSvaner",
            "700 1 $aTegner, Hans,$eillustrator",
            "700 1 $aHansen, Å.",
            "830  0$aEventyr ;$v7");
    assertThat(record.key()).isEqualTo(FULL.key());
    assertThat(record.brief())
        .isEqualTo(
            new BriefRecord("Den grimme ælling : et eventyr", "Andersen, H.C.", "1844", List.of()));
  }

  @ParameterizedTest
  @EnumSource(Material.class)
  void whatIsMadeIsReadTheSame(Material material) {
    for (var work : List.of(sparse("Æ", "dan", material), withMaterial(FULL, material))) {
      var made = make(work);

      var result = accepted(read(made.original().toArray()).getFirst());

      assertThat(result.repairs()).isEmpty();
      assertThat(result.record()).isEqualTo(made);
      assertThat(code008(made)).hasSize(40);
    }
  }

  private static Work withMaterial(Work w, Material material) {
    return new Work(
        w.key(),
        new Work.Title(w.title(), w.subtitle(), w.originalTitle(), w.series()),
        w.author(),
        w.contributors(),
        new Work.Imprint(w.edition(), w.place(), w.publisher(), w.year(), w.extent()),
        w.isbn(),
        w.language(),
        new Work.Subject(w.dk5(), w.subjects(), w.audience()),
        material);
  }

  @Test
  void sameFactsGiveTheSameBytes() {
    assertThat(make(FULL).original()).isEqualTo(make(FULL).original());
  }

  @ParameterizedTest
  @CsvSource({
    "BOOK, am, e, 22",
    "COMIC, am, e, 22",
    "AUDIOBOOK, im, e, 22",
    "MUSIC, jm, e, 22",
    "FILM, gm, e, 22",
    "GAME, rm, e, 22",
    "PERIODICAL, as, p, 21"
  })
  void materialIsCodedInTheLeaderAndField008(
      Material material, String type, String code, int position) {
    var record = make(sparse("Titel", "dan", material));

    assertThat(leader(record).substring(6, 8)).isEqualTo(type);
    assertThat(code008(record).substring(position, position + 1)).isEqualTo(code);
    assertThat(code008(record).substring(35, 38)).isEqualTo("dan");
  }

  @ParameterizedTest
  @CsvSource({
    "Den lille, dan, 4", "Det store, dan, 4", "De syv, dan, 3", "En by, dan, 3", "Et hus, dan, 3",
    "Denne by, dan, 0", "The end, eng, 4", "An apple, eng, 3", "A book, eng, 2", "The end, dan, 0",
    "Den gode, swe, 0", "Den, dan, 0"
  })
  void articlesAreCountedByLanguage(String title, String language, char nonfiling) {
    var field =
        make(sparse(title, language, Material.BOOK))
            .content()
            .dataFields("245")
            .findFirst()
            .orElseThrow();

    assertThat(field.indicator1()).isEqualTo('0');
    assertThat(field.indicator2()).isEqualTo(nonfiling);
  }

  @Test
  void sparseFactsLeaveNoEmptyFields() {
    var record = make(sparse("Titel", "dan", Material.BOOK));

    assertThat(record.content().fields().stream().map(f -> f.tag()))
        .containsExactly("001", "003", "008", "040", "041", "245", "336", "337", "338");
    assertThat(record.content().dataFields("245").flatMap(f -> f.values('a')))
        .containsExactly("Titel");
  }

  @Test
  void separatorsInFactsCannotBreakTheRecord() {
    var record = make(sparse("Ti\u001Etel\u001Fb \u001D slut", "dan", Material.BOOK));

    var results = read(record.original().toArray());

    assertThat(results).hasSize(1);
    assertThat(accepted(results.getFirst()).record().brief().title()).isEqualTo("Ti tel b slut");
  }

  @Test
  void factsThatNoRecordCanHoldAreRefused() {
    assertThatThrownBy(() -> make(sparse("x".repeat(10_000), "dan", Material.BOOK)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("field 245");
    var many = Collections.nCopies(20, "x".repeat(9_000));
    var work =
        new Work(
            FULL.key(),
            new Work.Title("Titel"),
            null,
            List.of(),
            Work.Imprint.of(null),
            null,
            "dan",
            new Work.Subject(null, many, Audience.ADULT),
            Material.BOOK);
    assertThatThrownBy(() -> make(work))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ISO 2709 allows 99999");
  }
}
