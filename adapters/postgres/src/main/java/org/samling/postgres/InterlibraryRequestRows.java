package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
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
import org.samling.core.ill.Telling;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;

/** The statements that make, find and change interlibrary requests, and what their rows say. */
final class InterlibraryRequestRows {

  /** A request with the message that brought it. */
  static final String SELECT =
      """
      select r.*, e.message
      from ill_request r join ill_event e on e.tenant_id = r.tenant_id and e.request = r.number and e.sequence = 1
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

  private InterlibraryRequestRows() {}

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

  /** The statement that finds a request by its number. */
  static Pipeline find(TenantId tenant, long number, List<InterlibraryRequest> found) {
    return new Pipeline().add(row -> found.add(request(row)), FIND, tenant.value(), number);
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
