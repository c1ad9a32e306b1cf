package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.Overlay.Decision;
import org.samling.core.imports.Overlay.Finding;
import org.samling.core.imports.TagPattern;
import org.samling.core.organisation.TenantId;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.ImportJob.Mode;

/** What imports know records by, and what becomes of those that they know, on the real store. */
class ImportRulesTest {

  private static final Pattern SUBFIELDS = Pattern.compile(" (?=[a-z] )");
  private static final ImportRules BY_ISBN = by(MatchPoint.ISBN);

  private static TestLibrary library;
  private static DefaultCamelContext camel;
  private static ImportService service;
  private static int files;

  @TempDir private Path directory;

  private final List<Told> told = new ArrayList<>();
  private final List<ReadResult.Rejected> rejected = new ArrayList<>();

  private record Told(String key, Decision decision) {}

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    var store = library.store;
    service =
        new ImportService(
            camel,
            new MarcRecordReader(),
            new MarcRecordRenderer(),
            store.importBatches(),
            store.itemRegister(),
            store.inquiries(),
            Room.UNSEEN);
  }

  @AfterAll
  static void close() throws Exception {
    camel.close();
    library.close();
  }

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
    assertThat(report.matches()).isEqualTo(new MatchTally(1, 0, 0, 0, 0));
    assertThat(told)
        .last()
        .satisfies(t -> {
          assertThat(t.key()).isEqualTo("nat1:1");
          assertThat(t.decision().finding()).isEqualTo(Finding.MATCHED);
          assertThat(t.decision().reason())
              .isEqualTo("It has the isbn of own1:7; it stands in the place of that one.");
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
  void sameFileUnderTheSameRulesChangesNothingTheSecondTime() {
    var isbn = isbn(3);
    var rules = merging(List.of("59X"), List.of("650"));
    load(
        rules,
        marc(
            "own3:7", "020 a " + isbn, "245 a Egen", "590 a Vores", "650 a Havet", "650 a Kysten"));
    var file =
        xml(
            marc(
                "nat3:1", "020 a " + isbn, "245 a Ny", "590 a Deres", "650 a Kysten", "650 a Vind"),
            marc("nat3:2", "020 a " + isbn, "245 a Anden"),
            marc("oth3:2", "020 a " + isbn, "245 a Tredje"));

    var first = load(rules, null, file);
    var second = load(rules, null, file);

    assertThat(first.put()).isEqualTo(new PutCounts(2, 1, 0));
    assertThat(second.put()).isEqualTo(new PutCounts(0, 0, 3));
    assertThat(second.matches()).isEqualTo(MatchTally.NOTHING);
  }

  @Test
  void agencyThatGaveTwoNumbersMeansTwoRecords() {
    var isbn = isbn(4);
    load(BY_ISBN, marc("nat4:1", "020 a " + isbn));

    var report = load(BY_ISBN, marc("nat4:2", "020 a " + isbn));

    assertThat(report.put()).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(report.matches().apart()).isOne();
    assertThat(told.getLast().decision().reason())
        .contains("nat4:1", "the agency of both gave them two numbers. It was added.");
  }

  @Test
  void recordThatMayBeEachOfSeveralIsAddedAndReportedWithThem() {
    var isbn = isbn(5);
    load(ImportRules.DEFAULT, marc("a5:1", "020 a " + isbn), marc("b5:1", "020 a " + isbn));

    var report = load(BY_ISBN, marc("nat5:1", "020 a " + isbn));

    assertThat(report.put()).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(report.matches()).isEqualTo(new MatchTally(0, 0, 0, 1, 0));
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
            List.of(MatchPoint.ISBN), OnMatch.REPLACE, OnAmbiguous.REJECT, List.of(), List.of());

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
  void whatIsThereStaysWhereItIsToBeKept() {
    var isbn = isbn(7);
    var rules =
        new ImportRules(
            List.of(MatchPoint.ISBN), OnMatch.KEEP, OnAmbiguous.ADD, List.of(), List.of());
    load(rules, marc("own7:7", "020 a " + isbn, "245 a Vores"), marc("own7:8", "245 a Også"));

    var report =
        load(
            rules,
            marc("nat7:1", "020 a " + isbn, "245 a Deres"),
            marc("own7:8", "245 a Ændret"),
            marc("nat7:2", "245 a Ny"));

    assertThat(report.put()).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(report.accepted()).isEqualTo(3);
    assertThat(report.matches()).isEqualTo(new MatchTally(1, 2, 0, 0, 0));
    assertThat(titles("own7", "nat7")).isEqualTo("Også|Vores|Ny");
  }

  @Test
  void itemsOfARecordThatIsLeftAreThoseOfTheOneThatStays() {
    var isbn = isbn(8);
    var rules =
        new ImportRules(
            List.of(MatchPoint.ISBN), OnMatch.KEEP, OnAmbiguous.ADD, List.of(), List.of());
    load(rules, marc("own8:7", "020 a " + isbn));
    var file = xml(marc("nat8:1", "020 a " + isbn, "852 b " + TestLibrary.MAIN + " p rules8"));
    var items =
        new ItemOrder(
            library.north,
            new ItemRules(
                "852",
                ItemRules.MARC852.subfields(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                "book"));

    service.load(
        new ImportJob(file, null, "local", null, "test", Mode.GO_ON, items, rules), new Hearing());

    assertThat(
            library.text(
                library.north,
                """
                select c.source || ':' || c.control_number from item i
                join common_record c on c.id = i.common_record_id where i.barcode = 'rules8'\
                """))
        .isEqualTo("own8:7");
  }

  @Test
  void mergedRecordHasProtectedFieldsOfWhatWasThereAndOtherwiseWhatComes() {
    var isbn = isbn(9);
    var rules = merging(List.of("59X", "d08"), List.of("650"));
    load(
        rules,
        marc(
            "own9:7",
            "020 a " + isbn,
            "245 a Gammel",
            "520 a Væk",
            "590 a Vores",
            "650 a Havet",
            "650 a Kysten",
            "d08 a Lokal"));

    var report =
        load(
            rules,
            marc(
                "nat9:1",
                "020 a " + isbn,
                "245 a Ny",
                "590 a Deres",
                "591 a Heller ikke",
                "650 a Kysten",
                "650 a Vind",
                "700 a Navn"));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 1, 0));
    assertThat(fields("nat9"))
        .isEqualTo("020,245 Ny,590 Vores,650 Havet,650 Kysten,650 Vind,700 Navn,d08 Lokal");
    assertThat(
            library.count(
                null,
                """
                select count(*) from common_record where source = 'nat9'
                  and position('Vores' in convert_from(original, 'UTF8')) > 0
                  and position('Ny' in convert_from(original, 'UTF8')) > 0\
                """))
        .as("what is kept as its original is the merged record")
        .isOne();
  }

  @Test
  void recordThatComesAgainUnderItsOwnNumberIsMergedToo() {
    var rules = merging(List.of("590"), List.of());
    load(rules, marc("own10:7", "245 a Gammel", "590 a Vores"));

    load(rules, marc("own10:7", "245 a Ny"));
    var again = load(rules, marc("own10:7", "245 a Ny"));

    assertThat(fields("own10")).isEqualTo("245 Ny,590 Vores");
    assertThat(again.put()).isEqualTo(new PutCounts(0, 0, 1));
  }

  @Test
  void recordsOfTwoFormatsAreNotMerged() {
    var isbn = isbn(11);
    var rules = merging(List.of("d08"), List.of());
    load(rules, danmarc("820011", "1", "021 00 *e" + isbn, "245 00 *aDansk", "d08 00 *aVores"));

    var report = load(rules, marc("nat11:1", "020 a " + isbn));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 0, 0));
    assertThat(report.matches().kept()).isOne();
    assertThat(told.getLast().decision().finding()).isEqualTo(Finding.NOT_MERGED);
    assertThat(keys("820011", "nat11")).isEqualTo("820011:1");
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
    assertThat(report.matches()).isEqualTo(new MatchTally(0, 0, 0, 0, 2));
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
    assertThat(told.getLast().decision().reason()).contains("that one comes in the same file");
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
  void ownersRecordStaysAndSaysSo() {
    load(ImportRules.DEFAULT, danmarc("300020", "1", "245 00 *aDeres", "996 00 *a726500"));

    var report =
        load(ImportRules.DEFAULT, danmarc("300020", "1", "245 00 *aOvertaget", "996 00 *aDBC"));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 0, 0));
    assertThat(report.matches()).isEqualTo(new MatchTally(0, 1, 1, 0, 0));
    assertThat(told.getLast().decision().reason())
        .isEqualTo("300020:1 stays: its owner is 726500.");
    assertThat(titles("300020")).isEqualTo("Deres");
    assertThat(latest(null).tally().matches().owned()).isOne();

    var owners =
        load(ImportRules.DEFAULT, danmarc("300020", "1", "245 00 *aNy", "996 00 *a726500"));

    assertThat(owners.put()).isEqualTo(new PutCounts(0, 1, 0));
  }

  @Test
  void undoingBringsBackTheRecordThatWasThereWithItsNumber() {
    var isbn = isbn(21);
    load(ImportRules.DEFAULT, marc("own21:7", "020 a " + isbn, "245 a Gammel", "590 a Vores"));
    var before = original("own21");
    load(
        merging(List.of("590"), List.of()),
        // The number that becomes free is taken by the same file.
        marc("nat21:1", "020 a " + isbn, "245 a Ny"),
        marc("own21:7", "245 a Helt anden"));
    assertThat(keys("own21", "nat21")).isEqualTo("nat21:1 own21:7");

    var undone =
        library
            .store
            .importBatches()
            .undo(
                latest(null),
                (key, reason) -> {
                  throw new AssertionError(key + " stays: " + reason);
                });

    assertThat(undone).isEqualTo(new ImportBatch.UndoCounts(1, 1));
    assertThat(keys("own21", "nat21")).isEqualTo("own21:7");
    assertThat(original("own21")).isEqualTo(before);
    assertThat(load(BY_ISBN, marc("nat21:2", "020 a " + isbn)).matches().matched()).isOne();
  }

  @Test
  void whoFollowsTheCatalogueByNumberHearsThatAFormerOneIsGone() {
    var isbn = isbn(22);
    load(BY_ISBN, marc("own22:7", "020 a " + isbn));
    load(BY_ISBN, marc("nat22:1", "020 a " + isbn));

    assertThat(
            library.text(
                library.north,
                """
                select string_agg(source || ' ' || deleted, ', ' order by source) from record_change
                where source in ('own22', 'nat22')\
                """))
        .isEqualTo("nat22 false, own22 true");
  }

  @Test
  void dryRunTellsMatchesAndWritesNothing() {
    var isbn = isbn(23);
    load(BY_ISBN, marc("own23:7", "020 a " + isbn));
    var file = xml(marc("nat23:1", "020 a " + isbn));

    var report =
        service.load(
            new ImportJob(file, null, "local", null, "test", Mode.DRY_RUN, null, BY_ISBN),
            new Hearing());

    assertThat(report.put()).isEqualTo(new PutCounts(0, 1, 0));
    assertThat(report.matches().matched()).isOne();
    assertThat(told).last().extracting(Told::key).isEqualTo("nat23:1");
    assertThat(keys("own23", "nat23")).isEqualTo("own23:7");
  }

  @Test
  void importGoesOnByItsOwnRulesAndOthersAreRefused() {
    var records =
        IntStream.rangeClosed(1, 1_500)
            .mapToObj(i -> marc("rest24:" + i, "020 a " + isbn(24_000 + i)))
            .toArray(String[]::new);
    load(ImportRules.DEFAULT, marc("own24:7", "020 a " + isbn(24_000 + 1_400)));
    var file = xml(records);
    var job = new ImportJob(file, null, "local", null, "test", Mode.GO_ON, null, BY_ISBN);
    assertThatThrownBy(() -> service.load(job, new Ending())).hasMessageContaining("enough");
    var batch = latest(null);
    assertThat(batch.order().rules()).isEqualTo(BY_ISBN);

    assertThatThrownBy(() -> load(by(MatchPoint.ISSN), null, file))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("goes on by its own rules");
    var report = service.resume(batch, new Hearing());

    assertThat(report.put()).isEqualTo(new PutCounts(1_499, 1, 0));
    assertThat(report.matches().matched()).isOne();
    assertThat(latest(null).number()).isEqualTo(batch.number());
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

  private static ImportRules by(MatchPoint... points) {
    return new ImportRules(List.of(points), OnMatch.REPLACE, OnAmbiguous.ADD, List.of(), List.of());
  }

  private static ImportRules merging(List<String> protect, List<String> addOnly) {
    return new ImportRules(
        List.of(MatchPoint.ISBN),
        OnMatch.MERGE,
        OnAmbiguous.ADD,
        protect.stream().map(TagPattern::new).toList(),
        addOnly.stream().map(TagPattern::new).toList());
  }

  private ImportReport load(ImportRules rules, String... records) {
    return load(rules, null, xml(records));
  }

  private ImportReport load(ImportRules rules, Path file) {
    return load(rules, null, file);
  }

  private ImportReport load(ImportRules rules, @Nullable TenantId tenant, Path file) {
    return service.load(
        new ImportJob(file, tenant, "local", null, "test", Mode.GO_ON, null, rules), new Hearing());
  }

  private static ImportBatch latest(@Nullable TenantId tenant) {
    return library.store.importBatches().latest(tenant, 1).getFirst();
  }

  private static String keys(String... sources) {
    return common("source || ':' || control_number", " ", sources);
  }

  private static String titles(String... sources) {
    return library.text(
        library.north,
        "select string_agg(title, '|' order by array_position(array[%s], source), control_number desc) from common_record where source in (%s)"
            .formatted(quoted(sources), quoted(sources)));
  }

  /** The fields from 020 on with their first subfield $a, but the number in 020. */
  private static String fields(String source) {
    return library.text(
        library.north,
        """
        select string_agg(f ->> 0 || case f ->> 0 when '020' then '' else ' ' || (f ->> 3) end, ',' order by n)
        from common_record, jsonb_array_elements(content) with ordinality e (f, n)
        where source = '%s' and jsonb_typeof(f) = 'array' and f ->> 0 >= '020'\
        """
            .formatted(source));
  }

  private static String original(String source) {
    return common("encode(original, 'hex')", " ", source);
  }

  private static String common(String what, String between, String... sources) {
    return library.text(
        library.north,
        "select string_agg(%s, '%s' order by source, control_number) from common_record where source in (%s)"
            .formatted(what, between, quoted(sources)));
  }

  private static String quoted(String... sources) {
    return "'" + String.join("', '", sources) + "'";
  }

  /** The ISBN with a number, with its check digit. */
  private static String isbn(int number) {
    var digits = "9788799%05d".formatted(number);
    var sum = 0;
    for (var i = 0; i < 12; i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return digits + (10 - sum % 10) % 10;
  }

  /**
   * A record of MARC 21 in XML.
   *
   * @param key its agency and number
   * @param fields a tag and codes with their texts: {@code 245 a Titel}; 000 with leader/05 to 07
   *     and 19
   */
  private static String marc(String key, String... fields) {
    var leader = "00000nam a2200000   4500";
    var xml = new StringBuilder();
    var parts = RecordKey.parse(key);
    xml.append("<controlfield tag=\"001\">%s</controlfield>".formatted(parts.number()));
    xml.append("<controlfield tag=\"003\">%s</controlfield>".formatted(parts.source()));
    for (var field : fields) {
      var tag = field.substring(0, 3);
      if (tag.equals("000")) {
        leader = "00000" + field.substring(4, 7) + " a2200000  " + field.charAt(8) + "4500";
        continue;
      }
      xml.append("<datafield tag=\"%s\" ind1=\" \" ind2=\" \">".formatted(tag));
      for (var subfield : SUBFIELDS.splitAsStream(field.substring(4)).toList()) {
        xml.append(
            "<subfield code=\"%s\">%s</subfield>"
                .formatted(subfield.charAt(0), subfield.substring(2)));
      }
      xml.append("</datafield>");
    }
    return "<record><leader>" + leader + "</leader>" + xml + "</record>";
  }

  private Path xml(String... records) {
    return write("rules%d.xml", "<collection>" + String.join("\n", records) + "</collection>");
  }

  /** A record of danMARC2 in lines. */
  private Path danmarc(String agency, String number, String... fields) {
    return write(
        "rules%d.lin",
        "001 00 *a%s*b%s\n004 00 *rn*ae\n%s\n$\n"
            .formatted(number, agency, String.join("\n", fields)));
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(
          directory.resolve(name.formatted(++files)), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static class Ignoring implements ImportListener {
    @Override
    public void progress(long bytes, int records) {}

    @Override
    public void rejected(ReadResult.Rejected record) {}
  }

  private static final class Ending extends Ignoring {
    @Override
    public void progress(long bytes, int records) {
      if (records >= 1_000) {
        throw new IllegalStateException("enough");
      }
    }
  }

  private final class Hearing extends Ignoring {
    @Override
    public void rejected(ReadResult.Rejected record) {
      rejected.add(record);
    }

    @Override
    public void judged(ReadResult.Accepted record, Decision decision) {
      told.add(new Told(record.record().key().toString(), decision));
    }
  }
}
