package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Placement;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.RepairTally;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.Notices;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Unit;
import org.samling.core.staff.Staff.NewMember;
import org.samling.core.staff.StaffRole;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Statistics;
import org.samling.core.stock.StockCounts;

/**
 * How often ten registers and the circulation itself go to the database. Statements that belong
 * together go there together, and a change of how they are written makes no round trip more.
 */
class RoundTripsTest {

  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Copenhagen"));

  private static TestLibrary library;
  private static PostgresStore store;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    library.addStock(20, 20);
    store = CountedDriver.store(library);
    store.inquiries().policy(library.north);
    store.guestReception().isLender(library.north);
  }

  @AfterAll
  static void close() {
    store.close();
    library.close();
  }

  /** That an action takes so many at most, where the policy was loaded before it. */
  private static void assertRoundTrips(int most, Runnable action) {
    store.inquiries().policy(library.north);
    assertThat(CountedDriver.during(action)).isLessThanOrEqualTo(most);
  }

  @Test
  void circulation() {
    var north = library.north;
    assertRoundTrips(2, () -> store.submit(TestLibrary.checkout(north, "A", "1")).join());
    assertRoundTrips(2, () -> store.submit(TestLibrary.renew(north, "A", "1")).join());
    assertRoundTrips(2, () -> store.submit(TestLibrary.checkin(north, "1", MAIN)).join());
    assertRoundTrips(2, () -> store.submit(TestLibrary.checkout(north, "A", "1")).join());
    assertRoundTrips(
        2, () -> store.submit(TestLibrary.hold(north, "B", TITLE, TestLibrary.BRANCH)).join());
    // Somebody waits for the title now, whose queue is looked up.
    assertRoundTrips(3, () -> store.submit(TestLibrary.checkin(north, "1", MAIN)).join());
    assertRoundTrips(
        2,
        () ->
            store
                .submit(
                    new HoldCommand.CancelHold(
                        TestLibrary.origin(north, UUID.randomUUID(), MAIN), "B", TITLE))
                .join());
    assertRoundTrips(1, () -> store.inquiries().patron(north, "A"));
    assertRoundTrips(1, () -> store.inquiries().profile(north, "A"));
    assertRoundTrips(1, () -> store.inquiries().item(north, "1"));
  }

  /** Whoever lends to guests asks first whether a patron is one, and no more where none is. */
  @Test
  void lenderOfGuests() {
    var south = library.south;
    var agreements = store.guestAgreements();
    var terms = new Terms(Set.of(), List.of("2"));
    agreements.offer(library.north, south, terms, "test");
    agreements.accept(south, library.north, terms, new Place("adult", "adult", MAIN), "test");
    store.guestReception().looksAnew(south);
    store.inquiries().policy(south);

    assertRoundTrips(3, () -> store.submit(TestLibrary.checkout(south, "A", "1")).join());
    assertRoundTrips(2, () -> store.inquiries().patron(south, "A"));
    assertRoundTrips(3, () -> store.patronAuthentication().check(south, "B", new Secret("1234")));
    assertRoundTrips(2, () -> store.inquiries().patron(south, "nobody's"));
  }

  @Test
  void patrons() {
    var north = library.north;
    assertRoundTrips(
        2,
        () ->
            store
                .patronRegister()
                .putPatrons(
                    north,
                    List.of(
                        TestLibrary.born("R1", TODAY.minusYears(30)),
                        TestLibrary.born("R2", TODAY.minusYears(40)))));
    assertRoundTrips(2, () -> store.patronAuthentication().check(north, "B", new Secret("1234")));
    assertRoundTrips(1, () -> store.deskLists().patrons(north, "navn", Set.of(), null, 10));
    assertRoundTrips(1, () -> store.deskLists().patron(north, "B"));
    assertRoundTrips(2, () -> store.statements().statement(north, "B", null, null));
  }

  @Test
  void items() {
    var north = library.north;
    assertRoundTrips(
        2,
        () ->
            store
                .itemRegister()
                .putItems(
                    north,
                    List.of(
                        TestTenant.item("R1", TITLE, "book"),
                        TestTenant.item("R2", TITLE, "book"))));
    var range = new StockCounts.Range(MAIN, null, null, null);
    assertRoundTrips(1, () -> store.stockCounts().begin(north, range, "test"));
    var count = store.stockCounts().begin(north, range, "test");
    assertRoundTrips(
        1, () -> store.stockCounts().scan(north, count, List.of(new StockCounts.Scan("R1", 0))));
    assertRoundTrips(1, () -> store.stockCounts().results(north, count));
    assertRoundTrips(1, () -> store.stockCounts().list(north, null, 10));
  }

  @Test
  void staff() {
    assertRoundTrips(
        1,
        () ->
            store
                .staff()
                .add(
                    new NewMember(
                        "round-trips",
                        "Test",
                        StaffRole.DESK,
                        library.north,
                        Set.of(),
                        new Secret("secret-of-test"))));
    assertRoundTrips(
        3, () -> store.staff().signIn("round-trips", new Secret("secret-of-test"), null));
    assertRoundTrips(1, () -> store.staff().all());
    assertRoundTrips(1, () -> store.staff().acts(null, 10));
    assertRoundTrips(1, () -> store.staff().enable("round-trips", false));
  }

  @Test
  void policies() {
    var north = library.north;
    var unit = new Unit(Unit.Level.TENANT, "north");
    assertRoundTrips(
        4,
        () -> {
          TestTenant.set(store, north, "north", Setting.HOLD_PICKUP_DAYS, "3");
          store.inquiries().policy(north);
        });
    assertRoundTrips(
        1,
        () ->
            store
                .policyRegister()
                .removeSetting(north, Setting.HOLD_PICKUP_DAYS.name(), unit, LocalDate.EPOCH));
    assertRoundTrips(1, () -> store.policyRegister().cases(north));
    assertRoundTrips(1, () -> store.policyRegister().pendingSuspensions(north));
  }

  @Test
  void bookings() {
    var north = library.north;
    assertRoundTrips(
        1,
        () ->
            store
                .bookingLists()
                .bookings(north, new BookingLists.BookingFilter(null, null, true), 10));
    assertRoundTrips(1, () -> store.bookingLists().troubles(north, 10));
    assertRoundTrips(1, () -> store.bookingLists().toFetch(north, MAIN, TODAY, 10));
    assertRoundTrips(
        1, () -> store.bookingLists().calendar(north, TITLE, TODAY, TODAY.plusDays(7)));
    assertRoundTrips(1, () -> store.bookingLists().sets(north));
    assertRoundTrips(1, () -> store.holdLists().pullList(north, MAIN, 10));
    assertRoundTrips(1, () -> store.holdLists().queues(north, "B"));
  }

  @Test
  void notices() {
    var north = library.north;
    var now = Instant.now();
    assertRoundTrips(1, () -> store.notices().events(north, 10));
    assertRoundTrips(
        1,
        () ->
            store.notices().dueSoon(north, new Notices.Place<>(now, null), Map.of(MAIN, now), 10));
    assertRoundTrips(1, () -> store.notices().claim(north, 10, Duration.ofMinutes(1)));
    assertRoundTrips(1, () -> store.notices().list(north, Notices.NoticeFilter.ALL, 10));
    assertRoundTrips(1, () -> store.notices().forget(north, now.minusSeconds(3_600), now));
    var name =
        new NoticeTemplates.Name(
            MessageKind.values()[0], NoticeLanguage.values()[0], NoticeForm.values()[0]);
    assertRoundTrips(1, () -> store.noticeTemplates().save(north, name, null, "test", 0));
    assertRoundTrips(1, () -> store.noticeTemplates().current(north));
  }

  @Test
  void imports() {
    var batches = store.importBatches();
    var order =
        new Order(
            null,
            "test",
            "/round-trips",
            new FilePrint(1, "0".repeat(64)),
            "local",
            null,
            null,
            ImportRules.DEFAULT,
            null);
    var batch = batches.begin(order);
    var record = TestLibrary.record(new RecordKey("round-trips", "1"), "Et");
    var after = new ImportTally(1, 0, 0, RepairTally.NOTHING, 0, null);
    assertRoundTrips(1, () -> batches.begin(order));
    assertRoundTrips(
        3,
        () ->
            batches.write(
                batch, List.of(record), TestLibrary.recordJudge(), List.of(), 0, after, List.of()));
    assertRoundTrips(1, () -> batches.unfinished(order));
    assertRoundTrips(1, () -> batches.latest(null, 10));
    assertRoundTrips(1, () -> batches.writtenRecords(batch, 10));
    assertRoundTrips(1, () -> batches.finish(batch));
  }

  @Test
  void catalogue() {
    var north = library.north;
    var record = TestLibrary.record(new RecordKey("round-trips", "2"), "To");
    assertRoundTrips(2, () -> store.catalogue().putRecords(north, List.of(record)));
    assertRoundTrips(2, () -> store.catalogue().putRecords(null, List.of(record)));
    assertRoundTrips(1, () -> store.descriptions().ofRecords(north, List.of(TITLE)));
    assertRoundTrips(1, () -> store.descriptions().ofItems(north, List.of("5")));
    assertRoundTrips(3, () -> store.catalogueFeed().recordsAfter(null, 10));
    assertRoundTrips(2, () -> store.catalogueFeed().changesAfter(store.catalogueFeed().end(), 10));
  }

  @Test
  void interlibraryLoans() {
    var north = library.north;
    var requests = store.interlibraryRequests();
    var order = InterlibraryRequestsTest.order("round-trips", 1);
    var requested = new Placement(InterlibraryState.REQUESTED, null);
    assertRoundTrips(2, () -> requests.place(north, MAIN, order, requested));
    assertRoundTrips(1, () -> requests.find(north, 1));
    assertRoundTrips(1, () -> requests.events(north, 1));
    assertRoundTrips(
        1,
        () ->
            store
                .interlibraryOverview()
                .requests(
                    north, InterlibraryOverview.RequestFilter.inStates(null), Long.MAX_VALUE, 10));
    assertRoundTrips(1, () -> store.interlibraryOverview().pendingMessages(north, null, null, 10));
  }

  @Test
  void statistics() {
    var north = library.north;
    var asked =
        new Statistics.FigureQuery(
            TODAY.minusDays(30), TODAY, null, Set.of(), List.of(Dimension.BRANCH));
    assertRoundTrips(4, () -> store.statistics().count(north, 100));
    assertRoundTrips(5, () -> store.statistics().close(north, Instant.now()));
    assertRoundTrips(2, () -> store.statistics().figures(north, asked));
    assertRoundTrips(1, () -> store.statistics().year(north, TODAY.getYear()));
  }

  @Test
  void organisation() {
    var north = library.north;
    assertRoundTrips(1, () -> store.tenants().all());
    assertRoundTrips(1, () -> store.libraryRegister().accounts(north, null, "", 10));
    assertRoundTrips(1, () -> store.libraryRegister().putEnabled(north, "north-z3950", true));
    assertRoundTrips(1, () -> store.machineAccounts().all(north));
  }
}
