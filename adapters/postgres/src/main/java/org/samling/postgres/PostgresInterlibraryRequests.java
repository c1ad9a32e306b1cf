package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.Outcome;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryOverview.Sought;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryRequest.Handling;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Peer;
import org.samling.core.ill.Placement;
import org.samling.core.ill.Telling;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;

/**
 * Keeps interlibrary requests. Whoever changes one holds the lock of the tenant's writers, so that
 * of two orders that are the same the second finds the first, and a request and its hold change in
 * one transaction.
 */
final class PostgresInterlibraryRequests implements InterlibraryRequests {

  /** A request with the message that brought it. */
  static final String SELECT =
      """
      select r.*, e.message
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      """;

  private static final String SAME_REFERENCE =
      """
      select r.*, e.message, e.state as began, e.note as reason
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      where r.tenant_id = ? and r.side = 'LENDING' and r.account = ? and coalesce(r.library, '') = coalesce(?::text, '') and r.reference = ?
      """;

  private static final String SAME_BYTES =
      """
      select r.*, e.message, e.state as began, e.note as reason
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      where r.tenant_id = ? and r.reference is null and r.fingerprint = ? and r.placed_at > ? order by r.number desc limit 1
      """;

  private static final String INSERT =
      """
      with made as (
        insert into ill_request (tenant_id, number, side, state, account, library, reference, fingerprint, record_source,
          record_number, record_id, record_is_common, title, author, published, isbn, issn, catalogue_number, part, service,
          need_before, delivery, note, patron, branch, hold_id, barcode, item_id, peer, peer_us, peer_version, lender,
          placed_at, changed_at)
        select ?, coalesce((select max(number) from ill_request where tenant_id = ?), 0) + 1, ?,
          ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          (select id from item where tenant_id = ? and barcode = ?), ?, ?, ?, ?, n, n from now() n
        returning *),
      begun as (
        insert into ill_event (tenant_id, request, sequence, at, who, state, note, message)
        select tenant_id, number, e.sequence, placed_at, account, state, e.note, e.message
        from made cross join (values (1, ?::text, ?::text), (2, ?::text, null)) e (sequence, note, message)
        where e.sequence = 1 or e.note is not null)
      select * from made
      """;

  private static final String FIND = SELECT + " where r.tenant_id = ? and r.number = ?";

  private static final String OF_HOLD = SELECT + " where r.tenant_id = ? and r.hold_id = ?";

  private static final String LIST =
      SELECT
          + "where r.tenant_id = ? and r.number > ? and "
          + PostgresInterlibraryOverview.SOUGHT
          + "order by r.number limit ?";

  private static final String PATRONS =
      "select distinct patron_id from patron_identifier where tenant_id = ? and value = any (?)";

  private static final String EVENTS =
      "select * from ill_event where tenant_id = ? and request = ? order by sequence";

  /** The last of the statements that make a step: the other library of a request is told of it. */
  static final String TOLD =
      """
      told as (
        insert into ill_message (tenant_id, request, sequence, is_outgoing, kind, state, peer, lender, note, due_at)
        select tenant_id, number, coalesce((select max(sequence) from ill_message m
          where m.tenant_id = stepped.tenant_id and m.request = stepped.number), 0) + 1, true, telling, state, peer, lender,
          remark, now()
        from stepped where peer is not null and telling is not null)
      """;

  private static final String STEP =
      """
      with stepped as (
        update ill_request set state = ?, changed_at = now(), hold_id = coalesce(?, hold_id), barcode = coalesce(?, barcode)
        where tenant_id = ? and number = ? returning *, ?::text as telling, ?::text as remark),
      %s
      insert into ill_event (tenant_id, request, sequence, at, who, state, note)
      select tenant_id, number, (select max(sequence) + 1 from ill_event e
        where e.tenant_id = stepped.tenant_id and e.request = stepped.number), changed_at, ?, state, ? from stepped
      """
          .formatted(TOLD);

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  PostgresInterlibraryRequests(
      Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.log = log;
  }

  @Override
  public Placed place(
      TenantId tenant,
      String branch,
      InterlibraryOrder order,
      Placement placement,
      @Nullable Peer peer) {
    return place(tenant, branch, order, placement, peer, false);
  }

  @Override
  public Placed placeHeld(
      TenantId tenant, String branch, InterlibraryOrder order, Placement placement) {
    return place(tenant, branch, order, placement, null, true);
  }

  private Placed place(
      TenantId tenant,
      String branch,
      InterlibraryOrder order,
      Placement placement,
      @Nullable Peer peer,
      boolean hasToBeHeld) {
    return database.ask(connection -> {
      var known = new ArrayList<Placed>();
      locked(tenant).add(same(tenant, order, known)).run(connection);
      if (!known.isEmpty()) {
        connection.commit();
        return known.getFirst();
      }
      var isHeld = placement.state() == InterlibraryState.REQUESTED;
      var hold = isHeld ? InterlibraryHolds.place(tenant, branch, order) : null;
      var made = new ArrayList<InterlibraryRequest>();
      var began = new Placement[] {placement};
      with(
          connection,
          tenant,
          policies,
          keys,
          hold,
          (pipeline, outcome) -> {
            var whyNot = InterlibraryHolds.whyNot(outcome);
            var isRefused = hasToBeHeld && whyNot != null;
            if (isRefused) {
              began[0] = new Placement(InterlibraryState.UNFILLED, whyNot);
            }
            pipeline.add(
                insert(
                    tenant,
                    new NewRequest(
                        Side.LENDING,
                        began[0].state(),
                        branch,
                        order,
                        InterlibraryHolds.placed(outcome),
                        null,
                        peer,
                        began[0].reason(),
                        isRefused ? null : whyNot),
                    made));
            if (peer != null) {
              pipeline.add(InterlibraryMessageRows.asked(tenant, order, placement));
            }
          });
      return placed(made.getFirst(), true, began[0]);
    });
  }

  static Pipeline locked(TenantId tenant) {
    return new Pipeline().add(Batch.LOCK, tenant.toString(), Batch.WRITER_LOCKS, tenant.value());
  }

  /** What is written together with what a command changes. */
  interface Writing {
    void addTo(Pipeline pipeline, @Nullable Outcome outcome);
  }

  /** Writes something together with what a command changes, if there is one, and commits. */
  static void with(
      Connection connection,
      TenantId tenant,
      PolicyCache policies,
      PatronKeys keys,
      @Nullable Command<?> command,
      Writing writing)
      throws SQLException {
    if (command == null) {
      var pipeline = new Pipeline();
      writing.addTo(pipeline, null);
      pipeline.commit(connection);
    } else {
      new Batch(tenant, List.of(command), keys)
          .run(
              connection,
              policies,
              (pipeline, outcomes) -> writing.addTo(pipeline, outcomes.getFirst()));
    }
  }

  private static Pipeline same(TenantId tenant, InterlibraryOrder order, List<Placed> known) {
    Pipeline.Row take = row -> known.add(known(row));
    return order.reference() == null
        ? new Pipeline()
            .add(
                take,
                SAME_BYTES,
                tenant.value(),
                order.fingerprint(),
                Instant.now().minus(InterlibraryRequests.SAME_BYTES).atOffset(ZoneOffset.UTC))
        : new Pipeline()
            .add(
                take,
                SAME_REFERENCE,
                tenant.value(),
                order.requester().account(),
                order.requester().library(),
                order.reference());
  }

  private static Placed known(ResultSet row) throws SQLException {
    return placed(
        request(row),
        false,
        new Placement(InterlibraryState.valueOf(row.getString("began")), row.getString("reason")));
  }

  private static Placed placed(InterlibraryRequest request, boolean isNew, Placement began) {
    return new Placed(request, isNew, began, InterlibraryHolds.refused(began.reason()));
  }

  /**
   * A request that is made.
   *
   * @param side who keeps it
   * @param state how it begins
   * @param branch the code of the branch that handles it
   * @param order what was asked for
   * @param hold its hold, or null
   * @param barcode the item that goes, or null
   * @param peer the other library, where it is told what becomes of it, or null
   * @param note what is noted of its beginning, or null
   * @param remark what is noted besides, or null
   */
  record NewRequest(
      Side side,
      InterlibraryState state,
      String branch,
      InterlibraryOrder order,
      @Nullable UUID hold,
      @Nullable String barcode,
      @Nullable Peer peer,
      @Nullable String note,
      @Nullable String remark) {}

  /** The statement that makes a request, and takes it as it was made. */
  static Pipeline insert(TenantId tenant, NewRequest made, List<InterlibraryRequest> taken) {
    var order = made.order();
    var peer = made.peer();
    var record = order.record();
    var described = order.description();
    return new Pipeline()
        .add(
            row -> taken.add(request(row, order.message())),
            INSERT,
            tenant.value(),
            tenant.value(),
            made.side().name(),
            made.state().name(),
            order.requester().account(),
            order.requester().library(),
            order.reference(),
            order.fingerprint(),
            record == null ? null : record.key().source(),
            record == null ? null : record.key().number(),
            record == null ? null : record.ref().id(),
            record == null ? null : record.ref().owner() == null,
            described.title(),
            described.author(),
            described.published(),
            described.isbn(),
            described.issn(),
            described.number(),
            described.part(),
            order.service().name(),
            order.needBefore(),
            order.delivery(),
            order.note(),
            order.patron(),
            made.branch(),
            made.hold(),
            made.barcode(),
            tenant.value(),
            made.barcode(),
            peer == null ? null : peer.library(),
            peer == null ? null : peer.us(),
            peer == null ? null : peer.version(),
            peer == null || made.side() == Side.LENDING ? null : 1,
            made.note(),
            order.message(),
            made.remark());
  }

  @Override
  public Optional<InterlibraryRequest> find(TenantId tenant, long number) {
    var found = new ArrayList<InterlibraryRequest>();
    database.inTenant(tenant, find(tenant, number, found));
    noteRead(tenant, found);
    return found.stream().findFirst();
  }

  /** Notes for whom requests are that somebody is shown. */
  private void noteRead(TenantId tenant, List<InterlibraryRequest> shown) {
    var patrons = new LinkedHashSet<String>();
    for (var request : shown) {
      var patron = request.order().patron();
      if (request.side() == Side.BORROWING && patron != null) {
        patrons.add(patron);
      }
    }
    if (!patrons.isEmpty()) {
      database.inTenant(
          tenant,
          new Pipeline()
              .add(
                  row -> log.read(tenant, FactsLoader.uuid(row, "patron_id")),
                  PATRONS,
                  tenant.value(),
                  FactsLoader.texts(patrons)));
    }
  }

  @Override
  public Optional<InterlibraryRequest> ofHold(TenantId tenant, UUID hold) {
    var found = new ArrayList<InterlibraryRequest>();
    database.inTenant(
        tenant, new Pipeline().add(row -> found.add(request(row)), OF_HOLD, tenant.value(), hold));
    return found.stream().findFirst();
  }

  static Pipeline find(TenantId tenant, long number, List<InterlibraryRequest> found) {
    return new Pipeline().add(row -> found.add(request(row)), FIND, tenant.value(), number);
  }

  @Override
  public List<InterlibraryRequest> list(TenantId tenant, Sought sought, long after, int limit) {
    var found = new ArrayList<InterlibraryRequest>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> found.add(request(row)),
                LIST,
                PostgresInterlibraryOverview.parameters(tenant, after, sought, limit)));
    noteRead(tenant, found);
    return found;
  }

  @Override
  public List<Event> events(TenantId tenant, long number) {
    var found = new ArrayList<Event>();
    database.inTenant(
        tenant, new Pipeline().add(row -> found.add(event(row)), EVENTS, tenant.value(), number));
    return found;
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(
        FactsLoader.instant(row, "at"),
        row.getString("who"),
        InterlibraryState.valueOf(row.getString("state")),
        row.getString("note"),
        row.getString("message"));
  }

  @Override
  public StepOutcome step(TenantId tenant, long number, Step step) {
    return database.ask(connection -> {
      var found = new ArrayList<InterlibraryRequest>();
      locked(tenant).add(find(tenant, number, found)).run(connection);
      if (found.isEmpty()) {
        connection.commit();
        return new NoSuchRequest();
      }
      var known = found.getFirst();
      if (known.state() != step.from() || !step.from().next(known.side()).contains(step.to())) {
        connection.commit();
        return new NotAllowed(known);
      }
      var after = new ArrayList<InterlibraryRequest>();
      var isSentOn = known.side() == Side.BORROWING && step.to() == InterlibraryState.SENT;
      if (isSentOn && !InterlibraryMessageRows.nextLender(connection, tenant, known)) {
        connection.commit();
        return new NotAllowed(known);
      }
      with(
          connection,
          tenant,
          policies,
          keys,
          InterlibraryHolds.follow(tenant, known, step.to(), step.who()),
          (pipeline, outcome) ->
              pipeline
                  .add(
                      step(
                          tenant,
                          number,
                          new Stepping(
                              step.to(),
                              InterlibraryHolds.placed(outcome),
                              null,
                              step.who(),
                              InterlibraryHolds.note(step.note(), outcome),
                              Telling.of(known.side(), step.to()),
                              step.note())))
                  .add(find(tenant, number, after)));
      return new Done(after.getFirst());
    });
  }

  /**
   * A step that is taken.
   *
   * @param to how the request stands from now on
   * @param hold the hold that it got, or null
   * @param barcode the item that goes, or null
   * @param who who does it
   * @param note what is noted of it, or null
   * @param telling what the other library is told, or null
   * @param remark a word to it, or null
   */
  record Stepping(
      InterlibraryState to,
      @Nullable UUID hold,
      @Nullable String barcode,
      String who,
      @Nullable String note,
      @Nullable Telling telling,
      @Nullable String remark) {

    /** A step of which the other library is told what it has to know. */
    static Stepping of(
        Side side, InterlibraryState to, @Nullable UUID hold, String who, @Nullable String note) {
      return new Stepping(to, hold, null, who, note, Telling.of(side, to), null);
    }
  }

  /** The statement that takes a step and notes it. */
  static Pipeline step(TenantId tenant, long number, Stepping step) {
    var telling = step.telling();
    return new Pipeline()
        .add(
            STEP,
            step.to().name(),
            step.hold(),
            step.barcode(),
            tenant.value(),
            number,
            telling == null ? null : telling.name(),
            step.remark(),
            step.who(),
            step.note());
  }

  /** A request of {@link #SELECT}. */
  static InterlibraryRequest request(ResultSet row) throws SQLException {
    return request(row, row.getString("message"));
  }

  private static InterlibraryRequest request(ResultSet row, @Nullable String message)
      throws SQLException {
    return new InterlibraryRequest(
        row.getLong("number"),
        Side.valueOf(row.getString("side")),
        InterlibraryState.valueOf(row.getString("state")),
        new InterlibraryOrder(
            new Requester(row.getString("account"), row.getString("library")),
            row.getString("reference"),
            row.getString("fingerprint"),
            record(row),
            new Description(
                row.getString("title"),
                row.getString("author"),
                row.getString("published"),
                row.getString("isbn"),
                row.getString("issn"),
                row.getString("catalogue_number"),
                row.getString("part")),
            Service.valueOf(row.getString("service")),
            row.getObject("need_before", LocalDate.class),
            row.getString("delivery"),
            row.getString("note"),
            row.getString("patron"),
            message),
        new Handling(
            row.getString("branch"),
            row.getObject("hold_id", UUID.class),
            row.getString("barcode"),
            peer(row)),
        FactsLoader.instant(row, "placed_at"),
        FactsLoader.instant(row, "changed_at"));
  }

  private static @Nullable WantedRecord record(ResultSet row) throws SQLException {
    var source = row.getString("record_source");
    return source == null
        ? null
        : new WantedRecord(
            new RecordKey(source, row.getString("record_number")),
            new RecordRef(
                FactsLoader.uuid(row, "record_id"),
                row.getBoolean("record_is_common") ? null : new TenantId(row.getInt("tenant_id"))));
  }

  private static @Nullable Peer peer(ResultSet row) throws SQLException {
    var library = row.getString("peer");
    return library == null
        ? null
        : new Peer(library, row.getString("peer_us"), row.getString("peer_version"));
  }
}
