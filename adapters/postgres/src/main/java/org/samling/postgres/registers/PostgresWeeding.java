package org.samling.postgres.registers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.stock.Weeding;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.SqlArray;

/**
 * Lists candidates for weeding, title by title, some thousand titles per statement, so that none
 * takes long however large the collection is.
 */
public final class PostgresWeeding implements Weeding {

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
          select * from item where tenant_id = :tenant and record_id > :after and record_id <= :last
            and (:branch::text is null or home_branch = :branch) and %1$s) i
        cross join tenant t
        cross join lateral (
          select (max(o.lent_at) at time zone t.time_zone)::date as lent, count(*) as loans from loan o
          where o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is not null and o.undone_at is null) used
        where t.id = :tenant
        window title as (partition by i.record_id)),
      candidate as (
        select copy.*, count(*) over (partition by record_id) as candidates,
          row_number() over (partition by record_id order by place) as staying
        from copy
        where status in ('AVAILABLE', 'TO_BE_RESHELVED') and hold_id is null and part_of_set is null
          and (:location::text is null or location = :location or starts_with(location, :location || ' > '))
          and (:category::text is null or category = :category)
          and (:notLentSince::date is null or (accessioned_on < :notLentSince and coalesce(lent < :notLentSince, true)))
          and (:copiesOver::int is null or place > :copiesOver)
          and (:acquiredBefore::date is null or accessioned_on < :acquiredBefore)
          and category <> all (:exceptCategories)
          and not exists (
            select from unnest(:exceptLocations) e (place) where copy.location = e.place or starts_with(copy.location, e.place || ' > '))
          and not exists (
            select from hold h where h.tenant_id = copy.tenant_id and h.record_id = copy.record_id and h.state = 'WAITING'))
      select k.barcode, coalesce(l.title, c.title) as title, coalesce(l.author, c.author) as author, k.home_branch as branch,
        k.location, k.call_number, k.category, k.accessioned_on as accession, k.lent as last_lent, k.loans, k.copies,
        coalesce(shelf_order(k.location), '') as place, coalesce(shelf_order(k.call_number), '') as call
      from candidate k
      left join common_record c on c.id = k.common_record_id
      left join local_record l on l.tenant_id = k.tenant_id and l.id = k.local_record_id
      where not (:keepLast and k.staying = 1 and k.candidates = (
        select count(*) from item where tenant_id = k.tenant_id and record_id = k.record_id and %1$s))
      """
          .formatted(IS_COPY);

  private final Database database;

  /** A candidate with its location and call number, as text that sorts in shelf order. */
  private record Ordered(Candidate candidate, String place, String call) {

    Listed listed() {
      return new Listed(candidate, new Place(candidate.branch(), place, call, candidate.barcode()));
    }
  }

  public PostgresWeeding(Database database) {
    this.database = database;
  }

  @Override
  public List<Listed> candidates(TenantId tenant, Rule rule, @Nullable Place after, int limit) {
    var found = new ArrayList<Listed>();
    var title = new UUID(0, 0);
    var last = lastOfPage(tenant, title);
    while (last != null) {
      page(tenant, rule, title, last).stream()
          .map(Ordered::listed)
          .filter(listed -> after == null || listed.place().compareTo(after) > 0)
          .forEach(found::add);
      keepFirst(found, limit);
      title = last;
      last = lastOfPage(tenant, title);
    }
    return found;
  }

  /** Forgets those that can't be among the first any more, so that the list stays short. */
  private static void keepFirst(List<Listed> found, int limit) {
    found.sort(Comparator.comparing(Listed::place));
    if (found.size() > limit) {
      found.subList(limit, found.size()).clear();
    }
  }

  private @Nullable UUID lastOfPage(TenantId tenant, UUID after) {
    return database
        .inTenant(
            tenant,
            p -> p.optional(UUID.class, LAST_OF_PAGE, tenant.value(), after, TITLES_AT_ONCE))
        .orElse(null);
  }

  private List<Ordered> page(TenantId tenant, Rule rule, UUID after, UUID last) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                Ordered.class,
                CANDIDATES,
                Parameters.of("after", after)
                    .and("last", last)
                    .and("branch", rule.branch())
                    .and("location", rule.location())
                    .and("category", rule.category())
                    .and("notLentSince", rule.notLentSince())
                    .and("copiesOver", rule.copiesOver())
                    .and("acquiredBefore", rule.acquiredBefore())
                    .and("exceptCategories", SqlArray.texts(rule.exceptCategories()))
                    .and("exceptLocations", SqlArray.texts(rule.exceptLocations()))
                    .and("keepLast", rule.keepLast())));
  }
}
