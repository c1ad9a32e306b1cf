package org.samling.postgres.ill;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.rota.Availability;
import org.samling.core.ill.rota.LookedUp;
import org.samling.core.ill.rota.LookedUp.Criterion;
import org.samling.core.ill.rota.LookedUp.FoundTitle;
import org.samling.core.ill.rota.LookedUp.Match;
import org.samling.core.ill.rota.PastSupply;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** The statements that store and read what came of looking for a request's title. */
final class LookedUpRows {

  private record Row(
      int position,
      String catalogue,
      String library,
      Found title,
      @Nullable String failure,
      Standing standing,
      @Nullable Criterion after) {

    /** The title there; all null where it was not found. */
    record Found(
        @Nullable Match match,
        @Nullable String record,
        @Nullable Availability availability,
        @Nullable String holdings) {

      static Found of(@Nullable FoundTitle found) {
        return new Found(
            found == null ? null : found.match(),
            found == null ? null : found.record(),
            found == null ? null : found.availability(),
            found == null ? null : found.holdings());
      }

      @Nullable FoundTitle found() {
        return match == null || record == null || availability == null || holdings == null
            ? null
            : new FoundTitle(match, record, availability, holdings);
      }
    }

    /** What else the place of the library depends on. */
    record Standing(
        @Nullable Integer distance,
        @Nullable Long cost,
        int asked,
        int supplied,
        @Nullable BigDecimal days) {}

    static Row of(int position, LookedUp looked) {
      var past = looked.past();
      return new Row(
          position,
          looked.catalogue(),
          looked.library(),
          Found.of(looked.found()),
          cut(looked.failure()),
          new Standing(
              looked.distance(), looked.cost(), past.asked(), past.supplied(), past.days()),
          looked.after());
    }

    private static @Nullable String cut(@Nullable String text) {
      return text == null || text.length() <= LookedUp.LONGEST_TEXT
          ? text
          : text.substring(0, LookedUp.LONGEST_TEXT);
    }

    LookedUp lookedUp() {
      return new LookedUp(
          catalogue,
          library,
          title.found(),
          failure,
          standing.distance,
          standing.cost,
          new PastSupply(standing.asked, standing.supplied, standing.days),
          after);
    }
  }

  private static final RowStatement<Row> INSERT =
      RowStatement.of(
          Row.class,
          "insert into ill_looked_up (tenant_id, request, {*}) select :tenant, :request, {e.*} from {rows}");

  private static final String OF_REQUEST =
      "select * from ill_looked_up where tenant_id = :tenant and request = ? order by position";

  /**
   * How the last requests to libraries went. One whose terms were accepted was asked twice, and
   * counts once; one that is still waited for does not count yet.
   */
  private static final String PAST =
      """
      select n.library, count(*)::int as asked, (count(*) filter (where d.is_supplied))::int as supplied,
        round((percentile_cont(0.5) within group (order by extract(epoch from d.came_at - d.asked_at) / 86400)
          filter (where d.came_at is not null))::numeric, 1) as days
      from unnest(:libraries) n (library)
      cross join lateral (
        select s.is_supplied, m.asked_at, case when s.is_supplied then e.came_at end as came_at
        from ill_lender l
        join ill_request r on r.tenant_id = l.tenant_id and r.number = l.request
        cross join lateral (
          select min(at) filter (where state in ('SHIPPED', 'RECEIVED')) as sent_at, min(at) filter (where state = 'RECEIVED') as came_at
          from ill_event where tenant_id = r.tenant_id and request = r.number) e
        cross join lateral (select l.position = r.lender and e.sent_at is not null as is_supplied) s
        cross join lateral (
          select min(at) as asked_at from ill_message
          where tenant_id = l.tenant_id and request = l.request and lender = l.position and kind = 'REQUEST') m
        where l.tenant_id = :tenant and l.library = n.library and r.side = 'BORROWING' and not r.is_of_partner
          and (l.position < r.lender or s.is_supplied or l.position = r.lender and r.state = 'UNFILLED')
          and not exists (
            select from ill_lender a where a.tenant_id = l.tenant_id and a.request = l.request
              and a.position = l.position + 1 and a.library = l.library)
        order by l.request desc limit :most) d
      group by n.library
      """;

  private LookedUpRows() {}

  /** The statement that stores what came of the catalogues for a request. */
  static Pipeline store(long request, List<LookedUp> lookedUp) {
    var rows = new ArrayList<Row>();
    for (var looked : lookedUp) {
      rows.add(Row.of(rows.size() + 1, looked));
    }
    return new Pipeline().write(INSERT, rows, Parameters.of("request", request));
  }

  /** Adds the statement that reads what came of the catalogues for a request. */
  static Answer<List<LookedUp>> of(Pipeline pipeline, long request) {
    return pipeline.list(Row.class, Row::lookedUp, OF_REQUEST, request);
  }

  /** A library and how it supplied. */
  record PastRow(String library, int asked, int supplied, @Nullable BigDecimal days) {

    PastSupply past() {
      return new PastSupply(asked, supplied, days);
    }
  }

  /** Adds the statement that reads how libraries supplied. */
  static Answer<List<PastRow>> past(Pipeline pipeline, Parameters libraries) {
    return pipeline.list(PastRow.class, PAST, libraries.and("most", PastSupply.LAST_REQUESTS));
  }
}
