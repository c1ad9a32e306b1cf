package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.notices.NoticeContacts.Wish;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.Notices.Composition;
import org.samling.core.notices.Notices.Contacts;
import org.samling.core.notices.Notices.Waiting;
import org.samling.core.notices.Notices.WaitingNotice;
import org.samling.core.organisation.TenantId;

/** Puts notices into messages: one node for a tenant at a time, so that a digest is one. */
final class NoticeComposing {

  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended('notice', ?)) as taken";

  private static final String WAITING =
      """
      with picked as materialized (
        select n.patron_id from notice n where n.tenant_id = ? and n.state = 'WAITING' and n.send_at <= ?
        group by n.patron_id order by min(n.send_at), n.patron_id limit ?)
      select n.id, n.kind, n.branch, p.id as patron, p.branch as patron_branch, p.language,
        case when today_of(p.tenant_id) between p.away_from and p.away_until then p.away_until end as away,
        p.birth_date, a.email, a.phone, a.guardian_email, a.guardian_phone, w.kinds, w.channels, w.times
      from picked
      join patron p on p.tenant_id = ? and p.id = picked.patron_id
      cross join lateral (
        select max(x.email) filter (where x.is_own) as email, max(x.phone) filter (where x.is_own) as phone,
          max(x.email) filter (where not x.is_own) as guardian_email,
          max(x.phone) filter (where not x.is_own) as guardian_phone
        from (
          select q.id = p.id as is_own,
            case when q.email <> '' and not exists (select from notice_bounce b
              where b.tenant_id = q.tenant_id and b.address = lower(btrim(q.email))) then btrim(q.email) end as email,
            case when q.phone <> '' and not exists (select from notice_bounce b
              where b.tenant_id = q.tenant_id and b.address = btrim(q.phone)) then btrim(q.phone) end as phone
          from patron q where q.tenant_id = p.tenant_id and q.id in (p.id, p.guardian_id)) x) a
      left join lateral (
        select array_agg(v.kind) as kinds, array_agg(coalesce(v.channel, '')) as channels,
          array_agg(case when v.is_wanted then coalesce(v.is_daily::text, '') else 'never' end) as times
        from notice_wish v where v.tenant_id = p.tenant_id and v.patron_id = p.id) w on true
      join notice n on n.tenant_id = p.tenant_id and n.patron_id = p.id and n.state = 'WAITING' and n.send_at <= ?
      order by p.id, n.created_at, n.id
      """;

  private static final String MESSAGES =
      """
      insert into notice_message (tenant_id, id, patron_id, kind, channel, address, language, form, branch, created_at, due_at)
      select ?, e.id, e.patron, e.kind, e.channel, e.address, e.language, e.form, e.branch, now(), now()
      from unnest(?, ?, ?, ?, ?, ?, ?, ?) e (id, patron, kind, channel, address, language, form, branch)
      """;

  private static final String WRITTEN =
      """
      update notice n set state = 'WRITTEN', message_id = e.message from unnest(?, ?) e (id, message)
      where n.tenant_id = ? and n.id = e.id and n.state = 'WAITING'
      """;

  private static final String UNSENT =
      """
      update notice n set state = e.state from unnest(?, ?) e (id, state)
      where n.tenant_id = ? and n.id = e.id and n.state = 'WAITING'
      """;

  private static final String LATER =
      """
      update notice n set send_at = e.at from unnest(?, ?) e (id, at)
      where n.tenant_id = ? and n.id = e.id and n.state = 'WAITING'
      """;

  private final TenantId tenant;

  NoticeComposing(TenantId tenant) {
    this.tenant = tenant;
  }

  /** Does it on a connection, and commits; says how many notices were looked at. */
  int compose(
      Connection connection, Instant now, int patrons, Function<Waiting, Composition> composer)
      throws SQLException {
    var isAlone = new boolean[1];
    new Pipeline()
        .add(Database.SET_TENANT, tenant.toString())
        .add(row -> isAlone[0] = row.getBoolean("taken"), LOCK, (long) tenant.value())
        .run(connection);
    if (!isAlone[0]) {
      connection.commit();
      return 0;
    }
    var waiting = new LinkedHashMap<UUID, Waiting>();
    var at = now.atOffset(ZoneOffset.UTC);
    new Pipeline()
        .add(row -> take(row, waiting), WAITING, tenant.value(), at, patrons, tenant.value(), at)
        .run(connection);
    var looked = 0;
    var written = new Writing();
    for (var patron : waiting.values()) {
      looked += patron.notices().size();
      written.add(patron, composer.apply(patron), now);
    }
    written.pipeline().commit(connection);
    return looked;
  }

  private static void take(ResultSet row, Map<UUID, Waiting> waiting) throws SQLException {
    var patron = FactsLoader.uuid(row, "patron");
    var before = waiting.get(patron);
    var notices = new ArrayList<WaitingNotice>();
    if (before != null) {
      notices.addAll(before.notices());
    }
    notices.add(
        new WaitingNotice(
            FactsLoader.uuid(row, "id"),
            NoticeKind.valueOf(row.getString("kind")),
            row.getString("branch")));
    var wishes = new EnumMap<NoticeKind, Wish>(NoticeKind.class);
    var kinds = FactsLoader.strings(row, "kinds");
    var channels = FactsLoader.strings(row, "channels");
    var times = FactsLoader.strings(row, "times");
    for (var i = 0; i < kinds.size(); i++) {
      var channel = channels.get(i);
      var time = times.get(i);
      wishes.put(
          NoticeKind.valueOf(kinds.get(i)),
          time.equals("never")
              ? Wish.OFF
              : new Wish(
                  true,
                  channel.isEmpty() ? null : channel,
                  time.isEmpty() ? null : Boolean.valueOf(time)));
    }
    waiting.put(
        patron,
        new Waiting(
            patron,
            row.getString("patron_branch"),
            row.getString("language"),
            row.getObject("away", LocalDate.class),
            new Contacts(row.getString("email"), row.getString("phone")),
            new Contacts(row.getString("guardian_email"), row.getString("guardian_phone")),
            row.getObject("birth_date", LocalDate.class),
            wishes,
            notices));
  }

  /** What is written of a page. */
  private final class Writing {

    private final Columns messages =
        new Columns("uuid", "uuid", "text", "text", "text", "text", "text", "text");
    private final Columns carried = new Columns("uuid", "uuid");
    private final Columns unsent = new Columns("uuid", "text");
    private final Columns later = new Columns("uuid", "timestamptz");

    void add(Waiting patron, Composition composition, Instant now) {
      for (var message : composition.messages()) {
        var id = Uuids.next(now);
        messages.row(
            id,
            patron.patron(),
            message.kind().name(),
            message.channel(),
            message.address(),
            message.language().name(),
            message.form().name(),
            message.branch());
        message.notices().forEach(notice -> carried.row(notice, id));
      }
      composition.unsent().forEach((notice, state) -> unsent.row(notice, state.name()));
      composition.later().forEach(later::row);
    }

    Pipeline pipeline() {
      var pipeline = new Pipeline();
      if (!messages.isEmpty()) {
        pipeline.add(MESSAGES, messages.after(tenant.value()));
      }
      for (var step :
          List.of(
              Map.entry(WRITTEN, carried), Map.entry(UNSENT, unsent), Map.entry(LATER, later))) {
        if (!step.getValue().isEmpty()) {
          pipeline.add(step.getKey(), step.getValue().before(tenant.value()));
        }
      }
      return pipeline;
    }
  }
}
