package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;
import org.samling.postgres.Plans;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.routes.notices.KeptChannels;
import org.samling.routes.notices.NoticeDays;
import org.samling.routes.notices.NoticeRelay;

/**
 * Whatever PostgreSQL takes a library for, each statement of lending and of the jobs finds its rows
 * by more than their tenant, and events from the position on up to which they were read: there may
 * be no statistics, which empty tables have none of; or they may be of a day on which everything
 * had come back, or of today.
 */
class PlansTest {

  private static final int ITEMS = 3_000;
  private static final int PATRONS = 1_000;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final IntConsumer NOBODY = _ -> {};

  /** The tables of more than a few pages, and their indexes. */
  private static final String LARGE =
      """
      with large as (
        select oid, relname from pg_class
        where relnamespace = 'samling'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 32768)
      select relname from large
      union all
      select x.relname from large l join pg_index i on i.indrelid = l.oid join pg_class x on x.oid = i.indexrelid
      """;

  /** A statement that reads events in their order, and one of the tables or indexes of these. */
  private static final Pattern READERS = Pattern.compile("order by o\\.xid, o\\.id");

  private static final Pattern EVENTS = Pattern.compile("outbox_(?!position).*");

  private TestLibrary library;
  private int next;

  @BeforeEach
  void open() {
    library = TestLibrary.inOwnDatabase();
    library.set(Setting.NOTICE_DAILY, "-");
    library.set(Setting.NOTICE_CHANNELS, "folder");
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(
                new PolicyRule(
                    "fees",
                    0,
                    Conditions.ALWAYS,
                    Map.of(Term.OVERDUE_STEPS.name(), "1:2000 8:6000"),
                    null,
                    null)));
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void noStatementReadsATenantWholeWhateverStatisticsSay() {
    library.addStock(ITEMS, PATRONS);
    lend();
    var checked = new SoftAssertions();
    check(checked, "without statistics, as of empty tables");
    library.asSuperuser(
        """
        create temporary table lent as table loan;
        update loan set patron_id = null, hold_id = null, returned_at = coalesce(returned_at, now()), returned_branch = lent_branch;
        analyze;
        update loan l set patron_id = o.patron_id, returned_at = o.returned_at, returned_branch = o.returned_branch
        from lent o where o.id = l.id
        """);
    check(checked, "by statistics of a day without loans");
    library.asSuperuser("analyze");
    check(checked, "by statistics of today");
    checked.assertAll();
  }

  private void check(SoftAssertions checked, String which) {
    var reads =
        Plans.during(
            library,
            store -> {
              desk(store);
              jobs(store);
            });
    var large = large();
    checked
        .assertThat(reads)
        .filteredOn(r -> large.contains(r.name()) && r.isOfATenant())
        .as(which)
        .isEmpty();
    checked
        .assertThat(reads)
        .filteredOn(
            r -> READERS.matcher(r.statement()).find() && EVENTS.matcher(r.name()).matches())
        .as("%s: events are read from the position on", which)
        .isNotEmpty()
        .allMatch(r -> r.condition().contains("ROW("));
  }

  private Set<String> large() {
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(LARGE)) {
      var names = new HashSet<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Two loans in three items, each like the first; three are late, and five will be soon. */
  private void lend() {
    checkout(library.store);
    for (var patron = 500; patron < 650; patron++) {
      library.submit(hold("2%09d".formatted(patron)));
    }
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.submit(TestLibrary.checkin(library.north, "1", TestLibrary.MAIN));
    library.asSuperuser(
        """
        insert into loan select n.* from loan o
        join item i on i.tenant_id = o.tenant_id and i.barcode between '3000000001' and '3%09d'
        join patron_identifier p on p.tenant_id = o.tenant_id and p.value = '2000000' || right(i.barcode, 3)
        cross join lateral jsonb_populate_record(o, jsonb_build_object(
          'id', gen_random_uuid(), 'item_id', i.id, 'patron_id', p.patron_id, 'lent_at', now() - interval '60 days',
          'due_at', case when i.barcode <= '3000000003' then now() - interval '3 days'
            when i.barcode <= '3000000008' then now() + interval '1 day' else o.due_at end)) n
        where o.returned_at is null;
        insert into loan select n.* from loan o cross join generate_series(1, 1000) s
        cross join lateral jsonb_populate_record(o, jsonb_build_object('id', md5(s::text)::uuid)) n
        where o.returned_at is not null;
        insert into loan_history select n.* from loan_history h
        join loan l on l.tenant_id = h.tenant_id and l.returned_at is not null and l.id <> h.loan_id
        join patron_identifier p on p.tenant_id = h.tenant_id and p.value = '2000000' || translate(left(l.id::text, 3), 'abcdef', '012345')
        cross join lateral jsonb_populate_record(h, jsonb_build_object('loan_id', l.id, 'patron_id', p.patron_id)) n
        """
            .formatted(ITEMS * 2 / 3 - 1));
  }

  private HoldCommand.PlaceHold hold(String card) {
    return TestLibrary.hold(library.north, card, TestLibrary.OTHER_TITLE, TestLibrary.MAIN);
  }

  private void checkout(PostgresStore store) {
    var item = "3%09d".formatted(next == 0 ? 0 : ITEMS - next);
    var card = "2%09d".formatted(next);
    var outcome = store.submit(TestLibrary.checkout(library.north, card, item)).join();
    assertThat(outcome).isInstanceOf(CheckoutOutcome.Granted.class);
    next++;
  }

  private void desk(PostgresStore store) {
    var north = library.north;
    checkout(store);
    var card = "2%09d".formatted(next - 1);
    var item = "3%09d".formatted(ITEMS - next + 1);
    store.submit(new LoanCommand.Renew(origin(), card, item)).join();
    store.submit(hold(card)).join();
    var account = store.inquiries().patron(north, card).orElseThrow();
    store.inquiries().profile(north, card);
    store.inquiries().item(north, item);
    store.patronAuthentication().check(north, card, new Secret("1234"));
    store.holdLists().queues(north, card);
    store.holdLists().pullList(north, TestLibrary.MAIN, 50);
    store.holdLists().holdShelf(north, TestLibrary.MAIN, 50);
    store.deskLists().loans(north, account.patron().id());
    store.groupLists().loans(north, List.of(account.patron().id()));
    store.cutoverInquiries().patrons(north, List.of(card));
    store.personalData().blocks(north, card);
    store.submit(new HoldCommand.CancelHold(origin(), card, TestLibrary.OTHER_TITLE)).join();
    store.submit(TestLibrary.checkin(north, item, TestLibrary.MAIN)).join();
    store.submit(TestLibrary.checkin(north, item, TestLibrary.BRANCH)).join();
  }

  private Origin origin() {
    return TestLibrary.origin(library.north, UUID.randomUUID(), TestLibrary.MAIN);
  }

  private void jobs(PostgresStore store) {
    var tenants = store.tenants();
    var commands = new Commands(store, Duration.ofSeconds(10));
    var now = Instant.now();
    new HoldExpiry(tenants, store.holdLists(), commands, HOUR, NOBODY).run(now);
    new HoldTargeting(tenants, store.titlesToTarget(), store.inquiries(), commands, HOUR, NOBODY)
        .run();
    new BookingUpkeep(tenants, store.bookingLists(), store.inquiries(), commands, HOUR, NOBODY)
        .run();
    new CheckinRelay(tenants, store.othersItems(), store.inquiries(), commands, HOUR, NOBODY).run();
    new FeeAccrual(tenants, store.inquiries(), commands, HOUR, NOBODY).run(now);
    new OverdueMarker(tenants, store.inquiries(), commands, HOUR, NOBODY).run(now);
    new ComingOfAge(tenants, store.inquiries(), commands, HOUR, NOBODY).run(now);
    new AnswerRetention(tenants, store.answeredRequests(), HOUR, NOBODY).run();
    new OfflineRetention(tenants, store.offlineTransactions(), HOUR, NOBODY).run();
    new IssuePrediction(tenants, store.periodicals(), HOUR, NOBODY).run(now);
    assertThat(store.statistics().count(library.north, 1_000)).as("events").isPositive();
    new NoticeRetention(tenants, store.inquiries(), store.notices(), HOUR, NOBODY).run(now);
    new HarvestMarker(store.catalogueHarvest(), HOUR).work();
    // What is due at another minute is told of again.
    library.asSuperuser(
        "update loan set due_at = due_at + interval '1 minute' where due_at between now() and now() + interval '2 days'");
    for (var tenant : tenants.all()) {
      new NoticeDays(store.inquiries(), store.notices()).run(tenant, now);
    }
    var ports = new NoticeRelay.Ports(store.inquiries(), store.notices(), store.noticeTemplates());
    var channels = new KeptChannels();
    tenants.all().forEach(new NoticeRelay(ports, channels, HOUR, (_, _) -> {})::run);
    assertThat(channels.taken()).as("messages of what will be due").isNotEmpty();
  }
}
