package org.samling.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.samling.core.authorities.AuthorityLinks;
import org.samling.core.authorities.AuthorityMatching;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.harvest.CatalogueCopy;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.harvest.StoredRecord;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.RepairTally;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.CatalogueFeed.Position;
import org.samling.core.search.CatalogueFeed.Present;
import org.samling.core.search.SearchScope;
import org.samling.marc.MarcRecordRenderer;
import org.samling.marc.text.BriefRecords;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.DatabaseSettings;

/** Which records follow which authority records, and how they are told of their changes. */
class AuthorityLinksTest {

  private static final AtomicInteger NUMBERS = new AtomicInteger(1);
  private static final Pattern FIELD = Pattern.compile("(...) (.)(.) (.*)");

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

  @TestFactory
  Stream<DynamicTest> headingIsTheAuthorityRecordsWhereALinkLeadsToIt() throws IOException {
    var fixtures = Path.of(Objects.requireNonNull(System.getProperty("test-fixtures.dir")));
    return Files.readAllLines(fixtures.resolve("marc/authorities/links.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(c -> DynamicTest.dynamicTest(c[0] + " " + c[1], () -> follows(c)));
  }

  private static void follows(String[] columns) {
    var format =
        switch (columns[0]) {
          case "danmarc2" -> RecordFormat.DANMARC2;
          case "unimarc" -> RecordFormat.UNIMARC;
          default -> RecordFormat.MARC21;
        };
    var key = "test:" + NUMBERS.getAndIncrement();
    var named = columns[2].split("\\|", -1);
    var others =
        Stream.of(named).skip(1).map(n -> (n.startsWith("http") ? "024 7# $a" : "035 ## $a") + n);
    var authority =
        authority(
            format, named[0], Stream.concat(Stream.of(columns[3]), others).toArray(String[]::new));
    var start = feed.end();

    put(null, record(format, key, columns[1]));
    put(null, authority);

    assertThat(told(start, null, key)).contains(columns[4]);
  }

  @Test
  void recordsMayComeBeforeAndAfterTheirAuthorityRecord() {
    var before = titleBy("Holm, F.", "a1");
    var after = titleBy("Holm, F.", "a1");
    put(null, before);
    put(null, heading("a1", "Holm, Frida"));
    put(null, after);

    assertThat(List.of(before, after))
        .extracting(r -> shown(null, r))
        .allMatch(fields -> fields.contains("100 1# $aHolm, Frida,$eauthor.$0(X)a1"));
  }

  @Test
  void changedHeadingIsToldOfWithEveryRecordThatUsesItAndWithNoOther() {
    put(null, heading("b1", "Holm, Frida"), heading("b2", "Lund, Vera"));
    var users = Stream.generate(() -> titleBy("Holm, Frida", "b1")).limit(5).toList();
    put(null, users.toArray(CatalogueRecord[]::new));
    put(null, titleBy("Lund, Vera", "b2"));
    var start = feed.end();

    put(null, heading("b1", "Holm, Frida Maria"));

    assertThat(after(start).stream().map(p -> p.key().toString()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("X:b1"), users.stream().map(r -> r.key().toString())).toList());
    assertThat(users)
        .extracting(r -> shown(null, r))
        .allMatch(f -> f.contains("100 1# $aHolm, Frida Maria,$eauthor.$0(X)b1"));
  }

  @Test
  void recordsAreNotToldOfAnAuthorityRecordWhoseHeadingStays() {
    put(null, heading("c1", "Holm, Frida"));
    put(null, titleBy("Holm, Frida", "c1"));
    var start = feed.end();

    put(null, authority(RecordFormat.MARC21, "X:c1", "100 1# $aHolm, Frida", "670 ## $aEn note"));

    assertThat(after(start)).extracting(p -> p.key().toString()).containsExactly("X:c1");
  }

  @Test
  void authorThatKiosksAndListsShowFollows() {
    var marc = titleBy("Holm, F.", "d1");
    var danish =
        record(RecordFormat.DANMARC2, "870970:d2", "100 00 $5870979$6d2", "245 00 $aHavet");
    put(null, marc, danish);
    assertThat(List.of(author(marc), author(danish))).containsExactly("Holm, F.", "null");

    put(
        null,
        heading("d1", "Holm, Frida"),
        authority(RecordFormat.DANMARC2, "870979:d2", "100 00 $aLund$hVera$c1911-"));
    assertThat(List.of(author(marc), author(danish))).containsExactly("Holm, Frida", "Lund, Vera");

    put(null, heading("d1", "Holm, Frida Maria"));
    assertThat(author(marc)).isEqualTo("Holm, Frida Maria");
  }

  @Test
  void volumeShowsTheAuthorityRecordsHeadingOfItsWork() {
    put(
        null,
        record(
            RecordFormat.DANMARC2,
            "870970:e1",
            "004 00 $ah",
            "100 00 $5870979$6e9",
            "245 00 $aHavet"),
        record(RecordFormat.DANMARC2, "870970:e2", "004 00 $ab", "014 00 $ae1", "245 00 $g1. del"));
    var start = feed.end();

    put(null, authority(RecordFormat.DANMARC2, "870979:e9", "100 00 $aLund$hVera"));

    assertThat(told(start, null, "870970:e2")).contains("100 00 $5870979$6e9$aLund$hVera");
    assertThat(author("870970:e2")).isEqualTo("Lund, Vera");
  }

  @Test
  void undoneImportOfAnAuthorityRecordPutsTheFormerHeadingBack() {
    var title = titleBy("Holm, F.", "f1");
    put(null, heading("f1", "Holm, Frida"));
    put(null, title);
    var batches = library.store.importBatches();
    var changed = List.of(heading("f1", "Holm, Frida Maria"));
    var batch =
        batches.begin(
            new Order(null, "test", "/x.mrc", new FilePrint(1, "0".repeat(64)), "X", null));
    batches.write(
        batch,
        changed,
        TestLibrary.recordJudge(),
        List.of(),
        0,
        new ImportTally(1, 0, 0, RepairTally.NOTHING, 0, ItemTally.NOTHING),
        List.of());
    batches.finish(batch);
    assertThat(author(title)).isEqualTo("Holm, Frida Maria");
    var start = feed.end();

    batches.undo(batch, (_, _) -> {});

    assertThat(told(start, null, title.key().toString()))
        .contains("100 1# $aHolm, Frida,$eauthor.$0(X)f1");
    assertThat(author(title)).isEqualTo("Holm, Frida");
  }

  @Test
  void recordGoesItsOwnWayAgainWithoutALinkAndWithoutTheAuthorityRecord() {
    var title = titleBy("Holm, F.", "g1");
    put(library.north, title, heading("g1", "Holm, Frida"));
    assertThat(author(library.north, title)).isEqualTo("Holm, Frida");

    var plain =
        record(RecordFormat.MARC21, title.key().toString(), "100 1# $aHolm, F.", "245 10 $aHavet");
    put(library.north, plain);
    assertThat(author(library.north, plain)).isEqualTo("Holm, F.");

    put(library.north, title);
    library.store.recordUpdates().remove(library.north, RecordKey.parse("X:g1"));
    assertThat(author(library.north, title)).isEqualTo("Holm, F.");
    assertThat(shown(library.north, title)).contains("100 1# $aHolm, F.,$eauthor.$0(X)g1");
  }

  @Test
  void tenantsAuthorityRecordsAreForItsOwnRecordsAndStandBeforeCommonOnes() {
    var title = titleBy("Holm, F.", "h1");
    put(null, title, heading("h1", "Holm, Frida"));
    put(library.north, title);
    put(library.south, title);
    var start = feed.end();

    put(library.north, heading("h1", "Holm, Frida (Nord)"));

    assertThat(told(start, library.north, title.key().toString()))
        .contains("100 1# $aHolm, Frida (Nord),$eauthor.$0(X)h1");
    assertThat(after(start)).extracting(p -> p.ref().owner()).containsOnly(library.north);
    assertThat(List.of(author(library.north, title), author(library.south, title), author(title)))
        .containsExactly("Holm, Frida (Nord)", "Holm, Frida", "Holm, Frida");
  }

  @Test
  void identifierOfTwoAuthorityRecordsLeadsNowhere() {
    var title = titleBy("Holm, F.", "i1");
    put(
        null,
        title,
        authority(RecordFormat.MARC21, "Y:i2", "100 1# $aHolm, Frida", "035 ## $a(X)i1"),
        authority(RecordFormat.MARC21, "Y:i3", "100 1# $aHolm, Frode", "035 ## $a(X)i1"));
    assertThat(author(title)).isEqualTo("Holm, F.");

    put(null, heading("i1", "Holm, Fie"));
    assertThat(author(title))
        .as("its key counts before others' identifiers")
        .isEqualTo("Holm, Fie");
  }

  @Test
  void headingIsMatchedByItsWordsWhereThatIsTheRuleAndFollowsFromThenOn() {
    try (var store = store(AuthorityMatching.HEADINGS)) {
      var title =
          record(
              RecordFormat.MARC21,
              "test:" + NUMBERS.getAndIncrement(),
              "100 1# $aHOLM, Jens-Peter,$eauthor.",
              "245 10 $aHavet");
      store.catalogue().putRecords(library.north, List.of(title));
      store.catalogue().putRecords(library.north, List.of(heading("j1", "Holm, Jens Peter")));
      store.catalogue().putRecords(library.north, List.of(heading("j1", "Holm, J. P.")));
      assertThat(author(library.north, title)).isEqualTo("Holm, J. P.");

      var other = titleBy("Holm, Jens Peter", "nowhere");
      put(library.north, other);
      assertThat(author(library.north, other)).as("by link only").isEqualTo("Holm, Jens Peter");

      store.catalogue().putRecords(library.north, List.of(heading("j2", "Holm, Jens-Peter")));
      assertThat(author(library.north, title))
          .as("a present heading counts before a former one")
          .isEqualTo("Holm, Jens-Peter");
    }
  }

  @Test
  void recordsThatAreThereAreMatchedWhenTheyComeAgainUnderAnotherRule() {
    var title =
        record(
            RecordFormat.MARC21,
            "test:" + NUMBERS.getAndIncrement(),
            "100 1# $aHolm, Gurli",
            "245 10 $aHavet");
    put(library.north, title, heading("m1", "Holm, Gurli"));
    try (var store = store(AuthorityMatching.HEADINGS)) {
      var put = store.catalogue().putRecords(library.north, List.of(title));
      assertThat(put.unchanged()).isOne();
      put(library.north, heading("m1", "Holm, Gerda"));
      assertThat(author(library.north, title)).isEqualTo("Holm, Gerda");
    }
    put(library.north, title);
    assertThat(author(library.north, title)).isEqualTo("Holm, Gurli");
  }

  @Test
  void recordsAreSeenAsTheyCameWhereThatIsTheRule() {
    try (var store = store(AuthorityMatching.NEVER)) {
      var title = titleBy("Holm, F.", "k1");
      store.catalogue().putRecords(null, List.of(title, heading("k1", "Holm, Frida")));

      assertThat(author(title)).isEqualTo("Holm, F.");
    }
  }

  @Test
  void recordAndAuthorityRecordThatComeAtTheSameTimeSeeEachOther() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var i = 0; i < 10; i++) {
        var title = titleBy("Holm, F.", "n" + i);
        var authority = heading("n" + i, "Holm, Frida");
        var both =
            threads.invokeAll(
                List.of(
                    Executors.callable(() -> put(null, title)),
                    Executors.callable(() -> put(null, authority))));
        for (var one : both) {
          one.get();
        }
        assertThat(author(title)).isEqualTo("Holm, Frida");
      }
    }
  }

  @Test
  void fieldsBeyondTheLimitStayAsTheyCame() {
    var fields = new ArrayList<String>();
    for (var i = 0; i <= AuthorityLinks.MAX_USES; i++) {
      fields.add("700 1# $aHolm, F.$0(X)o1");
    }
    var title =
        record(
            RecordFormat.MARC21,
            "test:" + NUMBERS.getAndIncrement(),
            fields.toArray(String[]::new));
    put(null, title, heading("o1", "Holm, Frida"));

    assertThat(shown(null, title)).filteredOn(f -> f.contains("Frida")).hasSize(500);
    assertThat(shown(null, title)).last().isEqualTo("700 1# $aHolm, F.$0(X)o1");
  }

  @Test
  void exportHasTheHeadingThatIsFollowedAndElseTheOriginal() {
    var follows = titleBy("Holm, F.", "l1");
    var stays = titleBy("Holm, F.", "l2");
    put(library.south, follows, stays, heading("l2", "Holm, F"));
    var since = Instant.now();
    put(library.south, heading("l1", "Holm, Frida"));

    var renderer = new MarcRecordRenderer();
    var all = exported(null);
    assertThat(text(all, follows)).contains("Holm, Frida,");
    assertThat(rendered(all, stays, renderer)).isEqualTo(stays.original());
    assertThat(exported(since).stream().map(r -> r.record().key()))
        .contains(follows.key())
        .doesNotContain(stays.key());
  }

  private static List<StoredRecord> exported(@Nullable Instant since) {
    var read = new ArrayList<StoredRecord>();
    library
        .store
        .catalogueCopy()
        .read(
            new SearchScope.OfTenant(library.south),
            new CatalogueCopy.RecordSelection.All(),
            since,
            read::add);
    return read;
  }

  private static Bytes rendered(
      List<StoredRecord> all, CatalogueRecord record, MarcRecordRenderer renderer) {
    return all.stream()
        .filter(r -> r.record().key().equals(record.key()))
        .findFirst()
        .orElseThrow()
        .rendered(renderer, RecordSyntax.MARC21)
        .orElseThrow();
  }

  private static String text(List<StoredRecord> all, CatalogueRecord record) {
    return new String(
        rendered(all, record, new MarcRecordRenderer()).toArray(), StandardCharsets.UTF_8);
  }

  private static PostgresStore store(AuthorityMatching matching) {
    return new PostgresStore(
        new DatabaseSettings(
            library.roles.url(),
            library.roles.application(),
            library.roles.applicationPassword(),
            null,
            3,
            64,
            1_000,
            8,
            Duration.ofSeconds(4),
            matching),
        TestLibrary.keyring());
  }

  private static CatalogueRecord titleBy(String author, String link) {
    return record(
        RecordFormat.MARC21,
        "test:" + NUMBERS.getAndIncrement(),
        "100 1# $a%s,$eauthor.$0(X)%s".formatted(author, link),
        "245 10 $aHavet");
  }

  private static CatalogueRecord heading(String number, String name) {
    return authority(RecordFormat.MARC21, "X:" + number, "100 1# $a" + name);
  }

  private static CatalogueRecord authority(RecordFormat format, String key, String... fields) {
    return record(
        format,
        key,
        format == RecordFormat.UNIMARC ? "00000nx  a2200000   4500" : "00000nz  a2200000n  4500",
        fields);
  }

  private static CatalogueRecord record(RecordFormat format, String key, String... fields) {
    return record(format, key, "00000nam a2200000 i 4500", fields);
  }

  private static CatalogueRecord record(
      RecordFormat format, String key, String leader, String[] written) {
    var parsed = RecordKey.parse(key);
    var fields = new ArrayList<Field>();
    if (format.marc() == MarcFormat.DANMARC2) {
      fields.add(field("001 00 $a" + parsed.number() + "$b" + parsed.source()));
    } else {
      fields.add(new ControlField("001", parsed.number()));
    }
    Stream.of(written).map(AuthorityLinksTest::field).forEach(fields::add);
    var content = new MarcContent(leader, fields);
    return new CatalogueRecord(
        parsed,
        format,
        new MarcRecordRenderer()
            .render(content, format.marc(), RecordSyntax.MARC21)
            .orElseGet(() -> Bytes.of(content.toString().getBytes(StandardCharsets.UTF_8))),
        content,
        BriefRecords.of(content, format.marc()));
  }

  private static DataField field(String text) {
    var parts = FIELD.matcher(text);
    assertThat(parts.matches()).as(text).isTrue();
    return new DataField(
        parts.group(1),
        parts.group(2).replace('#', ' ').charAt(0),
        parts.group(3).replace('#', ' ').charAt(0),
        Stream.of(parts.group(4).substring(1).split("\\$", -1))
            .map(s -> new Subfield(s.charAt(0), s.substring(1)))
            .toList());
  }

  private static String text(Field field) {
    return switch (field) {
      case ControlField(var tag, var value) -> tag + " " + value;
      case DataField data ->
          data.tag()
              + " "
              + ("" + data.indicator1() + data.indicator2()).replace(' ', '#')
              + " "
              + data.subfields().stream()
                  .map(s -> "$" + s.code() + s.value())
                  .collect(Collectors.joining());
    };
  }

  private static void put(@Nullable TenantId tenant, CatalogueRecord... records) {
    library.store.catalogue().putRecords(tenant, List.of(records));
  }

  private static List<Present> after(Position position) {
    var entries = new ArrayList<Present>();
    for (var piece = feed.changesAfter(position, 1_000);
        !piece.entries().isEmpty();
        piece = feed.changesAfter(piece.next(), 1_000)) {
      piece.entries().stream()
          .filter(Present.class::isInstance)
          .map(Present.class::cast)
          .forEach(entries::add);
    }
    return entries;
  }

  private static List<String> told(Position start, @Nullable TenantId owner, String key) {
    return after(start).stream()
        .filter(p -> p.key().toString().equals(key) && Objects.equals(p.ref().owner(), owner))
        .findFirst()
        .orElseThrow(() -> new AssertionError(key + " was not told"))
        .content()
        .fields()
        .stream()
        .map(AuthorityLinksTest::text)
        .toList();
  }

  /** A record as harvesters get it. */
  private static List<String> shown(@Nullable TenantId owner, CatalogueRecord record) {
    return stored(owner, record.key()).shown().fields().stream()
        .map(AuthorityLinksTest::text)
        .toList();
  }

  private static StoredRecord stored(@Nullable TenantId owner, RecordKey key) {
    var change =
        library
            .store
            .catalogueHarvest()
            .record(
                owner == null ? new SearchScope.Union(Set.of()) : new SearchScope.OfTenant(owner),
                owner,
                key)
            .orElseThrow();
    return ((CatalogueHarvest.Present) change).kept();
  }

  private static String author(CatalogueRecord record) {
    return author(null, record);
  }

  private static String author(@Nullable TenantId owner, CatalogueRecord record) {
    return String.valueOf(stored(owner, record.key()).record().brief().author());
  }

  private static String author(String key) {
    return String.valueOf(stored(null, RecordKey.parse(key)).record().brief().author());
  }
}
