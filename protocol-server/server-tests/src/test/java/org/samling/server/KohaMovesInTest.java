package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.Samling;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.cutover.Cutover;
import org.samling.exchange.cutover.CutoverReport.Finding;
import org.samling.exchange.cutover.Kind;
import org.samling.exchange.koha.KohaMove;
import org.samling.exchange.seed.Progress;
import org.samling.exchange.seed.SeedFile;
import org.samling.exchange.seed.Seeder;
import org.samling.marc.MarcRecordMaker;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.PostgresStore;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportService;
import org.samling.testing.Checkout;
import org.samling.testing.Kiosk;

/** A Norwegian library with codes of its own, which moves in from a dump of its Koha. */
class KohaMovesInTest {

  private static final String TENANT = "fjellet";

  /** The first digit of one code is a public library's in Denmark; here it is a school's. */
  private static final String LIBRARY =
      """
      tenants:
        - code: fjellet
          name: Fjellet bibliotek
          time-zone: Europe/Oslo
          currency: NOK
          agencies:
            - {number: NO-2030000, kind: public, name: Fjellet}
            - number: "7-SKOLE"
              kind: school
              name: Fjellet skole
              branches: [{code: skolen, name: Skolen}]
      """;

  private static final String KIOSK =
      """
      tenants:
        - code: fjellet
          sip2-accounts: [{username: fjellet-kiosk, password: secret, branch: CPL}]
      """;

  private static final List<String> TABLES =
      List.of(
          "branch",
          "patron_category",
          "item_category",
          "patron",
          "patron_identifier",
          "patron_pin",
          "patron_note",
          "patron_consent",
          "notice_wish",
          "local_record",
          "item",
          "loan",
          "loan_history",
          "hold",
          "ledger_entry");

  @TempDir private static Path directory;

  private static TestServer server;
  private static DefaultCamelContext camel;
  private static Tenant tenant;
  private static KohaMove.Result result;

  @BeforeAll
  static void open() throws IOException {
    server = new TestServer();
    camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    seed("library.yaml", LIBRARY);
    tenant = store().tenants().byCode(TENANT).orElseThrow();
    result = move().run();
    seed("kiosk.yaml", KIOSK);
  }

  @AfterAll
  static void close() throws IOException {
    camel.close();
    server.close();
  }

  private static PostgresStore store() {
    return server.library.store;
  }

  private static void seed(String name, String text) throws IOException {
    var store = store();
    var ports =
        new Seeder.Ports(
            new Seeder.Ports.Settings(
                store.tenants(),
                store.libraryRegister(),
                store.policyRegister(),
                store.ownTexts(),
                store.lendingAgreements(),
                store.illPartners()),
            store.patronRegister(),
            store.itemRegister(),
            store.catalogue(),
            new MarcRecordMaker(),
            store,
            store.inquiries(),
            store.bookingLists(),
            store.periodicals());
    var file = Files.writeString(directory.resolve(name), text);
    var report =
        new Seeder(ports, Clock.systemUTC()).load(List.of(SeedFile.read(file)), Progress.SILENT);
    assertThat(report.problems()).isEmpty();
  }

  /** A move from the dump, packed as operators do. */
  private static KohaMove move() throws IOException {
    var packed = directory.resolve("koha.sql.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(Checkout.file("test-fixtures/cutover/koha-dump/default.sql"), out);
    }
    var store = store();
    var imports =
        new ImportService(
            camel,
            new MarcRecordReader(),
            new MarcRecordRenderer(),
            store.importBatches(),
            store.importReviews(),
            store.itemRegister(),
            store.inquiries(),
            DiskReserve.UNSEEN);
    return new KohaMove(
        new KohaMove.Ports(
            new Cutover.Ports(
                store.patronRegister(),
                store.itemRegister(),
                store.catalogue(),
                new MarcRecordMaker(),
                store,
                store.cutoverInquiries(),
                store.noticeContacts(),
                store.pastLoans()),
            imports,
            store.libraryRegister(),
            store.inquiries()),
        tenant,
        new KohaMove.Choice(packed, null, "NO-2030000", null, directory.resolve("report")),
        _ -> {});
  }

  private static List<String> texts(String sql) {
    return server.library.texts(tenant.id(), sql);
  }

  private static List<Long> rows() {
    return TABLES.stream()
        .map(table -> server.library.count(tenant.id(), "select count(*) from " + table))
        .toList();
  }

  private static List<Long> numbers(KohaMove.Result of, Kind kind) {
    var count = Objects.requireNonNull(of.report().counts().get(kind));
    return List.of(count.read(), count.added(), count.there(), count.rejected());
  }

  private static Map<String, Long> named(Map<Finding, Long> findings) {
    return findings.entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().text(), Map.Entry::getValue));
  }

  private static String ask(Kiosk kiosk, String message) {
    return kiosk.ask(message.formatted("20260101    120000"));
  }

  @Test
  void everythingOfADumpComesAlongAndTheStoreAgreesWithIt() {
    assertThat(result.reconciliation().different()).isZero();
    assertThat(result.created())
        .containsExactly(
            "branch CPL, of agency NO-2030000",
            "branch FPL, of agency NO-2030000",
            "patron category PT: 50 loans, 25 holds, debt up to 200.00",
            "patron category YA: 10 loans, 25 holds, debt up to 200.00",
            "item category BK: 21 days, 2 renewals",
            "item category BK-NFL: not for loan",
            "item category MU: 7 days, 2 renewals",
            "item category REF: not for loan");
    assertThat(result.records().put().added()).isEqualTo(10);
    assertThat(result.leftOut().values()).containsExactly(1);
    assertThat(numbers(result, Kind.PATRONS)).containsExactly(14L, 13L, 0L, 1L);
    assertThat(numbers(result, Kind.ITEMS)).containsExactly(23L, 23L, 0L, 0L);
    assertThat(numbers(result, Kind.LOANS)).containsExactly(6L, 6L, 0L, 0L);
    assertThat(numbers(result, Kind.HOLDS)).containsExactly(6L, 6L, 0L, 0L);
    assertThat(numbers(result, Kind.FEES)).containsExactly(5L, 5L, 0L, 0L);
    assertThat(numbers(result, Kind.HISTORY)).containsExactly(2L, 1L, 0L, 1L);
    assertThat(named(result.report().rejected()))
        .containsOnlyKeys("patrons.card: is missing", "history.item: is missing");
    assertThat(named(result.report().leftOut()))
        .containsOnly(
            entry("history.consent: the patron has not consented to keeping past loans", 3L),
            entry("items.barcode: has no barcode, by which items are known here", 1L),
            entry(
                "fees.kind: is money that the patron has to their credit: pay it out, or set it off",
                1L));
    assertThat(result.reconciliation().sums()).containsKeys("past loans", "fees open, overdue");
  }

  @Test
  void whatWasLeftOutIsListedWithItsTableAndItsKey() throws IOException {
    assertThat(Files.readAllLines(Path.of(Objects.requireNonNull(result.report().file()))))
        .contains(
            "rejected,patrons,borrowers,5,card,,is missing",
            "left out,items,items,7,barcode,,\"has no barcode, by which items are known here\"",
            "left out,fees,accountlines,4,kind,,\"is money that the patron has to their credit: pay it out, or set it off\"")
        .noneMatch(line -> line.contains("Nansen"));
    assertThat(Files.readAllLines(Path.of(Objects.requireNonNull(result.recordFile()))))
        .anyMatch(line -> line.startsWith("left out,records,biblio_metadata,11,metadata,,"));
  }

  @Test
  void whatBelongsToARowInOtherTablesComesWithIt() {
    assertThat(
            texts(
                "select g.value from patron p join patron_identifier i on i.patron_id = p.id join patron_identifier g on g.patron_id = p.guardian_id and g.kind = 'CARD' and g.value like 'P%' where i.value = 'P000004'"))
        .containsExactly("P000001");
    assertThat(texts("select text from patron_note order by text"))
        .contains(
            "SKOLE: Fjøllet skole, 1. trinn",
            "Linje 1\r\nLinje 2\nSKOLE: Fjøllet skole, 2. trinn",
            "guarantor: P000002 far\ncontact: Bestemor",
            "The address is not known.",
            "The card was reported lost.");
    assertThat(
            texts(
                "select kind || ' ' || is_wanted || ' ' || coalesce(channel, '-') || ' ' || coalesce(is_daily::text, '-') from notice_wish order by kind, channel nulls last"))
        .containsExactly("PRE_DUE true email true", "READY true sms -", "READY false - -");
    assertThat(
            texts(
                "select i.barcode || ' ' || i.category || ' ' || i.status from item i where i.barcode in ('K000008', 'K000009', 'K000010', 'K000011', 'K000012', 'K000015') order by 1"))
        .containsExactly(
            "K000008 BK-NFL AVAILABLE",
            "K000009 BK ON_ORDER",
            "K000010 MU IN_PROCESS",
            "K000011 BK MISSING",
            "K000012 BK DISCARDED",
            "K000015 REF AVAILABLE");
    assertThat(
            texts(
                "select h.state || ' ' || coalesce(i.barcode, '-') || ' ' || coalesce(h.paused_until::text, '-') from hold h left join item i on i.id = coalesce(h.item_id, h.wanted_item_id) order by h.state, h.placed_at"))
        .containsExactlyInAnyOrder(
            "READY K000001 -",
            "IN_TRANSIT K000002 -",
            "WAITING K000003 -",
            "WAITING - 2099-03-01",
            "WAITING - -",
            "WAITING - -");
    assertThat(
            texts(
                "select distinct l.control_number || ' ' || l.source from local_record l where l.title like 'Fjellets sønner 3%'"))
        .containsExactly("3 NO-2030000");
  }

  /** By the command, and in another of the forms that a dump can have. */
  private static String koha(int code, String... options) {
    var said = new StringWriter();
    var dump = Checkout.file("test-fixtures/cutover/koha-dump/skip-extended-insert.sql");
    var arguments =
        Stream.concat(
                Stream.of("cutover", "koha", dump.toString(), "--tenant", TENANT),
                Stream.concat(
                    Stream.of("--config", directory.resolve("samling.yaml").toString()),
                    Stream.of(options)))
            .toArray(String[]::new);
    assertThat(Samling.run(new PrintWriter(said), arguments)).as(said.toString()).isEqualTo(code);
    return said.toString();
  }

  @Test
  void theSameDumpAgainChangesNothing() {
    var before = rows();
    TestServerConfiguration.USUAL.load(server.library, directory);
    var report = directory.resolve("again").toString();

    var said = koha(0, "--agency", "NO-2030000", "--report", report);

    assertThat(rows()).isEqualTo(before);
    assertThat(said)
        .doesNotContain("Created")
        .contains("Records: 11 read, 0 added, 0 changed, 10 unchanged, 1 left out.")
        .containsPattern("patrons +14 +0 +0 +0 +13 +1 ")
        .containsPattern("items +23 +1 +0 +0 +23 +0 ")
        .containsPattern("loans +6 +0 +0 +0 +6 +0 ")
        .containsPattern("holds +6 +0 +0 +0 +6 +0 ")
        .containsPattern("fees +5 +3 +0 +0 +5 +0 ")
        .containsPattern("history +2 +4 +0 +0 +1 +1 ")
        .contains("The store agrees with the export.");
    assertThat(koha(2))
        .contains("name the agency of new branches by --agency: 7-SKOLE, NO-2030000");
  }

  @Test
  void borrowerLogsInWithTheOldPassword() {
    try (var kiosk = new Kiosk(server.listeners.sip2Ports().getFirst())) {
      assertThat(kiosk.ask("9300CNfjellet-kiosk|COsecret|")).isEqualTo("941");
      var status = "23009%sAONO-2030000|AAP000001|AC|AD";
      assertThat(ask(kiosk, status + "4321|")).contains("|BLY|CQN");
      assertThat(ask(kiosk, status + "1234|")).contains("|BLY|CQY");
      assertThat(ask(kiosk, status.replace("P000001", "eva") + "1234|")).contains("|BLY|CQY");
    }
    assertThat(
            texts(
                "select n.hash from patron_pin n join patron_identifier i on i.patron_id = n.patron_id where i.value = 'P000001'"))
        .singleElement()
        .asString()
        .startsWith("$argon2id$");
  }

  @Test
  void libraryWithCodesOfItsOwnLendsOverSip2() {
    var agencies = store().inquiries().policy(tenant.id()).agencies();
    assertThat(agencies.get("7-SKOLE"))
        .isEqualTo(new Agency("7-SKOLE", Agency.Kind.SCHOOL, "7-SKOLE", null, "Fjellet skole"));
    try (var kiosk = new Kiosk(server.listeners.sip2Ports().getFirst())) {
      assertThat(kiosk.ask("9300CNfjellet-kiosk|COsecret|")).isEqualTo("941");
      assertThat(ask(kiosk, "11YN%1$s%1$sAONO-2030000|AAP000002|ABK000014|AC|AD1234|"))
          .startsWith("121N")
          .contains("AONO-2030000|");
      assertThat(ask(kiosk, "09N%1$s%1$sAPCPL|AONO-2030000|ABK000014|AC|")).startsWith("101");
    }
  }
}
