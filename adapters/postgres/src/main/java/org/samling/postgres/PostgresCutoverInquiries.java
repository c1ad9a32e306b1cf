package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.cutover.CutoverInquiries;
import org.samling.core.organisation.TenantId;

/** Looks up what of another system's things is there, by arrays. */
final class PostgresCutoverInquiries implements CutoverInquiries {

  private static final String PATRONS =
      """
      select i.value, p.id, p.branch,
        exists (select from patron_pin n where n.tenant_id = p.tenant_id and n.patron_id = p.id) as has_pin,
        (select count(*) from loan o where o.tenant_id = p.tenant_id and o.patron_id = p.id) as loans,
        (select count(*) from hold h where h.tenant_id = p.tenant_id and h.patron_id = p.id and h.state in %s) as holds,
        (select coalesce(sum(e.amount), 0) from ledger_entry e
          where e.tenant_id = p.tenant_id and e.patron_id = p.id) as owed
      from unnest(?) wanted (value)
      join patron_identifier i on i.tenant_id = ? and i.value = wanted.value
      join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      """
          .formatted(HoldsLoader.OPEN);

  private static final String ITEMS =
      """
      select i.barcode, i.id, i.home_branch, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as control_number, coalesce(l.title, c.title) as title
      from unnest(?) wanted (barcode)
      join item i on i.tenant_id = ? and i.barcode = wanted.barcode
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      """;

  private static final String LOAN_COLUMNS =
      """
      select i.barcode, w.patron_id, o.lent_at, o.due_at, (o.due_at at time zone t.time_zone)::date as due_day, o.renewals,
        o.lent_branch, o.returned_at is null as is_open
      """;

  private static final String OPEN_LOANS =
      LOAN_COLUMNS
          + """
          from unnest(?) wanted (barcode)
          join item i on i.tenant_id = ? and i.barcode = wanted.barcode
          """
          + FactsLoader.OPEN_LOAN
          + """
          cross join lateral (select o.patron_id) w
          join tenant t on t.id = o.tenant_id
          """;

  private static final String ENDED_LOANS =
      LOAN_COLUMNS
          + """
          from unnest(?) wanted (barcode)
          join item i on i.tenant_id = ? and i.barcode = wanted.barcode
          join loan o on o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is not null
          left join loan_history w on w.tenant_id = o.tenant_id and w.loan_id = o.id
          join tenant t on t.id = o.tenant_id
          """;

  private static final String HOLDS =
      """
      select h.patron_id, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as control_number,
        i.barcode, h.pickup_branch, h.placed_at, h.state in %s as is_open
      from unnest(?) wanted (id)
      join hold h on h.tenant_id = ? and h.patron_id = wanted.id
      left join common_record c on c.id = h.common_record_id
      left join local_record l on l.tenant_id = h.tenant_id and l.id = h.local_record_id
      left join item i on i.tenant_id = h.tenant_id and i.id = h.wanted_item_id
      """
          .formatted(HoldsLoader.OPEN);

  private static final String FEES =
      """
      select f.id, f.patron_id, f.fee_type, i.barcode, f.reason, f.arose_at, f.amount,
        f.amount + coalesce((select sum(e.amount) from ledger_entry e
          where e.tenant_id = f.tenant_id and e.patron_id = f.patron_id and e.fee_id = f.id), 0) as open
      from unnest(?) wanted (id)
      join ledger_entry f on f.tenant_id = ? and f.patron_id = wanted.id and f.kind = 'CREATION'
      left join item i on i.tenant_id = f.tenant_id and i.id = f.item_id
      """;

  private static final String RECORDS =
      """
      select wanted.source, wanted.control_number from unnest(?, ?) wanted (source, control_number)
      where exists (select from common_record c
          where c.source = wanted.source and c.control_number = wanted.control_number)
        or exists (select from local_record l where l.tenant_id = ?
          and l.source = wanted.source and l.control_number = wanted.control_number)
      """;

  private static final String BY_ISBN =
      """
      select wanted.isbn, r.source, r.control_number
      from unnest(?) wanted (isbn)
      cross join lateral (
        select source, control_number, 1 as place, created_at, id from local_record
        where tenant_id = ? and isbns @> array[wanted.isbn]
        union all
        select source, control_number, 2, created_at, id from common_record where isbns @> array[wanted.isbn]
        order by place, created_at, id limit 1) r
      """;

  /** A page of records with what stands in a subfield, each at least once. */
  private static final String BY_SUBFIELD =
      """
      select r.id, r.source, r.control_number, btrim(s.value) as value
      from (%s) r left join lateral (
        select value from marc_subfields(r.content, array[?]) where code = ?) s on true
      order by r.id
      """;

  private static final String OWN_BY_SUBFIELD =
      BY_SUBFIELD.formatted(
          "select * from local_record where tenant_id = ? and id > ? order by id limit ?");

  private static final String HELD_BY_SUBFIELD =
      BY_SUBFIELD.formatted(
          """
          select c.* from (
            select common_record_id from common_record_holder where tenant_id = ? and common_record_id > ?
            order by common_record_id limit ?) h
          join common_record c on c.id = h.common_record_id
          """);

  private static final int PAGE = 1_000;

  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;

  PostgresCutoverInquiries(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, PatronThere> patrons(TenantId tenant, Collection<String> identifiers) {
    var there = new HashMap<String, PatronThere>();
    ask(
        tenant,
        row ->
            there.put(
                row.getString("value"),
                new PatronThere(
                    FactsLoader.uuid(row, "id"),
                    row.getString("branch"),
                    row.getBoolean("has_pin"),
                    row.getInt("loans"),
                    row.getInt("holds"),
                    row.getLong("owed"))),
        PATRONS,
        FactsLoader.texts(identifiers));
    return there;
  }

  @Override
  public Map<String, ItemThere> items(TenantId tenant, Collection<String> barcodes) {
    var there = new HashMap<String, ItemThere>();
    ask(
        tenant,
        row ->
            there.put(
                row.getString("barcode"),
                new ItemThere(
                    FactsLoader.uuid(row, "id"),
                    record(row),
                    row.getString("home_branch"),
                    row.getString("title"))),
        ITEMS,
        FactsLoader.texts(barcodes));
    return there;
  }

  @Override
  public List<LoanThere> openLoans(TenantId tenant, Collection<String> barcodes) {
    var there = new ArrayList<LoanThere>();
    ask(tenant, row -> there.add(loan(row)), OPEN_LOANS, FactsLoader.texts(barcodes));
    return there;
  }

  @Override
  public List<LoanThere> endedLoans(TenantId tenant, Collection<String> barcodes) {
    var there = new ArrayList<LoanThere>();
    ask(tenant, row -> there.add(loan(row)), ENDED_LOANS, FactsLoader.texts(barcodes));
    return there;
  }

  private static LoanThere loan(ResultSet row) throws SQLException {
    return new LoanThere(
        row.getString("barcode"),
        row.getObject("patron_id", UUID.class),
        FactsLoader.instant(row, "lent_at"),
        FactsLoader.instant(row, "due_at"),
        row.getObject("due_day", LocalDate.class),
        row.getInt("renewals"),
        row.getString("lent_branch"),
        row.getBoolean("is_open"));
  }

  @Override
  public List<HoldThere> holds(TenantId tenant, Collection<UUID> patrons) {
    var there = new ArrayList<HoldThere>();
    ask(
        tenant,
        row ->
            there.add(
                new HoldThere(
                    FactsLoader.uuid(row, "patron_id"),
                    record(row),
                    row.getString("barcode"),
                    row.getString("pickup_branch"),
                    FactsLoader.instant(row, "placed_at"),
                    row.getBoolean("is_open"))),
        HOLDS,
        new Pipeline.Texts("uuid", List.copyOf(patrons)));
    return there;
  }

  @Override
  public List<FeeThere> fees(TenantId tenant, Collection<UUID> patrons) {
    var there = new ArrayList<FeeThere>();
    ask(
        tenant,
        row ->
            there.add(
                new FeeThere(
                    FactsLoader.uuid(row, "id"),
                    FactsLoader.uuid(row, "patron_id"),
                    FeeType.valueOf(row.getString("fee_type")),
                    row.getString("barcode"),
                    row.getString("reason"),
                    FactsLoader.instant(row, "arose_at"),
                    row.getLong("amount"),
                    row.getLong("open"))),
        FEES,
        new Pipeline.Texts("uuid", List.copyOf(patrons)));
    return there;
  }

  @Override
  public Set<RecordKey> records(TenantId tenant, Collection<RecordKey> keys) {
    var there = new HashSet<RecordKey>();
    var wanted = List.copyOf(keys);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> there.add(record(row)),
                RECORDS,
                FactsLoader.texts(wanted.stream().map(RecordKey::source).toList()),
                FactsLoader.texts(wanted.stream().map(RecordKey::number).toList()),
                tenant.value()));
    return there;
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
    var page = new HashSet<UUID>();
    var last = new UUID[] {FIRST};
    do {
      page.clear();
      database.inTenant(
          tenant,
          new Pipeline()
              .add(
                  row -> {
                    last[0] = FactsLoader.uuid(row, "id");
                    page.add(last[0]);
                    var value = row.getString("value");
                    if (value != null && !value.isEmpty()) {
                      found.computeIfAbsent(value, _ -> new HashSet<>()).add(record(row));
                    }
                  },
                  sql,
                  tenant.value(),
                  last[0],
                  PAGE,
                  tag,
                  code));
    } while (page.size() == PAGE);
    return found;
  }

  @Override
  public Map<String, RecordKey> recordsByIsbn(TenantId tenant, Collection<String> isbns) {
    var there = new HashMap<String, RecordKey>();
    ask(
        tenant,
        row -> there.put(row.getString("isbn"), record(row)),
        BY_ISBN,
        FactsLoader.texts(isbns));
    return there;
  }

  /** Asks about an array, and then for the tenant. */
  private void ask(TenantId tenant, Pipeline.Row rows, String sql, Pipeline.Texts wanted) {
    if (!wanted.values().isEmpty()) {
      database.inTenant(tenant, new Pipeline().add(rows, sql, wanted, tenant.value()));
    }
  }

  private static RecordKey record(ResultSet row) throws SQLException {
    return new RecordKey(row.getString("source"), row.getString("control_number"));
  }
}
