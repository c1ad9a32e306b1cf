package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Peer;
import org.samling.core.ill.Telling;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.InterlibraryRequestRows.NewRequest;
import org.samling.postgres.InterlibraryRequestRows.Stepping;

/** Keeps messages about requests; what they do is done under the lock of the tenant's writers. */
final class PostgresInterlibraryMessages implements InterlibraryMessages {

  private static final String LENT =
      InterlibraryRequestRows.SELECT
          + """
          where r.tenant_id = ? and r.side = 'LENDING' and r.account = ? and coalesce(r.library, '') = coalesce(?::text, '')
            and r.reference = ?
          """;

  private static final String OWN =
      InterlibraryRequestRows.SELECT
          + """
          join ill_lender l on l.tenant_id = r.tenant_id and l.request = r.number and l.position = ? and l.library = ?
          where r.tenant_id = ? and r.side = 'BORROWING' and r.number = ?
          """;

  /**
   * By its number, by that of one's own with its lender, or else by the item, which it had last.
   */
  private static final String NAMED =
      """
      with known as (
        select number from ill_request where tenant_id = ? and account = ? and reference = ?
        union all
        select r.number from ill_request r join ill_lender l on l.tenant_id = r.tenant_id and l.request = r.number
        where r.tenant_id = ? and r.side = 'BORROWING' and r.number = ? and l.position = ? and (? or l.library = any (?))
        union all
        select number from ill_request
        where tenant_id = ? and ?::text is null and barcode = ? and (account = ? or side = 'BORROWING' and (? or peer = any (?))))
      """
          + InterlibraryRequestRows.SELECT
          + """
          where r.tenant_id = ? and r.number in (select number from known) and (?::text is null or r.side = ?)
          order by case when ?::text is null then r.changed_at end desc nulls last, r.number desc limit 1
          """;

  private static final String IS_NEW =
      """
      select not exists (select from ill_message where tenant_id = ? and request = ? and fingerprint = ? and not is_outgoing) as new,
        (select lender from ill_request where tenant_id = ? and number = ?) as lender
      """;

  private static final String ASKED =
      InterlibraryRequestRows.SELECT
          + """
          where r.tenant_id = ? and r.side = 'BORROWING' and r.account = ? and coalesce(r.library, '') = coalesce(?::text, '')
            and r.reference = ?
          """;

  /**
   * Only the first that waits of each request, so that the other library hears them in order; to
   * ask how it stands goes beside them.
   */
  private static final String DUE =
      """
      with first as (
        select request, min(sequence) as sequence from ill_message where tenant_id = ? and due_at is not null
        group by request, kind = 'STATUS_REQUEST'),
      claimed as (
        update ill_message m set due_at = now() + make_interval(secs => ?), tries = m.tries + 1
        from (
          select f.request, f.sequence from first f
          join ill_message w on w.tenant_id = ? and w.request = f.request and w.sequence = f.sequence
          where w.due_at <= now() order by w.due_at limit ?) ready
        where m.tenant_id = ? and m.request = ready.request and m.sequence = ready.sequence and m.due_at <= now()
        returning m.*)
      select r.*, e.message, c.sequence as message_number, c.kind, c.state as told_state, c.peer as told_peer,
        c.lender as told_lender, c.answer, c.note as told_note, c.at as told_at, c.tries,
        (select l.due_at from loan l where l.tenant_id = r.tenant_id and l.item_id = r.item_id and l.returned_at is null
          and r.side = 'LENDING') as due_back
      from claimed c
      join ill_request r on r.tenant_id = c.tenant_id and r.number = c.request
      join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      order by c.at, c.request
      """;

  private static final String DONE =
      """
      update ill_message m set due_at = null, content = ?, reply = ?, failure = ?
      where tenant_id = ? and request = ? and sequence = ? and due_at is not null
      returning (select r.lender is null or r.lender = m.lender from ill_request r
        where r.tenant_id = m.tenant_id and r.number = m.request) as of_now
      """;

  private static final String AGAIN =
      """
      update ill_message set due_at = ?, content = ?, failure = ?
      where tenant_id = ? and request = ? and sequence = ? and due_at is not null
      """;

  private static final String KEPT =
      "select * from ill_message where tenant_id = ? and request = ? order by sequence";

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;

  PostgresInterlibraryMessages(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
  }

  @Override
  public Sent ask(
      TenantId tenant, String branch, InterlibraryOrder order, String us, List<String> lenders) {
    return database.ask(connection -> {
      var asked = new ArrayList<InterlibraryRequest>();
      PostgresInterlibraryRequests.locked(tenant).add(asked(tenant, order, asked)).run(connection);
      if (!asked.isEmpty()) {
        connection.commit();
        return new Sent(asked.getFirst(), false);
      }
      var made = new ArrayList<InterlibraryRequest>();
      var first = new Peer(lenders.getFirst(), us, Peer.VERSION);
      new Pipeline()
          .add(
              InterlibraryRequestRows.insert(
                  tenant,
                  new NewRequest(
                      Side.BORROWING,
                      InterlibraryState.REQUESTED,
                      branch,
                      order,
                      null,
                      null,
                      first,
                      null,
                      null),
                  made))
          .run(connection);
      var number = made.getFirst().number();
      var after = new ArrayList<InterlibraryRequest>();
      InterlibraryMessageRows.lenders(tenant, number, lenders)
          .add(
              InterlibraryRequestRows.step(
                  tenant,
                  number,
                  Stepping.of(
                      Side.BORROWING,
                      InterlibraryState.SENT,
                      null,
                      order.requester().account(),
                      first.library())))
          .add(InterlibraryRequestRows.find(tenant, number, after))
          .commit(connection);
      return new Sent(after.getFirst(), true);
    });
  }

  private static Pipeline asked(
      TenantId tenant, InterlibraryOrder order, List<InterlibraryRequest> asked) {
    var reference = order.reference();
    return reference == null
        ? new Pipeline()
        : new Pipeline()
            .add(
                row -> asked.add(InterlibraryRequestRows.request(row)),
                ASKED,
                tenant.value(),
                order.requester().account(),
                order.requester().library(),
                reference);
  }

  @Override
  public Optional<InterlibraryRequest> receive(
      TenantId tenant, Incoming incoming, Reacting reacting) {
    return database.ask(connection -> {
      var found = new ArrayList<InterlibraryRequest>();
      PostgresInterlibraryRequests.locked(tenant)
          .add(about(tenant, incoming.about(), incoming.peer(), found))
          .run(connection);
      if (found.isEmpty()) {
        connection.commit();
        return Optional.empty();
      }
      return Optional.of(receive(connection, tenant, incoming, found.getFirst(), reacting));
    });
  }

  @Override
  public Optional<InterlibraryRequest> find(TenantId tenant, About about, String peer) {
    var found = new ArrayList<InterlibraryRequest>();
    database.inTenant(tenant, about(tenant, about, peer, found));
    return found.stream().findFirst();
  }

  private static Pipeline about(
      TenantId tenant, About about, String peer, List<InterlibraryRequest> found) {
    Pipeline.Row take = row -> found.add(InterlibraryRequestRows.request(row));
    return switch (about) {
      case Lent(var requester, var reference) ->
          new Pipeline()
              .add(take, LENT, tenant.value(), requester.account(), requester.library(), reference);
      case Own(var number, var lender) ->
          new Pipeline().add(take, OWN, lender, peer, tenant.value(), number);
      case Named named -> named(tenant, named, take);
    };
  }

  private static Pipeline named(TenantId tenant, Named named, Pipeline.Row take) {
    var own = own(named);
    var isAny = named.partners().contains(Account.ANY_PARTNER);
    var partners = FactsLoader.texts(List.copyOf(named.partners()));
    var reference = named.reference();
    var side = named.side() == null ? null : named.side().name();
    return new Pipeline()
        .add(
            take,
            NAMED,
            tenant.value(),
            named.account(),
            reference,
            tenant.value(),
            own == null ? null : own.number(),
            own == null ? null : own.lender(),
            isAny,
            partners,
            tenant.value(),
            reference,
            named.item(),
            named.account(),
            isAny,
            partners,
            tenant.value(),
            side,
            side,
            reference);
  }

  private static @Nullable Own own(Named named) {
    var reference = named.reference();
    return reference == null ? null : InterlibraryMessages.own(reference).orElse(null);
  }

  /**
   * Of a request of the tenant's own, which of its lenders writes; or null where all have a say.
   */
  private static @Nullable Integer lender(About about, InterlibraryRequest request) {
    return switch (about) {
      case Lent _ -> null;
      case Own own -> own.lender();
      case Named named -> {
        var own = own(named);
        yield own != null && own.number() == request.number() && request.handling().peer() != null
            ? own.lender()
            : null;
      }
    };
  }

  private InterlibraryRequest receive(
      Connection connection,
      TenantId tenant,
      Incoming incoming,
      InterlibraryRequest request,
      Reacting reacting)
      throws SQLException {
    var number = request.number();
    var isNew = new boolean[1];
    var lender = new int[1];
    new Pipeline()
        .add(
            row -> {
              isNew[0] = row.getBoolean("new");
              lender[0] = row.getInt("lender");
            },
            IS_NEW,
            tenant.value(),
            number,
            incoming.fingerprint(),
            tenant.value(),
            number)
        .run(connection);
    if (!isNew[0]) {
      connection.commit();
      return request;
    }
    InterlibraryMessageRows.came(tenant, number, incoming).run(connection);
    var from = lender(incoming.about(), request);
    var isOfNow = from == null || from == lender[0];
    var reaction = isOfNow ? reacting.to(request) : Reaction.NONE;
    return carryOut(connection, tenant, request, reaction, incoming.who());
  }

  private InterlibraryRequest carryOut(
      Connection connection,
      TenantId tenant,
      InterlibraryRequest request,
      Reaction reaction,
      String who)
      throws SQLException {
    var number = request.number();
    var side = request.side();
    var wanted = reaction.to();
    var to = wanted != null && request.next().contains(wanted) ? wanted : null;
    LenderWord.keep(connection, tenant, request, wanted, reaction.due());
    var isSentOn =
        to == InterlibraryState.UNFILLED
            && side == Side.BORROWING
            && InterlibraryMessageRows.nextLender(connection, tenant, number);
    var after = new ArrayList<InterlibraryRequest>();
    PostgresInterlibraryRequests.with(
        connection,
        tenant,
        policies,
        keys,
        side == Side.BORROWING
            ? LenderWord.follow(tenant, request, wanted, reaction.due(), who)
            : to == null ? null : InterlibraryHolds.follow(tenant, request, to, who),
        (pipeline, outcome) -> {
          if (to != null) {
            pipeline.add(
                InterlibraryRequestRows.step(
                    tenant,
                    number,
                    new Stepping(
                        to,
                        InterlibraryHolds.placed(outcome),
                        reaction.item(),
                        who,
                        InterlibraryHolds.note(reaction.note(), outcome),
                        reaction.isTold() ? Telling.of(side, to) : null,
                        null)));
          }
          if (isSentOn) {
            pipeline.add(
                InterlibraryRequestRows.step(
                    tenant, number, Stepping.of(side, InterlibraryState.SENT, null, who, null)));
          }
          for (var reply : reaction.replies()) {
            pipeline.add(InterlibraryMessageRows.reply(tenant, number, reply));
          }
          pipeline.add(InterlibraryRequestRows.find(tenant, number, after));
        });
    return after.getFirst();
  }

  @Override
  public List<Due> due(TenantId tenant, int limit, Duration lease) {
    var due = new ArrayList<Due>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> due.add(due(row)),
                DUE,
                tenant.value(),
                lease.toSeconds(),
                tenant.value(),
                limit,
                tenant.value()));
    return due;
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        InterlibraryRequestRows.request(row),
        row.getInt("message_number"),
        Telling.valueOf(row.getString("kind")),
        InterlibraryState.valueOf(row.getString("told_state")),
        new Peer(
            row.getString("told_peer"), row.getString("peer_us"), row.getString("peer_version")),
        row.getInt("told_lender"),
        row.getObject("answer", Boolean.class),
        row.getString("told_note"),
        FactsLoader.instant(row, "told_at"),
        FactsLoader.instantOrNull(row, "due_back"),
        row.getInt("tries"));
  }

  @Override
  public void done(
      TenantId tenant,
      Due due,
      @Nullable String content,
      @Nullable String reply,
      @Nullable String failure,
      Reaction reaction) {
    database.ask(connection -> {
      var isOfNow = new boolean[1];
      var stands = new ArrayList<InterlibraryRequest>();
      var number = due.request().number();
      PostgresInterlibraryRequests.locked(tenant)
          .add(
              row -> isOfNow[0] = row.getBoolean("of_now"),
              DONE,
              content,
              reply,
              failure,
              tenant.value(),
              number,
              due.sequence())
          .add(InterlibraryRequestRows.find(tenant, number, stands))
          .run(connection);
      var request = stands.getFirst();
      if (isOfNow[0] && !reaction.equals(Reaction.NONE)) {
        return carryOut(connection, tenant, request, reaction, due.peer().library());
      }
      connection.commit();
      return request;
    });
  }

  @Override
  public void again(
      TenantId tenant, Due due, @Nullable String content, @Nullable String failure, Instant next) {
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                AGAIN,
                next.atOffset(ZoneOffset.UTC),
                content,
                failure,
                tenant.value(),
                due.request().number(),
                due.sequence()));
  }

  @Override
  public List<Kept> kept(TenantId tenant, long number) {
    var kept = new ArrayList<Kept>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    kept.add(
                        new Kept(
                            FactsLoader.instant(row, "at"),
                            row.getBoolean("is_outgoing"),
                            row.getString("kind"),
                            row.getString("peer"),
                            row.getString("content"),
                            row.getObject("due_at") != null,
                            row.getInt("tries"),
                            row.getString("failure"))),
                KEPT,
                tenant.value(),
                number));
    return kept;
  }
}
