package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOverview.Sought;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Peer;
import org.samling.core.ill.Placement;
import org.samling.core.ill.Telling;
import org.samling.core.organisation.TenantId;

/**
 * Keeps interlibrary requests. Whoever changes one holds the lock of the tenant's writers, so that
 * of two orders that are the same the second finds the first, and a request and its hold change in
 * one transaction.
 */
final class PostgresInterlibraryRequests implements InterlibraryRequests {

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

  private static final String OF_HOLD =
      InterlibraryRequestRows.SELECT + " where r.tenant_id = ? and r.hold_id = ?";

  private static final String LIST =
      InterlibraryRequestRows.SELECT
          + "where r.tenant_id = ? and r.number > ? and "
          + PostgresInterlibraryOverview.SOUGHT
          + "order by r.number limit ?";

  private static final String PATRONS =
      "select distinct patron_id from patron_identifier where tenant_id = ? and value = any (?)";

  private static final String EVENTS =
      "select * from ill_event where tenant_id = ? and request = ? order by sequence";

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
    return place(tenant, branch, order, placement, peer, Holding.WHERE_IT_CAN_BE);
  }

  @Override
  public Placed placeHeld(
      TenantId tenant,
      String branch,
      InterlibraryOrder order,
      Placement placement,
      boolean isOfOneCopy) {
    return place(
        tenant,
        branch,
        order,
        placement,
        null,
        isOfOneCopy ? Holding.HAS_TO_BE_AS_ONE_COPY : Holding.HAS_TO_BE);
  }

  /** How an order is held. */
  private enum Holding {
    WHERE_IT_CAN_BE,
    HAS_TO_BE,
    HAS_TO_BE_AS_ONE_COPY
  }

  private Placed place(
      TenantId tenant,
      String branch,
      InterlibraryOrder order,
      Placement placement,
      @Nullable Peer peer,
      Holding holding) {
    return database.ask(connection -> {
      var known = new ArrayList<Placed>();
      locked(tenant).add(same(tenant, order, known)).run(connection);
      if (!known.isEmpty()) {
        Replication.commitWhatWasFound(connection);
        return known.getFirst();
      }
      var isHeld = placement.state() == InterlibraryState.REQUESTED;
      var hold =
          isHeld
              ? InterlibraryHolds.place(
                  tenant, branch, order, holding == Holding.HAS_TO_BE_AS_ONE_COPY)
              : null;
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
            var isRefused = holding != Holding.WHERE_IT_CAN_BE && whyNot != null;
            if (isRefused) {
              began[0] = new Placement(InterlibraryState.UNFILLED, whyNot);
            }
            pipeline.add(
                InterlibraryRequestRows.insert(
                    tenant,
                    new InterlibraryRequestRows.NewRequest(
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
        InterlibraryRequestRows.request(row),
        false,
        new Placement(InterlibraryState.valueOf(row.getString("began")), row.getString("reason")));
  }

  private static Placed placed(InterlibraryRequest request, boolean isNew, Placement began) {
    return new Placed(request, isNew, began, InterlibraryHolds.refused(began.reason()));
  }

  @Override
  public Optional<InterlibraryRequest> find(TenantId tenant, long number) {
    var found = new ArrayList<InterlibraryRequest>();
    database.inTenant(tenant, InterlibraryRequestRows.find(tenant, number, found));
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
        tenant,
        new Pipeline()
            .add(
                row -> found.add(InterlibraryRequestRows.request(row)),
                OF_HOLD,
                tenant.value(),
                hold));
    return found.stream().findFirst();
  }

  @Override
  public List<InterlibraryRequest> list(TenantId tenant, Sought sought, long after, int limit) {
    var found = new ArrayList<InterlibraryRequest>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> found.add(InterlibraryRequestRows.request(row)),
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
      locked(tenant).add(InterlibraryRequestRows.find(tenant, number, found)).run(connection);
      if (found.isEmpty()) {
        connection.commit();
        return new NoSuchRequest();
      }
      var known = found.getFirst();
      if (known.state() != step.from() || !known.next().contains(step.to())) {
        connection.commit();
        return new NotAllowed(known);
      }
      var after = new ArrayList<InterlibraryRequest>();
      var isSentOn = known.side() == Side.BORROWING && step.to() == InterlibraryState.SENT;
      if (isSentOn && !InterlibraryMessageRows.nextLender(connection, tenant, known)) {
        connection.commit();
        return new NotAllowed(known);
      }
      LenderWord.keep(connection, tenant, known, step.to(), null);
      with(
          connection,
          tenant,
          policies,
          keys,
          known.side() == Side.BORROWING
              ? LenderWord.follow(tenant, known, step.to(), null, step.who())
              : InterlibraryHolds.follow(tenant, known, step.to(), step.who()),
          (pipeline, outcome) ->
              pipeline
                  .add(
                      InterlibraryRequestRows.step(
                          tenant,
                          number,
                          new InterlibraryRequestRows.Stepping(
                              step.to(),
                              InterlibraryHolds.placed(outcome),
                              null,
                              step.who(),
                              InterlibraryHolds.note(step.note(), outcome),
                              Telling.of(known.side(), step.to()),
                              step.note())))
                  .add(InterlibraryRequestRows.find(tenant, number, after)));
      return new Done(after.getFirst());
    });
  }
}
