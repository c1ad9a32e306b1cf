package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;

/** Keeps items. */
final class PostgresItemRegister implements ItemRegister {

  private static final String UNKNOWN_RECORDS =
      """
      select e.barcode from unnest(?, ?, ?) e (barcode, source, control_number)
      where not exists (select from common_record c where c.source = e.source and c.control_number = e.control_number)
        and not exists (select from local_record l where l.tenant_id = ? and l.source = e.source
          and l.control_number = e.control_number)
      """;

  private static final String PUT =
      """
      insert into item (tenant_id, id, barcode, common_record_id, local_record_id, category, home_branch, at_branch,
        status, location, call_number, material_group, circulation_modifier, accessioned_on,
        floating_group, price, volume, issue_year, issue, part_count)
      select ?, e.id, e.barcode, case when l.id is null then c.id end, l.id, e.category, e.branch, e.branch, e.status,
        e.location, e.call_number, e.material_group, e.modifier, coalesce(e.accession, current_date),
        e.floating_group, e.price, e.volume, e.issue_year, e.issue, coalesce(e.parts, 1)
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, barcode, source, control_number, branch, category, status, location, call_number, material_group, modifier,
          accession, floating_group, price, volume, issue_year, issue, parts)
      left join common_record c on c.source = e.source and c.control_number = e.control_number
      left join local_record l on l.tenant_id = ? and l.source = e.source and l.control_number = e.control_number
      on conflict (tenant_id, barcode) do update
      set common_record_id = excluded.common_record_id, local_record_id = excluded.local_record_id,
        category = excluded.category,
        home_branch = case when excluded.floating_group is null then excluded.home_branch else item.home_branch end, location = excluded.location,
        call_number = excluded.call_number, material_group = excluded.material_group,
        circulation_modifier = excluded.circulation_modifier,
        accessioned_on = least(item.accessioned_on, excluded.accessioned_on),
        floating_group = excluded.floating_group, price = excluded.price,
        volume = case when num_nonnulls(excluded.volume, excluded.issue_year, excluded.issue) = 0 then item.volume else excluded.volume end,
        issue_year = case when num_nonnulls(excluded.volume, excluded.issue_year, excluded.issue) = 0 then item.issue_year
          else excluded.issue_year end,
        issue = case when num_nonnulls(excluded.volume, excluded.issue_year, excluded.issue) = 0 then item.issue else excluded.issue end
      returning (xmax = 0) as added
      """;

  /**
   * Each row is looked up by itself: planned as joins, in a first import with its empty tables,
   * this took the longer the more items there were.
   */
  private static final String KNOWN =
      """
      select i.barcode, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as control_number,
        i.home_branch, i.category, i.status, i.location, i.call_number, i.material_group, i.circulation_modifier,
        i.accessioned_on, i.floating_group, i.price
      from unnest(?) wanted (barcode)
      cross join lateral (
        select * from item where tenant_id = ? and barcode = wanted.barcode limit 1
      ) i
      left join lateral (
        select source, control_number from common_record where id = i.common_record_id limit 1
      ) c on true
      left join lateral (
        select source, control_number from local_record where tenant_id = i.tenant_id and id = i.local_record_id limit 1
      ) l on true
      """;

  private static final String ELSEWHERE =
      """
      select wanted.barcode, o.owner_name
      from unnest(?) wanted (barcode) cross join lateral item_of_other(?, wanted.barcode) o
      where exists (select from lending_agreement a where a.tenant_id = ?)
        and not exists (select from item i where i.tenant_id = ? and i.barcode = wanted.barcode)
      """;

  private final Database database;

  PostgresItemRegister(Database database) {
    this.database = database;
  }

  @Override
  public int putItems(TenantId tenant, List<NewItem> items) {
    var records = new Columns("text", "text", "text");
    for (var item : items) {
      records.row(item.barcode(), item.record().source(), item.record().number());
    }
    var unknown = new HashSet<String>();
    return database.ask(connection -> {
      new Pipeline()
          .add(Database.SET_TENANT, tenant.toString())
          .add(
              row -> unknown.add(row.getString(1)), UNKNOWN_RECORDS, records.before(tenant.value()))
          .run(connection);
      refuseUnknown(items, unknown);
      var added = new int[1];
      put(tenant, items, row -> added[0] += row.getBoolean(1) ? 1 : 0).commit(connection);
      return added[0];
    });
  }

  /**
   * The statement that puts items, in a transaction that acts for the tenant. An item whose record
   * is not there violates a constraint.
   *
   * @param rows is told of each whether it was new
   */
  static Pipeline put(TenantId tenant, List<NewItem> items, Pipeline.Row rows) {
    var columns =
        new Columns(
            "uuid", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text",
            "date", "text", "int8", "text", "text", "text", "int2");
    var now = Instant.now();
    for (var item : items) {
      var record = item.record();
      var enumeration = item.enumeration();
      columns.row(
          Uuids.next(now),
          item.barcode(),
          record.source(),
          record.number(),
          item.branch(),
          item.category(),
          item.status().name(),
          item.location(),
          item.callNumber(),
          item.materialGroup(),
          item.modifier(),
          item.accession(),
          item.floatingGroup(),
          item.price(),
          enumeration == null ? null : enumeration.volume(),
          enumeration == null ? null : enumeration.year(),
          enumeration == null ? null : enumeration.issue(),
          item.parts());
    }
    var parameters = new ArrayList<Object>(List.of(columns.after(tenant.value())));
    parameters.add(tenant.value());
    return new Pipeline().add(rows, PUT, parameters.toArray());
  }

  @Override
  public Known known(TenantId tenant, Collection<String> barcodes) {
    var items = new HashMap<String, NewItem>();
    var elsewhere = new HashMap<String, String>();
    var wanted = FactsLoader.texts(barcodes);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> items.put(row.getString("barcode"), item(row)),
                KNOWN,
                wanted,
                tenant.value())
            .add(
                row -> elsewhere.put(row.getString("barcode"), row.getString("owner_name")),
                ELSEWHERE,
                wanted,
                tenant.value(),
                tenant.value(),
                tenant.value()));
    return new Known(items, elsewhere);
  }

  private static NewItem item(ResultSet row) throws SQLException {
    return new NewItem(
        row.getString("barcode"),
        new RecordKey(row.getString("source"), row.getString("control_number")),
        row.getString("home_branch"),
        row.getString("category"),
        ItemStatus.valueOf(row.getString("status")),
        row.getString("location"),
        row.getString("call_number"),
        row.getString("material_group"),
        row.getString("circulation_modifier"),
        row.getObject("accessioned_on", LocalDate.class),
        row.getString("floating_group"),
        row.getObject("price", Long.class));
  }

  private static void refuseUnknown(List<NewItem> items, Set<String> unknown) {
    for (var item : items) {
      if (unknown.contains(item.barcode())) {
        throw new UnknownRecordException(item.barcode(), item.record());
      }
    }
  }
}
