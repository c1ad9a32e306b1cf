package org.samling.exchange.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.marc.MarcRecordReader;

/** Files of made-up records are read by the importer's own reader. */
class CatalogueGeneratorTest {

  private static final int RECORDS = 400;
  private static final List<String> BRANCHES = List.of("DK-779700", "DK-779701");

  private static byte[] made(long seed, RecordSyntax syntax, double copies) {
    var out = new ByteArrayOutputStream();
    var told = new ArrayList<Long>();
    try {
      new CatalogueGenerator(
              new CatalogueGenerator.Wanted(
                  RECORDS, seed, syntax, copies, copies == 0 ? List.of() : BRANCHES))
          .write(out, told::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(told).isSorted().endsWith((long) RECORDS);
    return out.toByteArray();
  }

  private static List<CatalogueRecord> read(byte[] file) {
    var records = new ArrayList<CatalogueRecord>();
    var results =
        new MarcRecordReader()
            .read(new ByteArrayInputStream(file), new RecordReader.Options(null, "other", false));
    while (results.hasNext()) {
      switch (results.next()) {
        case ReadResult.Accepted accepted -> {
          assertThat(accepted.repairs()).isEmpty();
          records.add(accepted.record());
        }
        case ReadResult.Rejected rejected ->
            throw new AssertionError(rejected.ordinal() + ": " + rejected.reason());
      }
    }
    return records;
  }

  @ParameterizedTest
  @EnumSource(
      value = RecordSyntax.class,
      names = {"MARC21", "MARCXML", "DANMARC2", "DANMARC2_LINE", "MARCXCHANGE"})
  void everyRecordIsSoundAndHasANumberOfItsOwn(RecordSyntax syntax) {
    var records = read(made(1, syntax, 1.5));
    assertThat(records).hasSize(RECORDS);
    var keys = new HashSet<String>();
    for (var record : records) {
      assertThat(record.format()).isEqualTo(syntax.format());
      assertThat(record.key().source()).isEqualTo(CatalogueGenerator.SOURCE);
      assertThat(keys.add(record.key().number())).isTrue();
      assertThat(record.brief().title()).isNotBlank();
    }
  }

  @Test
  void theSameSeedMakesTheSameBytesAndAnotherOthers() {
    var bytes = made(1, RecordSyntax.MARC21, 1);
    assertThat(made(1, RecordSyntax.MARC21, 1)).isEqualTo(bytes);
    assertThat(made(2, RecordSyntax.MARC21, 1)).isNotEqualTo(bytes);
  }

  @Test
  void bothFormatsTellOfTheSameTitles() {
    var international = read(made(1, RecordSyntax.MARC21, 0));
    var danish = read(made(1, RecordSyntax.DANMARC2, 0));
    for (var i = 0; i < RECORDS; i++) {
      assertThat(danish.get(i).key()).isEqualTo(international.get(i).key());
      assertThat(danish.get(i).brief().isbns()).isEqualTo(international.get(i).brief().isbns());
    }
  }

  @Test
  void aFewWordsAndPersonsAreInManyRecordsAndMostInOne() {
    var words = new HashMap<String, Integer>();
    var persons = new HashMap<String, Integer>();
    for (var record : read(made(1, RecordSyntax.MARC21, 0))) {
      var content = record.content();
      content
          .dataFields("520")
          .flatMap(f -> f.values('a'))
          .flatMap(t -> List.of(t.split(" ", -1)).stream())
          .distinct()
          .forEach(w -> words.merge(w, 1, Integer::sum));
      content
          .dataFields("100")
          .flatMap(f -> f.values('a'))
          .forEach(p -> persons.merge(p, 1, Integer::sum));
    }
    assertThat(words.get("og")).isGreaterThan(RECORDS / 5);
    assertThat(words.values().stream().filter(n -> n == 1).count())
        .isGreaterThan(words.size() / 3L);
    assertThat(persons.values().stream().mapToInt(n -> n).max().orElse(0)).isGreaterThan(8);
    assertThat(persons.values().stream().filter(n -> n == 1).count())
        .isGreaterThan(persons.size() / 10L);
  }

  @Test
  void itemsStandAtTheBranchesAndHaveBarcodesOfTheirOwn() {
    var barcodes = new HashSet<String>();
    var items =
        read(made(1, RecordSyntax.MARC21, 2)).stream()
            .flatMap(r -> r.content().dataFields("952"))
            .toList();
    assertThat((double) items.size() / RECORDS).isBetween(1.6, 2.4);
    for (var item : items) {
      assertThat(item.values('a').findFirst())
          .hasValueSatisfying(b -> assertThat(BRANCHES).contains(b));
      assertThat(barcodes.add(item.values('p').findFirst().orElseThrow())).isTrue();
    }
    assertThat(
            read(made(1, RecordSyntax.DANMARC2, 2)).stream()
                .flatMap(r -> r.content().dataFields("096"))
                .map(f -> f.values('n').findFirst().orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(barcodes);
  }

  @Test
  void wordsDifferWhateverTheirRank() {
    for (var vocabulary : List.of(Vocabulary.DANISH, Vocabulary.ENGLISH)) {
      var words = new HashSet<String>();
      var ranks = Math.min(200_000, vocabulary.size());
      for (var rank = 0; rank < ranks; rank++) {
        words.add(vocabulary.word(rank));
      }
      assertThat(words).hasSizeGreaterThan(ranks * 95 / 100);
    }
  }

  @Test
  void whatIsNoMarcIsNotMade() {
    assertThatThrownBy(() -> made(1, RecordSyntax.MODS, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("records are not made as mods");
  }
}
