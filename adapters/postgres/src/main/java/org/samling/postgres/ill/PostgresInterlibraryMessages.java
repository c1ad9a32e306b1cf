package org.samling.postgres.ill;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests.StepOutcome;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Peer;
import org.samling.core.ill.PeerNotice;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.InterlibraryHolds;
import org.samling.postgres.tables.InterlibraryMessageRows;
import org.samling.postgres.tables.InterlibraryRequestRows;
import org.samling.postgres.tables.InterlibraryRequestRows.NewRequest;
import org.samling.postgres.tables.InterlibraryRequestRows.Row;
import org.samling.postgres.tables.InterlibraryRequestRows.StepContext;

/** Keeps messages about requests, and applies them under the lock of the tenant's writers. */
public final class PostgresInterlibraryMessages implements InterlibraryMessages {

  private static final String LENT =
      InterlibraryRequestRows.SELECT
          + """
          where r.tenant_id = :tenant and r.side = 'LENDING' and r.account = ? and coalesce(r.library, '') = coalesce(?::text, '')
            and r.reference = ?
          """;

  private static final String OWN =
      InterlibraryRequestRows.SELECT
          + """
          join ill_lender l on l.tenant_id = r.tenant_id and l.request = r.number and l.position = ? and l.library = ?
          where r.tenant_id = :tenant and r.side = 'BORROWING' and r.number = ?
          """;

  /**
   * Finds a request by its number, by the tenant's own number and its lender, or else by the item,
   * which it was the last to have.
   */
  private static final String NAMED =
      """
      with known as (
        select number from ill_request where tenant_id = :tenant and account = :account and reference = :reference
        union all
        select r.number from ill_request r join ill_lender l on l.tenant_id = r.tenant_id and l.request = r.number
        where r.tenant_id = :tenant and r.side = 'BORROWING' and r.number = :number and l.position = :lender
          and (:isAny or l.library = any (:partners))
        union all
        select number from ill_request
        where tenant_id = :tenant and :reference::text is null and barcode = :item
          and (account = :account or side = 'BORROWING' and (:isAny or peer = any (:partners))))
      """
          + InterlibraryRequestRows.SELECT
          + """
          where r.tenant_id = :tenant and r.number in (select number from known) and (:side::text is null or r.side = :side)
          order by case when :reference::text is null then r.changed_at end desc nulls last, r.number desc limit 1
          """;

  private static final String IS_NEW =
      """
      select not exists (select from ill_message
          where tenant_id = :tenant and request = :request and fingerprint = :fingerprint and not is_outgoing) as is_new,
        (select lender from ill_request where tenant_id = :tenant and number = :request) as lender
      """;

  private static final String ASKED =
      InterlibraryRequestRows.SELECT
          + """
          where r.tenant_id = :tenant and r.side = 'BORROWING' and r.account = ? and coalesce(r.library, '') = coalesce(?::text, '')
            and r.reference = ?
          """;

  /**
   * Only the oldest waiting message of each request, so that the other library gets them in order;
   * status queries are sent independently.
   */
  private static final String DUE =
      """
      with first as (
        select request, min(sequence) as sequence from ill_message where tenant_id = :tenant and due_at is not null
        group by request, kind = 'STATUS_REQUEST'),
      claimed as (
        update ill_message m set due_at = now() + make_interval(secs => :seconds), tries = m.tries + 1
        from (
          select f.request, f.sequence from first f
          join ill_message w on w.tenant_id = :tenant and w.request = f.request and w.sequence = f.sequence
          where w.due_at <= now() order by w.due_at limit :limit) ready
        where m.tenant_id = :tenant and m.request = ready.request and m.sequence = ready.sequence and m.due_at <= now()
        returning m.*)
      select r.*, e.message, c.sequence as message_number, c.kind, c.state as told_state, c.peer as told_peer,
        c.lender as told_lender, case when c.peer = r.peer then r.peer_reply_to end as told_reply_to, c.answer, c.note as told_note, c.at as told_at, c.tries,
        (select l.due_at from loan l where l.tenant_id = r.tenant_id and l.item_id = r.item_id and l.returned_at is null
          and r.side = 'LENDING') as due_back
      from claimed c
      join ill_request r on r.tenant_id = c.tenant_id and r.number = c.request
      join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      order by c.at, c.request
      """;

  private static final String DONE =
      """
      update ill_message m set due_at = null, content = :content, reply = :reply, failure = :failure
      where tenant_id = :tenant and request = :request and sequence = :sequence and due_at is not null
      returning (select r.lender is null or r.lender = m.lender from ill_request r
        where r.tenant_id = m.tenant_id and r.number = m.request) as of_now
      """;

  private static final String AGAIN =
      """
      update ill_message set due_at = :next, content = :content, failure = :failure
      where tenant_id = :tenant and request = :request and sequence = :sequence and due_at is not null
      """;

  private static final String KEPT =
      """
      select at, is_outgoing, kind, peer, content, due_at is not null as is_waiting, tries, failure
      from ill_message where tenant_id = ? and request = ? order by sequence
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;

  public PostgresInterlibraryMessages(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
  }

  @Override
  public Sent ask(TenantId tenant, String branch, InterlibraryOrder order, String us, Rota rota) {
    return database.ask(connection -> {
      var look = PostgresInterlibraryRequests.locked(tenant);
      var asked = asked(look, order);
      look.run(connection);
      if (asked.get().isPresent()) {
        connection.commit();
        return new Sent(asked.get().get(), false);
      }
      var request =
          new NewRequest(Side.BORROWING, InterlibraryState.REQUESTED, branch, order)
              .noted(rota.note());
      var lenders = rota.lenders();
      var make = Pipeline.of(tenant);
      var made =
          InterlibraryRequestRows.insert(
              make,
              lenders.isEmpty()
                  ? request
                  : request.with(new Peer(lenders.getFirst(), us, Peer.VERSION)));
      make.run(connection);
      var number = made.get().number();
      var send =
          InterlibraryMessageRows.lenders(tenant, number, 0, lenders, null)
              .add(LookedUpRows.store(number, rota.lookedUp()));
      if (!lenders.isEmpty()) {
        send.add(RotaChanges.sent(number, order.requester().account(), lenders.getFirst()));
      }
      var after = InterlibraryRequestRows.get(send.add(PatronNews.of(number)), number);
      send.commit(connection);
      return new Sent(after.get(), true);
    });
  }

  @Override
  public StepOutcome changeRota(TenantId tenant, long number, RotaChange change) {
    return database.ask(connection -> RotaChanges.make(connection, tenant, number, change));
  }

  private static Answer<Optional<InterlibraryRequest>> asked(
      Pipeline pipeline, InterlibraryOrder order) {
    var reference = order.reference();
    return reference == null
        ? Answer.of(Optional.empty())
        : pipeline.optional(
            Row.class,
            Row::request,
            ASKED,
            order.requester().account(),
            order.requester().library(),
            reference);
  }

  @Override
  public Optional<InterlibraryRequest> receive(
      TenantId tenant, Incoming incoming, ReactionRule reacting) {
    return database.ask(connection -> {
      var look = PostgresInterlibraryRequests.locked(tenant);
      var found = about(look, incoming.about(), incoming.peer());
      look.run(connection);
      if (found.get().isEmpty()) {
        connection.commit();
        return Optional.empty();
      }
      return Optional.of(receive(connection, tenant, incoming, found.get().get(), reacting));
    });
  }

  @Override
  public Optional<InterlibraryRequest> find(TenantId tenant, About about, String peer) {
    return database.inTenant(tenant, p -> about(p, about, peer));
  }

  private static Answer<Optional<InterlibraryRequest>> about(
      Pipeline pipeline, About about, String peer) {
    return switch (about) {
      case Lent(var requester, var reference) ->
          pipeline.optional(
              Row.class, Row::request, LENT, requester.account(), requester.library(), reference);
      case Own(var number, var lender) ->
          pipeline.optional(Row.class, Row::request, OWN, lender, peer, number);
      case Named named -> pipeline.optional(Row.class, Row::request, NAMED, parameters(named));
    };
  }

  private static Parameters parameters(Named named) {
    var own = own(named);
    return Parameters.of("account", named.account())
        .and("reference", named.reference())
        .and("number", own == null ? null : own.number())
        .and("lender", own == null ? null : own.lender())
        .and("isAny", named.partners().contains(Account.ANY_PARTNER))
        .and("partners", SqlArray.texts(named.partners()))
        .and("item", named.item())
        .and("side", named.side());
  }

  private static @Nullable Own own(Named named) {
    var reference = named.reference();
    return reference == null ? null : InterlibraryMessages.own(reference).orElse(null);
  }

  /** Which lender of a borrowing request sent the message; null where any of them may. */
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
      ReactionRule reacting)
      throws SQLException {
    var number = request.number();
    var look = Pipeline.of(tenant);
    var come =
        look.one(
            ComeRow.class,
            IS_NEW,
            Parameters.of("request", number).and("fingerprint", incoming.fingerprint()));
    look.run(connection);
    if (!come.get().isNew()) {
      connection.commit();
      return request;
    }
    var from = lender(incoming.about(), request);
    var isOfNow = from == null || from.equals(come.get().lender());
    var keep = InterlibraryMessageRows.storeReceived(tenant, number, incoming);
    var replyTo = incoming.replyTo();
    if (replyTo != null && isOfNow) {
      keep.add(InterlibraryMessageRows.replyTo(number, replyTo));
    }
    keep.run(connection);
    var reaction = isOfNow ? reacting.react(request) : Reaction.NONE;
    return carryOut(connection, tenant, request, reaction, incoming.who());
  }

  /** Whether a message is new, and which lender the request is with now. */
  private record ComeRow(boolean isNew, @Nullable Integer lender) {}

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
    var to = wanted != null && request.mayBecome(wanted) ? wanted : null;
    var heard = new LenderMessage(tenant, request, wanted, reaction.terms());
    heard.keep(connection);
    // An electronic copy is there with the message that tells of it.
    var isCopyHere = to != null && heard.isCopyHere();
    var isSentOn =
        to == InterlibraryState.UNFILLED
            && side == Side.BORROWING
            && InterlibraryMessageRows.nextLender(connection, tenant, number);
    return PostgresInterlibraryRequests.with(
        connection,
        tenant,
        policies,
        keys,
        side == Side.BORROWING
            ? heard.follow(who)
            : to == null ? null : InterlibraryHolds.follow(tenant, request, to, who),
        (pipeline, outcome) -> {
          if (to != null) {
            pipeline.add(
                InterlibraryRequestRows.step(
                    number,
                    new StepContext(
                        to,
                        InterlibraryHolds.placed(outcome),
                        reaction.item(),
                        who,
                        InterlibraryHolds.note(reaction.note(), outcome),
                        reaction.isTold() ? PeerNotice.of(side, to) : null,
                        null)));
          }
          if (isCopyHere) {
            pipeline.add(
                InterlibraryRequestRows.step(
                    number, StepContext.of(side, InterlibraryState.RECEIVED, null, who, null)));
          }
          pipeline.add(heard.told(isCopyHere));
          if (isSentOn) {
            pipeline.add(
                InterlibraryRequestRows.step(
                    number, StepContext.of(side, InterlibraryState.SENT, null, who, null)));
          }
          for (var reply : reaction.replies()) {
            pipeline.add(InterlibraryMessageRows.reply(number, reply));
          }
          if (to != null) {
            pipeline.add(PatronNews.of(number));
          }
          return InterlibraryRequestRows.get(pipeline, number);
        });
  }

  @Override
  public List<OutgoingMessage> due(TenantId tenant, int limit, Duration lease) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                DueRow.class,
                DueRow::due,
                DUE,
                Parameters.of("seconds", lease.toSeconds()).and("limit", limit)));
  }

  private record DueRow(
      Row row,
      int messageNumber,
      PeerNotice kind,
      InterlibraryState toldState,
      String toldPeer,
      String peerUs,
      String peerVersion,
      @Nullable Integer toldLender,
      @Nullable String toldReplyTo,
      @Nullable Boolean answer,
      @Nullable String toldNote,
      Instant toldAt,
      @Nullable Instant dueBack,
      int tries) {

    OutgoingMessage due() {
      return new OutgoingMessage(
          row.request(),
          messageNumber,
          kind,
          toldState,
          new Peer(toldPeer, peerUs, peerVersion, toldReplyTo),
          toldLender == null ? 0 : toldLender,
          answer,
          toldNote,
          toldAt,
          dueBack,
          tries);
    }
  }

  @Override
  public void done(
      TenantId tenant,
      OutgoingMessage due,
      @Nullable String content,
      @Nullable String reply,
      @Nullable String failure,
      Reaction reaction) {
    database.ask(connection -> {
      var number = due.request().number();
      var look = PostgresInterlibraryRequests.locked(tenant);
      var isOfNow =
          look.optional(
              Boolean.class,
              DONE,
              Parameters.of("request", number)
                  .and("sequence", due.sequence())
                  .and("content", content)
                  .and("reply", reply)
                  .and("failure", failure));
      var stands = InterlibraryRequestRows.get(look, number);
      look.run(connection);
      var request = stands.get();
      if (isOfNow.get().orElse(false) && !reaction.equals(Reaction.NONE)) {
        return carryOut(connection, tenant, request, reaction, due.peer().library());
      }
      connection.commit();
      return request;
    });
  }

  @Override
  public void retryLater(
      TenantId tenant,
      OutgoingMessage due,
      @Nullable String content,
      @Nullable String failure,
      Instant next) {
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                AGAIN,
                Parameters.of("request", due.request().number())
                    .and("sequence", due.sequence())
                    .and("next", next)
                    .and("content", content)
                    .and("failure", failure)));
  }

  @Override
  public List<StoredMessage> messages(TenantId tenant, long number) {
    return database.inTenant(
        tenant, p -> p.list(StoredMessage.class, KEPT, tenant.value(), number));
  }
}
