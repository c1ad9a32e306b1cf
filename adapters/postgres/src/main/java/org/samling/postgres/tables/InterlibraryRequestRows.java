package org.samling.postgres.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.LenderRenewal;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Handling;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Peer;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.SupplyOffer;
import org.samling.core.ill.SupplyTerms;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Prefix;
import org.samling.postgres.rows.RowStatement;

/** The statements that make, find and change interlibrary requests, and the rows they return. */
public final class InterlibraryRequestRows {

  /** A request with the message that it arrived in. */
  public static final String SELECT =
      """
      select r.*, e.message
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
      """;

  /** The columns of table ill_request that a new request is written with. */
  private record Columns(
      Side side,
      InterlibraryState state,
      Origin origin,
      Found found,
      Described described,
      Wanted wanted,
      Handled handled,
      Other other) {
    /** The other library. */
    record Other(
        @Nullable String peer,
        @Nullable String peerUs,
        @Nullable String peerVersion,
        @Nullable String peerReplyTo,
        @Nullable Integer lender) {}

    /** Who handles a request, and what was done for it. */
    record Handled(@Nullable String branch, @Nullable UUID holdId, @Nullable String barcode) {}

    /** What is wanted, by when and for whom. */
    record Wanted(
        Service service,
        @Nullable LocalDate needBefore,
        @Nullable String delivery,
        @Nullable String note,
        @Nullable String patron) {}

    /** The description of the title. */
    record Described(
        @Nullable String title,
        @Nullable String author,
        @Nullable String published,
        @Nullable String isbn,
        @Nullable String issn,
        @Nullable String catalogueNumber,
        @Nullable String part) {}

    /** The record that was found for a request. */
    record Found(
        @Nullable String recordSource,
        @Nullable String recordNumber,
        @Nullable UUID recordId,
        @Nullable Boolean recordIsCommon) {}

    /** The partner that asks, and its reference for the request. */
    record Origin(
        String account, @Nullable String library, @Nullable String reference, String fingerprint) {}

    public static Columns of(NewRequest made) {
      var order = made.order();
      var peer = made.peer();
      var record = order.record();
      var described = order.description();
      return new Columns(
          made.side(),
          made.state(),
          new Columns.Origin(
              order.requester().account(),
              order.requester().library(),
              order.reference(),
              order.fingerprint()),
          new Columns.Found(
              record == null ? null : record.key().source(),
              record == null ? null : record.key().number(),
              record == null ? null : record.ref().id(),
              record == null ? null : record.ref().owner() == null),
          new Columns.Described(
              described.title(),
              described.author(),
              described.published(),
              described.isbn(),
              described.issn(),
              described.number(),
              described.part()),
          new Columns.Wanted(
              order.service(), order.needBefore(), order.delivery(), order.note(), order.patron()),
          new Columns.Handled(made.branch(), made.hold(), made.barcode()),
          new Columns.Other(
              peer == null ? null : peer.library(),
              peer == null ? null : peer.us(),
              peer == null ? null : peer.version(),
              peer == null ? null : peer.replyTo(),
              peer == null || made.side() == Side.LENDING ? null : 1));
    }
  }

  /** The lender's terms. */
  private record TermsColumns(
      @Nullable Instant dueToLender,
      @Nullable LenderRenewal renewal,
      @Nullable String link,
      @Prefix("offer_") Offer offer,
      @Nullable Integer retryOf) {

    /** The terms on which the lender would supply. */
    record Offer(
        @Nullable String reason,
        @Nullable String condition,
        @Nullable Long cost,
        @Nullable String currency,
        @Nullable Instant retry,
        @Nullable Instant expected) {

      @Nullable SupplyOffer offer() {
        var offered =
            new SupplyOffer(
                reason,
                condition,
                cost == null || currency == null ? null : new SupplyOffer.Cost(cost, currency),
                retry,
                expected);
        return offered.isEmpty() ? null : offered;
      }
    }

    SupplyTerms terms(boolean isCopy) {
      return new SupplyTerms(dueToLender, renewal, isCopy, link, offer.offer(), retryOf);
    }
  }

  /** A row of {@link #SELECT}. */
  public record Row(
      TenantId tenantId,
      long number,
      Columns columns,
      TermsColumns terms,
      Instant placedAt,
      Instant changedAt,
      @Nullable String message) {

    public InterlibraryRequest request() {
      var c = columns;
      return new InterlibraryRequest(
          number,
          c.side,
          c.state,
          new InterlibraryOrder(
              new Requester(c.origin.account, c.origin.library),
              c.origin.reference,
              c.origin.fingerprint,
              record(),
              new Description(
                  c.described.title,
                  c.described.author,
                  c.described.published,
                  c.described.isbn,
                  c.described.issn,
                  c.described.catalogueNumber,
                  c.described.part),
              c.wanted.service,
              c.wanted.needBefore,
              c.wanted.delivery,
              c.wanted.note,
              c.wanted.patron,
              message),
          new Handling(
              c.handled.branch,
              c.handled.holdId,
              c.handled.barcode,
              peer(),
              terms.terms(c.wanted.service == Service.COPY)),
          placedAt,
          changedAt);
    }

    private @Nullable WantedRecord record() {
      var c = columns;
      return c.found.recordSource == null
              || c.found.recordNumber == null
              || c.found.recordId == null
          ? null
          : new WantedRecord(
              new RecordKey(c.found.recordSource, c.found.recordNumber),
              new RecordRef(
                  c.found.recordId, Boolean.TRUE.equals(c.found.recordIsCommon) ? null : tenantId));
    }

    private @Nullable Peer peer() {
      var c = columns;
      return c.other.peer == null || c.other.peerUs == null || c.other.peerVersion == null
          ? null
          : new Peer(c.other.peer, c.other.peerUs, c.other.peerVersion, c.other.peerReplyTo);
    }
  }

  private static final RowStatement<Columns> INSERT =
      RowStatement.of(
          Columns.class,
          """
          with made as (
            insert into ill_request (tenant_id, number, item_id, placed_at, changed_at, {*})
            select :tenant, coalesce((select max(number) from ill_request where tenant_id = :tenant), 0) + 1,
              (select id from item where tenant_id = :tenant and barcode = e.barcode), n, n, {e.*}
            from now() n cross join {rows}
            returning *),
          begun as (
            insert into ill_event (tenant_id, request, sequence, at, who, state, note, message)
            select tenant_id, number, e.sequence, placed_at, account, state, e.note, e.message
            from made cross join (values (1, :note::text, :message::text), (2, :remark::text, null)) e (sequence, note, message)
            where e.sequence = 1 or e.note is not null)
          select made.*, :message::text as message from made
          """);

  private static final String OF_PARTNER =
      """
      update ill_request set is_of_partner = true
      where tenant_id = :tenant and number = (select max(number) from ill_request where tenant_id = :tenant)
      """;

  private static final String FIND = SELECT + " where r.tenant_id = :tenant and r.number = ?";

  /** The last part of the statement of a step: queues a message to the request's other library. */
  public static final String TOLD =
      """
      told as (
        insert into ill_message (tenant_id, request, sequence, is_outgoing, kind, state, peer, lender, note, at, due_at)
        select tenant_id, number, coalesce((select max(sequence) from ill_message m
          where m.tenant_id = stepped.tenant_id and m.request = stepped.number), 0) + 1, true, telling, state, peer, lender,
          remark, coalesce(tell_from, now()), coalesce(tell_from, now())
        from stepped where peer is not null and telling is not null)
      """;

  private static final String STEP =
      """
      with stepped as (
        update ill_request set state = :to, changed_at = now(), hold_id = coalesce(:hold, hold_id),
          barcode = coalesce(:barcode, barcode)
        where tenant_id = :tenant and number = :number returning *, :telling::text as telling, :remark::text as remark,
          case when :telling::text = 'REQUEST' and offer_retry > now() then offer_retry end as tell_from),
      %s
      insert into ill_event (tenant_id, request, sequence, at, who, state, note)
      select tenant_id, number, (select max(sequence) + 1 from ill_event e
        where e.tenant_id = stepped.tenant_id and e.request = stepped.number), changed_at, :who, state, :note from stepped
      """
          .formatted(TOLD);

  private InterlibraryRequestRows() {}

  /**
   * A new request.
   *
   * @param side whether the tenant lends or borrows
   * @param state its first state
   * @param branch the code of the branch that handles it
   * @param order what was requested
   * @param hold its hold, or null
   * @param barcode the item that is sent, or null
   * @param peer the other library, where it is to be notified of the outcome, or null
   * @param note a note on how it began, or null
   * @param remark a further note, or null
   */
  public record NewRequest(
      Side side,
      InterlibraryState state,
      String branch,
      InterlibraryOrder order,
      @Nullable UUID hold,
      @Nullable String barcode,
      @Nullable Peer peer,
      @Nullable String note,
      @Nullable String remark) {

    private NewRequest(
        Side side,
        @Nullable String barcode,
        InterlibraryState state,
        String branch,
        InterlibraryOrder order,
        @Nullable String note) {
      this(side, state, branch, order, null, barcode, null, note, null);
    }

    /** A request with nothing done for it yet. */
    public NewRequest(Side side, InterlibraryState state, String branch, InterlibraryOrder order) {
      this(side, null, state, branch, order, null);
    }

    /** The request with the hold made for it, and the item that is sent; null for none. */
    public NewRequest with(@Nullable UUID newHold, @Nullable String newBarcode) {
      return new NewRequest(side, state, branch, order, newHold, newBarcode, peer, note, remark);
    }

    /** The request with a note on how it began; null for none. */
    public NewRequest noted(@Nullable String newNote) {
      return new NewRequest(side, state, branch, order, hold, barcode, peer, newNote, remark);
    }

    /** The request with another library that is to be notified of the outcome. */
    public NewRequest with(Peer newPeer) {
      return new NewRequest(side, state, branch, order, hold, barcode, newPeer, note, remark);
    }
  }

  /** Adds the statement that makes a request; answers with the new request. */
  public static Answer<InterlibraryRequest> insert(Pipeline pipeline, NewRequest made) {
    return pipeline
        .list(
            Row.class,
            INSERT,
            List.of(Columns.of(made)),
            Parameters.of("note", made.note())
                .and("message", made.order().message())
                .and("remark", made.remark()))
        .map(rows -> rows.getFirst().request());
  }

  /**
   * The statement that says of the newest request that its other library is a partner: whoever made
   * it holds the lock under which numbers are assigned.
   */
  public static Pipeline ofPartner() {
    return new Pipeline().add(OF_PARTNER);
  }

  /** Adds the statement that finds a request by its number. */
  public static Answer<Optional<InterlibraryRequest>> find(Pipeline pipeline, long number) {
    return pipeline.optional(Row.class, Row::request, FIND, number);
  }

  /** Adds the statement that finds a request that must exist. */
  public static Answer<InterlibraryRequest> get(Pipeline pipeline, long number) {
    return pipeline.one(Row.class, FIND, number).map(Row::request);
  }

  /**
   * A step of a request.
   *
   * @param to its state from now on
   * @param hold its new hold, or null
   * @param barcode the item that is sent, or null
   * @param who who takes the step
   * @param note a note on it, or null
   * @param telling the message to the other library, or null
   * @param remark a remark to it, or null
   */
  public record StepContext(
      InterlibraryState to,
      @Nullable UUID hold,
      @Nullable String barcode,
      String who,
      @Nullable String note,
      @Nullable PeerNotice telling,
      @Nullable String remark) {

    /** A step with the message to the other library that it calls for. */
    public static StepContext of(
        Side side, InterlibraryState to, @Nullable UUID hold, String who, @Nullable String note) {
      return new StepContext(to, hold, null, who, note, PeerNotice.of(side, to), null);
    }
  }

  private static final String COPY =
      "update ill_request set service = 'COPY', link = ? where tenant_id = :tenant and number = ?";

  private static final String OFFER =
      """
      update ill_request set offer_reason = ?, offer_condition = ?, offer_cost = ?, offer_currency = ?, offer_retry = ?,
        offer_expected = ?
      where tenant_id = :tenant and number = ?
      """;

  /** The statements that store that a copy is supplied, and a lender's offer, as far as said. */
  public static Pipeline terms(long number, SupplyTerms terms) {
    var pipeline = new Pipeline();
    if (terms.isCopy()) {
      pipeline.add(COPY, terms.link(), number);
    }
    var offer = terms.offer();
    if (offer != null) {
      var cost = offer.cost();
      pipeline.add(
          OFFER,
          offer.reason(),
          offer.condition(),
          cost == null ? null : cost.hundredths(),
          cost == null ? null : cost.currency(),
          offer.retryAfter(),
          offer.expected(),
          number);
    }
    return pipeline;
  }

  /** The statement that takes a step and logs it. */
  public static Pipeline step(long number, StepContext step) {
    return new Pipeline()
        .add(
            STEP,
            Parameters.of("number", number)
                .and("to", step.to())
                .and("hold", step.hold())
                .and("barcode", step.barcode())
                .and("telling", step.telling())
                .and("remark", step.remark())
                .and("who", step.who())
                .and("note", step.note()));
  }
}
