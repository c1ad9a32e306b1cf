package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Placement;
import org.samling.core.patron.Consent;
import org.samling.core.policy.Setting;
import org.samling.core.privacy.AccessLog;
import org.samling.core.privacy.PersonalData;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.embedded.TestPostgres;

/**
 * Once loans are forgotten, nothing in the database leads from a person to what they had: every
 * column of every table of every schema is searched, whatever PostgreSQL's catalogue knows, and
 * from what is found it is searched on, over as many rows as it takes.
 */
class ForgottenLoansTest {

  private static final String WHO = "2099000001";
  private static final String KEEPER = "2099000002";
  private static final int DAYS = 45;

  /** By what a row may lead to another: numbers of things, keys, hashes, barcodes and cards. */
  private static final Pattern NAMES =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\\b[0-9]{10}\\b");

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    for (var card : List.of(WHO, KEEPER)) {
      TestPatrons.patron()
          .cpr(card.equals(WHO) ? TestPatrons.CPR : "1702709883")
          .put(library, library.north, card);
    }
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            Stream.of(
                    "3899000001",
                    "3899000002",
                    "3899000003",
                    "3899000004",
                    "3899000005",
                    "3899000006")
                .map(barcode -> NewItem.plain(barcode, TITLE, MAIN, "book"))
                .toList());
  }

  @AfterEach
  void close() {
    library.close();
  }

  private Origin from() {
    return TestLibrary.origin(library.north, UUID.randomUUID(), MAIN);
  }

  private void lend(String card, String item) {
    library.submit(TestLibrary.checkout(library.north, card, item));
  }

  private void takeBack(String item) {
    library.submit(TestLibrary.checkin(library.north, item, MAIN));
  }

  private List<String> rows(Connection connection, String sql) throws SQLException {
    var rows = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  /** Every row of every table as text, with the table before it. */
  private List<String> everything() throws SQLException {
    try (var connection = TestPostgres.connect(library.roles.url())) {
      var all = new ArrayList<String>();
      for (var table :
          rows(
              connection,
              """
              select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast|^pg_temp'
                and c.relkind in ('r', 'm') order by 1
              """)) {
        for (var row : rows(connection, "select to_jsonb(t)::text from " + table + " t")) {
          all.add(table + " " + row);
        }
      }
      return all;
    }
  }

  private static Set<String> names(String row) {
    return NAMES.matcher(row).results().map(r -> r.group()).collect(Collectors.toSet());
  }

  /**
   * What can be reached from a person, but by way of titles and accounts, which are everybody's.
   */
  private Set<String> reached(String card) throws SQLException {
    var all = everything();
    var everybodys =
        all.stream()
            .filter(row ->
                row.matches("samling\\.(common_record|local_record|account|tenant)[a-z_]* .*"))
            .flatMap(row -> names(row).stream())
            .collect(Collectors.toSet());
    var reached =
        new HashSet<>(Set.of(card, TestPatrons.id(library, library.north, card).toString()));
    for (var before = -1; before < reached.size(); ) {
      before = reached.size();
      for (var row : all) {
        var names = names(row);
        names.removeAll(everybodys);
        if (names.stream().anyMatch(reached::contains)) {
          reached.addAll(names);
        }
      }
    }
    return reached;
  }

  private String itemId(String barcode) {
    return library.text(library.north, "select id from item where barcode = '" + barcode + "'");
  }

  private List<String> had(String barcode) {
    return Stream.concat(
            Stream.of(barcode, itemId(barcode)),
            library
                .texts(
                    library.north,
                    "select id from loan where item_id = '%s'".formatted(itemId(barcode)))
                .stream())
        .toList();
  }

  /** Does as a person does in a while, by every way there is to a loan. */
  private void use() {
    var now = Instant.now();
    library.submit(
        new PatronCommand.SetConsent(
            from(), new PatronName.Identifier(KEEPER), Consent.KEEP_HISTORICAL_LOAN_DATA, true));
    library.submit(
        new HoldCommand.PlaceHolds(
            from(),
            WHO,
            HoldType.SERIAL,
            List.of(new WantedTitle(TITLE, null), new WantedTitle(TestLibrary.OTHER_TITLE, null)),
            HoldCommand.HoldOptions.at(MAIN, now, null)));
    lend(WHO, "3899000001");
    library.submit(TestLibrary.renew(library.north, WHO, "3899000001"));
    takeBack("3899000001");
    library.submit(new LoanCommand.UndoCheckin(from(), "3899000001"));
    takeBack("3899000001");
    library.submit(
        new FeeCommand.ChargeFee(
            from(), WHO, FeeType.DAMAGE, 5_000, "3899000001", "torn: Ærø", now));
    library.submit(
        new FeeCommand.Pay(from(), WHO, 5_000, List.of(), PaymentMeans.CASH, "terminal 17", now));
    library.submit(
        new OfflineCommand.OfflineCheckout(
            from(),
            CommandKey.of(Duration.ZERO, "o1").hex(),
            WHO,
            "3899000002",
            now.minus(Duration.ofHours(3)),
            null));
    library.submit(
        new OfflineCommand.OfflineCheckin(
            from(),
            CommandKey.of(Duration.ZERO, "o2").hex(),
            "3899000002",
            now.minus(Duration.ofHours(2)),
            null));
    lend(WHO, "3899000003");
    library.submit(new LoanCommand.UndoCheckout(from(), WHO, "3899000003"));
    lend(WHO, "3899000004");
    library.submit(TestLibrary.checkout(library.north, "X", "3899000004"));
    takeBack("3899000004");
    lend(WHO, "3899000005");
    lend(KEEPER, "3899000006");
    takeBack("3899000006");
    var requests = library.store.interlibraryRequests();
    var placed =
        requests.place(
            library.north,
            MAIN,
            new InterlibraryOrder(
                new InterlibraryOrder.Requester("union", null),
                "17",
                "1".repeat(64),
                null,
                new InterlibraryOrder.Description(
                    "Titel", null, null, null, null, "3899000004", null),
                InterlibraryOrder.Service.LOAN,
                null,
                null,
                "for " + WHO,
                WHO,
                "<patron>" + WHO + "</patron>"),
            new Placement(InterlibraryState.UNFILLED, "nothing for " + WHO));
    assertThat(placed.isNew()).isTrue();
    library.store.inquiries().patron(library.north, WHO);
  }

  /** Has the jobs' work done as it would be later. */
  private void letTimePass() {
    var later = Instant.now().plus(Duration.ofDays(DAYS));
    var history = library.store.loanHistory();
    history.setAside(library.north, later);
    while (history.drop().isPresent()) {
      // one day after another
    }
    history.forget(library.north, later);
    library.asSuperuser(
        "select samling.act_as(0); select samling.maintain_partitions((now() at time zone 'UTC')::date + %d)"
            .formatted(DAYS));
  }

  @Test
  void nothingLeadsFromAPersonToALoanThatWasReturned() throws SQLException {
    use();
    var gone =
        Stream.of("3899000001", "3899000002", "3899000003", "3899000004")
            .collect(Collectors.toMap(b -> b, this::had));
    var before = reached(WHO);
    gone.forEach((barcode, names) ->
        assertThat(names).as(barcode + " is found before").anyMatch(before::contains));

    letTimePass();

    var after = reached(WHO);
    for (var names : gone.entrySet()) {
      assertThat(names.getValue())
          .as(names.getKey() + " is not found after")
          .noneMatch(after::contains);
    }
    assertThat(after).as("what is out is").containsAll(had("3899000005"));
    assertThat(reached(KEEPER)).as("what is kept by consent is").containsAll(had("3899000006"));
    assertThat(
            library.text(
                library.north,
                "select count(*) || ' ' || sum(amount) from ledger_entry where patron_id = '%s'"
                    .formatted(TestPatrons.id(library, library.north, WHO))))
        .as("the ledger stays")
        .isEqualTo("2 0");
    assertThat(
            new TreeSet<>(
                library.texts(
                    library.north, "select i.barcode from loan l join item i on i.id = l.item_id")))
        .as("that something was lent is known as before")
        .containsAll(gone.keySet());
  }

  /** Else who was read in the second of a return would tell whose the loan was. */
  @Test
  void secondsOfReadsGoBeforeTheLoansOfTheirDayAreForgotten() {
    library.store.inquiries().patron(library.north, WHO);
    var patron = TestPatrons.id(library, library.north, WHO);
    var log = library.store.accessLog();
    assertThat(log.reads(library.north, patron, 10)).allMatch(AccessLog.AccountRead::isExact);
    var history = library.store.loanHistory();
    history.setAside(library.north, Instant.now().plus(Duration.ofDays(29)));
    assertThat(log.reads(library.north, patron, 10)).allMatch(AccessLog.AccountRead::isExact);
    history.setAside(library.north, Instant.now().plus(Duration.ofDays(30)));
    assertThat(log.reads(library.north, patron, 10))
        .isNotEmpty()
        .noneMatch(AccessLog.AccountRead::isExact)
        .allMatch(read -> read.last().getEpochSecond() % 3_600 == 0);

    library.store.inquiries().patron(library.north, WHO);
    assertThat(log.reads(library.north, patron, 10)).allMatch(AccessLog.AccountRead::isExact);
    for (var isGiven : List.of(true, false)) {
      library.submit(
          new PatronCommand.SetConsent(
              from(), new PatronName.Identifier(WHO), Consent.KEEP_HISTORICAL_LOAN_DATA, isGiven));
    }
    assertThat(log.reads(library.north, patron, 10))
        .as("loans that are forgotten at once")
        .noneMatch(AccessLog.AccountRead::isExact);
  }

  @Test
  void bookingThatIsOverIsForgottenAsLoansAre() {
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    var booking = book(LocalDate.now(ZoneOffset.UTC).plusDays(40));
    library.submit(new BookingCommand.CancelBooking(from(), booking));
    var open = book(LocalDate.now(ZoneOffset.UTC).plusDays(DAYS + 40));
    library.store.loanHistory().forget(library.north, Instant.now());
    assertThat(library.texts(library.north, "select id from booking order by placed_at"))
        .containsExactly(booking.toString(), open.toString());

    letTimePass();

    assertThat(library.texts(library.north, "select id from booking"))
        .containsExactly(open.toString());
  }

  private UUID book(LocalDate from) {
    var terms = new Terms(1, 1, from, from.plusDays(7), MAIN, null, false);
    var wanted = List.of(new BookingCommand.BookingLine(TITLE, null, terms));
    return library.submit(new BookingCommand.PlaceBookings(from(), WHO, wanted))
            instanceof BookingOutcome.Placed placed
        ? placed.bookings().getFirst().booking()
        : fail("nothing was booked");
  }

  /** What names a person, or leads to them: their number, cards, name, addresses and hashes. */
  private List<String> namesOf(String card) {
    var id = TestPatrons.id(library, library.north, card);
    var names = new ArrayList<String>(List.of(id.toString(), "Navn, " + card));
    names.addAll(
        library.texts(
            library.north,
            "select value from patron_identifier where patron_id = '%s'".formatted(id)));
    return names;
  }

  @Test
  void nothingNamesAPersonWhoWasErasedAlsoNotTheJournals() throws SQLException {
    use();
    takeBack("3899000005");
    var names = new TreeSet<String>();
    for (var card : List.of(WHO, KEEPER)) {
      names.addAll(namesOf(card));
    }
    assertThat(everything().stream().filter(row -> names.stream().anyMatch(row::contains)))
        .as("found before")
        .hasSizeGreaterThan(20);
    for (var card : List.of(WHO, KEEPER)) {
      for (var title : List.of(TITLE, TestLibrary.OTHER_TITLE)) {
        library.submit(new HoldCommand.CancelHold(from(), card, title));
      }
      assertThat(library.store.personalData().erase(library.north, card))
          .as(card)
          .isInstanceOf(PersonalData.Erasure.Erased.class);
    }
    assertThat(everything().stream().filter(row -> names.stream().anyMatch(row::contains)))
        .isEmpty();
  }

  @Test
  void dayOfTheOutboxIsKeptForWhoHasNotReadItButNotForEver() {
    lend(WHO, "3899000001");
    var today = "(now() at time zone 'UTC')::date";
    // Asked in a transaction that is rolled back, and done by the owner.
    assertThat(library.texts(Acting.ALL, maintain(today + " + 16")))
        .singleElement()
        .asString()
        .matches("north: statistics has not read outbox_[0-9]{8} to its end, and it is kept");
    library.asSuperuser("select samling.act_as(0); " + maintain(today + " + 16"));
    assertThat(library.count(library.north, "select count(*) from outbox")).isPositive();
    library.store.statistics().count(library.north, 1_000);
    library.store.statistics().count(library.south, 1_000);
    assertThat(library.texts(Acting.ALL, maintain(today + " + 16"))).isEmpty();
    library.asSuperuser("select samling.act_as(0); " + maintain(today + " + 16"));
    assertThat(library.count(library.north, "select count(*) from outbox")).isZero();

    library.asSuperuser("select samling.act_as(0); " + maintain(today));
    takeBack("3899000001");
    assertThat(library.texts(Acting.ALL, maintain(today + " + 23")))
        .singleElement()
        .asString()
        .endsWith("to its end, and it is dropped");
    library.asSuperuser("select samling.act_as(0); " + maintain(today + " + 23"));
    assertThat(library.count(library.north, "select count(*) from outbox")).isZero();
  }

  private static String maintain(String day) {
    return "select samling.maintain_partitions(%s)".formatted(day);
  }

  @Test
  void whereLoansAreKeptShorterThanJournalsTheJournalsGoWithThem() throws SQLException {
    library.set(Setting.LOAN_RETENTION_DAYS, "1");
    use();
    var gone = had("3899000001");
    var later = Instant.now().plus(Duration.ofDays(3));
    library.store.loanHistory().setAside(library.north, later);
    library.store.loanHistory().forget(library.north, later);
    assertThat(gone).noneMatch(reached(WHO)::contains);
    assertThat(Map.of("outbox", 0L, "command_outcome", 0L, "audit_patron", 0L))
        .allSatisfy((table, rows) ->
            assertThat(library.count(library.north, "select count(*) from " + table))
                .as(table)
                .isEqualTo(rows));
  }
}
