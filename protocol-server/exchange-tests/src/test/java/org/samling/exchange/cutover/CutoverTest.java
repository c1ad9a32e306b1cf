package org.samling.exchange.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.Secret;
import org.samling.exchange.cutover.CutoverReport.Finding;
import org.samling.postgres.TestLibrary;

/** Moving a library in from another system. */
class CutoverTest {

  private static final List<String> TABLES =
      List.of(
          "patron",
          "patron_identifier",
          "patron_pin",
          "patron_note",
          "local_record",
          "item",
          "loan",
          "loan_history",
          "hold",
          "payment",
          "ledger_entry",
          "outbox",
          "audit");

  @TempDir private Path directory;

  private CutoverFixture fixture;

  @BeforeEach
  void open() {
    fixture = new CutoverFixture(directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<Long> rows() {
    return TABLES.stream().map(table -> fixture.count("select count(*) from " + table)).toList();
  }

  private static List<Long> numbers(CutoverReport report, Kind kind) {
    var of = Objects.requireNonNull(report.counts().get(kind));
    return List.of(of.read(), of.added(), of.changed(), of.there(), of.rejected());
  }

  private static List<String> texts(Iterable<Finding> findings) {
    var texts = new ArrayList<String>();
    findings.forEach(f -> texts.add(f.text()));
    return texts;
  }

  @Test
  void patronsComeWithWhatIsKnownOfThem() {
    var report = fixture.load();

    assertThat(report.isClean()).as("%s", report.rejected()).isTrue();
    assertThat(numbers(report, Kind.PATRONS)).containsExactly(4L, 4L, 0L, 0L, 0L);
    assertThat(
            fixture.text(
                "select name from patron p join patron_identifier i on i.patron_id = p.id where value = '7000000003'"))
        .isEqualTo("Ravn; født Due, Carl");
    assertThat(
            fixture.text(
                "select code || ' ' || note from patron_block b join patron_identifier i on i.patron_id = b.patron_id where value = '7000000003'"))
        .isEqualTo("U Har ikke afleveret");
    assertThat(
            fixture.text(
                "select g.value from patron p join patron_identifier i on i.patron_id = p.id join patron_identifier g on g.patron_id = p.guardian_id and g.kind = 'CARD' where i.value = '7000000002'"))
        .isEqualTo("7000000001");
    assertThat(fixture.text("select consent from patron_consent"))
        .isEqualTo("KEEP_HISTORICAL_LOAN_DATA");
    assertThat(fixture.count("select count(*) from patron_identifier where kind = 'CPR'"))
        .isEqualTo(1);
    assertThat(
            fixture
                .library
                .store
                .patronAuthentication()
                .check(fixture.library.north, "7000000001", new Secret("4711")))
        .isPresent();
    assertThat(texts(report.notes().keySet()))
        .contains("patrons.pin: is easily guessed; taken over all the same");
  }

  @Test
  void itemWithoutRecordGetsABriefOne() {
    var report = fixture.load();

    assertThat(numbers(report, Kind.ITEMS)).containsExactly(4L, 4L, 0L, 0L, 0L);
    assertThat(
            fixture.count(
                "select count(*) from item where barcode in ('5700000010', '5700000011') and common_record_id is not null"))
        .isEqualTo(2);
    assertThat(
            fixture.text(
                "select distinct l.source || ' ' || l.title from item i join local_record l on l.id = i.local_record_id where barcode in ('5700000012', '5700000013')"))
        .isEqualTo("cutover Nordby gennem 100 år");
    assertThat(fixture.text("select price::text from item where barcode = '5700000012'"))
        .isEqualTo("119950");
  }

  @Test
  void itemIsFoundByIsbnWhereItsNumberIsNotKnown() {
    fixture.library.asSuperuser(
        "update common_record set isbns = '{9780141036144}' where control_number = '2'");
    fixture.replace(
        "mapping.yaml", "    price: pris", "    price: pris\n    isbn: {value: 0-14-103614-1}");
    fixture.load();
    assertThat(
            fixture.text(
                "select distinct c.control_number from item i join common_record c on c.id = i.common_record_id where barcode in ('5700000012', '5700000013')"))
        .isEqualTo("2");
  }

  @Test
  void loanKeepsItsDatesAndRenewals() {
    var report = fixture.load();

    assertThat(numbers(report, Kind.LOANS)).containsExactly(2L, 2L, 0L, 0L, 0L);
    var loan =
        fixture.text(
            "select lent_at at time zone 'Europe/Copenhagen' || ' ' || (due_at at time zone 'Europe/Copenhagen') || ' ' || renewals || ' ' || i.status from loan o join item i on i.id = o.item_id where barcode = '5700000010'");
    assertThat(loan).isEqualTo("2026-10-01 10:15:00 2026-10-31 23:59:59 1 ON_LOAN");
  }

  @Test
  void queueGoesByThePositionsOfTheOtherSystem() {
    fixture.load();
    assertThat(
            fixture.library.texts(
                fixture.library.north,
                "select i.value from hold h join patron_identifier i on i.patron_id = h.patron_id and i.kind = 'CARD' where state = 'WAITING' and value like '70%' order by placed_at"))
        .containsExactly("7000000002", "7000000005");
  }

  @Test
  void holdThatIsReadyHasItsItemAndAPickupNumber() {
    fixture.load();
    assertThat(
            fixture.text(
                "select i.status || ' ' || i.at_branch || ' ' || h.pickup_number from hold h join item i on i.id = h.item_id and i.hold_id = h.id where h.state = 'READY' and barcode = '5700000011'"))
        .isEqualTo("ON_HOLD_SHELF " + TestLibrary.BRANCH + " 1");
  }

  @Test
  void feeKeepsItsDateAndWhatWasPaidOfIt() {
    var report = fixture.load();

    assertThat(numbers(report, Kind.FEES)).containsExactly(3L, 3L, 0L, 0L, 0L);
    var account =
        fixture.library.store.inquiries().patron(fixture.library.north, "7000000003").orElseThrow();
    assertThat(account.fees())
        .singleElement()
        .satisfies(fee -> {
          assertThat(fee.open()).isEqualTo(124_950);
          assertThat(fee.arose()).isEqualTo(Instant.parse("2025-01-31T23:00:00Z"));
        });
  }

  @Test
  void feeForBeingLateCountsForTheLoanThatGoesOn() {
    fixture.load();
    assertThat(
            fixture.text(
                "select e.amount || ' ' || e.due_day from ledger_entry e join loan o on o.id = e.loan_id join item i on i.id = o.item_id where e.kind = 'CREATION' and barcode = '5700000010'"))
        .isEqualTo("2000 2026-10-31");
  }

  @Test
  void checkTellsTheSameAndWritesNothing() {
    var before = rows();
    var checked = fixture.check();
    assertThat(rows()).isEqualTo(before);

    var loaded = fixture.load();
    for (var kind : Kind.values()) {
      assertThat(numbers(checked, kind)).as("%s", kind).isEqualTo(numbers(loaded, kind));
    }
    assertThat(texts(checked.notes().keySet())).isEqualTo(texts(loaded.notes().keySet()));
  }

  @Test
  void loadingAgainChangesNothing() {
    fixture.load();
    var before = rows();
    var again = fixture.load();
    assertThat(rows()).isEqualTo(before);
    for (var kind : Kind.values()) {
      var numbers = numbers(again, kind);
      assertThat(numbers.get(3)).as("%s", kind).isEqualTo(numbers.get(0));
    }
  }

  @Test
  void loadThatBrokeOffGoesOnWhereItWas() {
    fixture.load(EnumSet.of(Kind.PATRONS, Kind.ITEMS, Kind.LOANS));
    assertThat(
            fixture.count(
                "select count(*) from ledger_entry e join patron_identifier i on i.patron_id = e.patron_id where i.value like '70%'"))
        .isZero();

    var rest = fixture.load();
    assertThat(numbers(rest, Kind.LOANS)).containsExactly(2L, 0L, 0L, 2L, 0L);
    assertThat(numbers(rest, Kind.FEES)).containsExactly(3L, 3L, 0L, 0L, 0L);
    assertThat(fixture.reconcile().different()).isZero();
  }

  @Test
  void whatChangedInTheOtherSystemIsTakenUp() {
    fixture.load();
    fixture.replace("laan.csv", "20-12-2026", "27-12-2026");
    fixture.replace("reserveringer.csv", "2;T1;;H", "2;T1;;F");
    fixture.replace("gebyrer.csv", "20,00;5,00", "20,00;2,00");
    fixture.replace("laanere-2.csv", "Bakken 7", "Bakken 8");

    var report = fixture.load();
    assertThat(numbers(report, Kind.LOANS)).containsExactly(2L, 0L, 1L, 1L, 0L);
    assertThat(numbers(report, Kind.HOLDS)).containsExactly(3L, 0L, 1L, 2L, 0L);
    assertThat(numbers(report, Kind.FEES)).containsExactly(3L, 0L, 1L, 2L, 0L);
    assertThat(fixture.reconcile().different()).isZero();
    assertThat(
            fixture.text(
                "select address from patron p join patron_identifier i on i.patron_id = p.id where value = '7000000005'"))
        .startsWith("Bakken 8");
  }

  private void giveBack(String barcode) {
    fixture.library.submit(
        new LoanCommand.Checkin(
            new Origin(
                fixture.library.north,
                CommandKey.of(Duration.ofMinutes(1), "back", barcode),
                "test",
                TestLibrary.BRANCH,
                Instant.now().plusSeconds(60)),
            barcode,
            Instant.now()));
  }

  @Test
  void loanThatWasReturnedHereIsNotMadeAgain() {
    fixture.load();
    giveBack("5700000012");

    var again = fixture.load();
    assertThat(numbers(again, Kind.LOANS)).containsExactly(2L, 0L, 0L, 2L, 0L);
    assertThat(texts(again.notes().keySet()))
        .contains("loans.item: has been returned here since, and stays so");
    assertThat(
            fixture.count(
                "select count(*) from loan o join item i on i.id = o.item_id where barcode = '5700000012' and returned_at is null"))
        .isZero();
  }

  @Test
  void reconciliationFindsWhatDiffers() throws IOException {
    fixture.load();
    var clean = fixture.reconcile();
    assertThat(clean.different()).isZero();
    assertThat(clean.file()).isNull();
    assertThat(clean.sums().get("fees open, replacement"))
        .isNotNull()
        .satisfies(sum -> {
          assertThat(sum.export()).isEqualTo(124_950);
          assertThat(sum.store()).isEqualTo(124_950);
        });

    giveBack("5700000012");
    var found = fixture.reconcile();
    assertThat(found.different()).isPositive();
    assertThat(Files.readAllLines(Path.of(Objects.requireNonNull(found.file()))))
        .contains(
            "patron,7000000002,loans,1,0",
            "loan,5700000012,loan,there,missing",
            "sum,loans at DK-799701,sum,1,0");
  }

  @Test
  void wrongRowIsRejectedWithFileLineAndFieldAndNothingOfWhatItSays() throws IOException {
    fixture.append("laanere-2.csv", "6;7000000006;Kvist;Finn;XXX;F;2975;31-02-1991;;;;;1234;;N;N");
    fixture.append("laanere-2.csv", "7;7000000005;Dobbelt;Gurli;VOK;F;2975;30-06-1991;;;;;;;N;N");
    fixture.append("laan.csv", "1;99;01-10-2026 10:15;31-10-2026;1");
    fixture.append("laan.csv", "9;13;01-10-2026 10:15;31-10-2026;1");
    fixture.append("laan.csv", "1;11;01-10-2026 10:15;30-09-2026;1");
    fixture.append("gebyrer.csv", "1;;RYK;abc;1,00;01-01-2026;x");

    var report = fixture.check();
    assertThat(texts(report.rejected().keySet()))
        .containsExactlyInAnyOrder(
            "patrons.category: the table kategori has no such code \"XXX\"",
            "patrons.birth-date: is not a date",
            "patrons.cpr: is not a CPR number",
            "patrons.card: it or another identifier is already in an earlier row",
            "loans.item-id: no item that is taken over has this number",
            "loans.patron-id: no patron that is taken over has this number",
            "loans.due: is before the loan",
            "fees.amount: is not an amount in DKK");
    // Without the directory, whose name has digits at random.
    var table =
        Files.readString(Path.of(Objects.requireNonNull(report.file()))).replaceAll("[^,\n]*/", "");
    assertThat(table.lines())
        .contains(
            "rejected,patrons,laanere-2.csv,3,category,XXX,the table kategori has no such code",
            "rejected,loans,laan.csv,6,due,,is before the loan");
    assertThat(table).doesNotContain("Kvist").doesNotContain("2975").doesNotContain("1234");
    assertThat(fixture.load().counts().get(Kind.LOANS))
        .isNotNull()
        .satisfies(of -> {
          assertThat(of.added()).isEqualTo(2);
          assertThat(of.rejected()).isEqualTo(3);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"koha", "evergreen", "folio"})
  void presetReadsTheExportOfItsSystem(String system) {
    var mapping = CutoverFixture.shipped(system).resolve("mapping.yaml");
    var cutover = fixture.cutover(fixture.library.north, mapping);
    var report = cutover.run(fixture.reports, EnumSet.allOf(Kind.class));

    assertThat(report.isClean()).as("%s", report.rejected()).isTrue();
    assertThat(numbers(report, Kind.PATRONS)).containsExactly(2L, 2L, 0L, 0L, 0L);
    assertThat(numbers(report, Kind.LOANS)).containsExactly(1L, 1L, 0L, 0L, 0L);
    assertThat(numbers(report, Kind.HOLDS)).containsExactly(1L, 1L, 0L, 0L, 0L);
    assertThat(numbers(report, Kind.FEES)).containsExactly(1L, 1L, 0L, 0L, 0L);
    assertThat(cutover.reconcile(fixture.reports).different()).isZero();
  }

  @Test
  void pastLoanComesAlongForThoseWhoConsentToKeepingIt() {
    fixture.append("historik.csv", "2;13;01-05-2026 10:15;01-06-2026;20-05-2026 12:30");
    fixture.append("historik.csv", "1;12;01-05-2026 10:15;01-06-2026;20-04-2026 12:30");

    var report = fixture.load();
    assertThat(numbers(report, Kind.HISTORY)).containsExactly(3L, 1L, 0L, 0L, 2L);
    assertThat(texts(report.rejected().keySet()))
        .contains(
            "history.patron: does not consent to keeping past loans",
            "history.returned: is before the loan, or in the future");
    assertThat(
            fixture.text(
                "select n.value || ' ' || h.kept_for || ' ' || (l.returned_at at time zone 'Europe/Copenhagen') from loan l join loan_history h on h.loan_id = l.id join patron_identifier n on n.patron_id = h.patron_id and n.kind = 'CARD'"))
        .isEqualTo("7000000001 CONSENT 2026-06-20 12:30:00");
    assertThat(fixture.reconcile().sums().get("past loans"))
        .isNotNull()
        .satisfies(sum -> assertThat(sum.store()).isEqualTo(1));
  }

  @Test
  void otherTenantSeesNothingOfIt() {
    fixture.load();
    var inquiries = fixture.library.store.cutoverInquiries();
    var south = fixture.library.south;
    assertThat(inquiries.patrons(south, List.of("7000000001"))).isEmpty();
    assertThat(inquiries.items(south, List.of("5700000010"))).isEmpty();
    assertThat(inquiries.openLoans(south, List.of("5700000010"))).isEmpty();
    assertThat(fixture.library.count(south, "select count(*) from local_record")).isZero();

    var found = fixture.cutover(south, fixture.mapping()).reconcile(fixture.reports);
    assertThat(found.sums().get("patrons at " + TestLibrary.MAIN))
        .isNotNull()
        .satisfies(sum -> {
          assertThat(sum.export()).isEqualTo(2);
          assertThat(sum.store()).isZero();
        });
  }
}
