package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.Notices.Claimed;
import org.samling.core.notices.Notices.Entry;
import org.samling.core.notices.Notices.Result;
import org.samling.core.notices.Notices.Written;
import org.samling.core.organisation.TenantId;

/** Hands out messages to be sent, and notes what came of them. */
final class NoticeClaims {

  /** Who left a message claimed never said what came of it. */
  private static final String CLAIM =
      """
      with ready as (
        select id from notice_message where tenant_id = ? and due_at <= now() order by due_at limit ?
        for update skip locked)
      update notice_message m set due_at = now() + make_interval(secs => ?), tries = m.tries + 1,
        unclear = m.unclear + case when m.claim is null then 0 else 1 end, claim = ?
      from ready where m.tenant_id = ? and m.id = ready.id
      """;

  private static final String CLAIMED =
      """
      select m.*, p.name from notice_message m join patron p on p.tenant_id = m.tenant_id and p.id = m.patron_id
      where m.tenant_id = ? and m.claim = ? order by m.created_at, m.id
      """;

  private static final String ENTRIES =
      """
      select m.id as message, n.kind, n.step, n.branch, n.about, o.due_at, o.recalled_at,
        o.id is not null and o.returned_at is null and o.claimed_returned_at is null and o.lost_at is null as is_open,
        h.state as hold_state, h.pickup_branch, h.pickup_until, h.pickup_number, i.barcode,
        coalesce(l.title, c.title) as title, coalesce(l.author, c.author) as author,
        p.expires_on = (n.about at time zone t.time_zone)::date as is_expiry
      from notice_message m
      join notice n on n.tenant_id = m.tenant_id and n.message_id = m.id
      join tenant t on t.id = m.tenant_id
      join patron p on p.tenant_id = m.tenant_id and p.id = m.patron_id
      left join loan o on o.tenant_id = n.tenant_id and o.id = n.loan_id
      left join hold h on h.tenant_id = n.tenant_id and h.id = n.hold_id
      left join item i on i.tenant_id = n.tenant_id and i.id = case when o.id is null then h.item_id else o.item_id end
      left join common_record c on c.id = case when i.id is null then h.common_record_id else i.common_record_id end
      left join local_record l on l.tenant_id = n.tenant_id
        and l.id = case when i.id is null then h.local_record_id else i.local_record_id end
      where m.tenant_id = ? and m.claim = ? order by n.about, n.id
      """;

  private static final String WRITE =
      """
      update notice_message m set subject = e.subject, body = e.body, template_version = e.version
      from unnest(?, ?, ?, ?, ?) e (id, claim, subject, body, version)
      where m.tenant_id = ? and m.id = e.id and m.claim = e.claim
      """;

  private static final String SENT =
      """
      with m as (
        update notice_message set due_at = null, claim = null, sent_at = coalesce(sent_at, now()), failure = null
        where tenant_id = ? and id = ? returning id)
      update notice n set state = 'SENT' from m where n.tenant_id = ? and n.message_id = m.id
      """;

  private static final String UNTRIED =
      """
      update notice_message set due_at = now(), claim = null, tries = tries - 1
      where tenant_id = ? and id = ? and claim = ?
      """;

  private static final String OVER =
      """
      with m as (
        update notice_message set due_at = null, claim = null, failure = ?
        where tenant_id = ? and id = ? and claim = ? returning id)
      update notice n set state = ? from m where n.tenant_id = ? and n.message_id = m.id
      """;

  private static final String BOUNCED =
      """
      with m as (
        update notice_message set due_at = null, claim = null, failure = ?
        where tenant_id = ? and id = ? and claim = ? returning id)
      update notice n set state = 'WAITING', message_id = null, send_at = now()
      from m where n.tenant_id = ? and n.message_id = m.id
      """;

  private static final String AGAIN =
      """
      update notice_message set due_at = ?, claim = null, failure = ? where tenant_id = ? and id = ? and claim = ?
      """;

  private NoticeClaims() {}

  static Pipeline claim(
      TenantId tenant, int limit, Duration lease, UUID claim, List<Claimed> claimed) {
    var entries = new HashMap<UUID, List<Entry>>();
    return new Pipeline()
        .add(CLAIM, tenant.value(), limit, lease.toMillis() / 1000.0, claim, tenant.value())
        .add(
            row ->
                entries
                    .computeIfAbsent(FactsLoader.uuid(row, "message"), _ -> new ArrayList<>())
                    .add(entry(row)),
            ENTRIES,
            tenant.value(),
            claim)
        .add(
            row ->
                claimed.add(
                    claimed(
                        row, claim, entries.getOrDefault(FactsLoader.uuid(row, "id"), List.of()))),
            CLAIMED,
            tenant.value(),
            claim);
  }

  private static Claimed claimed(ResultSet row, UUID claim, List<Entry> entries)
      throws SQLException {
    var body = row.getString("body");
    return new Claimed(
        FactsLoader.uuid(row, "id"),
        claim,
        MessageKind.valueOf(row.getString("kind")),
        row.getString("channel"),
        row.getString("address"),
        NoticeLanguage.valueOf(row.getString("language")),
        NoticeForm.valueOf(row.getString("form")),
        row.getString("branch"),
        FactsLoader.uuid(row, "patron_id"),
        row.getString("name"),
        FactsLoader.instant(row, "created_at"),
        row.getInt("tries"),
        row.getInt("unclear") > 0,
        body == null ? null : new Text(row.getString("subject"), body),
        entries);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    var kind = NoticeKind.valueOf(row.getString("kind"));
    var about = FactsLoader.instant(row, "about");
    var due = FactsLoader.instantOrNull(row, "due_at");
    var until = FactsLoader.instantOrNull(row, "pickup_until");
    var isOpen = row.getBoolean("is_open");
    var pickup = row.getString("pickup_branch");
    var isReady = HoldState.READY.name().equals(row.getString("hold_state"));
    return new Entry(
        kind,
        row.getInt("step"),
        switch (kind) {
          case PRE_DUE, OVERDUE -> isOpen && about.equals(due);
          case RECALL -> isOpen && row.getObject("recalled_at") != null;
          case READY -> isReady;
          case HOLD_EXPIRED -> true;
          case CARD_EXPIRY -> row.getBoolean("is_expiry");
        },
        row.getString("title"),
        row.getString("author"),
        row.getString("barcode"),
        pickup == null ? row.getString("branch") : pickup,
        due != null ? due : until != null ? until : about,
        row.getObject("pickup_number", Integer.class));
  }

  static Pipeline written(TenantId tenant, List<Written> written) {
    var rows = new Columns("uuid", "uuid", "text", "text", "int4");
    for (var w : written) {
      rows.row(w.message(), w.claim(), w.text().subject(), w.text().body(), w.version());
    }
    return new Pipeline().add(WRITE, rows.before(tenant.value()));
  }

  static Pipeline settle(TenantId tenant, Claimed message, Result result) {
    var t = tenant.value();
    return switch (result) {
      case Result.Sent() -> new Pipeline().add(SENT, t, message.id(), t);
      case Result.Untried() -> new Pipeline().add(UNTRIED, t, message.id(), message.claim());
      case Result.Overtaken() -> over(t, message, null, "OVERTAKEN");
      case Result.Bounced(var why) -> bounced(tenant, message, why);
      case Result.Failed(var why, var next) ->
          next == null
              ? over(t, message, why, "FAILED")
              : new Pipeline()
                  .add(AGAIN, next.atOffset(ZoneOffset.UTC), why, t, message.id(), message.claim());
    };
  }

  private static Pipeline over(int tenant, Claimed message, @Nullable String why, String state) {
    return new Pipeline().add(OVER, why, tenant, message.id(), message.claim(), state, tenant);
  }

  private static Pipeline bounced(TenantId tenant, Claimed message, String why) {
    var t = tenant.value();
    var pipeline = new Pipeline();
    if (message.address() != null) {
      pipeline.add(
          PostgresNoticeContacts.BOUNCED,
          t,
          NoticeContacts.normal(message.address()),
          why,
          "channel " + message.channel());
    }
    return pipeline.add(BOUNCED, why, t, message.id(), message.claim(), t);
  }
}
