package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Placement;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;

/**
 * Keeps interlibrary requests. Those who place one for a tenant follow each other by a lock, so
 * that of two orders that are the same the second finds the first.
 */
final class PostgresInterlibraryRequests implements InterlibraryRequests {

  /** The space of advisory locks that are held while a tenant's request is placed. */
  private static final int PLACING_LOCKS = 0x494c4c;

  private static final String LOCK = "select pg_advisory_xact_lock(?, ?)";

  private static final String SAME_REFERENCE =
      """
      select r.*, e.message, e.state as began, e.note as reason
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      where r.tenant_id = ? and r.account = ? and coalesce(r.library, '') = coalesce(?::text, '') and r.reference = ?
      """;

  private static final String SAME_BYTES =
      """
      select r.*, e.message, e.state as began, e.note as reason
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      where r.tenant_id = ? and r.reference is null and r.fingerprint = ? and r.placed_at > ? order by r.number desc limit 1
      """;

  private static final String INSERT =
      """
      insert into ill_request (tenant_id, number, side, state, account, library, reference, fingerprint, record_source,
        record_number, record_id, record_is_common, title, author, published, isbn, issn, catalogue_number, part, service,
        need_before, delivery, note, patron, placed_at, changed_at)
      select ?, coalesce((select max(number) from ill_request where tenant_id = ?), 0) + 1, 'LENDING',
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, n, n from now() n
      returning *
      """;

  private static final String BEGIN =
      """
      insert into ill_event (tenant_id, request, sequence, at, who, state, note, message)
      select ?, number, 1, placed_at, ?, ?, ?, ? from ill_request where tenant_id = ? and number = ?
      """;

  private static final String FIND =
      """
      select r.*, e.message
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      where r.tenant_id = ? and r.number = ?
      """;

  private static final String LIST =
      """
      select r.*, e.message
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      where r.tenant_id = ? and r.state = any (?) and r.number > ? order by r.number limit ?
      """;

  private static final String EVENTS =
      "select * from ill_event where tenant_id = ? and request = ? order by sequence";

  private static final String STEP =
      """
      with stepped as (
        update ill_request set state = ?, changed_at = now() where tenant_id = ? and number = ? and state = ? returning *)
      insert into ill_event (tenant_id, request, sequence, at, who, state, note)
      select tenant_id, number, (select max(sequence) + 1 from ill_event e
        where e.tenant_id = stepped.tenant_id and e.request = stepped.number), changed_at, ?, state, ? from stepped
      returning sequence
      """;

  private final Database database;

  PostgresInterlibraryRequests(Database database) {
    this.database = database;
  }

  @Override
  public Placed place(TenantId tenant, InterlibraryOrder order, Placement placement) {
    return database.ask(connection -> {
      var known = new ArrayList<Placed>();
      new Pipeline()
          .add(Database.SET_TENANT, tenant.toString())
          .add(LOCK, PLACING_LOCKS, tenant.value())
          .add(same(tenant, order, known))
          .run(connection);
      var placed =
          known.isEmpty() ? insert(connection, tenant, order, placement) : known.getFirst();
      connection.commit();
      return placed;
    });
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
    return new Placed(
        request(row, row.getString("message")),
        false,
        new Placement(InterlibraryState.valueOf(row.getString("began")), row.getString("reason")));
  }

  private static Placed insert(
      Connection connection, TenantId tenant, InterlibraryOrder order, Placement placement)
      throws SQLException {
    var placed = new ArrayList<Placed>();
    var record = order.record();
    var described = order.description();
    new Pipeline()
        .add(
            row -> placed.add(new Placed(request(row, order.message()), true, placement)),
            INSERT,
            tenant.value(),
            tenant.value(),
            placement.state().name(),
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
            order.patron())
        .run(connection);
    var request = placed.getFirst().request();
    new Pipeline()
        .add(
            BEGIN,
            tenant.value(),
            order.requester().account(),
            placement.state().name(),
            placement.reason(),
            order.message(),
            tenant.value(),
            request.number())
        .run(connection);
    return placed.getFirst();
  }

  @Override
  public Optional<InterlibraryRequest> find(TenantId tenant, long number) {
    var found = new ArrayList<InterlibraryRequest>();
    database.inTenant(tenant, find(tenant, number, found));
    return found.stream().findFirst();
  }

  private static Pipeline find(TenantId tenant, long number, List<InterlibraryRequest> found) {
    return new Pipeline()
        .add(
            row -> found.add(request(row, row.getString("message"))), FIND, tenant.value(), number);
  }

  @Override
  public List<InterlibraryRequest> list(
      TenantId tenant, Set<InterlibraryState> states, long after, int limit) {
    var found = new ArrayList<InterlibraryRequest>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> found.add(request(row, row.getString("message"))),
                LIST,
                tenant.value(),
                FactsLoader.texts(states.stream().map(Enum::name).toList()),
                after,
                limit));
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
    var known = find(tenant, number).orElse(null);
    if (known == null) {
      return new NoSuchRequest();
    }
    if (known.state() != step.from() || !step.from().next(known.side()).contains(step.to())) {
      return new NotAllowed(known);
    }
    var done = new ArrayList<Integer>();
    var after = new ArrayList<InterlibraryRequest>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> done.add(row.getInt("sequence")),
                STEP,
                step.to().name(),
                tenant.value(),
                number,
                step.from().name(),
                step.who(),
                step.note())
            .add(find(tenant, number, after)));
    return done.isEmpty() ? new NotAllowed(after.getFirst()) : new Done(after.getFirst());
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
}
