package org.samling.postgres.reports;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.cutover.CutoverInquiries;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.HoldsLoader;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.SqlArray;

/** Looks up which things of another system exist here, by arrays. */
public final class PostgresCutoverInquiries implements CutoverInquiries {

  private static final String PATRONS =
      """
      select i.value, p.id, p.branch,
        exists (select from patron_pin n where n.tenant_id = p.tenant_id and n.patron_id = p.id) as has_pin,
        (select count(*) from loan o where o.tenant_id = p.tenant_id and o.patron_id = p.id) as loans,
        (select count(*) from hold h where h.tenant_id = p.tenant_id and h.patron_id = p.id and h.state in %s) as holds,
        (select coalesce(sum(e.amount), 0) from ledger_entry e
          where e.tenant_id = p.tenant_id and e.patron_id = p.id) as owed
      from unnest(:wanted) wanted (value)
      join patron_identifier i on i.tenant_id = :tenant and i.value = wanted.value
      join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      """
          .formatted(HoldsLoader.OPEN);

  private static final String ITEMS =
      """
      select i.barcode, i.id, i.home_branch as branch, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as number, coalesce(l.title, c.title) as title
      from unnest(:wanted) wanted (barcode)
      join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      """;

  private static final String LOAN_COLUMNS =
      """
      select i.barcode as item, w.patron_id as patron, o.lent_at as at, o.due_at as due,
        (o.due_at at time zone t.time_zone)::date as due_day, o.renewals, o.lent_branch as branch,
        o.returned_at is null as is_open
      """;

  private static final String OPEN_LOANS =
      LOAN_COLUMNS
          + """
          from unnest(:wanted) wanted (barcode)
          join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
          """
          + FactsLoader.OPEN_LOAN
          + """
          cross join lateral (select o.patron_id) w
          join tenant t on t.id = o.tenant_id
          """;

  private static final String ENDED_LOANS =
      LOAN_COLUMNS
          + """
          from unnest(:wanted) wanted (barcode)
          join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
          join loan o on o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is not null
          left join loan_history w on w.tenant_id = o.tenant_id and w.loan_id = o.id
          join tenant t on t.id = o.tenant_id
          """;

  private static final String HOLDS =
      """
      select h.patron_id as patron, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as number, i.barcode as item, h.pickup_branch as pickup,
        h.placed_at as at, h.state in %s as is_open
      from unnest(:wanted) wanted (id)
      join hold h on h.tenant_id = :tenant and h.patron_id = wanted.id
      left join common_record c on c.id = h.common_record_id
      left join local_record l on l.tenant_id = h.tenant_id and l.id = h.local_record_id
      left join item i on i.tenant_id = h.tenant_id and i.id = h.wanted_item_id
      """
          .formatted(HoldsLoader.OPEN);

  private static final String FEES =
      """
      select f.id, f.patron_id as patron, f.fee_type as type, i.barcode as item, f.reason, f.arose_at as at, f.amount,
        f.amount + coalesce((select sum(e.amount) from ledger_entry e
          where e.tenant_id = f.tenant_id and e.patron_id = f.patron_id and e.fee_id = f.id), 0) as open
      from unnest(:wanted) wanted (id)
      join ledger_entry f on f.tenant_id = :tenant and f.patron_id = wanted.id and f.kind = 'CREATION'
      left join item i on i.tenant_id = f.tenant_id and i.id = f.item_id
      """;

  private static final String RECORDS =
      """
      select wanted.source, wanted.control_number as number from unnest(:sources, :numbers) wanted (source, control_number)
      where exists (select from common_record c
          where c.source = wanted.source and c.control_number = wanted.control_number)
        or exists (select from local_record l where l.tenant_id = :tenant
          and l.source = wanted.source and l.control_number = wanted.control_number)
      """;

  private static final String BY_ISBN =
      """
      select wanted.isbn, r.source, r.control_number as number
      from unnest(:wanted) wanted (isbn)
      cross join lateral (
        select source, control_number, 1 as place, created_at, id from local_record
        where tenant_id = :tenant and isbns @> array[wanted.isbn]
        union all
        select source, control_number, 2, created_at, id from common_record where isbns @> array[wanted.isbn]
        order by place, created_at, id limit 1) r
      """;

  /** A page of records with the values of a subfield, each value at least once. */
  private static final String BY_SUBFIELD =
      """
      select r.id, r.source, r.control_number as number, btrim(s.value) as value
      from (%s) r left join lateral (
        select value from marc_subfields(r.content, array[:tag]) where code = :code) s on true
      order by r.id
      """;

  private static final String OWN_BY_SUBFIELD =
      BY_SUBFIELD.formatted(
          "select * from local_record where tenant_id = :tenant and id > :after order by id limit :limit");

  private static final String HELD_BY_SUBFIELD =
      BY_SUBFIELD.formatted(
          """
          select c.* from (
            select common_record_id from common_record_holder where tenant_id = :tenant and common_record_id > :after
            order by common_record_id limit :limit) h
          join common_record c on c.id = h.common_record_id
          """);

  private static final int PAGE = 1_000;

  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;

  public PostgresCutoverInquiries(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, StoredPatron> patrons(TenantId tenant, Collection<String> identifiers) {
    return ask(tenant, NamedPatron.class, PATRONS, SqlArray.texts(identifiers)).stream()
        .collect(Collectors.toMap(NamedPatron::value, NamedPatron::there, (_, last) -> last));
  }

  private record NamedPatron(String value, StoredPatron there) {}

  @Override
  public Map<String, StoredItem> items(TenantId tenant, Collection<String> barcodes) {
    return ask(tenant, NamedItem.class, ITEMS, SqlArray.texts(barcodes)).stream()
        .collect(Collectors.toMap(NamedItem::barcode, NamedItem::there, (_, last) -> last));
  }

  private record NamedItem(String barcode, StoredItem there) {}

  @Override
  public List<StoredLoan> openLoans(TenantId tenant, Collection<String> barcodes) {
    return ask(tenant, StoredLoan.class, OPEN_LOANS, SqlArray.texts(barcodes));
  }

  @Override
  public List<StoredLoan> endedLoans(TenantId tenant, Collection<String> barcodes) {
    return ask(tenant, StoredLoan.class, ENDED_LOANS, SqlArray.texts(barcodes));
  }

  @Override
  public List<StoredHold> holds(TenantId tenant, Collection<UUID> patrons) {
    return ask(tenant, StoredHold.class, HOLDS, SqlArray.uuids(patrons));
  }

  @Override
  public List<StoredFee> fees(TenantId tenant, Collection<UUID> patrons) {
    return ask(tenant, StoredFee.class, FEES, SqlArray.uuids(patrons));
  }

  @Override
  public Set<RecordKey> records(TenantId tenant, Collection<RecordKey> keys) {
    return Set.copyOf(
        database.inTenant(
            tenant,
            p ->
                p.list(
                    RecordKey.class,
                    RECORDS,
                    Parameters.of(
                            "sources",
                            SqlArray.texts(keys.stream().map(RecordKey::source).toList()))
                        .and(
                            "numbers",
                            SqlArray.texts(keys.stream().map(RecordKey::number).toList())))));
  }

  @Override
  public Map<String, Set<RecordKey>> recordsBySubfield(TenantId tenant, String tag, String code) {
    var own = bySubfield(tenant, OWN_BY_SUBFIELD, tag, code);
    bySubfield(tenant, HELD_BY_SUBFIELD, tag, code).forEach(own::putIfAbsent);
    return own;
  }

  private Map<String, Set<RecordKey>> bySubfield(
      TenantId tenant, String sql, String tag, String code) {
    var found = new HashMap<String, Set<RecordKey>>();
    var last = FIRST;
    int size;
    do {
      var page = Parameters.of("after", last).and("limit", PAGE).and("tag", tag).and("code", code);
      var rows = database.inTenant(tenant, p -> p.list(SubfieldRow.class, sql, page));
      for (var row : rows) {
        last = row.id();
        var value = row.value();
        if (value != null && !value.isEmpty()) {
          found.computeIfAbsent(value, _ -> new HashSet<>()).add(row.key());
        }
      }
      size = (int) rows.stream().map(SubfieldRow::id).distinct().count();
    } while (size == PAGE);
    return found;
  }

  private record SubfieldRow(UUID id, RecordKey key, @Nullable String value) {}

  @Override
  public Map<String, RecordKey> recordsByIsbn(TenantId tenant, Collection<String> isbns) {
    return ask(tenant, IsbnRow.class, BY_ISBN, SqlArray.texts(isbns)).stream()
        .collect(Collectors.toMap(IsbnRow::isbn, IsbnRow::key, (_, last) -> last));
  }

  private record IsbnRow(String isbn, RecordKey key) {}

  private <R> List<R> ask(TenantId tenant, Class<R> type, String sql, SqlArray wanted) {
    return wanted.isEmpty()
        ? List.of()
        : database.inTenant(tenant, p -> p.list(type, sql, Parameters.of("wanted", wanted)));
  }
}
