package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.stock.Weeding;

/**
 * Tells what could be weeded: title by title, some thousand titles with each statement, so that
 * none takes long however large the collection is.
 */
final class PostgresWeeding implements Weeding {

  private static final int TITLES_AT_ONCE = 5_000;

  private static final String LAST_OF_PAGE =
      """
      select record_id from (
        select distinct record_id from item where tenant_id = ? and record_id > ? order by record_id limit ?) page
      order by record_id desc limit 1
      """;

  /** What counts as a copy of its title. */
  private static final String IS_COPY =
      "status not in ('LOST', 'DISCARDED', 'MISSING') and borrowed_from is null";

  private static final String CANDIDATES =
      """
      with copy as (
        select i.*, used.lent, used.loans, count(*) over title as copies,
          row_number() over (title order by used.lent desc nulls last, i.accessioned_on desc, i.barcode) as place
        from (
          select * from item where tenant_id = ? and record_id > ? and record_id <= ?
            and (?::text is null or home_branch = ?) and %1$s) i
        cross join tenant t
        cross join lateral (
          select (max(o.lent_at) at time zone t.time_zone)::date as lent, count(*) as loans from loan o
          where o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is not null and o.undone_at is null) used
        where t.id = ?
        window title as (partition by i.record_id)),
      candidate as (
        select copy.*, count(*) over (partition by record_id) as candidates,
          row_number() over (partition by record_id order by place) as staying
        from copy
        where status in ('AVAILABLE', 'TO_BE_RESHELVED') and hold_id is null and part_of_set is null
          and (?::text is null or location = ? or starts_with(location, ? || ' > '))
          and (?::text is null or category = ?)
          and (?::date is null or (accessioned_on < ? and coalesce(lent < ?, true)))
          and (?::int is null or place > ?)
          and (?::date is null or accessioned_on < ?)
          and category <> all (?)
          and not exists (
            select from unnest(?) e (place) where copy.location = e.place or starts_with(copy.location, e.place || ' > '))
          and not exists (
            select from hold h where h.tenant_id = copy.tenant_id and h.record_id = copy.record_id and h.state = 'WAITING'))
      select k.barcode, coalesce(l.title, c.title) as title, coalesce(l.author, c.author) as author, k.home_branch,
        k.location, k.call_number, k.category, k.accessioned_on, k.lent, k.loans, k.copies,
        shelf_order(k.location) as place_order, shelf_order(k.call_number) as call_order
      from candidate k
      left join common_record c on c.id = k.common_record_id
      left join local_record l on l.tenant_id = k.tenant_id and l.id = k.local_record_id
      where not (? and k.staying = 1 and k.candidates = (
        select count(*) from item where tenant_id = k.tenant_id and record_id = k.record_id and %1$s))
      """
          .formatted(IS_COPY);

  private static final Comparator<Ordered> BY_SHELF =
      Comparator.comparing((Ordered o) -> o.candidate().branch())
          .thenComparing(Ordered::place)
          .thenComparing(Ordered::call)
          .thenComparing(o -> o.candidate().barcode());

  private final Database database;

  /** A candidate with where it stands, as text that is in the order of the shelf. */
  private record Ordered(Candidate candidate, String place, String call) {}

  PostgresWeeding(Database database) {
    this.database = database;
  }

  @Override
  public List<Candidate> candidates(TenantId tenant, Rule rule, int limit) {
    var found = new ArrayList<Ordered>();
    var after = new UUID(0, 0);
    var last = lastOfPage(tenant, after);
    while (last != null && found.size() < MOST) {
      page(tenant, rule, after, last, found);
      after = last;
      last = lastOfPage(tenant, after);
    }
    return found.stream()
        .sorted(BY_SHELF)
        .limit(Math.min(limit, MOST))
        .map(Ordered::candidate)
        .toList();
  }

  private @Nullable UUID lastOfPage(TenantId tenant, UUID after) {
    var last = new ArrayList<UUID>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> last.add(FactsLoader.uuid(row, "record_id")),
                LAST_OF_PAGE,
                tenant.value(),
                after,
                TITLES_AT_ONCE));
    return last.isEmpty() ? null : last.getFirst();
  }

  private void page(TenantId tenant, Rule rule, UUID after, UUID last, List<Ordered> found) {
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> found.add(candidate(row)),
                CANDIDATES,
                tenant.value(),
                after,
                last,
                rule.branch(),
                rule.branch(),
                tenant.value(),
                rule.location(),
                rule.location(),
                rule.location(),
                rule.category(),
                rule.category(),
                rule.notLentSince(),
                rule.notLentSince(),
                rule.notLentSince(),
                rule.copiesOver(),
                rule.copiesOver(),
                rule.acquiredBefore(),
                rule.acquiredBefore(),
                FactsLoader.texts(rule.exceptCategories()),
                FactsLoader.texts(rule.exceptLocations()),
                rule.keepLast()));
  }

  private static Ordered candidate(ResultSet row) throws SQLException {
    return new Ordered(
        new Candidate(
            row.getString("barcode"),
            row.getString("title"),
            row.getString("author"),
            row.getString("home_branch"),
            row.getString("location"),
            row.getString("call_number"),
            row.getString("category"),
            row.getObject("accessioned_on", LocalDate.class),
            row.getObject("lent", LocalDate.class),
            row.getLong("loans"),
            row.getLong("copies")),
        orEmpty(row.getString("place_order")),
        orEmpty(row.getString("call_order")));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
