package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.Notices.Event;
import org.samling.core.notices.Notices.NewNotice;
import org.samling.core.notices.Notices.Occasion;
import org.samling.core.organisation.TenantId;

/**
 * Finds what patrons are to be told of: in a tenant's outbox behind the position that is kept for
 * notices, and by the day on which loans and cards end. An event is told once every earlier
 * transaction has ended, as {@link PostgresOthersItems} does.
 */
final class NoticeOccasions {

  private static final String READER = "notices";

  private static final String EVENTS =
      """
      select o.id, o.xid::text::bigint as transaction, o.kind, o.at,
        (o.payload->'loan'->>'id')::uuid as loan, (o.payload->'loan'->>'patronId')::uuid as borrower,
        o.payload->'loan'->>'branch' as lent, (o.payload->'loan'->>'due')::timestamptz as due,
        (o.payload->'loan'->>'recalledAt')::timestamptz as recalled, (o.payload->>'step')::int as step,
        (o.payload->'hold'->>'id')::uuid as hold, (o.payload->'hold'->>'patronId')::uuid as waiter,
        o.payload->'hold'->>'pickup' as pickup, o.payload->'hold'->>'state' as state,
        (o.payload->'hold'->>'itemId')::uuid as item, (o.payload->'hold'->'shelf'->>'until')::timestamptz as until
      from outbox o where o.kind in ('loan-recalled', 'loan-marked-overdue', 'hold-changed') and
      """
          + OutboxReading.UNREAD
          + "order by o.xid, o.id limit ?";

  /** A patron who is gone is told nothing. */
  private static final String NOTE =
      """
      insert into notice (tenant_id, id, key, kind, patron_id, branch, loan_id, hold_id, step, about, created_at, send_at)
      select p.tenant_id, e.id, e.key, e.kind, p.id, e.branch, e.loan, e.hold, e.step, e.about, now(),
        case w.is_daily when true then e.daily when false then e.at_once else e.send_at end
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (key, id, kind, patron, branch, loan, hold, step, about, send_at, at_once, daily)
      join patron p on p.tenant_id = ? and p.id = e.patron
      left join notice_wish w on w.tenant_id = p.tenant_id and w.patron_id = p.id and w.kind = e.kind
      on conflict (tenant_id, key) do nothing returning 1
      """;

  /**
   * {@code offset 0} has keys made before they are compared: row-level security lets no index be
   * searched by an expression whose functions might tell of rows.
   */
  private static final String DUE_SOON =
      """
      select w.key, w.patron_id, w.lent_branch, w.id, w.due_at from (
        select o.*, 'pre-due:' || o.id || ':' || floor(extract(epoch from o.due_at))::bigint as key
        from unnest(?, ?) b (branch, until)
        join loan o on o.tenant_id = ? and o.lent_branch = b.branch and o.due_at < b.until
        where o.returned_at is null and o.due_at > ? and o.due_at < ? and o.claimed_returned_at is null
          and o.lost_at is null
        offset 0) w
      where not exists (select from notice n where n.tenant_id = w.tenant_id and n.key = w.key)
      order by w.due_at, w.id limit ?
      """;

  private static final String CARDS =
      """
      select w.key, w.id, w.branch, w.ends from (
        select p.tenant_id, p.id, p.branch, 'card-expiry:' || p.id || ':' || p.expires_on as key,
          ((p.expires_on + 1)::timestamp at time zone t.time_zone) - interval '1 second' as ends
        from unnest(?, ?) b (branch, until)
        join patron p on p.tenant_id = ? and p.branch = b.branch and p.expires_on <= b.until
        join tenant t on t.id = p.tenant_id
        where p.expires_on >= ? and p.expires_on <= ? and p.kind = 'PERSON' and not exists (
          select from patron_block k where k.tenant_id = p.tenant_id and k.patron_id = p.id and k.code = 'D')
        offset 0) w
      where not exists (select from notice n where n.tenant_id = w.tenant_id and n.key = w.key)
      order by w.ends, w.id limit ?
      """;

  private NoticeOccasions() {}

  static Pipeline events(TenantId tenant, int limit, List<Event> found) {
    return new Pipeline()
        .add(
            row -> found.add(event(row)),
            EVENTS,
            tenant.value(),
            tenant.value(),
            READER,
            tenant.value(),
            READER,
            limit);
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(
        FactsLoader.uuid(row, "id"),
        row.getLong("transaction"),
        FactsLoader.instant(row, "at"),
        switch (row.getString("kind")) {
          case "loan-recalled" -> recalled(row);
          case "loan-marked-overdue" -> overdue(row);
          default -> hold(row);
        });
  }

  private static Occasion recalled(ResultSet row) throws SQLException {
    var loan = FactsLoader.uuid(row, "loan");
    var recalled = FactsLoader.instantOrNull(row, "recalled");
    return new Occasion(
        "recall:%s:%s".formatted(loan, recalled),
        NoticeKind.RECALL,
        FactsLoader.uuid(row, "borrower"),
        row.getString("lent"),
        loan,
        null,
        0,
        FactsLoader.instant(row, "due"));
  }

  private static Occasion overdue(ResultSet row) throws SQLException {
    var loan = FactsLoader.uuid(row, "loan");
    var due = FactsLoader.instant(row, "due");
    var step = row.getInt("step");
    return new Occasion(
        "overdue:%s:%d:%d".formatted(loan, step, due.getEpochSecond()),
        NoticeKind.OVERDUE,
        FactsLoader.uuid(row, "borrower"),
        row.getString("lent"),
        loan,
        null,
        step,
        due);
  }

  /** Nothing is told of most that happens to a hold. */
  private static @Nullable Occasion hold(ResultSet row) throws SQLException {
    var hold = FactsLoader.uuid(row, "hold");
    var at = FactsLoader.instant(row, "at");
    return switch (HoldState.valueOf(row.getString("state"))) {
      case READY ->
          hold(
              row,
              "ready:%s:%s".formatted(hold, FactsLoader.uuid(row, "item")),
              NoticeKind.READY,
              FactsLoader.instant(row, "until"));
      case EXPIRED, NOT_FETCHED -> hold(row, "hold-expired:" + hold, NoticeKind.HOLD_EXPIRED, at);
      case WAITING, BOUND, IN_TRANSIT, FULFILLED, CANCELLED -> null;
    };
  }

  private static Occasion hold(ResultSet row, String key, NoticeKind kind, Instant about)
      throws SQLException {
    return new Occasion(
        key,
        kind,
        FactsLoader.uuid(row, "waiter"),
        row.getString("pickup"),
        null,
        FactsLoader.uuid(row, "hold"),
        0,
        about);
  }

  static Pipeline note(
      TenantId tenant, List<NewNotice> notices, @Nullable Event last, int[] added) {
    var pipeline = new Pipeline();
    if (!notices.isEmpty()) {
      var rows =
          new Columns(
              "text",
              "uuid",
              "text",
              "uuid",
              "text",
              "uuid",
              "uuid",
              "int4",
              "timestamptz",
              "timestamptz",
              "timestamptz",
              "timestamptz");
      var now = Instant.now();
      for (var notice : notices) {
        var o = notice.occasion();
        rows.row(
            o.key(),
            Uuids.next(now),
            o.kind().name(),
            o.patron(),
            o.branch(),
            o.loan(),
            o.hold(),
            o.step(),
            o.about(),
            notice.sendAt(),
            notice.atOnce(),
            notice.daily());
      }
      pipeline.add(_ -> added[0]++, NOTE, rows.before(tenant.value()));
    }
    if (last != null) {
      pipeline.add(
          PostgresOthersItems.PASSED_ON,
          tenant.value(),
          READER,
          Long.toString(last.transaction()),
          last.id());
    }
    return pipeline;
  }

  static Pipeline dueSoon(
      TenantId tenant, Instant now, Map<String, Instant> until, int limit, List<Occasion> found) {
    var last = until.values().stream().max(Instant::compareTo).orElse(now);
    return new Pipeline()
        .add(
            row ->
                found.add(
                    new Occasion(
                        row.getString("key"),
                        NoticeKind.PRE_DUE,
                        FactsLoader.uuid(row, "patron_id"),
                        row.getString("lent_branch"),
                        FactsLoader.uuid(row, "id"),
                        null,
                        0,
                        FactsLoader.instant(row, "due_at"))),
            DUE_SOON,
            new Pipeline.Texts("text", List.copyOf(until.keySet())),
            new Pipeline.Texts("timestamptz", List.copyOf(until.values())),
            tenant.value(),
            now.atOffset(ZoneOffset.UTC),
            last.atOffset(ZoneOffset.UTC),
            limit);
  }

  static Pipeline cards(
      TenantId tenant,
      LocalDate today,
      Map<String, LocalDate> until,
      int limit,
      List<Occasion> found) {
    var last = until.values().stream().max(LocalDate::compareTo).orElse(today);
    var codes = new ArrayList<>(until.keySet());
    return new Pipeline()
        .add(
            row -> {
              UUID patron = FactsLoader.uuid(row, "id");
              found.add(
                  new Occasion(
                      row.getString("key"),
                      NoticeKind.CARD_EXPIRY,
                      patron,
                      row.getString("branch"),
                      null,
                      null,
                      0,
                      FactsLoader.instant(row, "ends")));
            },
            CARDS,
            new Pipeline.Texts("text", codes),
            new Pipeline.Texts("date", codes.stream().map(until::get).toList()),
            tenant.value(),
            today,
            last,
            limit);
  }
}
