package org.samling.postgres;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.samling.core.catalogue.Repair;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.circulation.ForeignItems;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldReference;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.debt.DebtMessage;
import org.samling.core.debt.OnlinePayments;
import org.samling.core.guests.GuestAgreement;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Placement;
import org.samling.core.ill.rota.LookedUp;
import org.samling.core.ill.rota.PastSupply;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemMapping;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.NamedItemMapping;
import org.samling.core.imports.RepairTally;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.Notices.Composition;
import org.samling.core.notices.Notices.NewMessage;
import org.samling.core.notices.Notices.NewNotice;
import org.samling.core.notices.Notices.Occasion;
import org.samling.core.notices.Notices.WaitingNotice;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.AccountTokens.NewToken;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.partners.HoldAgreement;
import org.samling.core.patron.Consent;
import org.samling.core.patron.NoteKind;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Situation;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Unit;
import org.samling.core.requests.AnsweredRequests;
import org.samling.core.staff.StaffAct;
import org.samling.core.statistics.Statistics.Visits;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.Periodicals.Subscription;
import org.samling.core.stock.StockCounts.Range;
import org.samling.core.stock.StockCounts.Scan;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.postgres.schema.Migrations;

/**
 * A test library in which both tenants have a row in every table, and how to ask for its catalogue.
 */
final class FencedLibrary implements AutoCloseable {

  final TestLibrary library = new TestLibrary();
  private final Connection superuser;

  FencedLibrary() throws SQLException {
    superuser = TestPostgres.connect(library.roles.url());
    superuser.setSchema(Migrations.SCHEMA);
    fill(library.north);
    fill(library.south);
    library.store.lendingAgreements().make(library.north, library.south, "test");
    guests(library.north, library.south);
    guests(library.south, library.north);
    holds(library.north, library.south);
    holds(library.south, library.north);
  }

  /** The home asks the supplier for what its patrons wait for. */
  private void holds(TenantId home, TenantId supplier) {
    var agreements = library.store.holdAgreements();
    agreements.offer(home, supplier, 10, 1, "test");
    var offered =
        agreements.of(supplier).stream()
            .filter(each -> each.side() == HoldAgreement.Side.SUPPLIER)
            .findFirst()
            .orElseThrow();
    TestPatrons.patron().put(library, supplier, Institution.card(offered.other().code()));
    var lending = new HoldAgreement.Lending(TestLibrary.MAIN, List.of("book"));
    if (!agreements.accept(supplier, offered, lending, "test")) {
      throw new IllegalStateException("the offer was not accepted");
    }
  }

  /** A patron of the one who is a guest of the other, which has nobody with that card. */
  private void guests(TenantId home, TenantId lender) {
    var card = "guest-" + home.value();
    TestPatrons.patron().put(library, home, card);
    var terms = new GuestAgreement.Terms(Set.of(GuestAgreement.Told.NAME), List.of("guest"));
    var place = new GuestAgreement.Place("adult", "child", TestLibrary.MAIN);
    var agreements = library.store.guestAgreements();
    agreements.offer(home, lender, terms, "test");
    agreements.accept(lender, home, terms, place, "test");
    library.store.guestReception().looksAnew(lender);
    library.store.guestReception().receive(lender, card).orElseThrow();
  }

  private static final ImportRules MATCHED =
      new ImportRules.Written(List.of("245$a~text"), null, null, null, null, null, true).rules();

  /** A record is due by now; another one has been looked at, and one waits for review. */
  private void keys(TenantId tenant, ImportBatch batch) throws SQLException {
    try (var keyed =
            superuser.prepareStatement(
                "insert into local_record_key (tenant_id, point, value, record_id) values (?, '245$a~text', 'x', ?)");
        var waits =
            superuser.prepareStatement(
                """
                insert into local_import_review (tenant_id, batch, ordinal, record_offset, source, control_number, format, original,
                  content, title, isbns, proposal, candidates)
                select tenant_id, ?, 1, 0, source, 'waits', format, original, content, title, isbns, '{}', '[]'
                from local_record where tenant_id = ? limit 1
                """)) {
      keyed.setInt(1, tenant.value());
      keyed.setObject(2, UUID.randomUUID());
      keyed.execute();
      waits.setLong(1, batch.number());
      waits.setInt(2, tenant.value());
      waits.execute();
    }
  }

  private void fill(TenantId tenant) throws SQLException {
    library
        .store
        .staff()
        .note(new StaffAct(tenant, Instant.now(), "test", "account-created", "kiosk", ""));
    library
        .store
        .itemMappings()
        .put(
            tenant,
            new NamedItemMapping(
                "koha",
                "koha952",
                new ItemMapping(null, null, null, null, null, null, null, null, null, null)));
    var calendar =
        new BranchCalendar(
            Map.of(
                DayOfWeek.MONDAY,
                new BranchCalendar.Hours(LocalTime.of(8, 0), LocalTime.of(20, 0), null, null)),
            List.of(
                new BranchCalendar.Closing(LocalDate.EPOCH, LocalDate.EPOCH, "closed long ago")));
    library
        .store
        .libraryRegister()
        .putBranches(
            tenant,
            List.of(new Branch("DK-799709", "799700", Set.of("799700"), "Joint", calendar)));
    library
        .store
        .catalogue()
        .putRecords(tenant, List.of(TestLibrary.record(TestLibrary.TITLE, "Lokal")));
    try (var released =
        superuser.prepareStatement(
            "insert into common_record_released (tenant_id, common_record_id) values (?, ?)")) {
      released.setInt(1, tenant.value());
      released.setObject(2, UUID.randomUUID());
      released.execute();
    }
    try (var numbered =
        superuser.prepareStatement(
            "insert into local_record_number (tenant_id, value, record_id) values (?, 'isbn:1', ?)")) {
      numbered.setInt(1, tenant.value());
      numbered.setObject(2, UUID.randomUUID());
      numbered.execute();
    }
    var batches = library.store.importBatches();
    var batch =
        batches.begin(
            new Order(tenant, "test", "/records", new FilePrint(1, "0".repeat(64)), "local", null));
    batches.write(
        batch,
        List.of(TestLibrary.record(TestLibrary.TITLE, "Lokal, anden udgave")),
        TestLibrary.recordJudge(),
        List.of(),
        0,
        new ImportTally(1, 0, 0, RepairTally.NOTHING, 0, ItemTally.NOTHING),
        List.of(
            new ImportRepair(
                1, 1, 0, TestLibrary.TITLE, Repair.ofRecord(RepairKind.LEADER_MISSING, "", ""))));
    try (var seen =
        superuser.prepareStatement(
            "insert into local_import_seen (tenant_id, batch, record_id) values (?, ?, ?)")) {
      seen.setInt(1, tenant.value());
      seen.setLong(2, batch.number());
      seen.setObject(3, UUID.randomUUID());
      seen.execute();
    }
    batches.prepare(tenant, MATCHED);
    library
        .store
        .catalogue()
        .putRecords(tenant, List.of(TestLibrary.record(TestLibrary.TITLE, "Lokal")));
    keys(tenant, batch);
    library.store.ownTexts().put(tenant, List.of(new OwnText("009", "pin.wrong", "Forkert")));
    library.store.patronAuthentication().check(tenant, "A", new Secret("0000"));
    library
        .store
        .illPartners()
        .put(
            tenant,
            List.of(
                new IllPartner(
                    "DK-710100",
                    "Andet bibliotek",
                    new IllPartner.Iso18626(),
                    URI.create("https://ill.example.org/iso18626"),
                    new IllPartner.Password("north", new Secret("secret")),
                    Duration.ofSeconds(20),
                    IllPartner.ReplyAddresses.NONE,
                    true)));
    library
        .store
        .interlibraryRequests()
        .place(
            tenant,
            TestLibrary.MAIN,
            InterlibraryRequestsTest.order(null, 1),
            new Placement(InterlibraryState.REQUESTED, null));
    library
        .store
        .interlibraryMessages()
        .ask(
            tenant,
            TestLibrary.MAIN,
            InterlibraryRequestsTest.order(null, 2),
            "DK-799700",
            new Rota(
                List.of("DK-710100"),
                List.of(
                    new LookedUp(
                        "union", "DK-710100", null, null, null, null, PastSupply.NONE, null)),
                null));
    var policies = library.store.policyRegister();
    policies.putRules(
        tenant, List.of(new PolicyRule("any", 0, Conditions.ALWAYS, Map.of(), null, null)));
    policies.putCase(
        tenant,
        new PolicyCase(
            "always",
            new Situation(Map.of(), null, null, null),
            Map.of(Setting.HOLD_PICKUP_DAYS.name(), "7"),
            "test"));
    policies.putFloatingGroup(
        tenant,
        new FloatingGroup(
            "town", Set.of(TestLibrary.MAIN, TestLibrary.BRANCH), "test", Instant.EPOCH));
    policies.putSortRules(
        tenant,
        TestLibrary.MAIN,
        "default",
        List.of(
            new SortRule(
                TestLibrary.MAIN,
                "default",
                1,
                SortRule.Conditions.ALWAYS,
                "7",
                "test",
                Instant.EPOCH)));
    policies.putSuspension(
        tenant,
        new Suspension(
            "long-ago",
            Set.of(),
            LocalDate.EPOCH,
            LocalDate.EPOCH,
            EnumSet.of(Suspension.Stopped.FEES),
            "test",
            "test"));
    library
        .store
        .othersItems()
        .passedOn(
            tenant,
            new ForeignItems.HandedIn(
                UUID.randomUUID(),
                1,
                "1",
                "other",
                TestLibrary.MAIN,
                Instant.EPOCH,
                Instant.EPOCH));
    var counts = library.store.stockCounts();
    var count = counts.begin(tenant, new Range(TestLibrary.MAIN, null, null, null), "test");
    counts.scan(tenant, count, List.of(new Scan("1", 0)));
    library
        .store
        .periodicals()
        .put(
            tenant,
            new Subscription(
                "blad",
                TestLibrary.TITLE,
                TestLibrary.MAIN,
                "book",
                null,
                null,
                new IssuePattern(
                    1,
                    IssuePattern.Unit.MONTH,
                    LocalDate.EPOCH.plusYears(56),
                    null,
                    Set.of(),
                    null,
                    1,
                    IssuePattern.Numbering.RUNNING,
                    null),
                14),
            LocalDate.EPOCH.plusYears(56));
    noticesOf(tenant);
    // A loan that goes on, a hold on the shelf, and an item on its way.
    library.submit(TestLibrary.checkout(tenant, "A", "1"));
    library.submit(
        new HoldCommand.PlaceHold(
            TestLibrary.origin(tenant, "hold", TestLibrary.MAIN),
            "B",
            TestLibrary.OTHER_TITLE,
            null,
            new HoldCommand.HoldOptions(
                TestLibrary.MAIN,
                Instant.now(),
                null,
                false,
                new HoldReference(UUID.randomUUID(), "PARTNER", "1"),
                false)));
    library.submit(TestLibrary.checkin(tenant, "6", TestLibrary.MAIN));
    library.submit(TestLibrary.checkin(tenant, "2", TestLibrary.BRANCH));
    library.submit(
        new OfflineCommand.OfflineCheckin(
            TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN),
            "0".repeat(64),
            "unknown",
            Instant.now(),
            null));
    // A hold for which nothing can be fetched yet.
    library.store.titlesToTarget().markForToday(tenant, Instant.now());
    library.submit(TestLibrary.hold(tenant, "A", TestLibrary.OTHER_TITLE, TestLibrary.MAIN));
    // A loan that is over.
    library.submit(TestLibrary.checkout(tenant, "A", "5"));
    library.submit(TestLibrary.checkin(tenant, "5", TestLibrary.MAIN));
    var origin = TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN);
    library.submit(
        new FeeCommand.ChargeFee(origin, "A", FeeType.DAMAGE, 100, null, null, Instant.now()));
    library.submit(
        new FeeCommand.Pay(
            TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN),
            "A",
            50,
            List.of(),
            PaymentMeans.CASH,
            "reference",
            Instant.now()));
    var patron = new PatronName.Identifier("A");
    library.submit(
        new PatronCommand.SetConsent(
            TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN),
            patron,
            Consent.KEEP_HISTORICAL_LOAN_DATA,
            true));
    library.submit(
        new PatronCommand.WithdrawAdmission(
            TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN),
            patron,
            new Unit(Unit.Level.BRANCH, TestLibrary.MAIN),
            "test",
            null));
    asSet(tenant);
    asGroup(tenant);
    library.submit(
        new PatronCommand.AddNote(
            TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN),
            patron,
            NoteKind.STAFF,
            "note"));
    fillStatistics(tenant);
    fillDebt(tenant);
    fillRequests(tenant);
    var _ = library.store.inquiries().patron(tenant, "A").orElseThrow();
    library.store.accessLog().reads(tenant, TestPatrons.id(library, tenant, "A"), 1);
  }

  /** A token of a program, and a request of it that is begun. */
  private void fillRequests(TenantId tenant) {
    var name = "fenced-" + tenant.value();
    var store = library.store;
    store
        .libraryRegister()
        .putAccounts(
            tenant,
            List.of(
                new NewAccount(
                    Account.Protocol.REST,
                    name,
                    new Secret("secret"),
                    TestLibrary.MAIN,
                    "UTF-8",
                    "009")));
    store.accountContacts().answered(name, "192.0.2.1");
    store.accountContacts().write();
    var token = new NewToken("test", Set.of(Account.Scope.PATRONS_READ), null, "test");
    var made = store.accountTokens().create(tenant, name, token).orElseThrow();
    var account =
        store.accounts().byToken(Account.Protocol.REST, made.value()).orElseThrow().account();
    store
        .answeredRequests()
        .begin(new AnsweredRequests.Key(tenant, account.id(), "key"), "0".repeat(64));
  }

  /** A fee that is claimed, what is said of it, and a payment that is begun. */
  private void fillDebt(TenantId tenant) {
    var code = tenant.equals(library.north) ? "north" : "south";
    library.set(tenant, code, Setting.DEBT_MINIMUM_AGE_DAYS, "0");
    library.set(tenant, code, Setting.DEBT_MINIMUM_AMOUNT, "1");
    var debts = library.store.debts();
    debts.export(tenant, Instant.now(), "test");
    debts.begin(
        tenant,
        new DebtMessage("1", DebtMessage.Kind.PAYMENT, 1, 10, null, LocalDate.EPOCH),
        "test");
    var patron = library.store.inquiries().patron(tenant, "A").orElseThrow().patron().id();
    library
        .store
        .onlinePayments()
        .begin(tenant, new OnlinePayments.NewPayment("1", patron, 10, List.of(), "test"));
  }

  /** What is counted and not delivered yet: of loans, items and visits. */
  private void fillStatistics(TenantId tenant) throws SQLException {
    library.set(
        tenant,
        tenant.equals(library.north) ? "north" : "south",
        Setting.STATISTICS_SERIES,
        "true");
    library
        .store
        .patronRegister()
        .putPatrons(tenant, List.of(TestLibrary.born("Y", LocalDate.now(ZoneOffset.UTC))));
    library.submit(TestLibrary.checkout(tenant, "Y", "5"));
    var statistics = library.store.statistics();
    statistics.putVisits(
        tenant,
        List.of(new Visits(TestLibrary.MAIN, Visits.DOOR, LocalDate.EPOCH, null, 1)),
        "test");
    statistics.count(tenant, 1_000);
    statistics.close(tenant, Instant.now());
    for (var sql :
        List.of(
            "insert into statistic_item (tenant_id, day, measure, branch, material_group, count)"
                + " values (?, now(), 'ACCESSION', 'b', 'g', 1)",
            "insert into series_delivery (tenant_id, number, from_day, until_day, lines, made_by)"
                + " values (?, 1, now(), now(), 1, 'test')")) {
      try (var statement = superuser.prepareStatement(sql)) {
        statement.setInt(1, tenant.value());
        statement.execute();
      }
    }
  }

  private void asSet(TenantId tenant) {
    library.submit(
        new SetCommand.PutSet(
            TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN),
            "set",
            "Set",
            List.of("4"),
            List.of()));
  }

  private void asGroup(TenantId tenant) {
    library
        .store
        .patronRegister()
        .putPatrons(tenant, List.of(ClassLibrary.group("G", "5A", TestLibrary.MAIN)));
    library.submit(
        new GroupCommand.ChangeGroup(
            TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN),
            "G",
            null,
            null,
            List.of(new GroupCommand.NewMember("A", true)),
            List.of()));
    var today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    library.submit(
        new BookingCommand.PlaceBookings(
            TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN),
            "G",
            List.of(
                new BookingCommand.BookingLine(
                    null,
                    "set",
                    new BookingFacts.Terms(
                        1,
                        1,
                        today.plusDays(90),
                        today.plusDays(100),
                        TestLibrary.MAIN,
                        null,
                        false)))));
  }

  /** A notice in a message, a text of one's own, a wish, and an address that does not work. */
  private void noticesOf(TenantId tenant) {
    var patron = library.store.inquiries().patron(tenant, "A").orElseThrow().patron().id();
    var notices = library.store.notices();
    notices.note(
        tenant,
        List.of(
            new NewNotice(
                new Occasion(
                    "test",
                    NoticeKind.HOLD_EXPIRED,
                    patron,
                    TestLibrary.MAIN,
                    null,
                    UUID.randomUUID(),
                    0,
                    Instant.EPOCH),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH)),
        null);
    notices.compose(
        tenant,
        Instant.now(),
        1,
        waiting ->
            new Composition(
                List.of(
                    new NewMessage(
                        MessageKind.HOLD_EXPIRED,
                        "test",
                        null,
                        NoticeLanguage.DA,
                        NoticeForm.SHORT,
                        TestLibrary.MAIN,
                        waiting.notices().stream().map(WaitingNotice::id).toList())),
                Map.of(),
                Map.of()));
    library
        .store
        .noticeTemplates()
        .save(
            tenant,
            new NoticeTemplates.Name(MessageKind.READY, NoticeLanguage.DA, NoticeForm.SHORT),
            new NoticeTemplates.Text(null, "test"),
            "test",
            0);
    var contacts = library.store.noticeContacts();
    contacts.put(tenant, patron, NoticeKind.READY, NoticeContacts.NoticePreference.OFF);
    contacts.addBounce(tenant, "test@example.org", "test", "test");
  }

  /** Asks the database as its superuser, whom no fence stops: the first column of each row. */
  List<String> catalogue(String sql) {
    var texts = new ArrayList<String>();
    try (var statement = superuser.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return texts;
  }

  @Override
  public void close() throws SQLException {
    superuser.close();
    library.close();
  }
}
