package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import org.samling.core.organisation.TenantId;

/** Keeps notices and the messages that carry them. */
final class PostgresNotices implements Notices {

  private static final String LIST =
      """
      select n.*, m.id as mid, m.kind as mkind, m.channel, m.address, m.language, m.tries, m.unclear, m.subject, m.body,
        m.template_version, m.due_at, m.sent_at, m.failure,
        (select v.value from patron_identifier v where v.tenant_id = n.tenant_id and v.patron_id = n.patron_id
          and v.kind = 'CARD' order by v.active desc, v.value limit 1) as card
      from notice n left join notice_message m on m.tenant_id = n.tenant_id and m.id = n.message_id
      where n.tenant_id = ? and (?::uuid is null or n.patron_id = ?) and (?::text is null or n.kind = ?)
        and (?::text is null or n.state = ?) and (?::uuid is null or n.message_id = ?)
      order by n.created_at desc, n.id desc limit ?
      """;

  private static final String RETRY =
      """
      update notice set state = 'WAITING', message_id = null, send_at = now()
      where tenant_id = ? and state in ('FAILED', 'NO_ADDRESS') returning 1
      """;

  /** What could come about again, because it goes by a day that has not passed, stays till then. */
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

  private static final String FORGET_PATRONS_NOTICES =
      "delete from notice where tenant_id = ? and patron_id = ? returning 1";

  private static final String FORGET_PATRONS_MESSAGES =
      "delete from notice_message where tenant_id = ? and patron_id = ?";

  private static final String FORGET_PATRONS_WISHES =
      "delete from notice_wish where tenant_id = ? and patron_id = ?";

  private static final String FORGET_PATRONS_BOUNCES =
      """
      delete from notice_bounce b using patron p
      where b.tenant_id = ? and p.tenant_id = b.tenant_id and p.id = ? and b.address in (lower(btrim(p.email)), btrim(p.phone))
      """;

  private final Database database;
  private final PostgresAccessLog log;

  PostgresNotices(Database database, PostgresAccessLog log) {
    this.database = database;
    this.log = log;
  }

  @Override
  public List<Event> events(TenantId tenant, int limit) {
    var found = new ArrayList<Event>();
    database.inTenant(tenant, NoticeOccasions.events(tenant, limit, found));
    return found;
  }

  @Override
  public int note(TenantId tenant, List<NewNotice> notices, @Nullable Event last) {
    var added = new int[1];
    database.inTenant(tenant, NoticeOccasions.note(tenant, notices, last, added));
    return added[0];
  }

  @Override
  public List<Occasion> dueSoon(
      TenantId tenant, Instant now, Map<String, Instant> until, int limit) {
    var found = new ArrayList<Occasion>();
    database.inTenant(tenant, NoticeOccasions.dueSoon(tenant, now, until, limit, found));
    return found;
  }

  @Override
  public List<Occasion> cardsEndingSoon(
      TenantId tenant, LocalDate today, Map<String, LocalDate> until, int limit) {
    var found = new ArrayList<Occasion>();
    database.inTenant(tenant, NoticeOccasions.cards(tenant, today, until, limit, found));
    return found;
  }

  @Override
  public int compose(
      TenantId tenant, Instant now, int patrons, Function<Waiting, Composition> composer) {
    return database.ask(
        connection -> new NoticeComposing(tenant).compose(connection, now, patrons, composer));
  }

  @Override
  public List<Claimed> claim(TenantId tenant, int limit, Duration lease) {
    var claimed = new ArrayList<Claimed>();
    database.inTenant(tenant, NoticeClaims.claim(tenant, limit, lease, UUID.randomUUID(), claimed));
    return claimed;
  }

  @Override
  public void written(TenantId tenant, List<Written> written) {
    if (!written.isEmpty()) {
      database.inTenant(tenant, NoticeClaims.written(tenant, written));
    }
  }

  @Override
  public void settle(TenantId tenant, Claimed message, Result result) {
    database.inTenant(tenant, NoticeClaims.settle(tenant, message, result));
  }

  @Override
  public List<Kept> list(TenantId tenant, Asked asked, int limit) {
    var kept = new ArrayList<Kept>();
    var kind = asked.kind() == null ? null : asked.kind().name();
    var state = asked.state() == null ? null : asked.state().name();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> {
                  kept.add(kept(row));
                  log.read(tenant, FactsLoader.uuid(row, "patron_id"));
                },
                LIST,
                tenant.value(),
                asked.patron(),
                asked.patron(),
                kind,
                kind,
                state,
                state,
                asked.message(),
                asked.message(),
                limit));
    return kept;
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        FactsLoader.uuid(row, "id"),
        row.getString("key"),
        NoticeKind.valueOf(row.getString("kind")),
        row.getString("card"),
        row.getInt("step"),
        FactsLoader.instant(row, "about"),
        FactsLoader.instant(row, "created_at"),
        FactsLoader.instant(row, "send_at"),
        NoticeState.valueOf(row.getString("state")),
        row.getObject("mid") == null ? null : message(row));
  }

  private static KeptMessage message(ResultSet row) throws SQLException {
    var body = row.getString("body");
    return new KeptMessage(
        FactsLoader.uuid(row, "mid"),
        MessageKind.valueOf(row.getString("mkind")),
        row.getString("channel"),
        row.getString("address"),
        NoticeLanguage.valueOf(row.getString("language")),
        row.getInt("tries"),
        row.getInt("unclear"),
        body == null ? null : new Text(row.getString("subject"), body),
        row.getObject("template_version", Integer.class),
        FactsLoader.instantOrNull(row, "due_at"),
        FactsLoader.instantOrNull(row, "sent_at"),
        row.getString("failure"));
  }

  @Override
  public int retry(TenantId tenant) {
    var count = new int[1];
    database.inTenant(tenant, new Pipeline().add(_ -> count[0]++, RETRY, tenant.value()));
    return count[0];
  }

  @Override
  public int forget(TenantId tenant, Instant before, Instant now) {
    var gone = new int[1];
    var until = before.atOffset(ZoneOffset.UTC);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                _ -> gone[0]++, FORGET_NOTICES, tenant.value(), until, now.atOffset(ZoneOffset.UTC))
            .add(FORGET_MESSAGES, tenant.value(), until));
    return gone[0];
  }

  @Override
  public int forget(TenantId tenant, UUID patron) {
    var gone = new int[1];
    database.inTenant(
        tenant,
        new Pipeline()
            .add(_ -> gone[0]++, FORGET_PATRONS_NOTICES, tenant.value(), patron)
            .add(FORGET_PATRONS_MESSAGES, tenant.value(), patron)
            .add(FORGET_PATRONS_WISHES, tenant.value(), patron)
            .add(FORGET_PATRONS_BOUNCES, tenant.value(), patron));
    return gone[0];
  }
}
