package org.samling.postgres.notices;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeContacts.NoticePreference;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeState;
import org.samling.core.notices.Notices.Composition;
import org.samling.core.notices.Notices.Contacts;
import org.samling.core.notices.Notices.PatronNotices;
import org.samling.core.notices.Notices.WaitingNotice;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Combines notices into messages: one node per tenant at a time, so that a digest stays whole. */
final class MessageComposer {

  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended('notice', ?))";

  private static final String WAITING =
      """
      with picked as materialized (
        select n.patron_id from notice n where n.tenant_id = :tenant and n.state = 'WAITING' and n.send_at <= :now
        group by n.patron_id order by min(n.send_at), n.patron_id limit :patrons)
      select n.id, n.kind, n.branch, p.id as patron, p.branch as patron_branch, p.language,
        case when today_of(p.tenant_id) between p.away_from and p.away_until then p.away_until end as away,
        p.birth_date, a.email, a.phone, a.guardian_email, a.guardian_phone, w.kinds, w.channels, w.times
      from picked
      join patron p on p.tenant_id = :tenant and p.id = picked.patron_id
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
      join notice n on n.tenant_id = p.tenant_id and n.patron_id = p.id and n.state = 'WAITING' and n.send_at <= :now
      order by p.id, n.created_at, n.id
      """;

  private record MessageRow(
      UUID id,
      UUID patronId,
      MessageKind kind,
      String channel,
      @Nullable String address,
      NoticeLanguage language,
      NoticeForm form,
      String branch) {}

  private static final RowStatement<MessageRow> MESSAGES =
      RowStatement.of(
          MessageRow.class,
          """
          insert into notice_message (tenant_id, {*}, created_at, due_at)
          select :tenant, {e.*}, now(), now() from {rows}
          """);

  private record Carried(UUID id, UUID message) {}

  private static final RowStatement<Carried> WRITTEN =
      RowStatement.of(
          Carried.class,
          """
          update notice n set state = 'WRITTEN', message_id = e.message from {rows}
          where n.tenant_id = :tenant and n.id = e.id and n.state = 'WAITING'
          """);

  private record Unsent(UUID id, NoticeState state) {}

  private static final RowStatement<Unsent> UNSENT =
      RowStatement.of(
          Unsent.class,
          """
          update notice n set state = e.state from {rows}
          where n.tenant_id = :tenant and n.id = e.id and n.state = 'WAITING'
          """);

  private record Later(UUID id, Instant at) {}

  private static final RowStatement<Later> LATER =
      RowStatement.of(
          Later.class,
          """
          update notice n set send_at = e.at from {rows}
          where n.tenant_id = :tenant and n.id = e.id and n.state = 'WAITING'
          """);

  private final TenantId tenant;

  MessageComposer(TenantId tenant) {
    this.tenant = tenant;
  }

  /** Composes on this connection and commits; returns how many notices were looked at. */
  int compose(
      Connection connection,
      Instant now,
      int patrons,
      Function<PatronNotices, Composition> composer)
      throws SQLException {
    var begin = Pipeline.of(tenant).add(Acting.SET, Acting.of(tenant));
    var isAlone = begin.one(Boolean.class, LOCK, (long) tenant.value());
    begin.run(connection);
    if (!isAlone.get()) {
      connection.commit();
      return 0;
    }
    var waiting = new LinkedHashMap<UUID, PatronNotices>();
    Pipeline.of(tenant)
        .each(
            WaitingRow.class,
            row -> waiting.compute(row.patron(), (_, before) -> row.waiting(before)),
            WAITING,
            Parameters.of("now", now).and("patrons", patrons))
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

  /** A patron with one of their waiting notices. A patron with several notices has several rows. */
  private record WaitingRow(
      UUID id,
      NoticeKind kind,
      String branch,
      UUID patron,
      String patronBranch,
      String language,
      @Nullable LocalDate away,
      @Nullable LocalDate birthDate,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String guardianEmail,
      @Nullable String guardianPhone,
      List<NoticeKind> kinds,
      List<String> channels,
      List<String> times) {

    PatronNotices waiting(@Nullable PatronNotices before) {
      var notices = new ArrayList<>(before == null ? List.<WaitingNotice>of() : before.notices());
      notices.add(new WaitingNotice(id, kind, branch));
      return new PatronNotices(
          patron,
          patronBranch,
          language,
          away,
          new Contacts(email, phone),
          new Contacts(guardianEmail, guardianPhone),
          birthDate,
          wishes(),
          notices);
    }

    private Map<NoticeKind, NoticePreference> wishes() {
      var wishes = new EnumMap<NoticeKind, NoticePreference>(NoticeKind.class);
      for (var i = 0; i < kinds.size(); i++) {
        var channel = channels.get(i);
        var time = times.get(i);
        wishes.put(
            kinds.get(i),
            time.equals("never")
                ? NoticePreference.OFF
                : new NoticePreference(
                    true,
                    channel.isEmpty() ? null : channel,
                    time.isEmpty() ? null : Boolean.valueOf(time)));
      }
      return wishes;
    }
  }

  /** What is written of a page. */
  private final class Writing {

    private final List<MessageRow> messages = new ArrayList<>();
    private final Map<UUID, Carried> carried = new LinkedHashMap<>();
    private final Map<UUID, Unsent> unsent = new LinkedHashMap<>();
    private final Map<UUID, Later> later = new LinkedHashMap<>();

    void add(PatronNotices patron, Composition composition, Instant now) {
      for (var message : composition.messages()) {
        var id = Uuids.next(now);
        messages.add(
            new MessageRow(
                id,
                patron.patron(),
                message.kind(),
                message.channel(),
                message.address(),
                message.language(),
                message.form(),
                message.branch()));
        message.notices().forEach(notice -> carried.put(notice, new Carried(notice, id)));
      }
      composition
          .unsent()
          .forEach((notice, state) -> unsent.put(notice, new Unsent(notice, state)));
      composition.later().forEach((notice, at) -> later.put(notice, new Later(notice, at)));
    }

    Pipeline pipeline() {
      return Pipeline.of(tenant)
          .write(MESSAGES, messages)
          .write(WRITTEN, carried.values())
          .write(UNSENT, unsent.values())
          .write(LATER, later.values());
    }
  }
}
