package org.samling.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.Description;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult.Accepted;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.CatalogueFeed.Entry;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.CatalogueFeed.Position;
import org.samling.core.search.CatalogueFeed.Present;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.schema.Migrations;

/** Layers and works as the feed tells them: whatever comes first, and to whom it belongs. */
class RecordViewsTest {

  private static final int ALL = 10_000;

  private static TestLibrary library;
  private static CatalogueFeed feed;

  /** A record to put: whose, and its fields. */
  private record Put(@Nullable TenantId tenant, CatalogueRecord record) {}

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    feed = library.store.catalogueFeed();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @TestFactory
  Stream<DynamicTest> layersMayComeInAnyOrder() {
    return orders()
        .map(order ->
            DynamicTest.dynamicTest(
                order.toString(),
                () -> {
                  var n = "61" + name(order);
                  var start = feed.end();
                  put(
                      order,
                      new Put(null, base(n)),
                      new Put(null, record("191919:" + n, "004 *rn*ae", "d08 *aq", "504 *aNote")),
                      new Put(
                          library.north,
                          record("775100:" + n, "004 *rn*ae", "631 *ahavne", "996 *a775100")));

                  var told = new Told(after(start));
                  assertThat(told.fields(null, "870970:" + n))
                      .containsExactly(
                          "001 *a" + n + "*b870970",
                          "004 *rn*ae",
                          "245 *aHavne",
                          "504 *aNote",
                          "996 *aDBC",
                          "d08 *aq");
                  assertThat(told.fields(library.north, "775100:" + n))
                      .containsExactly(
                          "001 *a" + n + "*b870970",
                          "004 *rn*ae",
                          "245 *aHavne",
                          "504 *aNote",
                          "631 *ahavne",
                          "996 *aDBC",
                          "d08 *aq");
                  assertThat(told.present).as("an enrichment is no record").hasSize(2);
                  assertThat(shown(library.north, n)).isEqualTo("870970:%s / null".formatted(n));
                }));
  }

  @TestFactory
  Stream<DynamicTest> partsOfAWorkMayComeInAnyOrder() {
    return orders()
        .map(order ->
            DynamicTest.dynamicTest(
                order.toString(),
                () -> {
                  var n = "62" + name(order);
                  var start = feed.end();
                  put(
                      order,
                      new Put(
                          null,
                          record(
                              "870970:" + n + "1",
                              "004 *rn*ah",
                              "100 *aHolm*hFrida",
                              "245 *aHavets bog")),
                      new Put(
                          null,
                          record(
                              "870970:" + n + "2", "004 *as", "014 *a" + n + "1", "245 *nRække 1")),
                      new Put(
                          null,
                          record(
                              "870970:" + n + "3",
                              "004 *ab",
                              "014 *a" + n + "2",
                              "245 *g2. del*aKlit")));
                  assertThat(new Told(after(start)).fields(null, "870970:" + n + "3"))
                      .contains(
                          "100 *aHolm*hFrida",
                          "245 *aHavets bog*nRække 1*g2. del*oKlit",
                          "745 *aKlit");
                  assertThat(shown(null, n + "3"))
                      .isEqualTo("Havets bog. Række 1. 2. del, Klit / Holm, Frida");
                }));
  }

  @Test
  void changeAboveTellsWhatIsBelowAndWhatIsAddedToIt() throws SQLException {
    put(null, record("870970:631", "004 *ah", "245 *aGammel titel"));
    put(null, record("870970:632", "004 *ab", "014 *a631", "245 *g1"));
    put(library.north, record("775100:632", "004 *ae", "631 *aklitter"));
    var start = feed.end();
    put(null, record("870970:631", "004 *ah", "245 *aNy titel"));

    var told = new Told(after(start));
    assertThat(told.fields(null, "870970:632")).contains("245 *aNy titel*g1");
    assertThat(told.fields(library.north, "775100:632"))
        .contains("245 *aNy titel*g1", "631 *aklitter");
    assertThat(shown(null, "632")).isEqualTo("Ny titel. 1 / null");
    assertThat(shown(library.north, "632")).isEqualTo("Ny titel. 1 / null");

    var second = feed.end();
    delete("631");
    assertThat(new Told(after(second)).fields(null, "870970:632")).contains("245 *g1");
    assertThat(shown(null, "632")).isEqualTo("1 / null");
    assertThat(shown(library.north, "632")).isEqualTo("1 / null");
  }

  @Test
  void layerThatIsDeletedLeavesTheBase() throws SQLException {
    put(null, base("641"), record("191919:641", "004 *rn*ae", "504 *aNote"));
    putItem("641-1", "870970:641");
    put(library.north, record("775100:641", "004 *rn*ae", "631 *ahavne"));
    var start = feed.end();
    put(null, record("191919:641", "004 *rd*ae", "504 *aNote"));
    assertThat(new Told(after(start)).fields(null, "870970:641")).doesNotContain("504 *aNote");

    var second = feed.end();
    put(library.north, record("775100:641", "004 *rd*ae", "631 *ahavne"));
    var told = new Told(after(second));
    assertThat(told.holders("870970:641")).containsExactly(library.north);
    assertThat(told.gone).isEqualTo(1);
  }

  @Test
  void tenantSeesItsLayerInPlaceOfTheCommonRecordAndOthersDoNot() {
    put(null, base("651"));
    putItem("651-1", "870970:651");
    library
        .store
        .itemRegister()
        .putItems(
            library.south,
            List.of(
                NewItem.plain("651-2", RecordKey.parse("870970:651"), TestLibrary.MAIN, "book")));
    var start = feed.end();
    put(library.north, record("775100:651", "004 *ae", "631 *ahemmelig"));

    var told = new Told(after(start));
    assertThat(told.holders("870970:651")).containsExactly(library.south);
    assertThat(told.fields(null, "870970:651")).doesNotContain("631 *ahemmelig");

    var layer = told.of(library.north, "775100:651").ref().id();
    var items = library.store.inquiries().items(library.north, List.of(layer));
    assertThat(items.get(layer)).extracting(i -> i.item().barcode()).containsExactly("651-1");
    assertThat(library.store.inquiries().items(library.south, List.of(layer))).isEmpty();
    var held = library.store.inquiries().holdings(library.north, List.of(layer));
    assertThat(held).containsOnlyKeys(layer);
    assertThat(held.get(layer)).extracting(i -> i.barcode()).containsExactly("651-1");
    assertThat(library.store.inquiries().holdings(library.south, List.of(layer))).isEmpty();
  }

  @Test
  void whatTenantsAddStaysApart() {
    put(library.north, record("775100:661", "004 *ah", "245 *aNords hovede"));
    var start = feed.end();
    put(library.south, record("775100:662", "004 *ab", "014 *a661", "245 *g1"));
    put(null, record("870970:663", "004 *ab", "014 *a661", "245 *g2"));
    put(library.north, record("775100:664", "004 *ab", "014 *a661", "245 *g3"));

    var told = new Told(after(start));
    assertThat(told.fields(library.south, "775100:662")).contains("245 *g1");
    assertThat(told.fields(null, "870970:663")).contains("245 *g2");
    assertThat(told.fields(library.north, "775100:664")).contains("245 *aNords hovede*g3");
    assertThat(told.present).as("a tenant's record concerns nobody else").hasSize(3);
    assertThat(shown(library.north, "664")).isEqualTo("Nords hovede. 3 / null");
    assertThat(shown(library.south, "662")).isEqualTo("1 / null");
  }

  @Test
  void whoHasItemsOfAVolumeHoldsTheHead() {
    put(
        null,
        record("870970:671", "004 *ah", "245 *aVærk"),
        record("870970:672", "004 *as", "014 *a671", "245 *n1"),
        record("870970:673", "004 *ab", "014 *a672", "245 *g1"));
    var start = feed.end();
    putItem("673-1", "870970:673");
    var told = new Told(after(start));
    assertThat(told.holders("870970:671")).containsExactly(library.north);
    assertThat(told.holders("870970:672")).containsExactly(library.north);
    assertThat(told.holders("870970:673")).containsExactly(library.north);
  }

  @Test
  void recordsThatStandOnEachOtherMayBePutAndChangedAtTheSameTime() throws Exception {
    var key = "870970:58";
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var i = 0; i < 30; i++) {
        var start = feed.end();
        var both = new CountDownLatch(2);
        var work = i / 3; // each work is put, and changed twice
        var puts =
            Stream.of(
                    record(key + work + "1", "004 *ah", "245 *aVærk " + i),
                    record(key + work + "2", "004 *ab", "014 *a58" + work + "1", "245 *g" + i))
                .map(record ->
                    threads.submit(() -> {
                      both.countDown();
                      both.await();
                      put(null, record);
                      return null;
                    }))
                .toList();
        for (var put : puts) {
          put.get();
        }
        assertThat(new Told(after(start)).fields(null, key + work + "2"))
            .contains("245 *aVærk %d*g%d".formatted(i, i));
        assertThat(shown(null, "58" + work + "2")).isEqualTo("Værk %d. %d / null".formatted(i, i));
      }
    }
  }

  @Test
  void machinesAreToldTheClassOfTheWorkOnItsVolumes() {
    put(
        null,
        record("870970:681", "004 *ah", "009 *aa*gxx", "245 *aVærk", "652 *m56.4"),
        record("870970:682", "004 *ab", "009 *as*gxc", "014 *a681", "245 *g1"));
    putItem("682-1", "870970:682");
    var descriptions = library.store.descriptions();
    var volume = RecordKey.parse("870970:682");
    var ofItem = descriptions.ofItems(library.north, List.of("682-1")).get("682-1");
    assertThat(ofItem).isEqualTo(new Description(volume, "Værk. 1", null, "s", "xc", "56.4"));
    assertThat(descriptions.ofRecords(library.north, List.of(volume)))
        .containsExactly(Map.entry(volume, ofItem));
  }

  @Test
  void ringOfRecordsEnds() {
    var start = feed.end();
    put(
        null,
        record("870970:691", "004 *as", "014 *a692", "245 *n1"),
        record("870970:692", "004 *as", "014 *a691", "245 *n2"));
    assertThat(new Told(after(start)).present).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 3_000})
  void whatCantBeANumberLeadsNowhereAndIsTold(int length) {
    var start = feed.end();
    put(null, record("870970:695", "004 *ab", "014 *a" + "9".repeat(length), "245 *g" + length));
    assertThat(new Told(after(start)).fields(null, "870970:695")).contains("245 *g" + length);
  }

  @Test
  void linkOfAReplacedRecordGoesWithIt() {
    put(null, record("870970:601", "004 *ah", "245 *aVærk"));
    put(null, record("870970:602", "004 *ab", "014 *a601", "245 *g1"));
    var start = feed.end();
    put(null, record("870970:602", "004 *ae", "245 *aSelvstændig"));
    put(null, record("870970:601", "004 *ah", "245 *aVærk, ændret"));
    assertThat(new Told(after(start)).fields(null, "870970:602")).contains("245 *aSelvstændig");
    assertThat(library.count(null, "select count(*) from record_link where control_number = '602'"))
        .isZero();
  }

  /** Title and author as machines show them. */
  private static String shown(@Nullable TenantId tenant, String number) {
    var table = tenant == null ? "common_record" : "local_record";
    return library
        .texts(
            tenant == null ? library.south : tenant,
            "select title || ' / ' || coalesce(author, 'null') from %s where control_number = '%s'"
                .formatted(table, number))
        .getFirst();
  }

  private static Stream<List<Integer>> orders() {
    return Stream.of(
        List.of(0, 1, 2),
        List.of(0, 2, 1),
        List.of(1, 0, 2),
        List.of(1, 2, 0),
        List.of(2, 0, 1),
        List.of(2, 1, 0));
  }

  private static String name(List<Integer> order) {
    return order.stream().map(String::valueOf).collect(Collectors.joining());
  }

  private static void put(List<Integer> order, Put... puts) {
    order.forEach(i -> put(puts[i].tenant(), puts[i].record()));
  }

  private static void put(@Nullable TenantId tenant, CatalogueRecord... records) {
    library.store.catalogue().putRecords(tenant, List.of(records));
  }

  private static void putItem(String barcode, String record) {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(NewItem.plain(barcode, RecordKey.parse(record), TestLibrary.MAIN, "book")));
  }

  private static void delete(String number) throws SQLException {
    try (var owner =
        DriverManager.getConnection(
            library.roles.url(), library.roles.owner(), library.roles.ownerPassword().value())) {
      owner.setSchema(Migrations.SCHEMA);
      owner
          .createStatement()
          .execute("delete from common_record where control_number = '" + number + "'");
    }
  }

  private static CatalogueRecord base(String number) {
    return record("870970:" + number, "004 *rn*ae", "245 *aHavne", "996 *aDBC");
  }

  private static CatalogueRecord record(String key, String... lines) {
    var parsed = RecordKey.parse(key);
    var all = new ArrayList<String>();
    all.add("001 *a" + parsed.number() + "*b" + parsed.source());
    all.addAll(List.of(lines));
    return new CatalogueRecord(
        parsed,
        RecordFormat.DANMARC2,
        Bytes.of(String.join("\n", all).getBytes(StandardCharsets.UTF_8)),
        content(all),
        new BriefRecord(
            key, all.contains("100 *aHolm*hFrida") ? "Holm, Frida" : null, null, List.of()));
  }

  /** A record of danMARC2's lines, all with the indicators 00: {@code 245 *aTitel*eNavn}. */
  private static MarcContent content(List<String> lines) {
    var file = String.join("\n", lines).replaceAll("(?m)^(...) ", "$1 00 ") + "\n$\n";
    var results =
        new MarcRecordReader()
            .read(
                new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1)),
                new Options(RecordFormat.DANMARC2_LINE, "test", false));
    return ((Accepted) results.next()).record().content();
  }

  private static List<String> lines(MarcContent content) {
    var file =
        new MarcRecordRenderer()
            .render(content, MarcFormat.DANMARC2, RecordSyntax.DANMARC2_LINE)
            .orElseThrow();
    return new String(file.toArray(), StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> line.length() > 3)
        .map(line -> line.replaceFirst(" 00 ", " "))
        .toList();
  }

  private static List<Entry> after(Position position) {
    var entries = new ArrayList<Entry>();
    for (var piece = feed.changesAfter(position, ALL);
        !piece.entries().isEmpty();
        piece = feed.changesAfter(piece.next(), ALL)) {
      entries.addAll(piece.entries());
    }
    return entries;
  }

  /** What the feed told. */
  private static final class Told {

    final List<Present> present;
    final int gone;

    Told(List<Entry> entries) {
      present =
          entries.stream().filter(Present.class::isInstance).map(Present.class::cast).toList();
      gone = (int) entries.stream().filter(Gone.class::isInstance).count();
    }

    Present of(@Nullable TenantId owner, String key) {
      return present.stream()
          .filter(p -> p.key().toString().equals(key) && Objects.equals(p.ref().owner(), owner))
          .findFirst()
          .orElseThrow(() -> new AssertionError(key + " was not told"));
    }

    List<String> fields(@Nullable TenantId owner, String key) {
      return lines(of(owner, key).content());
    }

    Set<TenantId> holders(String key) {
      return of(null, key).holders();
    }
  }
}
