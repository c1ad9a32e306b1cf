package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.CatalogueFeed.Entry;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.CatalogueFeed.Position;
import org.samling.core.search.CatalogueFeed.Present;
import org.samling.core.search.RecordRef;
import org.samling.postgres.schema.Migrations;

class CatalogueFeedTest {

  private static final int ALL = 1_000;

  private static TestLibrary library;
  private static CatalogueFeed feed;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    feed = library.store.catalogueFeed();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @Test
  void newAndChangedRecordsAreToldOnceAsTheyAreNow() {
    var start = feed.end();
    put(null, record("f:1", "Første"), record("f:2", "Anden"));
    put(null, record("f:1", "Første, rettet"));

    assertThat(titles(after(start))).containsExactlyInAnyOrder("f:1 Første, rettet", "f:2 Anden");
    var next = feed.changesAfter(start, ALL).next();
    assertThat(feed.changesAfter(next, ALL).entries()).isEmpty();
    put(null, record("f:2", "Anden"));
    assertThat(feed.changesAfter(next, ALL).entries()).as("nothing was written").isEmpty();
  }

  @Test
  void feedIsReadInPieces() {
    var start = feed.end();
    put(null, record("p:1", "A"), record("p:2", "B"), record("p:3", "C"));
    var told = new ArrayList<String>();
    var position = start;
    for (var i = 0; i < 3; i++) {
      var piece = feed.changesAfter(position, 1);
      told.addAll(titles(piece.entries()));
      position = piece.next();
    }
    assertThat(told).containsExactlyInAnyOrder("p:1 A", "p:2 B", "p:3 C");
    assertThat(feed.changesAfter(position, 1).entries()).isEmpty();
  }

  @Test
  void transactionThatEndsLateIsNotPassedOver() throws SQLException {
    var start = feed.end();
    try (var late = library.application()) {
      execute(
          late,
          "update common_record set title = title where source = 't' and control_number = '1'");
      put(null, record("l:1", "Skrevet imens"));

      var meanwhile = feed.changesAfter(start, ALL);
      assertThat(meanwhile.entries()).as("the later one waits for the earlier one").isEmpty();
      late.commit();
      assertThat(titles(after(meanwhile.next())))
          .containsExactlyInAnyOrder("t:1 Ærø", "l:1 Skrevet imens");
    }
  }

  @Test
  void tenantsThatHaveItemsAreToldWithTheRecord() {
    put(null, record("h:1", "Holdt"), record("h:2", "Ikke holdt"));
    var start = feed.end();
    putItem(library.north, "h-1", "h:1");
    assertThat(holders(after(start), "h:1")).containsExactly(library.north);
    putItem(library.south, "h-1", "h:1");
    assertThat(holders(after(start), "h:1"))
        .containsExactlyInAnyOrder(library.north, library.south);

    var second = feed.end();
    putItem(library.north, "h-2", "h:1");
    assertThat(after(second)).as("one more item makes no holder").isEmpty();

    putItem(library.south, "h-1", "h:2");
    assertThat(holders(after(second), "h:1")).containsExactly(library.north);
    assertThat(holders(after(second), "h:2")).containsExactly(library.south);
  }

  @Test
  void lendingIsNoChangeOfTheCatalogue() {
    var start = feed.end();
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.submit(TestLibrary.checkin(library.north, "1", TestLibrary.MAIN));
    assertThat(after(start)).isEmpty();
  }

  @Test
  void localRecordsAreToldWithTheirOwner() {
    var start = feed.end();
    put(library.south, record("s:1", "Egen"));
    assertThat(after(start))
        .singleElement()
        .satisfies(e -> assertThat(((Present) e).ref().owner()).isEqualTo(library.south));
  }

  @Test
  void deletedRecordIsToldAsGone() throws SQLException {
    put(null, record("g:1", "Kasseret"));
    var start = feed.end();
    try (var owner =
        DriverManager.getConnection(
            library.roles.url(), library.roles.owner(), library.roles.ownerPassword().value())) {
      owner.setSchema(Migrations.SCHEMA);
      owner.createStatement().execute("delete from common_record where source = 'g'");
    }
    assertThat(after(start)).singleElement().isInstanceOf(Gone.class);
  }

  @Test
  void allRecordsAreReadInPiecesByNumber() {
    put(library.north, record("n:1", "Egen"));
    var read = new ArrayList<Entry>();
    UUID last = null;
    for (var piece = feed.recordsAfter(null, 2);
        !piece.isEmpty();
        piece = feed.recordsAfter(last, 2)) {
      read.addAll(piece);
      last = piece.getLast().id();
    }
    assertThat(titles(read)).contains("t:1 Ærø", "t:2 Fanø", "n:1 Egen");
    assertThat(read).hasSize((int) feed.approximateCount()).doesNotHaveDuplicates();
  }

  @Test
  void itemsOfRecordsAreToldAsTheyStandNowToTheirOwnTenant() {
    put(null, record("r:1", "Læst"));
    putItem(library.north, "r-2", "r:1");
    putItem(library.north, "r-1", "r:1");
    putItem(library.south, "r-3", "r:1");
    var ref = ref(null, "r", "1");
    library.submit(TestLibrary.checkout(library.north, "B", "r-1"));
    library.submit(
        TestLibrary.hold(library.north, "A", new RecordKey("r", "1"), TestLibrary.BRANCH));

    var inquiries = library.store.inquiries();
    var none = UUID.randomUUID();
    var items = inquiries.items(library.north, List.of(none, ref.id()));
    assertThat(items).containsOnlyKeys(ref.id());
    assertThat(items.get(ref.id()))
        .extracting(i -> i.item().barcode() + " " + i.status() + " " + i.waiting())
        .containsExactly("r-1 ON_LOAN 1", "r-2 AVAILABLE 1");
    assertThat(inquiries.items(library.north, List.of())).isEmpty();
  }

  private static List<Entry> after(Position position) {
    return feed.changesAfter(position, ALL).entries();
  }

  private static List<String> titles(List<Entry> entries) {
    return entries.stream()
        .filter(Present.class::isInstance)
        .map(Present.class::cast)
        .map(e ->
            e.key()
                + " "
                + e.content()
                    .dataFields("245")
                    .findFirst()
                    .orElseThrow()
                    .values('a')
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private static Set<TenantId> holders(List<Entry> entries, String key) {
    return entries.stream()
        .filter(Present.class::isInstance)
        .map(Present.class::cast)
        .filter(e -> e.key().toString().equals(key))
        .findFirst()
        .orElseThrow()
        .holders();
  }

  private static RecordRef ref(@Nullable TenantId owner, String source, String number) {
    return feed.recordsAfter(null, ALL).stream()
        .filter(Present.class::isInstance)
        .map(Present.class::cast)
        .filter(e -> e.key().equals(new RecordKey(source, number)))
        .map(Present::ref)
        .filter(r -> Objects.equals(r.owner(), owner))
        .findFirst()
        .orElseThrow();
  }

  private static CatalogueRecord record(String key, String title) {
    return TestLibrary.record(RecordKey.parse(key), title);
  }

  private static void put(@Nullable TenantId tenant, CatalogueRecord... records) {
    library.store.catalogue().putRecords(tenant, List.of(records));
  }

  private static void putItem(TenantId tenant, String barcode, String record) {
    library
        .store
        .itemRegister()
        .putItems(
            tenant,
            List.of(NewItem.plain(barcode, RecordKey.parse(record), TestLibrary.MAIN, "book")));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
