package org.samling.postgres.ill;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Peer;
import org.samling.core.organisation.TenantId;
import org.samling.core.partners.PartnerHolds;
import org.samling.core.search.RecordRef;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.registers.PostgresItemRegister;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.tables.HoldRow;
import org.samling.postgres.tables.InterlibraryHolds;
import org.samling.postgres.tables.InterlibraryMessageRows;
import org.samling.postgres.tables.InterlibraryRequestRows;
import org.samling.postgres.tables.InterlibraryRequestRows.NewRequest;
import org.samling.postgres.tables.InterlibraryRequestRows.StepContext;
import org.samling.postgres.writer.Batch;

/** Keeps holds and the requests to partners for them, under the lock of the tenant's writers. */
public final class PostgresPartnerHolds implements PartnerHolds {

  private static final String ACTOR = "job partner-holds";

  /** The copies i of hold h's title that are lent, and are the tenant's own. */
  private static final String LENT =
      """
      select from item i join item_category k on k.tenant_id = i.tenant_id and k.code = i.category and k.for_loan
      where i.tenant_id = h.tenant_id and i.record_id = h.record_id and i.part_of_set is null and i.borrowed_from is null
      """;

  private static final String UNASKED =
      """
      select h.id as hold, h.record_id as record, h.pickup_branch as pickup, h.placed_at as placed_at,
        not exists (%1$s and i.status not in ('LOST', 'DISCARDED', 'MISSING')) as is_lacking,
        exists (%1$s and i.status in ('AVAILABLE', 'TO_BE_RESHELVED') and i.hold_id is null) as is_free
      from hold h
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      cross join (select today_of(:tenant) as today) d
      where h.tenant_id = :tenant and h.state = 'WAITING' and h.type = 'NORMAL' and h.id > :after
        and exists (
          select from hold_agreement a where a.tenant_id = :tenant and a.side = 'HOME' and a.state = 'ACCEPTED')
        and num_nonnulls(h.wanted_item_id, h.wanted_branch, h.wanted_volume, h.wanted_year, h.wanted_issue,
          h.target_item_id) = 0
        and not (coalesce(h.paused_from <= d.today and coalesce(h.paused_until >= d.today, true), false)
          or coalesce(d.today between p.away_from and p.away_until, false))
        and not exists (select from ill_request r where r.tenant_id = h.tenant_id and r.hold_id = h.id)
      order by h.id limit :limit
      """
          .formatted(LENT);

  private static final String SUPPLIERS = "select supplier from hold_suppliers(:tenant, ?)";

  private static final String OPEN =
      """
      select count(*) from ill_request where tenant_id = :tenant and side = 'BORROWING' and is_of_partner and peer = ?
        and state in %s
      """
          .formatted(InterlibraryHolds.OPEN_AT_PARTNER);

  private static final String WANTED =
      """
      select coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as number,
        coalesce(l.title, c.title) as title, coalesce(l.author, c.author) as author,
        coalesce(l.published, c.published) as published, coalesce(l.isbns[1], c.isbns[1]) as isbn, h.pickup_branch as pickup,
        b.name as pickup_name
      from hold h
      join branch b on b.tenant_id = h.tenant_id and b.code = h.pickup_branch
      left join common_record c on c.id = h.common_record_id
      left join local_record l on l.tenant_id = h.tenant_id and l.id = h.local_record_id
      where h.tenant_id = :tenant and h.id = ? and h.state = 'WAITING' and h.target_item_id is null
        and not exists (select from ill_request r where r.tenant_id = h.tenant_id and r.hold_id = h.id)
      """;

  private static final String TITLE =
      """
      select f.id, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as number,
        l.id is null as is_common
      from hold_agreement a
      join tenant t on t.id = a.other_id and t.code = :home
      cross join lateral (
        select lent_title(:tenant, :source, :number, :isbn, nullif(a.categories, '{}')) as id) f
      left join common_record c on c.id = f.id
      left join local_record l on l.tenant_id = :tenant and l.id = f.id
      where a.tenant_id = :tenant and a.side = 'SUPPLIER' and a.state = 'ACCEPTED' and f.id is not null
      """;

  private static final String SENT =
      """
      select number as request, hold_id as hold, peer as supplier from ill_request
      where tenant_id = :tenant and side = 'BORROWING' and is_of_partner and item_id is null and barcode is not null
        and hold_id is not null and state in ('SHIPPED', 'RECEIVED', 'RECALLED', 'OVERDUE') order by number
      """;

  private static final String EXPECTED =
      """
      select r.barcode, h.pickup_branch as pickup, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as number,
        exists (select from item i where i.tenant_id = r.tenant_id and i.barcode = r.barcode) as is_taken
      from ill_request r
      join hold h on h.tenant_id = r.tenant_id and h.id = r.hold_id
      left join common_record c on c.id = h.common_record_id
      left join local_record l on l.tenant_id = h.tenant_id and l.id = h.local_record_id
      where r.tenant_id = :tenant and r.number = ? and r.item_id is null and r.barcode is not null
      """;

  private static final String BACK =
      """
      select r.number as request, r.peer as supplier, i.barcode, i.home_branch as branch, min(m.at) as at
      from ill_request r
      join item i on i.tenant_id = r.tenant_id and i.id = r.item_id and i.status <> 'DISCARDED'
      join ill_message m on m.tenant_id = r.tenant_id and m.request = r.number and not m.is_outgoing
        and m.kind like '% LoanCompleted'
      where r.tenant_id = :tenant and r.side = 'BORROWING' and r.is_of_partner
        and r.state in ('SHIPPED', 'RECEIVED', 'ON_LOAN', 'CHECKED_IN', 'RECALLED', 'OVERDUE', 'LOST')
      group by r.number, r.peer, i.barcode, i.home_branch order by r.number
      """;

  /** After an agreement has ended, or a week after nobody could supply: others may be asked. */
  private static final String OVER =
      """
      select r.number from ill_request r
      where r.tenant_id = :tenant and r.side = 'BORROWING' and r.is_of_partner and r.hold_id is not null
        and (r.state = 'UNFILLED' and r.changed_at < now() - interval '7 days'
          or r.state in ('SENT', 'EXPECT_TO_SUPPLY', 'WILL_SUPPLY', 'RETRY_POSSIBLE', 'UNFILLED') and not exists (
            select from hold_agreement a join tenant t on t.id = a.other_id and t.code = r.peer
            where a.tenant_id = r.tenant_id and a.side = 'HOME' and a.state = 'ACCEPTED'))
      order by r.number
      """;

  /**
   * The holds are no longer the requests', so that new requests can be made for them. What a
   * supplier sent before it read the cancel still comes for the hold: its message arrives before
   * its answer. A supplier that is gone answers nothing.
   */
  private static final String RELEASE =
      """
      update ill_request r set hold_id = null from hold h
      where r.tenant_id = :tenant and r.side = 'BORROWING' and r.is_of_partner and r.state in ('CANCELLED', 'RETURNED')
        and h.tenant_id = r.tenant_id and h.id = r.hold_id and h.state = 'WAITING'
        and (r.state = 'RETURNED'
          or exists (select from ill_event e
              where e.tenant_id = r.tenant_id and e.request = r.number and e.state = 'CANCELLED' and e.who = ?)
            and (exists (select from ill_message m where m.tenant_id = r.tenant_id and m.request = r.number
                and not m.is_outgoing and m.kind like 'CancelResponse %')
              or not exists (select from hold_agreement a join tenant t on t.id = a.other_id and t.code = r.peer
                where a.tenant_id = r.tenant_id and a.side = 'HOME')))
      """;

  private static final String PAUSED =
      """
      select request, supplier, lender, lower(pause) as paused_from, upper(pause) - 1 as paused_until
      from (
        select r.number as request, r.peer as supplier, r.lender, r.told_pause,
          case
            when h.paused_from is not null and coalesce(h.paused_until >= today_of(:tenant), true)
              then daterange(h.paused_from, h.paused_until, '[]')
            when p.away_until >= today_of(:tenant) then daterange(p.away_from, p.away_until, '[]') end as pause
        from ill_request r
        join hold h on h.tenant_id = r.tenant_id and h.id = r.hold_id and h.state = 'WAITING'
        join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
        where r.tenant_id = :tenant and r.side = 'BORROWING' and r.is_of_partner
          and r.state in ('SENT', 'EXPECT_TO_SUPPLY', 'WILL_SUPPLY')) w
      where pause is distinct from told_pause order by request
      """;

  private static final String PAUSE_TOLD =
      """
      update ill_request
      set told_pause = case when :from::date is not null then daterange(:from::date, :until::date, '[]') end
      where tenant_id = :tenant and number = :number
      """;

  private static final String HOLD_OF =
      """
      select h.id as hold, h.pickup_branch as branch from ill_request r
      join hold h on h.tenant_id = r.tenant_id and h.id = r.hold_id and h.state = 'WAITING'
      where r.tenant_id = :tenant and r.side = 'LENDING' and r.account = ? and r.library = ? and r.reference = ?
      """;

  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;

  public PostgresPartnerHolds(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
  }

  @Override
  public List<Unasked> unasked(TenantId home, @Nullable UUID after, int limit) {
    return database.inTenant(
        home,
        p ->
            p.list(
                Unasked.class,
                UNASKED,
                Parameters.of("after", after == null ? FIRST : after).and("limit", limit)));
  }

  @Override
  public List<String> suppliers(TenantId home, UUID record) {
    return database.inTenant(home, p -> p.list(String.class, SUPPLIERS, record));
  }

  @Override
  public int open(TenantId home, String supplier) {
    return database.inTenant(home, p -> p.one(Integer.class, OPEN, supplier));
  }

  private record WantedRow(
      String source,
      String number,
      String title,
      @Nullable String author,
      @Nullable String published,
      @Nullable String isbn,
      String pickup,
      String pickupName) {

    InterlibraryOrder order(String us, UUID hold) {
      return new InterlibraryOrder(
          new Requester(ACTOR, us),
          null,
          CommandKey.of(CommandKey.MAX_WINDOW, "partner-hold", hold).hex(),
          null,
          Description.builder()
              .title(title)
              .author(author)
              .published(published)
              .isbn(isbn)
              .number(new RecordKey(source, number).toString())
              .build(),
          Service.LOAN,
          null,
          pickupName,
          null);
    }
  }

  @Override
  public boolean ask(TenantId home, String us, UUID hold, List<String> suppliers) {
    return database.ask(connection -> {
      var look = PostgresInterlibraryRequests.locked(home);
      var wanted = look.optional(WantedRow.class, WANTED, hold);
      look.run(connection);
      if (wanted.get().isEmpty()) {
        connection.commit();
        return false;
      }
      var row = wanted.get().get();
      var first = new Peer(suppliers.getFirst(), us, Peer.VERSION);
      var make = Pipeline.of(home);
      var made =
          InterlibraryRequestRows.insert(
              make,
              new NewRequest(
                      Side.BORROWING,
                      InterlibraryState.REQUESTED,
                      row.pickup(),
                      row.order(us, hold))
                  .with(hold, null)
                  .with(first));
      make.add(InterlibraryRequestRows.ofPartner()).run(connection);
      var number = made.get().number();
      InterlibraryMessageRows.lenders(home, number, 0, suppliers, null)
          .add(
              InterlibraryRequestRows.step(
                  number,
                  StepContext.of(
                      Side.BORROWING, InterlibraryState.SENT, null, ACTOR, first.library())))
          .commit(connection);
      return true;
    });
  }

  private record TitleRow(UUID id, String source, String number, boolean isCommon) {}

  @Override
  public Optional<WantedRecord> title(TenantId supplier, String home, Description description) {
    var key = key(description.number());
    return database
        .inTenant(
            supplier,
            p ->
                p.optional(
                    TitleRow.class,
                    TITLE,
                    Parameters.of("home", home)
                        .and("source", key == null ? null : key.source())
                        .and("number", key == null ? null : key.number())
                        .and("isbn", description.isbn())))
        .map(row ->
            new WantedRecord(
                new RecordKey(row.source(), row.number()),
                new RecordRef(row.id(), row.isCommon() ? null : supplier)));
  }

  private static @Nullable RecordKey key(@Nullable String number) {
    try {
      return number == null ? null : RecordKey.parse(number);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  @Override
  public List<Sent> sent(TenantId home) {
    return database.inTenant(home, p -> p.list(Sent.class, SENT));
  }

  private record ExpectedRow(
      String barcode, String pickup, String source, String number, boolean isTaken) {}

  @Override
  public void expect(TenantId home, Sent sent) {
    PostgresBorrowedItems.makeCategory(database, home);
    database.ask(connection -> {
      var look = PostgresInterlibraryRequests.locked(home);
      var expected = look.optional(ExpectedRow.class, EXPECTED, sent.request());
      look.run(connection);
      if (expected.get().isPresent()) {
        return expect(connection, home, sent, expected.get().get());
      }
      connection.commit();
      return false;
    });
  }

  private boolean expect(Connection connection, TenantId home, Sent sent, ExpectedRow expected)
      throws SQLException {
    // Two tenants may use the same numbers: then staff name the item by that of its request.
    var barcode = expected.isTaken() ? "ILL-" + sent.request() : expected.barcode();
    var item =
        new NewItem(
            barcode,
            new RecordKey(expected.source(), expected.number()),
            expected.pickup(),
            PostgresBorrowedItems.CATEGORY,
            ItemStatus.AVAILABLE,
            ItemDetails.NONE);
    var put = Pipeline.of(home);
    var _ = PostgresItemRegister.put(put, List.of(item));
    put.add(
            PostgresBorrowedItems.BORROWED_FROM,
            Parameters.of("lender", sent.supplier())
                .and("due", null)
                .and("request", sent.request())
                .and("barcode", barcode))
        .add(
            PostgresBorrowedItems.ITEM_OF,
            Parameters.of("barcode", barcode).and("number", sent.request()))
        .run(connection);
    var supply =
        new HoldCommand.SupplyHold(
            InterlibraryHolds.origin(home, ACTOR, expected.pickup()),
            sent.hold(),
            barcode,
            sent.supplier());
    return new Batch(home, List.of(supply), keys)
        .run(connection, policies, (_, _) -> Answer.of(true));
  }

  @Override
  public List<Back> back(TenantId home) {
    return database.inTenant(home, p -> p.list(Back.class, BACK));
  }

  @Override
  public List<Long> over(TenantId home) {
    return database.inTenant(home, p -> p.list(Long.class, OVER));
  }

  @Override
  public void release(TenantId home, String job) {
    database.inTenant(home, new Pipeline().add(RELEASE, job));
  }

  private record PausedRow(long request, String supplier, int lender, HoldRow.Pause pause) {

    Paused paused() {
      return new Paused(
          request, supplier, InterlibraryMessages.reference(request, lender), pause.facts());
    }
  }

  @Override
  public List<Paused> paused(TenantId home) {
    return database.inTenant(home, p -> p.list(PausedRow.class, PausedRow::paused, PAUSED));
  }

  @Override
  public void pauseTold(TenantId home, Paused told) {
    HoldFacts.@Nullable Pause pause = told.pause();
    @Nullable LocalDate from = pause == null ? null : pause.from();
    database.inTenant(
        home,
        new Pipeline()
            .add(
                PAUSE_TOLD,
                Parameters.of("number", told.request())
                    .and("from", from)
                    .and("until", pause == null ? null : pause.until())));
  }

  @Override
  public Optional<AtSupplier> hold(TenantId supplier, String home, String reference) {
    return database.inTenant(
        supplier,
        p -> p.optional(AtSupplier.class, HOLD_OF, PartnerHolds.account(home), home, reference));
  }
}
