package org.samling.postgres;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.circulation.Uuids;
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
        floating_group, price)
      select ?, e.id, e.barcode, case when l.id is null then c.id end, l.id, e.category, e.branch, e.branch, e.status,
        e.location, e.call_number, e.material_group, e.modifier, coalesce(e.accession, current_date),
        e.floating_group, e.price
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, barcode, source, control_number, branch, category, status, location, call_number, material_group, modifier,
          accession, floating_group, price)
      left join common_record c on c.source = e.source and c.control_number = e.control_number
      left join local_record l on l.tenant_id = ? and l.source = e.source and l.control_number = e.control_number
      on conflict (tenant_id, barcode) do update
      set common_record_id = excluded.common_record_id, local_record_id = excluded.local_record_id,
        category = excluded.category,
        home_branch = case when excluded.floating_group is null then excluded.home_branch else item.home_branch end, location = excluded.location,
        call_number = excluded.call_number, material_group = excluded.material_group,
        circulation_modifier = excluded.circulation_modifier,
        accessioned_on = least(item.accessioned_on, excluded.accessioned_on),
        floating_group = excluded.floating_group, price = excluded.price
      returning (xmax = 0) as added
      """;

  private final Database database;

  PostgresItemRegister(Database database) {
    this.database = database;
  }

  @Override
  public int putItems(TenantId tenant, List<NewItem> items) {
    var records = new Columns("text", "text", "text");
    var rows =
        new Columns(
            "uuid", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text",
            "date", "text", "int8");
    var now = Instant.now();
    for (var item : items) {
      var record = item.record();
      records.row(item.barcode(), record.source(), record.number());
      rows.row(
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
          item.price());
    }
    var unknown = new HashSet<String>();
    var parameters = new java.util.ArrayList<Object>(List.of(rows.after(tenant.value())));
    parameters.add(tenant.value());
    return database.ask(connection -> {
      new Pipeline()
          .add(Database.SET_TENANT, tenant.toString())
          .add(
              row -> unknown.add(row.getString(1)), UNKNOWN_RECORDS, records.before(tenant.value()))
          .run(connection);
      refuseUnknown(items, unknown);
      var added = new int[1];
      new Pipeline()
          .add(row -> added[0] += row.getBoolean(1) ? 1 : 0, PUT, parameters.toArray())
          .commit(connection);
      return added[0];
    });
  }

  private static void refuseUnknown(List<NewItem> items, Set<String> unknown) {
    for (var item : items) {
      if (unknown.contains(item.barcode())) {
        throw new UnknownRecordException(item.barcode(), item.record());
      }
    }
  }
}
