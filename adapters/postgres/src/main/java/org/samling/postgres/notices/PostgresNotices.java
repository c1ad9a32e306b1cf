package org.samling.postgres.notices;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeState;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.Notices;
import org.samling.core.notices.StoredMessage;
import org.samling.core.notices.StoredNotice;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Prefix;
import org.samling.postgres.writer.PostgresAccessLog;

/** Keeps notices and the messages that carry them. */
public final class PostgresNotices implements Notices {

  private static final String FOUND =
      """
      select n.*, m.id as m_id, m.kind as m_kind, m.channel as m_channel, m.address as m_address,
        m.language as m_language, m.tries as m_tries, m.unclear as m_unclear, m.subject as m_subject,
        m.body as m_body, m.template_version as m_template_version, m.due_at as m_due_at,
        m.sent_at as m_sent_at, m.failure as m_failure,
        (select v.value from patron_identifier v where v.tenant_id = n.tenant_id and v.patron_id = n.patron_id
          and v.kind = 'CARD' order by v.active desc, v.value limit 1) as card
      from notice n left join notice_message m on m.tenant_id = n.tenant_id and m.id = n.message_id
      where n.tenant_id = :tenant and (:patron::uuid is null or n.patron_id = :patron)
        and (:kind::text is null or n.kind = :kind) and (:state::text is null or n.state = :state)
        and (:message::uuid is null or n.message_id = :message)
        and (:branch::text is null or n.branch = :branch)
        and (:at::timestamptz is null or (n.created_at, n.id) < (:at, :after::uuid))\
      """;

  private static final String LATEST = " order by n.created_at desc, n.id desc limit :limit";

  private static final String LIST = FOUND + LATEST;

  /** A statement of its own, for which the index of these is good. */
  private static final String UNDELIVERED =
      FOUND + " and n.state in ('FAILED', 'NO_ADDRESS')" + LATEST;

  private static final String RETRY =
      """
      update notice set state = 'WAITING', message_id = null, send_at = now()
      where tenant_id = :tenant and state in ('FAILED', 'NO_ADDRESS')
        and (:kind::text is null or kind = :kind) and (:branch::text is null or branch = :branch) returning 1
      """;

  /** Notices for a day that has not passed are kept until then, or they would be made again. */
  private static final String FORGET_NOTICES =
      """
      delete from notice n where n.tenant_id = ? and n.created_at < ? and n.state not in ('WAITING', 'WRITTEN')
        and not (n.kind in ('PRE_DUE', 'CARD_EXPIRY') and n.about > ?) returning 1
      """;

  private static final String FORGET_MESSAGES =
      """
      delete from notice_message m where m.tenant_id = ? and m.created_at < ? and m.due_at is null
        and not exists (select from notice n where n.tenant_id = m.tenant_id and n.message_id = m.id)
      """;

  private final Database database;
  private final PostgresAccessLog log;

  public PostgresNotices(Database database, PostgresAccessLog log) {
    this.database = database;
    this.log = log;
  }

  @Override
  public List<Event> events(TenantId tenant, int limit) {
    return database.inTenant(tenant, p -> NoticeOccasions.events(p, limit));
  }

  @Override
  public int note(TenantId tenant, List<NewNotice> notices, @Nullable Event last) {
    return database.inTenant(tenant, p -> NoticeOccasions.note(p, notices, last));
  }

  @Override
  public Upcoming<Instant> dueSoon(
      TenantId tenant, Place<Instant> after, Map<String, Instant> until, int limit) {
    return database.inTenant(tenant, p -> UpcomingOccasions.dueSoon(p, after, until, limit));
  }

  @Override
  public Upcoming<LocalDate> cardsEndingSoon(
      TenantId tenant, Place<LocalDate> after, Map<String, LocalDate> until, int limit) {
    return database.inTenant(tenant, p -> UpcomingOccasions.cards(p, after, until, limit));
  }

  @Override
  public int compose(
      TenantId tenant, Instant now, int patrons, Function<PatronNotices, Composition> composer) {
    return database.ask(
        connection -> new MessageComposer(tenant).compose(connection, now, patrons, composer));
  }

  @Override
  public List<Claimed> claim(TenantId tenant, int limit, Duration lease) {
    return database.inTenant(tenant, p -> NoticeClaims.claim(p, limit, lease, UUID.randomUUID()));
  }

  @Override
  public void saveTexts(TenantId tenant, List<MessageText> written) {
    if (!written.isEmpty()) {
      database.inTenant(tenant, NoticeClaims.written(written));
    }
  }

  @Override
  public void settle(TenantId tenant, Claimed message, Result result) {
    database.inTenant(tenant, NoticeClaims.settle(tenant, message, result));
  }

  @Override
  public List<StoredNotice> list(
      TenantId tenant, NoticeFilter asked, @Nullable NoticePlace after, int limit) {
    var rows =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    KeptRow.class,
                    asked.isUndelivered() ? UNDELIVERED : LIST,
                    Parameters.of("patron", asked.patron())
                        .and("kind", asked.kind())
                        .and("state", asked.state())
                        .and("message", asked.message())
                        .and("branch", asked.branch())
                        .and("at", after == null ? null : after.createdAt())
                        .and("after", after == null ? null : after.notice())
                        .and("limit", limit)));
    rows.forEach(row -> log.read(tenant, row.patronId()));
    return rows.stream().map(KeptRow::kept).toList();
  }

  private record KeptRow(
      UUID id,
      UUID patronId,
      String key,
      NoticeKind kind,
      @Nullable String card,
      int step,
      Instant about,
      Instant createdAt,
      Instant sendAt,
      NoticeState state,
      @Prefix("m_") @Nullable MessageRow message) {

    StoredNotice kept() {
      return new StoredNotice(
          id,
          key,
          kind,
          card,
          step,
          about,
          createdAt,
          sendAt,
          state,
          message == null ? null : message.message());
    }
  }

  private record MessageRow(
      UUID id,
      MessageKind kind,
      String channel,
      @Nullable String address,
      NoticeLanguage language,
      int tries,
      int unclear,
      @Nullable String subject,
      @Nullable String body,
      @Nullable Integer templateVersion,
      @Nullable Instant dueAt,
      @Nullable Instant sentAt,
      @Nullable String failure) {

    StoredMessage message() {
      return new StoredMessage(
          id,
          kind,
          channel,
          address,
          language,
          new StoredMessage.Delivery(tries, unclear, dueAt, sentAt, failure),
          body == null ? null : new Text(subject, body),
          templateVersion);
    }
  }

  @Override
  public int retry(TenantId tenant, @Nullable NoticeKind kind, @Nullable String branch) {
    return database.inTenant(
        tenant, p -> p.count(RETRY, Parameters.of("kind", kind).and("branch", branch)));
  }

  @Override
  public int forget(TenantId tenant, Instant before, Instant now) {
    return database.inTenant(
        tenant,
        p -> {
          var gone = p.count(FORGET_NOTICES, tenant.value(), before, now);
          p.add(FORGET_MESSAGES, tenant.value(), before);
          return gone;
        });
  }
}
