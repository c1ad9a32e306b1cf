package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ItemChoice.Refused;
import org.samling.core.imports.ItemMapping;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.ItemRules.Part;
import org.samling.core.imports.ItemTally;
import org.samling.core.organisation.TenantId;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.ImportJob.Mode;

/** Items that records describe, imported with them into the store. */
class ImportItemsTest {

  private static final ItemRules KOHA = mapped(ItemRules.KOHA952);

  private static TestLibrary library;
  private static CamelContext camel;
  private static ImportService service;

  @TempDir private Path directory;

  private final List<Refused> refused = new ArrayList<>();

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
            store.importReviews(),
            store.itemRegister(),
            store.inquiries(),
            DiskReserve.UNSEEN);
  }

  @AfterAll
  static void close() throws Exception {
    camel.close();
    library.close();
  }

  @Test
  void itemsOfCommonRecordsAreTheTenantsAndHoldTheRecordsForIt() {
    var file =
        file(
            record(
                "koha:1",
                item(
                    "a",
                    "MAIN",
                    "b",
                    "ELSEWHERE",
                    "c",
                    "VOK",
                    "o",
                    "86-4",
                    "p",
                    "k1",
                    "y",
                    "BK",
                    "g",
                    "DKK 199,50",
                    "d",
                    "2020-05-04")));

    var report = load(file, library.north, KOHA);

    assertThat(report.put()).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(report.items()).isEqualTo(new ItemTally(1, 0, 0, Map.of()));
    assertThat(
            library.text(
                library.north,
                """
                select concat_ws('|', home_branch, category, status, location, call_number, price, accessioned_on)
                from item where barcode = 'k1'\
                """))
        .isEqualTo("DK-799700|book|AVAILABLE|Voksen|86-4|19950|2020-05-04");
    assertThat(
            library.count(
                library.north,
                """
                select count(*) from common_record_holder h join common_record r on r.id = h.common_record_id
                where r.source = 'koha' and r.control_number = '1'\
                """))
        .isEqualTo(1);
    assertThat(library.count(library.south, "select count(*) from item where barcode = 'k1'"))
        .isZero();
  }

  @Test
  void sameFileAgainChangesNoItem() {
    var file = file(record("again:1", item("a", "MAIN", "p", "again1", "y", "BK")));

    load(file, library.north, KOHA);

    assertThat(load(file, library.north, KOHA).items()).isEqualTo(new ItemTally(0, 0, 1, Map.of()));
  }

  @Test
  void kohasWithdrawnLostDamagedAndNotForLoanItemsAreMappedByDefault() {
    var rules =
        new ItemMapping(
                null,
                null,
                Map.of("MAIN", TestLibrary.MAIN),
                Map.of("BK", "book"),
                null,
                null,
                null,
                null,
                null,
                null)
            .over(ItemRules.KOHA952);

    load(
        file(
            record(
                "nfl:1",
                item("a", "MAIN", "p", "nfl0", "y", "BK", "0", "0", "1", "0", "4", "0", "7", "0"),
                item("a", "MAIN", "p", "nfl1", "y", "BK", "0", "1", "4", "1"),
                item("a", "MAIN", "p", "nfl2", "y", "BK", "1", "2", "4", "1"),
                item("a", "MAIN", "p", "nfl3", "y", "BK", "4", "1"),
                item("a", "MAIN", "p", "nfl4", "y", "BK", "7", "-1"),
                item("a", "MAIN", "p", "nfl5", "y", "BK", "7", "-3"),
                item("a", "MAIN", "p", "nfl6", "y", "BK", "7", "2"),
                item("a", "MAIN", "p", "nfl7", "7", "1"))),
        library.north,
        rules);

    assertThat(refused).isEmpty();
    assertThat(
            library.texts(
                library.north,
                "select concat_ws('|', barcode, category, status) from item where barcode like 'nfl%' order by barcode"))
        .containsExactly(
            "nfl0|book|AVAILABLE",
            "nfl1|book|DISCARDED",
            "nfl2|book|LOST",
            "nfl3|book|IN_PROCESS",
            "nfl4|book|ON_ORDER",
            "nfl5|book|IN_PROCESS",
            "nfl6|reference|AVAILABLE",
            "nfl7|reference|AVAILABLE");
  }

  @Test
  void changedItemIsChangedAndWhatTheRecordDoesNotSayStays() {
    load(
        file(
            record(
                "ch:1",
                item("a", "MAIN", "p", "ch1", "y", "BK", "o", "86-4", "g", "100", "7", "-1"))),
        library.north,
        KOHA);

    var report =
        load(
            file(record("ch:1", item("a", "BRANCH", "p", "ch1", "c", "VOK", "1", "4"))),
            library.north,
            KOHA);

    assertThat(report.items()).isEqualTo(new ItemTally(0, 1, 0, Map.of()));
    assertThat(
            library.text(
                library.north,
                "select concat_ws('|', home_branch, category, location, call_number, price, status) from item where barcode = 'ch1'"))
        .as("the status of an item that is there is circulation's")
        .isEqualTo("DK-799701|book|Voksen|86-4|10000|ON_ORDER");
  }

  @Test
  void itemOnLoanStaysOnLoan() {
    var file = file(record("loan:1", item("a", "MAIN", "p", "loan1", "y", "BK")));
    load(file, library.north, KOHA);
    assertThat(library.submit(TestLibrary.checkout(library.north, "A", "loan1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);

    load(
        file(record("loan:1", item("a", "MAIN", "p", "loan1", "y", "BK", "o", "ny"))),
        library.north,
        KOHA);

    assertThat(
            library.text(
                library.north,
                "select status || '|' || call_number from item where barcode = 'loan1'"))
        .isEqualTo("ON_LOAN|ny");
  }

  @Test
  void unknownCodesAreRefusedWithTheirNumbersAndNothingIsInvented() {
    var file =
        file(
            record("codes:1", item("a", "NOWHERE", "p", "codes1", "y", "BK")),
            record("codes:2", item("a", "NOWHERE", "p", "codes2", "y", "BK")),
            record("codes:3", item("a", "MAIN", "p", "codes3", "y", "DVD")),
            record("codes:4", item("a", "MAIN", "p", "codes4", "y", "BK", "1", "9")),
            record("codes:5", item("a", "MAIN", "y", "BK")),
            record("codes:6", item("p", "codes6", "y", "BK")),
            record("codes:7", item("a", "MAIN", "p", "codes7", "y", "BK", "g", "gratis")),
            record("codes:8", item("a", "MAIN", "p", "codes8", "y", "BK", "d", "i går")));

    var report = load(file, library.north, KOHA);

    assertThat(report.put()).as("the records are taken").isEqualTo(new PutCounts(8, 0, 0));
    assertThat(report.items().added()).isZero();
    assertThat(report.items().refused())
        .isEqualTo(
            Map.of(
                "There is no branch \"NOWHERE\".", 2,
                "There is no item category \"DVD\".", 1,
                "Nothing says what the status \"1:9\" stands for.", 1,
                "It has no barcode.", 1,
                "It names no branch.", 1,
                "Its price can't be read:", 1,
                "The day of its accession can't be read:", 1));
    assertThat(refused).hasSize(8);
    assertThat(refused.get(1).ordinal()).isEqualTo(2);
    assertThat(refused.get(1).offset()).isPositive();
    assertThat(refused.get(1).barcode()).isEqualTo("codes2");
    assertThat(refused.get(6).reason()).isEqualTo("Its price can't be read: \"gratis\".");
    assertThat(
            library.count(library.north, "select count(*) from item where barcode like 'codes%'"))
        .isZero();
  }

  @Test
  void barcodeOfAnotherRecordsItemIsRefusedAndThatItemStays() {
    load(
        file(
            record(
                "two:1",
                item("a", "MAIN", "p", "two1", "y", "BK"),
                item("a", "BRANCH", "p", "two1", "y", "BK"))),
        library.north,
        KOHA);
    assertThat(refused)
        .extracting(Refused::reason)
        .containsExactly("Its barcode stands in an earlier field.");
    refused.clear();

    var report =
        load(
            file(record("two:2", item("a", "BRANCH", "p", "two1", "y", "BK"))),
            library.north,
            KOHA);

    assertThat(report.items().refusals()).isEqualTo(1);
    assertThat(refused)
        .extracting(Refused::reason)
        .containsExactly("Its barcode is that of an item of another record. That is two:1.");
    assertThat(library.text(library.north, "select home_branch from item where barcode = 'two1'"))
        .isEqualTo("DK-799700");
  }

  @Test
  void barcodeOfATenantThatLendsByAgreementIsRefused() {
    var agreements = library.store.lendingAgreements();
    agreements.make(library.north, library.south, "test");
    load(
        file(record("agreed:1", item("a", "MAIN", "p", "agreed1", "y", "BK"))),
        library.south,
        KOHA);

    var report =
        load(
            file(record("agreed:1", item("a", "MAIN", "p", "agreed1", "y", "BK"))),
            library.north,
            KOHA);

    assertThat(report.items().added()).isZero();
    assertThat(refused).extracting(Refused::reason).singleElement().asString().contains("item of ");
    agreements.end(library.north, library.south);
  }

  @Test
  void dryRunTellsTheSameAndPutsNoItem() {
    var file =
        file(
            record(
                "dry-items:1",
                item("a", "MAIN", "p", "dry1", "y", "BK"),
                item("a", "NOWHERE", "p", "dry2", "y", "BK")));

    var dry = load(file, library.north, KOHA, Mode.DRY_RUN);

    assertThat(library.count(library.north, "select count(*) from item where barcode = 'dry1'"))
        .isZero();
    assertThat(dry.items())
        .isEqualTo(new ItemTally(1, 0, 0, Map.of("There is no branch \"NOWHERE\".", 1)))
        .isEqualTo(load(file, library.north, KOHA).items());
  }

  @Test
  void importThatEndedEarlyGoesOnWithTheItemsOfTheRest() {
    var records =
        IntStream.rangeClosed(1, 2_500)
            .mapToObj(i -> record("rest:" + i, item("a", "MAIN", "p", "rest" + i, "y", "BK")))
            .toArray(String[]::new);
    var file = file(records);
    var job = job(file, library.north, KOHA, Mode.GO_ON);
    assertThatThrownBy(() ->
            service.load(
                job,
                new Listener() {
                  @Override
                  public void progress(long bytes, int done) {
                    throw new IllegalStateException("enough");
                  }
                }))
        .hasMessage("enough");
    var items = "select count(*) from item where barcode like 'rest%'";
    var there = library.count(library.north, items);
    assertThat(there)
        .isPositive()
        .isEqualTo(library.count(null, "select count(*) from common_record where source = 'rest'"));
    var batch = library.store.importBatches().latest(null, 1).getFirst();
    assertThat(batch.order().items()).isEqualTo(job.items());

    var report = service.resume(batch, new Listener());

    assertThat(report.items()).isEqualTo(new ItemTally(2_500, 0, 0, Map.of()));
    assertThat(library.count(library.north, items)).isEqualTo(2_500);
  }

  @Test
  void importWithOtherRulesForItemsDoesNotGoOnWithThisOne() {
    var records =
        IntStream.rangeClosed(1, 1_500)
            .mapToObj(i -> record("rules:" + i, item("a", "MAIN", "p", "rules" + i, "y", "BK")))
            .toArray(String[]::new);
    var file = file(records);
    assertThatThrownBy(() ->
            service.load(
                new ImportJob(file, null, "rules", null, "test", Mode.GO_ON),
                new Listener() {
                  @Override
                  public void progress(long bytes, int done) {
                    throw new IllegalStateException("enough");
                  }
                }))
        .hasMessage("enough");

    assertThat(load(file, library.north, KOHA).items().added()).isEqualTo(1_500);
  }

  @Test
  void itemsOfATenantsOwnRecords() {
    var file = file(record("own-items:1", item("a", "MAIN", "p", "own1", "y", "BK")));

    var report =
        service.load(
            new ImportJob(
                file,
                library.north,
                "x",
                null,
                "test",
                Mode.GO_ON,
                new ItemOrder(library.north, KOHA),
                ImportRules.DEFAULT),
            new Listener());

    assertThat(report.items().added()).isEqualTo(1);
    assertThat(
            library.count(
                library.north,
                "select count(*) from item where barcode = 'own1' and local_record_id is not null"))
        .isEqualTo(1);
    assertThatThrownBy(() ->
            new ImportJob(
                file,
                library.north,
                "x",
                null,
                "test",
                Mode.GO_ON,
                new ItemOrder(library.south, KOHA),
                ImportRules.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itemsOfMarc21StandIn852AndIn876() {
    var rules = mapped(ItemRules.MARC852);
    load(
        file(
            record(
                "m:1",
                field(
                    "852", "a", "DK", "b", "MAIN", "c", "VOK", "h", "86-4", "i", "Ras", "p", "m1")),
            record(
                "m:2",
                field("852", "b", "MAIN"),
                field("876", "a", "x", "p", "m2"),
                field("876", "p", "m3")),
            record(
                "m:3",
                field("852", "8", "1.1", "b", "MAIN"),
                field("852", "8", "2.1", "b", "BRANCH"),
                field("876", "8", "1.1\\x", "p", "m4"),
                field("876", "8", "2.1\\x", "p", "m5"),
                field("876", "p", "m6"))),
        library.north,
        rules);

    assertThat(
            library.texts(
                library.north,
                "select concat_ws('|', barcode, home_branch, location, call_number) from item where barcode in ('m1', 'm2', 'm3', 'm4', 'm5', 'm6') order by barcode"))
        .containsExactly(
            "m1|DK-799700|Voksen|86-4 Ras",
            "m2|DK-799700",
            "m3|DK-799700",
            "m4|DK-799700",
            "m5|DK-799701");
  }

  @Test
  void itemsOfDanmarc2StandIn096() {
    var file =
        write(
            """
            001 00 *a 51234567 *b 870970 *f a
            245 00 *a Titel
            096 00 *z MAIN *a 86-4 *b VOK *n d1
            096 00 *z BRANCH *n d2
            $
            """);

    var report = load(file, library.north, mapped(ItemRules.DANMARC096));

    assertThat(report.items()).isEqualTo(new ItemTally(2, 0, 0, Map.of()));
    assertThat(
            library.texts(
                library.north,
                "select concat_ws('|', barcode, home_branch, location, call_number) from item where barcode in ('d1', 'd2') order by barcode"))
        .containsExactly("d1|DK-799700|Voksen|86-4", "d2|DK-799701");
  }

  private ImportReport load(Path file, TenantId tenant, ItemRules rules) {
    return load(file, tenant, rules, Mode.GO_ON);
  }

  private ImportReport load(Path file, TenantId tenant, ItemRules rules, Mode mode) {
    return service.load(job(file, tenant, rules, mode), new Listener());
  }

  private static ImportJob job(Path file, TenantId tenant, ItemRules rules, Mode mode) {
    return new ImportJob(
        file, null, "x", null, "test", mode, new ItemOrder(tenant, rules), ImportRules.DEFAULT);
  }

  private static ItemRules mapped(ItemRules preset) {
    return new ItemRules(
        preset.tag(),
        preset.subfields(),
        Map.of("MAIN", TestLibrary.MAIN, "BRANCH", TestLibrary.BRANCH),
        Map.of("BK", "book"),
        Map.of("VOK", "Voksen"),
        preset.statuses(),
        Map.of("7:1", "reference"),
        preset.notForLoan(),
        null,
        preset.subfields().containsKey(Part.CATEGORY) ? null : "book");
  }

  private Path file(String... records) {
    return write("<collection>" + String.join("", records) + "</collection>");
  }

  private Path write(String text) {
    try {
      return Files.writeString(Files.createTempFile(directory, "items", ".txt"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String record(String key, String... fields) {
    var parsed = RecordKey.parse(key);
    return """
    <record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">%s</controlfield>\
    <controlfield tag="003">%s</controlfield>%s%s</record>
    """
        .formatted(
            parsed.number(),
            parsed.source(),
            field("245", "a", "Titel " + key),
            String.join("", fields));
  }

  private static String item(String... subfields) {
    return field("952", subfields);
  }

  private static String field(String tag, String... subfields) {
    var inner = new StringBuilder();
    for (var i = 0; i < subfields.length; i += 2) {
      inner.append("<subfield code=\"%s\">%s</subfield>".formatted(subfields[i], subfields[i + 1]));
    }
    return "<datafield tag=\"%s\" ind1=\" \" ind2=\" \">%s</datafield>".formatted(tag, inner);
  }

  /** Keeps the items that were refused. */
  private class Listener implements ImportListener {

    @Override
    public void progress(long bytes, int records) {}

    @Override
    public void rejected(ReadResult.Rejected record) {}

    @Override
    public void itemRefused(Refused item) {
      refused.add(item);
    }
  }
}
