package org.samling.postgres.ill;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityMatching;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.catalogue.RecordRows;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.RecordLock;
import org.samling.postgres.connection.Replication;
import org.samling.postgres.loader.HoldsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.registers.PostgresItemRegister;
import org.samling.postgres.registers.PostgresLibraryRegister;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.tables.InterlibraryHolds;
import org.samling.postgres.tables.InterlibraryRequestRows;
import org.samling.postgres.tables.InterlibraryRequestRows.Row;
import org.samling.postgres.tables.InterlibraryRequestRows.StepContext;
import org.samling.postgres.writer.Batch;

/** Keeps other libraries' items while they are here, under the lock of the tenant's writers. */
public final class PostgresBorrowedItems implements BorrowedItems {

  private static final String HAS_CATEGORY =
      "select 1 from item_category where tenant_id = ? and code = ?";

  private static final String MAKE_CATEGORY =
      """
      insert into item_category (tenant_id, code, name, media_type, for_loan, loan_days, renewals)
      values (?, ?, 'Interlibrary loan', '000', true, 28, 2)
      on conflict (tenant_id, code) do nothing
      """;

  private static final String KNOWN =
      InterlibraryRequestRows.SELECT
          + """
          where r.tenant_id = :tenant and r.side = 'BORROWING' and r.account = ? and coalesce(r.library, '') = coalesce(?::text, '')
            and r.reference = ?
          """;

  private static final String OWN =
      InterlibraryRequestRows.SELECT
          + " where r.tenant_id = :tenant and r.side = 'BORROWING' and r.number = ?";

  static final String ITEM_OF =
      """
      update ill_request set barcode = :barcode, item_id = (select id from item where tenant_id = :tenant and barcode = :barcode),
        due_to_lender = (select due_to_lender from item where tenant_id = :tenant and barcode = :barcode)
      where tenant_id = :tenant and number = :number
      """;

  /** The states in which a borrowing request may be when its item arrives: messages may be late. */
  private static final Set<InterlibraryState> AWAITING =
      EnumSet.of(
          InterlibraryState.SENT,
          InterlibraryState.EXPECT_TO_SUPPLY,
          InterlibraryState.WILL_SUPPLY,
          InterlibraryState.SHIPPED);

  private static final String TAKEN =
      "select barcode from item where tenant_id = ? and barcode = ?";

  static final String BORROWED_FROM =
      """
      update item set borrowed_from = :lender, due_to_lender = coalesce(:due, (
        select r.due_to_lender from ill_request r where r.tenant_id = :tenant and r.number = :request)),
        lender_is_told = exists (
          select from ill_request r where r.tenant_id = :tenant and r.number = :request and r.peer is not null)
      where tenant_id = :tenant and barcode = :barcode
      """;

  private static final String WHICH =
      InterlibraryRequestRows.SELECT
          + """
          where r.tenant_id = :tenant and r.side = 'BORROWING' and (:account::text is null or r.account = :account)
            and (:barcode::text is null or r.barcode = :barcode) and (:reference::text is null or r.reference = :reference)
            and (:number::bigint is null or r.number = :number)
          order by r.number desc limit 1
          """;

  /** The item of a request while it is here: once it is gone another item may have its barcode. */
  private static final String STANDS =
      """
      select i.id as item, i.local_record_id as record,
        exists (select from loan l where l.tenant_id = i.tenant_id and l.item_id = i.id and l.returned_at is null) as is_on_loan,
        exists (select from ledger_entry e where e.tenant_id = i.tenant_id and e.item_id = i.id)
          or exists (select from offline_transaction o where o.tenant_id = i.tenant_id and o.item_id = i.id) as is_needed
      from ill_request r join item i on i.tenant_id = r.tenant_id and i.id = r.item_id
      where r.tenant_id = ? and r.number = ? and i.status <> 'DISCARDED'
      """;

  private static final String END_HOLDS =
      """
      update hold set state = 'CANCELLED', changed_at = now(), target_item_id = null, pickup_number = null,
        pickup_until = null, unstopped_pickup_until = null
      where tenant_id = ? and record_id = ? and state in %s
        and exists (
          select from local_record l
          where l.tenant_id = hold.tenant_id and l.id = hold.record_id and l.source = 'ill')
      """
          .formatted(HoldsLoader.OPEN);

  private static final String DISCARD =
      """
      update item set status = 'DISCARDED', hold_id = null, returned_loan_id = null, moved_at = now(),
        barcode = left(barcode, 60) || ' ' || id
      where tenant_id = ? and id = ?
      """;

  private static final String LET_GO =
      "update item set hold_id = null, returned_loan_id = null where tenant_id = ? and id = ?";

  private static final List<String> DELETE =
      List.of(
          "delete from transit where tenant_id = ? and item_id = ?",
          "delete from loan_history h using loan l where h.tenant_id = ? and l.tenant_id = h.tenant_id and l.item_id = ? and h.loan_id = l.id",
          "delete from loan where tenant_id = ? and item_id = ?",
          """
          delete from hold h using item i
          where h.tenant_id = ? and i.tenant_id = h.tenant_id and i.id = ? and (h.item_id = i.id or h.record_id = (
            select l.id from local_record l
            where l.tenant_id = i.tenant_id and l.id = i.local_record_id and l.source = 'ill'))
          """,
          "delete from item where tenant_id = ? and id = ?");

  private static final String DELETE_RECORD =
      "delete from local_record where tenant_id = ? and id = ? and source = ?";

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;

  /** Carries a refusal at the desk out of the transaction, past what was already written. */
  private static final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;

    RefusedException(RefusalReason reason) {
      super(reason.words(), null, false, false);
      this.reason = reason;
    }
  }

  private record Standing(UUID item, @Nullable UUID record, boolean isOnLoan, boolean isNeeded) {}

  public PostgresBorrowedItems(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
  }

  @Override
  public Acceptance accept(
      TenantId tenant, String branch, Arrival arrival, CatalogueRecord record) {
    makeCategory(database, tenant);
    try {
      return database.ask(connection -> accept(connection, tenant, branch, arrival, record));
    } catch (RefusedException e) {
      return new NotAccepted(e.reason);
    }
  }

  /** In a transaction of its own: others may see the category before the item exists. */
  static void makeCategory(Database database, TenantId tenant) {
    var isThere = database.inTenant(tenant, p -> p.any(HAS_CATEGORY, tenant.value(), CATEGORY));
    if (!isThere) {
      database.inTenant(
          tenant,
          new Pipeline()
              .add(MAKE_CATEGORY, tenant.value(), CATEGORY)
              .add(PostgresLibraryRegister.NEW_SETTINGS, tenant.value()));
    }
  }

  private Acceptance accept(
      Connection connection,
      TenantId tenant,
      String branch,
      Arrival arrival,
      CatalogueRecord record)
      throws SQLException {
    var barcode = arrival.localBarcode();
    var look = PostgresInterlibraryRequests.locked(tenant);
    var known = known(look, arrival);
    var isTaken = look.any(TAKEN, tenant.value(), barcode);
    look.run(connection);
    var request = known.get().orElse(null);
    var own = arrival.request() == null ? null : request;
    if (request != null && isHere(request, own)) {
      Replication.commitWhatWasFound(connection);
      return arrival.terms().isCopy() || barcode.equals(request.handling().item())
          ? new Accepted(request, false)
          : new ReferenceTaken(request);
    }
    if (arrival.request() != null && (own == null || !AWAITING.contains(own.state()))) {
      connection.commit();
      return new NotAwaited(own);
    }
    if (arrival.terms().isCopy()) {
      return new Accepted(copy(connection, tenant, branch, arrival, own), true);
    }
    if (isTaken.get()) {
      connection.commit();
      return new BarcodeTaken();
    }
    putItem(connection, tenant, branch, arrival, record);
    return new Batch(tenant, List.of(hold(tenant, branch, arrival, record)), keys)
        .run(
            connection,
            policies,
            (pipeline, outcomes) -> {
              if (outcomes.getFirst() instanceof HoldOutcome.Refused refused) {
                throw new RefusedException(refused.reason());
              }
              var hold = InterlibraryHolds.placed(outcomes.getFirst());
              var made =
                  own == null
                      ? InterlibraryRequestRows.insert(
                          pipeline, request(branch, arrival).with(hold, barcode))
                      : received(pipeline, own, hold, barcode, arrival);
              return made.map(done -> new Accepted(done, true));
            });
  }

  /**
   * Whether this arrival was recorded before; a request made for an unrequested item always was.
   */
  private static boolean isHere(InterlibraryRequest request, @Nullable InterlibraryRequest own) {
    return own == null
        || request.handling().hold() != null
        || (request.order().service() == Service.COPY
            && request.state() == InterlibraryState.RECEIVED);
  }

  /** A copy has arrived for its patron: nothing is lent, and nothing goes back. */
  private static InterlibraryRequest copy(
      Connection connection,
      TenantId tenant,
      String branch,
      Arrival arrival,
      @Nullable InterlibraryRequest own)
      throws SQLException {
    var pipeline = Pipeline.of(tenant);
    Answer<InterlibraryRequest> made;
    if (own == null) {
      made = InterlibraryRequestRows.insert(pipeline, request(branch, arrival));
    } else {
      pipeline.add(step(own, null, arrival));
      made = InterlibraryRequestRows.get(pipeline, own.number());
    }
    pipeline.run(connection);
    LenderMessage.copyIsHere(tenant, made.get()).commit(connection);
    return made.get();
  }

  /** A request for an item that arrived without one. */
  private static InterlibraryRequestRows.NewRequest request(String branch, Arrival arrival) {
    return new InterlibraryRequestRows.NewRequest(
        Side.BORROWING, InterlibraryState.RECEIVED, branch, order(arrival));
  }

  private static Pipeline step(InterlibraryRequest own, @Nullable UUID hold, Arrival arrival) {
    return InterlibraryRequestRows.step(
        own.number(),
        StepContext.of(
            Side.BORROWING, InterlibraryState.RECEIVED, hold, arrival.partner().account(), null));
  }

  private static Answer<Optional<InterlibraryRequest>> known(Pipeline pipeline, Arrival arrival) {
    var own = arrival.request();
    return own != null
        ? pipeline.optional(Row.class, Row::request, OWN, own)
        : pipeline.optional(
            Row.class,
            Row::request,
            KNOWN,
            arrival.partner().account(),
            arrival.partner().library(),
            arrival.reference());
  }

  /** Receives the item of a borrowing request, whether or not the lender's message has arrived. */
  private static Answer<InterlibraryRequest> received(
      Pipeline pipeline,
      InterlibraryRequest own,
      @Nullable UUID hold,
      String barcode,
      Arrival arrival) {
    pipeline
        .add(ITEM_OF, Parameters.of("barcode", barcode).and("number", own.number()))
        .add(step(own, hold, arrival));
    return InterlibraryRequestRows.get(pipeline, own.number());
  }

  private static void putItem(
      Connection connection,
      TenantId tenant,
      String branch,
      Arrival arrival,
      CatalogueRecord record)
      throws SQLException {
    var rows = new RecordRows(tenant, AuthorityMatching.LINKS);
    rows.compare(connection, List.of(record), RecordLock.NONE);
    var item =
        new NewItem(
            arrival.localBarcode(),
            record.key(),
            branch,
            CATEGORY,
            ItemStatus.AVAILABLE,
            ItemDetails.NONE);
    var lender = arrival.partner().library();
    var put = rows.put(null);
    var _ = PostgresItemRegister.put(put, List.of(item));
    put.add(
            BORROWED_FROM,
            Parameters.of("lender", lender == null ? arrival.partner().account() : lender)
                .and("due", arrival.terms().due())
                .and("request", arrival.request())
                .and("barcode", item.barcode()))
        .run(connection);
  }

  private static HoldCommand.RecordHold hold(
      TenantId tenant, String branch, Arrival arrival, CatalogueRecord record) {
    return new HoldCommand.RecordHold(
        InterlibraryHolds.origin(tenant, arrival.partner().account(), branch),
        arrival.patron(),
        record.key(),
        arrival.localBarcode(),
        new HoldCommand.HoldOptions(arrival.pickup(), Instant.now(), null, true),
        arrival.pickup().equals(branch) ? HoldState.READY : HoldState.IN_TRANSIT,
        null);
  }

  private static InterlibraryOrder order(Arrival arrival) {
    return new InterlibraryOrder(
        arrival.partner(),
        arrival.reference(),
        arrival.fingerprint(),
        null,
        arrival.description(),
        arrival.terms().isCopy() ? Service.COPY : Service.LOAN,
        null,
        arrival.pickup(),
        null,
        InterlibraryText.of(arrival.patron(), InterlibraryOrder.MAX_NAME),
        arrival.message());
  }

  @Override
  public Removal remove(TenantId tenant, BorrowedItemReference which, String who) {
    return database.ask(connection -> remove(connection, tenant, which, who));
  }

  private static Removal remove(
      Connection connection, TenantId tenant, BorrowedItemReference which, String who)
      throws SQLException {
    var look = PostgresInterlibraryRequests.locked(tenant);
    var found =
        look.optional(
            Row.class,
            Row::request,
            WHICH,
            Parameters.of("account", which.account())
                .and("barcode", which.barcode())
                .and("reference", which.reference())
                .and("number", which.request()));
    look.run(connection);
    if (found.get().isEmpty()) {
      connection.commit();
      return new NotBorrowed();
    }
    var request = found.get().get();
    if (request.order().service() == Service.COPY) {
      connection.commit();
      return new NotBorrowed();
    }
    var standing = standing(connection, tenant, request.number());
    if (standing != null && standing.isOnLoan()) {
      connection.commit();
      return new StillOnLoan(request);
    }
    var away = standing == null ? Pipeline.of(tenant) : away(tenant, standing);
    if (request.next().contains(InterlibraryState.RETURNED)) {
      away.add(
          InterlibraryRequestRows.step(
              request.number(),
              StepContext.of(Side.BORROWING, InterlibraryState.RETURNED, null, who, null)));
    }
    var after = InterlibraryRequestRows.get(away, request.number());
    away.commit(connection);
    return new Removed(after.get());
  }

  private static @Nullable Standing standing(Connection connection, TenantId tenant, long request)
      throws SQLException {
    return Rows.optional(connection, Standing.class, STANDS, tenant, request).orElse(null);
  }

  private static Pipeline away(TenantId tenant, Standing standing) {
    var away = Pipeline.of(tenant);
    if (standing.isNeeded()) {
      return away.add(END_HOLDS, tenant.value(), standing.record())
          .add(DISCARD, tenant.value(), standing.item());
    }
    away.add(LET_GO, tenant.value(), standing.item());
    DELETE.forEach(sql -> away.add(sql, tenant.value(), standing.item()));
    return away.add(DELETE_RECORD, tenant.value(), standing.record(), SOURCE);
  }
}
