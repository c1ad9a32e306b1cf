package org.samling.postgres.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.LenderRenewal;
import org.samling.core.ill.InterlibraryNews;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeState;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.Notices.Claimed;
import org.samling.core.notices.Notices.Entry;
import org.samling.core.notices.Notices.Lent;
import org.samling.core.notices.Notices.MessageText;
import org.samling.core.notices.Notices.Result;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Latest;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Hands out messages for sending, and records the results. */
final class NoticeClaims {

  /** Where a message still has a claim, whoever claimed it never reported a result. */
  private static final String CLAIM =
      """
      with ready as (
        select id from notice_message where tenant_id = :tenant and due_at <= now() order by due_at limit :limit
        for update skip locked)
      update notice_message m set due_at = now() + make_interval(secs => :seconds), tries = m.tries + 1,
        unclear = m.unclear + case when m.claim is null then 0 else 1 end, claim = :claim
      from ready where m.tenant_id = :tenant and m.id = ready.id
      """;

  private static final String CLAIMED =
      """
      select m.*, p.name, g.name as guardian
      from notice_message m join patron p on p.tenant_id = m.tenant_id and p.id = m.patron_id
      left join patron g on g.tenant_id = p.tenant_id and g.id = p.guardian_id
        and m.address in (btrim(g.email), btrim(g.phone))
        and m.address is distinct from btrim(p.email) and m.address is distinct from btrim(p.phone)
      where m.tenant_id = :tenant and m.claim = :claim order by m.created_at, m.id
      """;

  private static final String ENTRIES =
      """
      select m.id as message, n.kind, n.step, n.branch, n.about, o.due_at, o.recalled_at,
        o.id is not null and o.returned_at is null and o.claimed_returned_at is null and o.lost_at is null as is_open,
        exists (select from hold w where w.tenant_id = i.tenant_id and w.record_id = i.record_id
          and w.state = 'WAITING') as is_wanted,
        h.state as hold_state, h.pickup_branch, h.pickup_until, h.pickup_number, i.barcode,
        coalesce(l.title, c.title, q.title) as title, coalesce(l.author, c.author, q.author) as author,
        coalesce((
          select g.name from hold_agreement a join tenant g on g.id = a.other_id
          where a.tenant_id = m.tenant_id and a.side = 'HOME' and g.code = x.lender), x.lender) as lender,
        q.state as request_state, case when n.kind = 'LENDER' then q.renewal end as renewal, q.service = 'COPY' as is_copy, q.link,
        p.expires_on = (n.about at time zone t.time_zone)::date as is_expiry
      from notice_message m
      join notice n on n.tenant_id = m.tenant_id and n.message_id = m.id
      join tenant t on t.id = m.tenant_id
      join patron p on p.tenant_id = m.tenant_id and p.id = m.patron_id
      left join loan o on o.tenant_id = n.tenant_id and o.id = n.loan_id
      left join ill_request q on q.tenant_id = n.tenant_id and q.number = n.request
      left join hold h on h.tenant_id = n.tenant_id and h.id = n.hold_id
      left join item i on i.tenant_id = n.tenant_id and i.id = case when o.id is null then h.item_id else o.item_id end
      left join common_record c on c.id = case when i.id is null then h.common_record_id else i.common_record_id end
      left join local_record l on l.tenant_id = n.tenant_id
        and l.id = case when i.id is null then h.local_record_id else i.local_record_id end
      cross join lateral (
        select coalesce(q.peer, case when i.due_to_lender is not null then i.borrowed_from end) as lender) x
      where m.tenant_id = :tenant and m.claim = :claim order by n.about, n.id
      """;

  private record WrittenRow(
      UUID id, UUID claim, @Nullable String subject, String body, @Nullable Integer version) {

    static WrittenRow of(MessageText w) {
      return new WrittenRow(
          w.message(), w.claim(), w.text().subject(), w.text().body(), w.version());
    }
  }

  private static final RowStatement<WrittenRow> WRITE =
      RowStatement.of(
          WrittenRow.class,
          """
          update notice_message m set subject = e.subject, body = e.body, template_version = e.version
          from {rows} where m.tenant_id = :tenant and m.id = e.id and m.claim = e.claim
          """);

  private static final String SENT =
      """
      with m as (
        update notice_message set due_at = null, claim = null, sent_at = coalesce(sent_at, now()), failure = null
        where tenant_id = :tenant and id = ? returning id)
      update notice n set state = 'SENT' from m where n.tenant_id = :tenant and n.message_id = m.id
      """;

  private static final String UNTRIED =
      """
      update notice_message set due_at = now(), claim = null, tries = tries - 1
      where tenant_id = :tenant and id = ? and claim = ?
      """;

  private static final String OVER =
      """
      with m as (
        update notice_message set due_at = null, claim = null, failure = ?
        where tenant_id = :tenant and id = ? and claim = ? returning id)
      update notice n set state = ? from m where n.tenant_id = :tenant and n.message_id = m.id
      """;

  private static final String BOUNCED =
      """
      with m as (
        update notice_message set due_at = null, claim = null, failure = ?
        where tenant_id = :tenant and id = ? and claim = ? returning id)
      update notice n set state = 'WAITING', message_id = null, send_at = now()
      from m where n.tenant_id = :tenant and n.message_id = m.id
      """;

  private static final String AGAIN =
      """
      update notice_message set due_at = ?, claim = null, failure = ? where tenant_id = :tenant and id = ? and claim = ?
      """;

  private NoticeClaims() {}

  static Answer<List<Claimed>> claim(Pipeline pipeline, int limit, Duration lease, UUID claim) {
    var named =
        Parameters.of("claim", claim).and("limit", limit).and("seconds", lease.toMillis() / 1000.0);
    pipeline.add(CLAIM, named);
    var entries =
        pipeline
            .list(EntryRow.class, ENTRIES, named)
            .map(rows ->
                rows.stream()
                    .collect(
                        Collectors.groupingBy(
                            EntryRow::message,
                            Collectors.mapping(EntryRow::entry, Collectors.toList()))));
    return pipeline
        .list(ClaimedRow.class, CLAIMED, named)
        .map(rows -> {
          var of = entries.get();
          return rows.stream()
              .map(row -> row.claimed(claim, of.getOrDefault(row.id(), List.of())))
              .toList();
        });
  }

  private record ClaimedRow(
      UUID id,
      MessageKind kind,
      String channel,
      @Nullable String address,
      NoticeLanguage language,
      NoticeForm form,
      String branch,
      UUID patronId,
      String name,
      @Nullable String guardian,
      Instant createdAt,
      int tries,
      int unclear,
      @Nullable String subject,
      @Nullable String body) {

    Claimed claimed(UUID claim, List<Entry> entries) {
      return new Claimed(
          id,
          claim,
          kind,
          new Claimed.Recipient(channel, address, patronId, name, guardian),
          language,
          form,
          branch,
          createdAt,
          new Claimed.Attempts(tries, unclear > 0),
          body == null ? null : new Text(subject, body),
          entries);
    }
  }

  /** What a notice of a message is about, with the loan or hold as it stands now. */
  private record EntryRow(
      UUID message,
      NoticeKind kind,
      int step,
      String branch,
      Instant about,
      @Nullable Instant dueAt,
      @Nullable Instant recalledAt,
      boolean isOpen,
      boolean isWanted,
      @Nullable HoldState holdState,
      @Nullable String pickupBranch,
      @Nullable Instant pickupUntil,
      @Nullable Integer pickupNumber,
      @Nullable String barcode,
      @Nullable String title,
      @Nullable String author,
      @Nullable String lender,
      @Nullable InterlibraryState requestState,
      @Nullable LenderRenewal renewal,
      @Nullable Boolean isCopy,
      @Nullable String link,
      @Nullable Boolean isExpiry) {

    Entry entry() {
      return new Entry(
          kind,
          step,
          switch (kind) {
            case PRE_DUE, OVERDUE -> isOpen && about.equals(dueAt);
            case RECALL -> isOpen && recalledAt != null;
            case READY -> holdState == HoldState.READY;
            case HOLD_EXPIRED -> true;
            case INTERLIBRARY ->
                requestState != null && InterlibraryNews.of(step).holdsIn(requestState);
            case LENDER ->
                Boolean.TRUE.equals(isCopy)
                    || (isOpen && renewal != null && renewal != LenderRenewal.ASKED);
            case CARD_EXPIRY -> Boolean.TRUE.equals(isExpiry);
          },
          isWanted,
          title,
          author,
          barcode,
          pickupBranch == null ? branch : pickupBranch,
          dueAt != null ? dueAt : pickupUntil != null ? pickupUntil : about,
          pickupNumber,
          lender == null
              ? null
              : new Lent(
                  lender,
                  renewal == null ? null : renewal == LenderRenewal.GRANTED,
                  Boolean.TRUE.equals(isCopy),
                  link));
    }
  }

  static Pipeline written(List<MessageText> written) {
    var rows = written.stream().map(WrittenRow::of).toList();
    return new Pipeline().write(WRITE, Latest.of(rows, WrittenRow::id));
  }

  static Pipeline settle(TenantId tenant, Claimed message, Result result) {
    return switch (result) {
      case Result.Sent() -> new Pipeline().add(SENT, message.id());
      case Result.Untried() -> new Pipeline().add(UNTRIED, message.id(), message.claim());
      case Result.Overtaken() -> over(message, null, NoticeState.OVERTAKEN);
      case Result.Bounced(var why) -> bounced(tenant, message, why);
      case Result.Failed(var why, var next) ->
          next == null
              ? over(message, why, NoticeState.FAILED)
              : new Pipeline().add(AGAIN, next, why, message.id(), message.claim());
    };
  }

  private static Pipeline over(Claimed message, @Nullable String why, NoticeState state) {
    return new Pipeline().add(OVER, why, message.id(), message.claim(), state);
  }

  private static Pipeline bounced(TenantId tenant, Claimed message, String why) {
    var pipeline = new Pipeline();
    if (message.address() != null) {
      pipeline.add(
          PostgresNoticeContacts.BOUNCED,
          tenant.value(),
          NoticeContacts.normal(message.address()),
          why,
          "channel " + message.channel());
    }
    return pipeline.add(BOUNCED, why, message.id(), message.claim());
  }
}
