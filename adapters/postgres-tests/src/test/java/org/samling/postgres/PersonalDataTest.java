package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.notices.NoticeContacts.NoticePreference;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.Notices.NoticeFilter;
import org.samling.core.policy.Setting;
import org.samling.core.privacy.Access;
import org.samling.core.privacy.AccessLog;
import org.samling.core.privacy.PersonalData.Block;
import org.samling.core.privacy.PersonalData.Erasure;
import org.samling.core.privacy.PersonalData.Export;
import org.samling.core.privacy.PersonalData.Reason;
import org.samling.core.requests.CurrentRequest;

/** What a person is given of what is known, what goes when they are erased, and who looked. */
class PersonalDataTest {

  private static final String CARD = "2099000001";

  /** Tables that name a person and are given out in another form, and why. */
  private static final Map<String, String> TOLD_OTHERWISE =
      Map.of(
          "outbox", "copies of what the other tables have, for 14 days",
          "command_outcome", "copies of what the other tables have, for 14 days",
          "patron", "the patron's own row stands first, found by its number");

  private FencedLibrary fenced;
  private TestLibrary library;

  @BeforeEach
  void open() throws SQLException {
    fenced = new FencedLibrary();
    library = fenced.library;
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.north, CARD);
  }

  @AfterEach
  void close() throws SQLException {
    fenced.close();
  }

  private Origin from() {
    return TestLibrary.origin(library.north, UUID.randomUUID(), MAIN);
  }

  private Export export(String card) {
    return library.store.personalData().export(library.north, card).orElseThrow();
  }

  private List<Map<String, Object>> rows(Export export, String table) {
    return export.parts().stream()
        .filter(part -> part.table().equals(table))
        .flatMap(part -> part.rows().stream())
        .toList();
  }

  private void lend(String item) {
    library.submit(TestLibrary.checkout(library.north, CARD, item));
  }

  private void takeBack(String item) {
    library.submit(TestLibrary.checkin(library.north, item, MAIN));
  }

  /** The tables in any row of which something stands. */
  private Set<String> tablesWith(List<String> names) {
    var tables = new TreeSet<String>();
    for (var table :
        fenced.catalogue(
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('samling', 'samling_person') and c.relkind in ('r', 'p') and not c.relispartition
            """)) {
      var found =
          fenced.catalogue(
              "select count(*) from %s t where %s"
                  .formatted(
                      table,
                      names.stream()
                          .map("strpos(to_jsonb(t)::text, '%s') > 0"::formatted)
                          .collect(Collectors.joining(" or "))));
      if (!found.equals(List.of("0"))) {
        tables.add(table);
      }
    }
    return tables;
  }

  @Test
  void everyTableThatNamesAPersonIsInTheExport() {
    var person = TestPatrons.id(library, library.north, "A");
    var named = tablesWith(List.of(person.toString()));
    assertThat(named).hasSizeGreaterThan(12).contains("loan", "loan_history", "patron_access");
    named.removeAll(TOLD_OTHERWISE.keySet());
    assertThat(export("A").parts().stream().map(part -> part.table()).toList()).containsAll(named);
  }

  @Test
  void exportSaysWhatNumbersStandForAndNoSecret() {
    lend("3");
    takeBack("3");
    library.addStock(1, 0);
    lend("3000000000");
    var export = export(CARD);
    assertThat(rows(export, "patron"))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("name", "Navn, " + CARD)
                .containsEntry("address", "Hemmelig Vej 7")
                .doesNotContainKeys("cpr_sealed", "tenant_id"));
    assertThat(rows(export, "loan"))
        .singleElement()
        .satisfies(
            row -> assertThat(row).containsEntry("barcode", "3000000000").containsKey("title"));
    assertThat(rows(export, "loan_history"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("barcode", "3"));
    assertThat(rows(export, "patron_pin")).singleElement().asString().doesNotContain("argon2");
    assertThat(rows(export, "patron_identifier"))
        .extracting(row -> row.get("value"))
        .contains(CARD)
        .noneMatch(value -> value.toString().startsWith("cpr:"));
    assertThat(export.toString()).doesNotContain(TestPatrons.CPR);
    assertThat(library.store.personalData().export(library.south, CARD)).isEmpty();
    assertThat(library.store.personalData().export(library.north, "nobody")).isEmpty();
    assertThat(library.store.personalData().export(library.north, TestPatrons.CPR))
        .as("also by the number of the person registry")
        .isPresent();
  }

  @Test
  void whatKeepsAPatronIsListedAndNothingIsErased() {
    lend("3");
    library.submit(TestLibrary.hold(library.north, CARD, TestLibrary.OTHER_TITLE, MAIN));
    library.submit(
        new FeeCommand.ChargeFee(from(), CARD, FeeType.DAMAGE, 7_000, null, null, Instant.now()));
    TestPatrons.patron().guardian(CARD).category("child").put(library, library.north, "ward");
    var blocks =
        List.of(
            new Block(Reason.LOANS, 1),
            new Block(Reason.DEBT, 7_000),
            new Block(Reason.HOLDS, 1),
            new Block(Reason.WARDS, 1));
    var data = library.store.personalData();
    assertThat(data.blocks(library.north, CARD)).contains(blocks);
    assertThat(data.erase(library.north, CARD)).isEqualTo(new Erasure.Blocked(blocks));
    assertThat(export(CARD).parts()).isNotEmpty();
    assertThat(data.erase(library.north, "nobody")).isEqualTo(new Erasure.Nobody());
    assertThat(data.erase(library.south, CARD)).isEqualTo(new Erasure.Nobody());
  }

  @Test
  void whoIsErasedIsNowhereAndTheLedgerStaysWithAPseudonym() {
    lend("3");
    takeBack("3");
    library.submit(
        new FeeCommand.ChargeFee(from(), CARD, FeeType.DAMAGE, 7_000, "3", "torn", Instant.now()));
    library.submit(
        new FeeCommand.Pay(from(), CARD, 7_000, List.of(), PaymentMeans.CASH, "17", Instant.now()));
    library.submit(TestLibrary.hold(library.north, CARD, TestLibrary.OTHER_TITLE, MAIN));
    library.submit(new HoldCommand.CancelHold(from(), CARD, TestLibrary.OTHER_TITLE));
    var person = TestPatrons.id(library, library.north, CARD);
    tellOf(person);
    library.set(Setting.STATISTICS_SERIES, "true");
    lend("4");
    takeBack("4");
    library.store.statistics().count(library.north, 1_000);
    var loansSum = "select sum(count) from statistic_day where measure = 'LOAN'";
    var counted = library.count(library.north, loansSum);
    library.addStock(1, 0);
    lend("3000000000");
    takeBack("3000000000");
    assertThat(tablesWith(List.of(person.toString())))
        .contains("notice", "notice_message", "notice_wish", "series_line", "patron_group_member")
        .contains("outbox");
    var loans =
        library.count(library.north, "select count(*) from outbox where kind like 'loan-%'");
    var sums = "select count(*) || ' ' || sum(abs(amount)) from ledger_entry where tenant_id = %s";
    var before = fenced.catalogue(sums.formatted(library.north));

    var erased = (Erasure.Erased) library.store.personalData().erase(library.north, CARD);

    assertThat(tablesWith(List.of(person.toString(), CARD, "Navn, " + CARD, "1@example.org")))
        .isEmpty();
    assertThat(library.count(library.north, "select count(*) from outbox where kind like 'loan-%'"))
        .as("what is not counted yet is still told, of nobody")
        .isEqualTo(loans);
    library.store.statistics().count(library.north, 1_000);
    assertThat(library.count(library.north, loansSum)).isEqualTo(counted + 1);
    assertThat(fenced.catalogue(sums.formatted(library.north))).isEqualTo(before);
    assertThat(
            library.texts(
                library.north,
                """
                select e.kind || ' ' || e.amount || ' ' || num_nonnulls(e.item_id, e.loan_id, e.reason)
                from ledger_entry e join patron p on p.id = e.patron_id where p.name = '%s' order by 1
                """
                    .formatted(erased.pseudonym())))
        .containsExactly("CREATION 7000 0", "PAYMENT -7000 0");
    assertThat(library.store.inquiries().patron(library.north, CARD)).isEmpty();
    assertThat(library.store.personalData().erase(library.north, CARD))
        .isEqualTo(new Erasure.Nobody());
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.north, CARD);
    assertThat(rows(export(CARD), "ledger_entry")).as("who comes again begins anew").isEmpty();
  }

  /** A message to the person, a wish, an address that bounced, and a class they are in. */
  private void tellOf(UUID person) {
    var tenant = library.north;
    library.asSuperuser(
        "update patron set email = '%s1@example.org' where id = '%s'".formatted(CARD, person));
    library
        .store
        .noticeContacts()
        .put(tenant, person, NoticeKind.READY, NoticePreference.by("sms"));
    library.store.noticeContacts().addBounce(tenant, CARD + "1@example.org", "test", "test");
    library.asSuperuser(
        """
        insert into notice_message (tenant_id, id, patron_id, kind, channel, address, language, form, branch, created_at, subject, body)
        values (%1$s, gen_random_uuid(), '%2$s', 'READY', 'email', '%3$s1@example.org', 'DA', 'FULL', '%4$s', now(), 'Klar', 'Navn, %3$s');
        insert into notice (tenant_id, id, key, kind, patron_id, branch, about, created_at, send_at, state, message_id)
        select tenant_id, gen_random_uuid(), 'person', 'READY', patron_id, branch, now(), now(), now(), 'SENT', id
        from notice_message where patron_id = '%2$s';
        insert into patron_group_member (tenant_id, group_id, patron_id, responsible)
        select tenant_id, patron_id, '%2$s', false from patron_group where tenant_id = %1$s limit 1
        """
            .formatted(tenant, person, CARD, MAIN));
  }

  @Test
  void whoLooksAtAPatronIsWrittenDownOnceForEachDayAndKindOfQuestion() {
    var inquiries = library.store.inquiries();
    var kiosk = new Access("SIP2", "north-kiosk", "63");
    var begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    for (var i = 0; i < 3; i++) {
      Access.by(kiosk, () -> inquiries.patron(library.north, CARD));
    }
    Access.by(
        new Access("NCIP", "north-ncip", "LookupUser"),
        () -> inquiries.profile(library.north, CARD));
    Access.by(kiosk, () -> inquiries.patron(library.north, "B"));
    var id =
        UUID.fromString(
            library.text(
                library.north,
                "select patron_id from patron_identifier where value = '%s'".formatted(CARD)));
    var seen = library.store.accessLog().reads(library.north, id, 10);
    assertThat(seen)
        .extracting(s -> s.access().protocol() + " " + s.access().operation() + " " + s.times())
        .containsExactlyInAnyOrder("SIP2 63 3", "NCIP LookupUser 1");
    assertThat(seen)
        .as("to the second")
        .allSatisfy(s -> {
          assertThat(s.isExact()).isTrue();
          assertThat(s.first().getNano()).isZero();
          assertThat(s.first()).isBetween(begun, s.last());
        });
    assertThat(library.store.accessLog().reads(library.south, id, 10)).isEmpty();

    lend("3");
    assertThat(library.store.accessLog().commands(library.north, id, 10))
        .extracting(d -> d.actor() + " " + d.command() + " " + d.outcome())
        .containsExactly("test checkout done");
  }

  @Test
  void listsOfTheStaffThatShowAPatronAreInTheLogToo() {
    library.submit(TestLibrary.hold(library.north, CARD, TestLibrary.OTHER_TITLE, MAIN));
    var person = TestPatrons.id(library, library.north, CARD);
    tellOf(person);
    library.set(Setting.DEBT_MINIMUM_AGE_DAYS, "0");
    library.set(Setting.DEBT_MINIMUM_AMOUNT, "100");
    library.submit(
        new FeeCommand.ChargeFee(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            CARD,
            FeeType.DAMAGE,
            5_000,
            null,
            "torn",
            Instant.now()));
    var store = library.store;
    var export = store.debts().export(library.north, Instant.now(), "test").orElseThrow();
    var order =
        new InterlibraryOrder(
            new InterlibraryOrder.Requester("staff", "DK-710100"),
            null,
            "2".repeat(64),
            null,
            new InterlibraryOrder.Description("Titel", null, null, null, null, "t:9", null),
            InterlibraryOrder.Service.LOAN,
            null,
            null,
            null,
            CARD,
            null);
    store
        .interlibraryMessages()
        .ask(
            library.north,
            MAIN,
            order,
            "DK-710100",
            new Rota(List.of("DK-710200"), List.of(), null));
    var lists =
        Map.<String, Runnable>of(
            "ill",
                () ->
                    store
                        .interlibraryRequests()
                        .list(
                            library.north,
                            RequestFilter.inStates(EnumSet.allOf(InterlibraryState.class)),
                            0,
                            10),
            "queue", () -> store.holdLists().queues(library.north, CARD),
            "statement", () -> store.statements().statement(library.north, CARD, null, null),
            "classes", () -> store.groupLists().groups(library.north, null),
            "claims", () -> store.debts().claims(library.north),
            "handed-over", () -> store.debts().lines(library.north, export.number(), _ -> {}),
            "notices", () -> store.notices().list(library.north, NoticeFilter.ALL, 10));
    lists.forEach((name, list) ->
        Access.by(
            new Access("command line", "anne", name),
            () -> {
              list.run();
              return null;
            }));
    assertThat(store.accessLog().reads(library.north, person, 10))
        .extracting(seen -> seen.access().operation())
        .containsAll(lists.keySet());
  }

  @Test
  void whatSomebodySawIsListedByTheirNameAndNotedWithThePatronsInTheList() {
    var inquiries = library.store.inquiries();
    var log = library.store.accessLog();
    Access.by(
        Access.byStaff("anne", "/circulation/patron/:patron"),
        () -> {
          inquiries.patron(library.north, CARD);
          // What she tries with a machine's account is hers, too.
          return Access.by(
              new Access("SIP2", "north-kiosk", "63"), () -> inquiries.patron(library.north, "B"));
        });
    Access.by(new Access("SIP2", "north-kiosk", "63"), () -> inquiries.patron(library.north, "C"));
    var any = new AccessLog.Days(null, null);
    assertThat(log.seen(library.north, "anne", any, null, 10))
        .extracting(s -> s.card() + " " + s.read().access().who() + " " + s.read().times())
        .containsExactlyInAnyOrder(CARD + " anne 1", "B north-kiosk 1");
    assertThat(log.seen(library.north, "north-kiosk", any, null, 10))
        .extracting(AccessLog.SeenPatron::card)
        .containsExactlyInAnyOrder("B", "C");
    assertThat(log.seen(library.south, "anne", any, null, 10)).isEmpty();

    var first =
        Access.by(
            Access.byStaff("dpo", "list-accesses-by"),
            () -> log.seen(library.north, "anne", any, null, 1));
    var second = log.seen(library.north, "anne", any, first.getFirst().place(), 1);
    assertThat(Set.of(first.getFirst().patron(), second.getFirst().patron())).hasSize(2);
    assertThat(log.seen(library.north, "anne", any, second.getFirst().place(), 1)).isEmpty();
    var today = LocalDate.now(ZoneOffset.UTC);
    assertThat(
            log.seen(library.north, "anne", new AccessLog.Days(null, today.minusDays(2)), null, 10))
        .isEmpty();
    assertThat(log.reads(library.north, first.getFirst().patron(), 10))
        .as("the list is noted itself")
        .anySatisfy(read -> assertThat(read.access().person()).isEqualTo("dpo"));
  }

  @Test
  void accessLogIsDroppedByMonthsAfterSix() {
    library.asSuperuser(
        "insert into patron_access select tenant_id, id, current_date, 'SIP2', 'old', '63', '', '', 1, now(), now() from patron");
    library.asSuperuser(
        "select act_as(0); select samling.maintain_access_log((current_date + interval '5 months')::date)");
    assertThat(library.count(library.north, "select count(*) from patron_access where who = 'old'"))
        .isPositive();
    library.asSuperuser(
        "select act_as(0); select samling.maintain_access_log((current_date + interval '7 months')::date)");
    assertThat(library.count(library.north, "select count(*) from patron_access where who = 'old'"))
        .isZero();
  }

  @Test
  void aRequestThatReadsAPatronSeveralTimesCountsOnce() {
    var inquiries = library.store.inquiries();
    var program = new Access("REST", "north-web", "show-patron");
    for (var request : List.of("one", "two")) {
      CurrentRequest.by(
          request,
          () ->
              Access.by(
                  program,
                  () -> {
                    assertThat(inquiries.profile(library.north, CARD)).isPresent();
                    assertThat(inquiries.patron(library.north, CARD)).isPresent();
                    return inquiries.patron(library.north, CARD);
                  }));
    }
    var id = TestPatrons.id(library, library.north, CARD);
    assertThat(library.store.accessLog().reads(library.north, id, 10))
        .filteredOn(read -> read.access().equals(program))
        .singleElement()
        .satisfies(read -> assertThat(read.times()).isEqualTo(2));
  }
}
