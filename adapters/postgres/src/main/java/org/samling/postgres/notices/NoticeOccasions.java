package org.samling.postgres.notices;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.ill.InterlibraryNews;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.Notices.Event;
import org.samling.core.notices.Notices.NewNotice;
import org.samling.core.notices.Notices.Occasion;
import org.samling.postgres.reports.PostgresForeignItems;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Latest;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Prefix;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.tables.OutboxReader;

/**
 * Finds what patrons are to be notified of in a tenant's outbox, after the position stored for
 * notices. An event is read once every earlier transaction has ended, as in {@link
 * PostgresForeignItems}.
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
        (o.payload->'hold'->>'itemId')::uuid as item, (o.payload->'hold'->'shelf'->>'until')::timestamptz as until,
        (o.payload->>'request')::bigint as answer_request, (o.payload->>'patron')::uuid as answer_patron,
        o.payload->>'branch' as answer_branch, (case when o.kind = 'lender-answered' then o.payload->>'loan' end)::uuid as answer_loan,
        o.payload->>'message' as answer_message
      from outbox o where o.kind in ('loan-recalled', 'loan-marked-overdue', 'hold-changed', 'lender-answered',
        'interlibrary-moved') and
      """
          + OutboxReader.UNREAD
          + "order by o.xid, o.id limit :limit";

  /** Patrons who no longer exist get no notices. */
  private record NoticeRow(
      String key,
      UUID id,
      NoticeKind kind,
      UUID patron,
      String branch,
      @Nullable UUID loan,
      @Nullable UUID hold,
      int step,
      Instant about,
      @Nullable Long request,
      Times times) {
    /** When a notice is sent: by the usual rule, at once or once a day. */
    record Times(Instant sendAt, Instant atOnce, Instant daily) {}

    static NoticeRow of(NewNotice notice, Instant now) {
      var o = notice.occasion();
      return new NoticeRow(
          o.key(),
          Uuids.next(now),
          o.kind(),
          o.patron(),
          o.branch(),
          o.loan(),
          o.hold(),
          o.step(),
          o.about(),
          o.request(),
          new NoticeRow.Times(notice.sendAt(), notice.atOnce(), notice.daily()));
    }
  }

  private static final RowStatement<NoticeRow> NOTE =
      RowStatement.of(
          NoticeRow.class,
          """
          insert into notice (tenant_id, id, key, kind, patron_id, branch, loan_id, hold_id, step, about, request,
            created_at, send_at)
          select p.tenant_id, e.id, e.key, e.kind, p.id, e.branch, e.loan, e.hold, e.step, e.about, e.request, now(),
            case w.is_daily when true then e.daily when false then e.at_once else e.send_at end
          from {rows}
          join patron p on p.tenant_id = :tenant and p.id = e.patron
          left join notice_wish w on w.tenant_id = p.tenant_id and w.patron_id = p.id and w.kind = e.kind
          on conflict (tenant_id, key) do nothing returning 1
          """);

  private NoticeOccasions() {}

  static Answer<List<Event>> events(Pipeline pipeline, int limit) {
    return pipeline.list(
        EventRow.class,
        EventRow::event,
        EVENTS,
        Parameters.of("reader", READER).and("limit", limit));
  }

  /** An event with its payload's data about a loan or a hold. */
  private record EventRow(
      UUID id,
      long transaction,
      String kind,
      Instant at,
      @Nullable UUID loan,
      @Nullable UUID borrower,
      @Nullable String lent,
      @Nullable Instant due,
      @Nullable Instant recalled,
      @Nullable Integer step,
      @Nullable UUID hold,
      @Nullable UUID waiter,
      @Nullable String pickup,
      @Nullable HoldState state,
      @Nullable UUID item,
      @Nullable Instant until,
      @Prefix("answer_") @Nullable Answered answer) {

    /** What a lender answered, and to whom it matters. */
    record Answered(
        long request, UUID patron, String branch, @Nullable UUID loan, String message) {}

    Event event() {
      return new Event(
          id,
          transaction,
          at,
          switch (kind) {
            case "loan-recalled" ->
                ofLoan(NoticeKind.RECALL, "recall:%s:%s".formatted(loan, recalled), 0);
            case "loan-marked-overdue" -> overdue();
            case "lender-answered" -> ofLender(there(answer));
            case "interlibrary-moved" -> ofRequest(there(answer));
            default -> ofHold();
          });
    }

    private Occasion ofLender(Answered said) {
      return new Occasion(
          "lender:%d:%s".formatted(said.request(), said.message()),
          NoticeKind.LENDER,
          said.patron(),
          said.branch(),
          said.loan(),
          null,
          0,
          at,
          said.request());
    }

    /** The step says which news it is, in the order in which they come. */
    private Occasion ofRequest(Answered said) {
      var news = InterlibraryState.valueOf(said.message());
      return new Occasion(
          "interlibrary:%d:%s".formatted(said.request(), news.text()),
          NoticeKind.INTERLIBRARY,
          said.patron(),
          said.branch(),
          said.loan(),
          null,
          InterlibraryNews.of(news).step(),
          at,
          said.request());
    }

    private Occasion overdue() {
      var number = there(step);
      return ofLoan(
          NoticeKind.OVERDUE,
          "overdue:%s:%d:%d".formatted(loan, number, there(due).getEpochSecond()),
          number);
    }

    private Occasion ofLoan(NoticeKind of, String key, int number) {
      return new Occasion(
          key, of, there(borrower), there(lent), there(loan), null, number, there(due));
    }

    /** Most hold events cause no notice. */
    private @Nullable Occasion ofHold() {
      return switch (there(state)) {
        case READY ->
            ofHold(
                "ready:%s:%s:%s".formatted(hold, there(item), there(pickup)),
                NoticeKind.READY,
                there(until));
        case EXPIRED, NOT_FETCHED -> ofHold("hold-expired:" + hold, NoticeKind.HOLD_EXPIRED, at);
        case WAITING, BOUND, IN_TRANSIT, FULFILLED, CANCELLED -> null;
      };
    }

    private Occasion ofHold(String key, NoticeKind of, Instant about) {
      return new Occasion(key, of, there(waiter), there(pickup), null, there(hold), 0, about);
    }

    private <T> T there(@Nullable T value) {
      return Objects.requireNonNull(value, () -> "the payload of event " + id);
    }
  }

  /** Answers with how many were new. */
  static Answer<Integer> note(Pipeline pipeline, List<NewNotice> notices, @Nullable Event last) {
    var now = Instant.now();
    var rows = notices.stream().map(notice -> NoticeRow.of(notice, now)).toList();
    var added = pipeline.list(Integer.class, NOTE, Latest.of(rows, NoticeRow::key));
    if (last != null) {
      pipeline.add(PostgresForeignItems.PASSED_ON, passedOn(last));
    }
    return added.map(List::size);
  }

  private static Parameters passedOn(Event last) {
    return PostgresForeignItems.position(READER, Long.toString(last.transaction()), last.id());
  }
}
