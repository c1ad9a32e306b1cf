package org.samling.postgres.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Description;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Describes titles from the content of their records, combined with their layers and with the work
 * that they are part of.
 */
public final class PostgresDescriptions implements Descriptions {

  private static final String OF_ITEMS =
      """
      select i.barcode, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as control_number, coalesce(l.title, c.title) as title,
        coalesce(l.author, c.author) as author, coalesce(l.content, c.content) as content,
        coalesce(l.format, c.format) as format, case
          when coalesce(l.links, c.links) -> 'uses' is not null then followed_headings(l.tenant_id, coalesce(l.links, c.links))
        end as headings, l.id is not null as is_local, exists (
          select from record_link k where k.record_id = i.record_id or k.control_number = c.control_number) as is_linked
      from unnest(:barcodes) wanted (barcode)
      join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      """;

  private static final String OF_COMMON_RECORDS =
      """
      select r.source, r.control_number, r.title, r.author, r.content, r.format,
        case when r.links -> 'uses' is not null then followed_headings(null, r.links) end as headings, false as is_local, exists (
          select from record_link k where k.control_number = r.control_number) as is_linked
      from unnest(:sources, :numbers) wanted (source, control_number)
      join common_record r on r.source = wanted.source and r.control_number = wanted.control_number
      """;

  private static final String OF_LOCAL_RECORDS =
      """
      select r.source, r.control_number, r.title, r.author, r.content, r.format,
        case when r.links -> 'uses' is not null then followed_headings(r.tenant_id, r.links) end as headings, true as is_local, exists (
          select from record_link k where k.record_id = r.id) as is_linked
      from unnest(:sources, :numbers) wanted (source, control_number)
      join local_record r on r.source = wanted.source and r.control_number = wanted.control_number
      where r.tenant_id = :tenant
      """;

  private final Database database;

  /**
   * A title before it is combined with others.
   *
   * @param isLocal whether it is the tenant's own
   * @param isLinked whether it may have to be combined with others
   */
  private record Title(
      RecordViews.StoredContent kept,
      String title,
      @Nullable String author,
      boolean isLocal,
      boolean isLinked) {

    static Title of(TitleRow row) {
      return new Title(row.row.kept(), row.title, row.author, row.isLocal, row.isLinked);
    }

    Description described(MarcContent content) {
      return Description.of(kept.key(), title, author, content);
    }
  }

  private record TitleRow(
      RecordViews.ContentRow row,
      String title,
      @Nullable String author,
      boolean isLocal,
      boolean isLinked) {}

  private record ItemRow(String barcode, TitleRow title) {}

  public PostgresDescriptions(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, Description> ofItems(TenantId tenant, Collection<String> barcodes) {
    var found = new HashMap<String, Title>();
    if (!barcodes.isEmpty()) {
      database.inTenant(
          tenant,
          new Pipeline()
              .each(
                  ItemRow.class,
                  row -> found.put(row.barcode(), Title.of(row.title())),
                  OF_ITEMS,
                  Parameters.of("barcodes", SqlArray.texts(barcodes))));
    }
    return described(tenant, found);
  }

  @Override
  public Map<RecordKey, Description> ofRecords(TenantId tenant, Collection<RecordKey> records) {
    var found = new HashMap<RecordKey, Title>();
    if (!records.isEmpty()) {
      var wanted =
          Parameters.of("sources", SqlArray.texts(records.stream().map(RecordKey::source).toList()))
              .and("numbers", SqlArray.texts(records.stream().map(RecordKey::number).toList()));
      Consumer<TitleRow> take =
          row -> {
            var title = Title.of(row);
            found.put(title.kept().key(), title);
          };
      // The tenant's own record counts before the common one.
      database.inTenant(
          tenant,
          new Pipeline()
              .each(TitleRow.class, take, OF_COMMON_RECORDS, wanted)
              .each(TitleRow.class, take, OF_LOCAL_RECORDS, wanted));
    }
    return described(tenant, found);
  }

  private <K> Map<K, Description> described(TenantId tenant, Map<K, Title> titles) {
    var common = linked(titles, false);
    var local = linked(titles, true);
    var commonViews = common.isEmpty() ? null : RecordViews.ofCommon(database, common);
    var localViews = local.isEmpty() ? null : RecordViews.ofTenant(database, tenant, local);
    var described = new HashMap<K, Description>();
    titles.forEach((key, title) -> {
      var views = title.isLocal() ? localViews : commonViews;
      var own = title.kept().content();
      described.put(
          key,
          title.described(
              title.isLinked() && views != null ? views.view(title.kept()).orElse(own) : own));
    });
    return described;
  }

  private static List<RecordViews.StoredContent> linked(Map<?, Title> titles, boolean isLocal) {
    return titles.values().stream()
        .filter(title -> title.isLinked() && title.isLocal() == isLocal)
        .map(Title::kept)
        .toList();
  }
}
