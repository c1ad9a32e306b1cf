package org.samling.postgres.ill;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Peer;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.Placement;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.Step;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.Replication;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.InterlibraryHolds;
import org.samling.postgres.tables.InterlibraryMessageRows;
import org.samling.postgres.tables.InterlibraryRequestRows;
import org.samling.postgres.writer.Batch;
import org.samling.postgres.writer.PostgresAccessLog;

/**
 * Keeps interlibrary requests. Whoever changes one holds the lock of the tenant's writers, so that
 * the second of two identical orders finds the first, and a request and its hold change in one
 * transaction.
 */
public final class PostgresInterlibraryRequests implements InterlibraryRequests {

  private static final String SAME_REFERENCE =
      """
      select r.*, e.message, e.state as began, e.note as reason
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      where r.tenant_id = :tenant and r.side = 'LENDING' and r.account = ? and coalesce(r.library, '') = coalesce(?::text, '') and r.reference = ?
      """;

  private static final String SAME_BYTES =
      """
      select r.*, e.message, e.state as began, e.note as reason
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      where r.tenant_id = :tenant and r.reference is null and r.fingerprint = ? and r.placed_at > ? order by r.number desc limit 1
      """;

  private static final String OF_HOLD =
      InterlibraryRequestRows.SELECT + " where r.tenant_id = :tenant and r.hold_id = ?";

  private static final String LIST =
      InterlibraryRequestRows.SELECT
          + "where r.tenant_id = :tenant and r.number > :after and "
          + PostgresInterlibraryOverview.SOUGHT
          + "order by r.number limit :limit";

  private static final String PATRONS =
      "select distinct patron_id from patron_identifier where tenant_id = ? and value = any (?)";

  private static final String EVENTS =
      "select * from ill_event where tenant_id = ? and request = ? order by sequence";

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  public PostgresInterlibraryRequests(
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

  @Override
  public Placed placeForPartner(
      TenantId tenant, String branch, InterlibraryOrder order, Peer peer) {
    var placement =
        order.record() == null
            ? new Placement(InterlibraryState.UNFILLED, "no copy that is lent to partners")
            : new Placement(InterlibraryState.REQUESTED, null);
    return place(tenant, branch, order, placement, peer, Holding.FOR_PARTNER);
  }

  /** How an order is held. */
  private enum Holding {
    FOR_PARTNER,
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
      var look = locked(tenant);
      var same = same(look, order);
      look.run(connection);
      var known = same.get();
      if (known.isPresent()) {
        Replication.commitWhatWasFound(connection);
        return known.get();
      }
      var isHeld = placement.state() == InterlibraryState.REQUESTED;
      var hold =
          isHeld
              ? InterlibraryHolds.place(
                  tenant, branch, order, holding == Holding.HAS_TO_BE_AS_ONE_COPY)
              : null;
      return with(
          connection,
          tenant,
          policies,
          keys,
          hold,
          (pipeline, outcome) -> {
            var whyNot = InterlibraryHolds.whyNot(outcome);
            var isRefused = holding != Holding.WHERE_IT_CAN_BE && whyNot != null;
            var began =
                isRefused
                    ? new Placement(InterlibraryState.UNFILLED, whyNot)
                    : holding == Holding.FOR_PARTNER && InterlibraryHolds.isFound(outcome)
                        ? new Placement(InterlibraryState.WILL_SUPPLY, null)
                        : placement;
            var made =
                InterlibraryRequestRows.insert(
                    pipeline,
                    new InterlibraryRequestRows.NewRequest(
                        Side.LENDING,
                        began.state(),
                        branch,
                        order,
                        InterlibraryHolds.placed(outcome),
                        null,
                        peer,
                        began.reason(),
                        isRefused ? null : whyNot));
            if (holding == Holding.FOR_PARTNER) {
              pipeline.add(InterlibraryRequestRows.ofPartner());
            }
            if (peer != null) {
              pipeline.add(InterlibraryMessageRows.asked(order, began));
            }
            return made.map(request -> placed(request, true, began));
          });
    });
  }

  static Pipeline locked(TenantId tenant) {
    return Pipeline.of(tenant).add(Batch.lock(tenant));
  }

  /** Writes something together with the changes of a command. */
  interface Writing<T extends @Nullable Object> {
    Answer<T> addTo(Pipeline pipeline, @Nullable Outcome outcome);
  }

  /**
   * Writes something together with the changes of a command, if there is one, and commits.
   *
   * @return the answer of what was written
   */
  static <T extends @Nullable Object> T with(
      Connection connection,
      TenantId tenant,
      PolicyCache policies,
      PatronKeys keys,
      @Nullable Command<?> command,
      Writing<T> writing)
      throws SQLException {
    if (command == null) {
      var pipeline = Pipeline.of(tenant);
      var answer = writing.addTo(pipeline, null);
      pipeline.commit(connection);
      return answer.get();
    }
    return new Batch(tenant, List.of(command), keys)
        .run(
            connection,
            policies,
            (pipeline, outcomes) -> writing.addTo(pipeline, outcomes.getFirst()));
  }

  private static Answer<Optional<Placed>> same(Pipeline pipeline, InterlibraryOrder order) {
    return order.reference() == null
        ? pipeline.optional(
            KnownRow.class,
            KnownRow::placed,
            SAME_BYTES,
            order.fingerprint(),
            Instant.now().minus(InterlibraryRequests.SAME_BYTES))
        : pipeline.optional(
            KnownRow.class,
            KnownRow::placed,
            SAME_REFERENCE,
            order.requester().account(),
            order.requester().library(),
            order.reference());
  }

  private record KnownRow(
      InterlibraryRequestRows.Row row, InterlibraryState began, @Nullable String reason) {

    Placed placed() {
      return PostgresInterlibraryRequests.placed(
          row.request(), false, new Placement(began, reason));
    }
  }

  private static Placed placed(InterlibraryRequest request, boolean isNew, Placement began) {
    return new Placed(request, isNew, began, InterlibraryHolds.refused(began.reason()));
  }

  @Override
  public Optional<InterlibraryRequest> find(TenantId tenant, long number) {
    var found = database.inTenant(tenant, p -> InterlibraryRequestRows.find(p, number));
    noteRead(tenant, found.stream().toList());
    return found;
  }

  /** Logs that requests, and so their patrons, were shown to somebody. */
  private void noteRead(TenantId tenant, List<InterlibraryRequest> shown) {
    var patrons = new LinkedHashSet<String>();
    for (var request : shown) {
      var patron = request.order().patron();
      if (request.side() == Side.BORROWING && patron != null) {
        patrons.add(patron);
      }
    }
    if (!patrons.isEmpty()) {
      database
          .inTenant(
              tenant, p -> p.list(UUID.class, PATRONS, tenant.value(), SqlArray.texts(patrons)))
          .forEach(patron -> log.read(tenant, patron));
    }
  }

  @Override
  public Optional<InterlibraryRequest> ofHold(TenantId tenant, UUID hold) {
    return database.inTenant(
        tenant,
        p ->
            p.optional(
                InterlibraryRequestRows.Row.class,
                InterlibraryRequestRows.Row::request,
                OF_HOLD,
                hold));
  }

  @Override
  public List<InterlibraryRequest> list(
      TenantId tenant, RequestFilter sought, long after, int limit) {
    var found =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    InterlibraryRequestRows.Row.class,
                    InterlibraryRequestRows.Row::request,
                    LIST,
                    PostgresInterlibraryOverview.parameters(sought)
                        .and("after", after)
                        .and("limit", limit)));
    noteRead(tenant, found);
    return found;
  }

  @Override
  public List<Event> events(TenantId tenant, long number) {
    return database.inTenant(tenant, p -> p.list(Event.class, EVENTS, tenant.value(), number));
  }

  @Override
  public StepOutcome step(TenantId tenant, long number, Step step) {
    return database.ask(connection -> {
      var look = locked(tenant);
      var found = InterlibraryRequestRows.find(look, number);
      look.run(connection);
      if (found.get().isEmpty()) {
        connection.commit();
        return new NoSuchRequest();
      }
      var known = found.get().get();
      if (known.state() != step.from() || !known.next().contains(step.to())) {
        connection.commit();
        return new NotAllowed(known);
      }
      var isSentOn = known.side() == Side.BORROWING && step.to() == InterlibraryState.SENT;
      if (isSentOn && !InterlibraryMessageRows.nextLender(connection, tenant, known)) {
        connection.commit();
        return new NotAllowed(known);
      }
      var declined =
          known.state() == InterlibraryState.RETRY_POSSIBLE
              && step.to() == InterlibraryState.UNFILLED
              && InterlibraryMessageRows.nextLender(connection, tenant, number);
      var heard = new LenderMessage(tenant, known, step.to(), step.terms());
      heard.keep(connection);
      return with(
          connection,
          tenant,
          policies,
          keys,
          known.side() == Side.BORROWING
              ? heard.follow(step.who())
              : InterlibraryHolds.follow(tenant, known, step.to(), step.who()),
          (pipeline, outcome) -> {
            pipeline.add(
                InterlibraryRequestRows.step(
                    number,
                    new InterlibraryRequestRows.StepContext(
                        step.to(),
                        InterlibraryHolds.placed(outcome),
                        null,
                        step.who(),
                        InterlibraryHolds.note(step.note(), outcome),
                        PeerNotice.of(known.side(), step.to()),
                        step.note())));
            if (heard.isCopyHere()) {
              pipeline
                  .add(
                      InterlibraryRequestRows.step(
                          number,
                          InterlibraryRequestRows.StepContext.of(
                              Side.BORROWING, InterlibraryState.RECEIVED, null, step.who(), null)))
                  .add(heard.told(true));
            }
            if (declined) {
              pipeline.add(
                  InterlibraryRequestRows.step(
                      number,
                      InterlibraryRequestRows.StepContext.of(
                          Side.BORROWING, InterlibraryState.SENT, null, step.who(), null)));
            }
            pipeline.add(PatronNews.of(number));
            return InterlibraryRequestRows.get(pipeline, number).map(Done::new);
          });
    });
  }
}
