package org.samling.postgres.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Latest;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;

/** Keeps items. */
public final class PostgresItemRegister implements ItemRegister {

  private record WantedRow(String barcode, String source, String controlNumber) {}

  private static final RowStatement<WantedRow> UNKNOWN_RECORDS =
      RowStatement.of(
          WantedRow.class,
          """
          select e.barcode from {rows}
          where not exists (select from common_record c where c.source = e.source and c.control_number = e.control_number)
            and not exists (select from local_record l where l.tenant_id = :tenant and l.source = e.source
              and l.control_number = e.control_number)
          """);

  /** The columns of table item that are put, with the key of the record. */
  private record ItemRow(
      UUID id,
      String barcode,
      String source,
      String controlNumber,
      String homeBranch,
      String category,
      ItemStatus status,
      Details details,
      Issue issue,
      @Nullable Integer partCount) {

    static ItemRow of(NewItem item, UUID id) {
      return new ItemRow(
          id,
          item.barcode(),
          item.record().source(),
          item.record().number(),
          item.branch(),
          item.category(),
          item.status(),
          Details.of(item.details()),
          Issue.of(item.enumeration()),
          item.parts());
    }
  }

  private record Details(
      @Nullable String location,
      @Nullable String callNumber,
      @Nullable String materialGroup,
      @Nullable String circulationModifier,
      @Nullable LocalDate accessionedOn,
      @Nullable String floatingGroup,
      @Nullable Long price) {

    static Details of(ItemDetails details) {
      return new Details(
          details.location(),
          details.callNumber(),
          details.materialGroup(),
          details.modifier(),
          details.accession(),
          details.floatingGroup(),
          details.price());
    }
  }

  private record Issue(
      @Nullable String volume, @Nullable String issueYear, @Nullable String issue) {

    static Issue of(@Nullable Enumeration of) {
      return new Issue(
          of == null ? null : of.volume(),
          of == null ? null : of.year(),
          of == null ? null : of.issue());
    }
  }

  private static final RowStatement<ItemRow> PUT =
      RowStatement.of(
          ItemRow.class,
          """
          insert into item (tenant_id, id, barcode, common_record_id, local_record_id, category, home_branch, at_branch,
            status, location, call_number, material_group, circulation_modifier, accessioned_on,
            floating_group, price, volume, issue_year, issue, part_count)
          select :tenant, e.id, e.barcode, case when l.id is null then c.id end, l.id, e.category, e.home_branch, e.home_branch,
            e.status, e.location, e.call_number, e.material_group, e.circulation_modifier,
            coalesce(e.accessioned_on, current_date), e.floating_group, e.price, e.volume, e.issue_year, e.issue,
            coalesce(e.part_count, 1)
          from {rows}
          left join common_record c on c.source = e.source and c.control_number = e.control_number
          left join local_record l on l.tenant_id = :tenant and l.source = e.source and l.control_number = e.control_number
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
          """);

  /**
   * Each row is looked up by itself: planned as joins, in a first import into empty tables, this
   * took longer the more items there were.
   */
  private static final String KNOWN =
      """
      select i.barcode, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as control_number,
        i.home_branch, i.category, i.status, i.location, i.call_number, i.material_group, i.circulation_modifier,
        i.accessioned_on, i.floating_group, i.price
      from unnest(:barcodes) wanted (barcode)
      cross join lateral (
        select * from item where tenant_id = :tenant and barcode = wanted.barcode limit 1
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
      from unnest(:barcodes) wanted (barcode) cross join lateral item_of_other(:tenant, wanted.barcode) o
      where exists (select from lending_agreement a where a.tenant_id = :tenant)
        and not exists (select from item i where i.tenant_id = :tenant and i.barcode = wanted.barcode)
      """;

  private final Database database;

  public PostgresItemRegister(Database database) {
    this.database = database;
  }

  @Override
  public int putItems(TenantId tenant, List<NewItem> items) {
    var records =
        Latest.of(
            items.stream()
                .map(i -> new WantedRow(i.barcode(), i.record().source(), i.record().number()))
                .toList(),
            WantedRow::barcode);
    return database.ask(connection -> {
      var look = Pipeline.of(tenant).add(Acting.SET, Acting.of(tenant));
      var unknown = look.list(String.class, UNKNOWN_RECORDS, records);
      look.run(connection);
      refuseUnknown(items, Set.copyOf(unknown.get()));
      var put = Pipeline.of(tenant);
      var added = put(put, items);
      put.commit(connection);
      return added.get();
    });
  }

  /**
   * Adds the statement that puts items, in a transaction that acts for the tenant. An item whose
   * record does not exist violates a constraint.
   *
   * @return how many were new
   */
  public static Answer<Integer> put(Pipeline pipeline, List<NewItem> items) {
    var now = Instant.now();
    var rows = items.stream().map(item -> ItemRow.of(item, Uuids.next(now))).toList();
    return pipeline
        .list(Boolean.class, PUT, Latest.of(rows, ItemRow::barcode))
        .map(added -> Math.toIntExact(added.stream().filter(isNew -> isNew).count()));
  }

  @Override
  public Known known(TenantId tenant, Collection<String> barcodes) {
    var items = new HashMap<String, NewItem>();
    var elsewhere = new HashMap<String, String>();
    var wanted = Parameters.of("barcodes", SqlArray.texts(barcodes));
    database.inTenant(
        tenant,
        new Pipeline()
            .each(KnownRow.class, row -> items.put(row.barcode(), row.item()), KNOWN, wanted)
            .each(
                ElsewhereRow.class,
                row -> elsewhere.put(row.barcode(), row.ownerName()),
                ELSEWHERE,
                wanted));
    return new Known(items, elsewhere);
  }

  private record ElsewhereRow(String barcode, String ownerName) {}

  private record KnownRow(
      String barcode,
      String source,
      String controlNumber,
      String homeBranch,
      String category,
      ItemStatus status,
      @Nullable String location,
      @Nullable String callNumber,
      @Nullable String materialGroup,
      @Nullable String circulationModifier,
      LocalDate accessionedOn,
      @Nullable String floatingGroup,
      @Nullable Long price) {

    NewItem item() {
      return new NewItem(
          barcode,
          new RecordKey(source, controlNumber),
          homeBranch,
          category,
          status,
          ItemDetails.builder()
              .location(location)
              .callNumber(callNumber)
              .materialGroup(materialGroup)
              .modifier(circulationModifier)
              .accession(accessionedOn)
              .floatingGroup(floatingGroup)
              .price(price)
              .build());
    }
  }

  private static void refuseUnknown(List<NewItem> items, Set<String> unknown) {
    for (var item : items) {
      if (unknown.contains(item.barcode())) {
        throw new UnknownRecordException(item.barcode(), item.record());
      }
    }
  }
}
