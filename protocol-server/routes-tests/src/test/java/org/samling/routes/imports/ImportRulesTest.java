package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.MatchRule;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.Overlay.Finding;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.ImportJob.Mode;

/** By what imports know records again. */
class ImportRulesTest extends RuledImports {

  @Test
  void recordWithTheIsbnOfAnotherAgencysTakesItsPlaceAndItsItemsStay() {
    var isbn = isbn(1);
    load(BY_ISBN, marc("own1:7", "020 a " + isbn, "245 a Foreløbig"));
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(NewItem.plain("rules1", new RecordKey("own1", "7"), TestLibrary.MAIN, "book")));

    var report = load(BY_ISBN, marc("nat1:1", "020 a " + isbn + " hf.", "245 a Endelig"));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 1, 0));
    assertThat(report.matches()).isEqualTo(new MatchTally(1, 0, 0, 0, 0, 0));
    assertThat(told)
        .last()
        .satisfies(t -> {
          assertThat(t.key()).isEqualTo("nat1:1");
          assertThat(t.decision().finding()).isEqualTo(Finding.MATCHED);
          assertThat(t.decision().reason())
              .isEqualTo("It has the isbn of own1:7; it replaces that record.");
        });
    assertThat(keys("own1", "nat1")).isEqualTo("nat1:1");
    assertThat(
            library.text(
                library.north,
                """
                select c.title from item i join common_record c on c.id = i.common_record_id
                where i.barcode = 'rules1'\
                """))
        .isEqualTo("Endelig");
  }

  @Test
  void withoutRulesAnIsbnSaysNothing() {
    var isbn = isbn(2);
    load(ImportRules.DEFAULT, marc("own2:7", "020 a " + isbn));

    var report = load(ImportRules.DEFAULT, marc("nat2:1", "020 a " + isbn));

    assertThat(report.put()).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(report.matches()).isEqualTo(MatchTally.NOTHING);
  }

  @Test
  void agencyThatGaveTwoNumbersMeansTwoRecords() {
    var isbn = isbn(4);
    load(BY_ISBN, marc("nat4:1", "020 a " + isbn));

    var report = load(BY_ISBN, marc("nat4:2", "020 a " + isbn));

    assertThat(report.put()).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(report.matches().apart()).isOne();
    assertThat(told.getLast().decision().reason())
        .contains("nat4:1", "the agency of both gave them different numbers. It was added.");
  }

  @Test
  void recordThatMayBeEachOfSeveralIsAddedAndReportedWithThem() {
    var isbn = isbn(5);
    load(ImportRules.DEFAULT, marc("a5:1", "020 a " + isbn), marc("b5:1", "020 a " + isbn));

    var report = load(BY_ISBN, marc("nat5:1", "020 a " + isbn));

    assertThat(report.put()).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(report.matches()).isEqualTo(new MatchTally(0, 0, 0, 1, 0, 0));
    assertThat(told.getLast().decision().finding()).isEqualTo(Finding.AMBIGUOUS);
    assertThat(told.getLast().decision().others())
        .extracting(s -> s.record().key().toString())
        .containsExactlyInAnyOrder("a5:1", "b5:1");
  }

  @Test
  void recordThatMayBeEachOfSeveralIsRejectedWhereTheRulesSaySo() {
    var isbn = isbn(6);
    load(ImportRules.DEFAULT, marc("a6:1", "020 a " + isbn), marc("b6:1", "020 a " + isbn));
    var rules =
        new ImportRules(
            List.of(MatchRule.by(MatchPoint.ISBN)),
            OnMatch.REPLACE,
            OnAmbiguous.REJECT,
            List.of(),
            false);

    var report = load(rules, marc("nat6:1", "020 a " + isbn), marc("nat6:2", "245 a Fri"));

    assertThat(report.put()).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(report.rejected()).isOne();
    assertThat(rejected)
        .singleElement()
        .satisfies(r -> {
          assertThat(r.ordinal()).isOne();
          assertThat(r.reason()).contains("a6:1", "b6:1");
        });
    assertThat(latest(null).tally().rejected()).isOne();
    assertThat(keys("nat6")).isEqualTo("nat6:2");
  }

  @Test
  void isbnOfASetDoesNotMatchTheRecordOfAVolumeNorThatOfABookAChapters() {
    var isbn = isbn(12);
    load(
        ImportRules.DEFAULT,
        marc("own12:1", "000 nam b", "020 a " + isbn),
        marc("own12:2", "000 naa  ", "020 a " + isbn),
        marc("own12:3", "000 nim  ", "020 a " + isbn));

    var report =
        load(
            BY_ISBN,
            marc("nat12:1", "020 a " + isbn),
            marc("set12:1", "000 nam a", "020 a " + isbn));

    assertThat(report.put()).isEqualTo(new PutCounts(2, 0, 0));
    assertThat(report.matches()).isEqualTo(new MatchTally(0, 0, 0, 0, 2, 0));
  }

  @Test
  void recordThatIsDeletedMatchesByItsOwnNumberOnly() {
    var isbn = isbn(13);
    load(BY_ISBN, marc("own13:1", "020 a " + isbn));

    var report = load(BY_ISBN, marc("nat13:1", "000 dam  ", "020 a " + isbn));

    assertThat(report.matches().apart()).isOne();
    assertThat(keys("own13", "nat13")).isEqualTo("nat13:1 own13:1");
  }

  @Test
  void recordsOfOneFileAreNeverEachOther() {
    var isbn = isbn(14);

    var report = load(BY_ISBN, marc("a14:1", "020 a " + isbn), marc("b14:1", "020 a " + isbn));

    assertThat(report.put()).isEqualTo(new PutCounts(2, 0, 0));
    assertThat(told.getLast().decision().reason()).contains("that record is in the same file");
  }

  @Test
  void serialIsKnownAgainByItsIssn() {
    load(ImportRules.DEFAULT, marc("own15:1", "000 nas  ", "022 a 0105-2322", "245 a Tidsskrift"));

    var report = load(by(MatchPoint.ISSN), marc("nat15:1", "000 nas  ", "022 a 01052322 (print)"));

    assertThat(report.matches().matched()).isOne();
    assertThat(keys("own15", "nat15")).isEqualTo("nat15:1");
  }

  @Test
  void nationalRecordIsKnownAgainByItsNumberInAnotherAgencysCopyAndTheOtherWayRound() {
    var rules = by(MatchPoint.FAUST);
    load(ImportRules.DEFAULT, marc("own16:1", "035 a (DK-870970)50000016"));

    assertThat(load(rules, marc("DK-870970:50000016", "245 a National")).matches().matched())
        .isOne();
    assertThat(keys("own16", "DK-870970")).isEqualTo("DK-870970:50000016");
    assertThat(load(rules, marc("lib16:4", "035 a (DK-870970) 5 000 001 6")).matches().matched())
        .isOne();
    assertThat(keys("lib16", "DK-870970")).isEqualTo("lib16:4");
  }

  @Test
  void nationalRecordWithANewNumberIsKnownAgainByTheOneThatItHadBefore() {
    load(ImportRules.DEFAULT, danmarc("870970", "50000170", "245 00 *aFør"));

    var report =
        load(
            by(MatchPoint.FAUST),
            danmarc("870970", "50000171", "002 00 *a5 000 017 0", "245 00 *aEfter"));

    assertThat(report.matches().matched()).isOne();
    assertThat(
            library.count(
                null, "select count(*) from common_record where control_number like '5000017_'"))
        .isOne();
  }

  @Test
  void firstMatchPointThatFindsAnythingCounts() {
    var isbn = isbn(18);
    load(
        ImportRules.DEFAULT,
        marc("a18:1", "020 a " + isbn),
        marc("b18:1", "035 a (DK-870970)50000018"));

    load(
        by(MatchPoint.FAUST, MatchPoint.ISBN),
        marc("nat18:1", "020 a " + isbn, "035 a (DK-870970)50000018"));

    assertThat(keys("a18", "b18", "nat18")).isEqualTo("a18:1 nat18:1");
  }

  @Test
  void tenantsRecordsMatchItsOwnAndCommonOnesCommonOnes() {
    var isbn = isbn(19);
    load(BY_ISBN, marc("com19:1", "020 a " + isbn));
    load(BY_ISBN, library.south, xml(marc("south19:1", "020 a " + isbn)));

    assertThat(load(BY_ISBN, library.north, xml(marc("own19:1", "020 a " + isbn))).put())
        .isEqualTo(new PutCounts(1, 0, 0));
    assertThat(load(BY_ISBN, library.north, xml(marc("nat19:1", "020 a " + isbn))).put())
        .isEqualTo(new PutCounts(0, 1, 0));

    assertThat(keys("com19")).isEqualTo("com19:1");
    assertThat(
            library.text(
                library.north,
                "select string_agg(source, ' ') from local_record where isbns @> array['%s']"
                    .formatted(isbn)))
        .isEqualTo("nat19");
  }

  @Test
  void twoImportsAtOnceThatMatchByAnIsbnMakeOneRecordOfIt() {
    var count = 300;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var imports =
          List.of("a25", "b25", "c25").stream()
              .map(source ->
                  xml(
                      IntStream.range(0, count)
                          .mapToObj(i -> marc(source + ":" + i, "020 a " + isbn(40_000 + i)))
                          .toArray(String[]::new)))
              .map(file ->
                  CompletableFuture.supplyAsync(
                      () ->
                          service.load(
                              new ImportJob(
                                  file, null, "local", null, "test", Mode.GO_ON, null, BY_ISBN),
                              new Ignoring()),
                      threads))
              .toList();
      imports.forEach(CompletableFuture::join);
    }

    assertThat(
            library.count(
                null, "select count(*) from common_record where source in ('a25', 'b25', 'c25')"))
        .isEqualTo(count);
  }
}
