package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.harvest.CatalogueHarvest.Change;
import org.samling.core.harvest.CatalogueHarvest.Gone;
import org.samling.core.harvest.CatalogueHarvest.Moment;
import org.samling.core.harvest.CatalogueHarvest.Selection;
import org.samling.core.harvest.CatalogueHarvest.Subset;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.SearchScope;
import org.samling.postgres.schema.Migrations;

class CatalogueHarvestTest {

  private static final Subset ALL = new Subset.All();

  private TestLibrary library;
  private CatalogueHarvest harvest;
  private SearchScope.OfCatalogue north;
  private SearchScope.OfCatalogue union;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    harvest = library.store.catalogueHarvest();
    north = new SearchScope.OfTenant(library.north);
    union = new SearchScope.Union(Set.of(library.north));
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void catalogueIsItsTenantsOwnRecordsAndTheCommonOnesItHasItemsOf() {
    put(null, "c:1");
    put(library.north, "n:1");
    put(library.south, "s:1");

    assertThat(told(north, ALL)).containsExactlyInAnyOrder("+t:1", "+t:2", "+n:1");
    assertThat(told(union, ALL)).containsExactlyInAnyOrder("+t:1", "+t:2", "+c:1", "+n:1");
    assertThat(told(new SearchScope.Union(Set.of()), ALL))
        .containsExactlyInAnyOrder("+t:1", "+t:2", "+c:1");
  }

  @Test
  void partsOfACatalogueAreTold() {
    put(library.north, "n:1");

    assertThat(told(north, new Subset.Common())).containsExactlyInAnyOrder("+t:1", "+t:2");
    assertThat(told(north, new Subset.Local())).containsExactly("+n:1");
    assertThat(told(north, new Subset.OfSource("n"))).containsExactly("+n:1");
    assertThat(told(north, new Subset.OfFormat(MarcFormat.MARC21))).hasSize(3);
    assertThat(told(north, new Subset.OfFormat(MarcFormat.DANMARC2))).isEmpty();
    assertThat(harvest.sources(north)).containsExactly("n", "t");
  }

  @Test
  void deletedRecordIsToldByItsName() throws SQLException {
    put(null, "g:1");
    put(library.north, "g:2");
    var before = nextSecond();
    delete("g");

    assertThat(told(union, ALL, before)).containsExactlyInAnyOrder("-g:1", "-g:2");
    assertThat(harvest.record(union, null, RecordKey.parse("g:1")))
        .get()
        .isInstanceOf(Gone.class)
        .extracting(Change::marc)
        .isEqualTo(MarcFormat.MARC21);
    assertThat(told(north, ALL, before)).as("north had no items of g:1").containsExactly("-g:2");

    put(null, "g:1");
    assertThat(harvest.record(union, null, RecordKey.parse("g:1")))
        .get()
        .isInstanceOf(CatalogueHarvest.Present.class);
  }

  @Test
  void commonRecordIsGoneFromTheCatalogueOfATenantThatGaveAwayItsLastItem() {
    put(null, "c:1", "c:2");
    putItem("i-1", "c:1");
    putItem("i-2", "c:1");
    var before = nextSecond();

    putItem("i-1", "c:2");
    assertThat(told(north, new Subset.OfSource("c"), before))
        .as("an item is left")
        .containsExactly("+c:2");
    putItem("i-2", "c:2");
    assertThat(told(north, new Subset.OfSource("c"), before))
        .containsExactlyInAnyOrder("-c:1", "+c:2");
    assertThat(told(union, new Subset.OfSource("c"))).containsExactlyInAnyOrder("+c:1", "+c:2");
    putItem("i-2", "c:1");
    assertThat(told(north, new Subset.OfSource("c"), before))
        .containsExactlyInAnyOrder("+c:1", "+c:2");
  }

  @Test
  void whoAsksSinceTheTimeOfTheLastAnswerMissesNothing() throws SQLException {
    var first = harvest.mark();
    try (var late = library.application();
        var statement = late.createStatement()) {
      statement.execute("update common_record set title = title where control_number = '1'");
      put(null, "c:1");
      var second = nextMoment(first);
      assertThat(told(union, ALL, second))
          .as("what was written after a transaction that is under way waits for it")
          .isEmpty();
      late.commit();
      assertThat(told(union, ALL, second)).containsExactlyInAnyOrder("+t:1", "+c:1");
    }
  }

  @Test
  void timesGoUpInTheOrderOfTelling() {
    put(null, "c:1");
    nextSecond();
    put(null, "c:2");
    nextSecond();
    var changes = changes(union, ALL, null, null, 1);
    assertThat(changes).extracting(Change::at).isSorted();
    var times = changes.stream().map(Change::at).distinct().toList();
    assertThat(times).hasSizeGreaterThan(1);
    var second = times.get(1).truncatedTo(ChronoUnit.SECONDS);
    assertThat(changes(union, ALL, null, second.minusSeconds(1), 10))
        .as("until the second before")
        .allSatisfy(c -> assertThat(c.at()).isBefore(second))
        .isNotEmpty();
    assertThat(changes(union, ALL, second, second, 10))
        .as("both ends belong to it")
        .allSatisfy(c -> assertThat(c.at().truncatedTo(ChronoUnit.SECONDS)).isEqualTo(second))
        .isNotEmpty();
    assertThat(harvest.earliest()).isBeforeOrEqualTo(times.getFirst());
  }

  @Test
  void listIsWholeWhileRecordsChange() {
    for (var i = 1; i <= 20; i++) {
      put(null, "w:" + i);
    }
    var seen = new ArrayList<String>();
    var selection = new Selection(union, new Subset.OfSource("w"), null, null, null);
    CatalogueHarvest.Position position = null;
    var i = 0;
    do {
      var piece = harvest.changes(selection, nextMoment(null), position, 7);
      piece.changes().forEach(c -> seen.add(c.key().number()));
      position = piece.next();
      if (i++ == 0) {
        library
            .store
            .catalogue()
            .putRecords(
                null,
                List.of(
                    TestLibrary.record(RecordKey.parse("w:20"), "Rettet"),
                    TestLibrary.record(RecordKey.parse("w:1"), "Rettet")));
      }
    } while (position != null);
    assertThat(seen).contains("1", "2", "10", "19", "20");
    assertThat(seen.stream().distinct()).hasSize(20);
    assertThat(seen.stream().filter("1"::equals)).as("told before, changed, told again").hasSize(2);
  }

  @Test
  void recordIsFoundInItsCatalogueOnly() {
    put(null, "c:1");
    put(library.south, "s:1");

    assertThat(harvest.record(north, null, RecordKey.parse("t:1"))).isPresent();
    assertThat(harvest.record(north, null, RecordKey.parse("c:1"))).isEmpty();
    assertThat(harvest.record(north, library.south, RecordKey.parse("s:1"))).isEmpty();
    assertThat(harvest.record(union, library.south, RecordKey.parse("s:1"))).isEmpty();
    assertThat(harvest.record(union, null, RecordKey.parse("t:1"))).isPresent();
  }

  @Test
  void databaseOfAnotherServerTellsEverythingAnew() throws SQLException {
    harvest.mark();
    try (var owner = owner();
        var statement = owner.createStatement()) {
      statement.execute("update catalogue_moment set origin = 'another/1'");
      statement.execute("update record_change set xid = '9000000000'");
    }
    assertThat(told(union, ALL)).containsExactlyInAnyOrder("+t:1", "+t:2");
  }

  private Moment nextMoment(@Nullable Moment last) {
    var since = last == null ? harvest.mark().at() : last.at();
    var moment = harvest.mark();
    while (moment.at().isBefore(since.plusSeconds(1))) {
      pause();
      moment = harvest.mark();
    }
    return moment;
  }

  /** A second that has begun; everything before is told with an earlier one. */
  private Instant nextSecond() {
    var told = second(nextMoment(null).at());
    var now = second(harvest.mark().at());
    while (!now.isAfter(told)) {
      pause();
      now = second(harvest.mark().at());
    }
    return now;
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<String> told(SearchScope.OfCatalogue scope, Subset subset) {
    return told(scope, subset, (Instant) null);
  }

  private List<String> told(SearchScope.OfCatalogue scope, Subset subset, Moment since) {
    return told(scope, subset, since.at());
  }

  private List<String> told(SearchScope.OfCatalogue scope, Subset subset, @Nullable Instant from) {
    return changes(scope, subset, from, null, 2).stream()
        .map(c -> (c instanceof Gone ? "-" : "+") + c.key())
        .toList();
  }

  private List<Change> changes(
      SearchScope.OfCatalogue scope,
      Subset subset,
      @Nullable Instant from,
      @Nullable Instant until,
      int limit) {
    var moment = nextMoment(null);
    var selection =
        new Selection(
            scope, subset, null, from == null ? null : from.truncatedTo(ChronoUnit.SECONDS), until);
    var all = new ArrayList<Change>();
    CatalogueHarvest.Position position = null;
    do {
      var piece = harvest.changes(selection, moment, position, limit);
      assertThat(piece.changes()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(piece.changes());
      position = piece.next();
    } while (position != null);
    return all;
  }

  private void put(@Nullable TenantId tenant, String... keys) {
    for (var key : keys) {
      CatalogueRecord record = TestLibrary.record(RecordKey.parse(key), "Titel " + key);
      library.store.catalogue().putRecords(tenant, List.of(record));
    }
  }

  private void putItem(String barcode, String record) {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(NewItem.plain(barcode, RecordKey.parse(record), TestLibrary.MAIN, "book")));
  }

  private Connection owner() throws SQLException {
    var owner =
        DriverManager.getConnection(
            library.roles.url(), library.roles.owner(), library.roles.ownerPassword().value());
    owner.setSchema(Migrations.SCHEMA);
    return owner;
  }

  private void delete(String source) throws SQLException {
    try (var owner = owner();
        var statement = owner.createStatement()) {
      statement.execute("delete from common_record where source = '%s'".formatted(source));
      statement.execute(
          "select act_as(%s); delete from local_record where source = '%s'"
              .formatted(library.north, source));
    }
  }
}
