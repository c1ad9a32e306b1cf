package org.samling.postgres.notices;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.Notices.Occasion;
import org.samling.core.notices.Notices.Place;
import org.samling.core.notices.Notices.Upcoming;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Finds what patrons are to be notified of by the due dates of loans and the last days of cards. A
 * page is a number of loans or cards in the order of an index, whether they have a notice or not,
 * so that a run over a tenant looks at each once.
 */
final class UpcomingOccasions {

  /**
   * The limit inside makes the keys before they are compared: under row-level security no index is
   * searched by an expression whose functions might leak rows. The limit of one notice has each
   * looked up: a tenant's notices would else be read whole for every page.
   */
  private static final String DUE_SOON =
      """
      select w.* from (
        select l.key, l.patron_id as patron, l.lent_branch as branch, l.id as loan, l.due_at as about, null::date as day,
          l.place = :limit as is_end,
          b.branch is not null and n.key is null as is_new
        from (
          select o.tenant_id, o.id, o.patron_id, o.lent_branch, o.due_at,
            'pre-due:' || o.id || ':' || floor(extract(epoch from o.due_at))::bigint as key,
            row_number() over (order by o.due_at, o.id) as place
          from loan o
          where o.tenant_id = :tenant and o.returned_at is null and (o.due_at, o.id) > (:on, :id) and o.due_at < :last
            and o.claimed_returned_at is null and o.lost_at is null
          order by o.due_at, o.id limit :limit) l
        left join unnest(:branches, :until) b (branch, until) on b.branch = l.lent_branch and l.due_at < b.until
        left join lateral (select n.key from notice n where n.tenant_id = l.tenant_id and n.key = l.key limit 1) n on true) w
      where w.is_new or w.is_end
      order by w.about, w.loan
      """;

  private static final String CARDS =
      """
      select w.* from (
        select c.key, c.id as patron, c.branch, null::uuid as loan, c.expires_on as day,
          ((c.expires_on + 1)::timestamp at time zone t.time_zone) - interval '1 second' as about,
          c.place = :limit as is_end,
          b.branch is not null and d.code is null and n.key is null as is_new
        from (
          select p.tenant_id, p.id, p.branch, p.expires_on, 'card-expiry:' || p.id || ':' || p.expires_on as key,
            row_number() over (order by p.expires_on, p.id) as place
          from patron p
          where p.tenant_id = :tenant and (p.expires_on, p.id) > (:on, :id) and p.expires_on <= :last and p.kind = 'PERSON'
          order by p.expires_on, p.id limit :limit) c
        join tenant t on t.id = c.tenant_id
        left join unnest(:branches, :until) b (branch, until) on b.branch = c.branch and c.expires_on <= b.until
        left join patron_block d on d.tenant_id = c.tenant_id and d.patron_id = c.id and d.code = 'D'
        left join lateral (select n.key from notice n where n.tenant_id = c.tenant_id and n.key = c.key limit 1) n on true) w
      where w.is_new or w.is_end
      order by w.day, w.patron
      """;

  /** The greatest of all, after which no loan or patron of the same time follows. */
  private static final UUID LAST = new UUID(-1, -1);

  private UpcomingOccasions() {}

  /**
   * A loan or a card.
   *
   * @param day the last day of a card
   * @param isEnd whether the page ends with it, and more may follow
   * @param isNew whether it calls for a notice, and has none
   */
  private record SoonRow(
      String key,
      UUID patron,
      String branch,
      @Nullable UUID loan,
      Instant about,
      @Nullable LocalDate day,
      boolean isEnd,
      boolean isNew) {

    Occasion occasion() {
      var kind = loan == null ? NoticeKind.CARD_EXPIRY : NoticeKind.PRE_DUE;
      return new Occasion(key, kind, patron, branch, loan, null, 0, about);
    }

    Place<LocalDate> card() {
      return new Place<>(Objects.requireNonNull(day), patron);
    }
  }

  static Answer<Upcoming<Instant>> dueSoon(
      Pipeline pipeline, Place<Instant> after, Map<String, Instant> until, int limit) {
    var parameters =
        parameters(after, until, limit).and("until", SqlArray.instants(until.values()));
    return pipeline
        .list(SoonRow.class, DUE_SOON, parameters)
        .map(rows -> page(rows, row -> new Place<>(row.about(), row.loan())));
  }

  static Answer<Upcoming<LocalDate>> cards(
      Pipeline pipeline, Place<LocalDate> after, Map<String, LocalDate> until, int limit) {
    var parameters = parameters(after, until, limit).and("until", SqlArray.dates(until.values()));
    return pipeline.list(SoonRow.class, CARDS, parameters).map(rows -> page(rows, SoonRow::card));
  }

  private static <T extends Comparable<? super T>> Parameters parameters(
      Place<T> after, Map<String, T> until, int limit) {
    return Parameters.of("branches", SqlArray.texts(until.keySet()))
        .and("on", after.on())
        .and("id", Objects.requireNonNullElse(after.id(), LAST))
        .and("last", until.values().stream().max(T::compareTo).orElse(after.on()))
        .and("limit", limit);
  }

  private static <T> Upcoming<T> page(List<SoonRow> rows, Function<SoonRow, Place<T>> place) {
    return new Upcoming<>(
        rows.stream().filter(SoonRow::isNew).map(SoonRow::occasion).toList(),
        rows.stream().filter(SoonRow::isEnd).findAny().map(place).orElse(null));
  }
}
