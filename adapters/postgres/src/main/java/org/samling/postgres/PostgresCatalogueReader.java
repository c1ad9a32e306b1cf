package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemState;
import org.samling.core.organisation.LendingPolicy;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueReader;
import org.samling.core.search.RecordRef;
import org.samling.core.search.SearchScope;
import org.samling.postgres.PostgresInquiries.FoundItem;

/**
 * Reads records that were found: common ones with their items, in one round trip for a tenant's
 * catalogue; local ones of other tenants in one more for each of them.
 */
final class PostgresCatalogueReader implements CatalogueReader {

  private static final String COLUMNS = "select id, source, control_number, content from ";
  private static final String COMMON = COLUMNS + "common_record where id = any (?)";
  private static final String LOCAL = COLUMNS + "local_record where tenant_id = ? and id = any (?)";

  private static final String WAITING =
      """
      select record_id, count(*) as waiting from hold
      where tenant_id = ? and record_id = any (?) and state = 'WAITING' group by record_id
      """;

  private final Database database;
  private final PolicyCache policies;

  PostgresCatalogueReader(Database database, PolicyCache policies) {
    this.database = database;
    this.policies = policies;
  }

  @Override
  public List<Found> read(SearchScope scope, List<RecordRef> refs) {
    if (refs.isEmpty()) {
      return List.of();
    }
    var found = new HashMap<UUID, Found>();
    switch (scope) {
      case SearchScope.OfTenant(var tenant) -> readOwn(tenant, refs, found);
      case SearchScope.Union _ -> readUnion(refs, found);
    }
    return refs.stream().map(ref -> found.get(ref.id())).filter(Objects::nonNull).toList();
  }

  private void readOwn(TenantId tenant, List<RecordRef> refs, Map<UUID, Found> found) {
    var id = tenant.value();
    var all = ids(refs);
    var records = new LinkedHashMap<RecordRef, Row>();
    var items = new HashMap<UUID, List<FoundItem>>();
    var waiting = new HashMap<UUID, Integer>();
    var questions = new Pipeline();
    addRecords(questions, null, refs, records);
    addRecords(questions, tenant, refs, records);
    var policy =
        policies.ask(
            database,
            tenant,
            questions
                .add(
                    row -> {
                      var item = FoundItem.of(row);
                      items
                          .computeIfAbsent(item.item().recordId(), _ -> new ArrayList<>())
                          .add(item);
                    },
                    FactsLoader.ITEMS_OF_RECORDS,
                    all,
                    id,
                    MAX_ITEMS)
                .add(
                    row -> waiting.put(FactsLoader.uuid(row, "record_id"), row.getInt("waiting")),
                    WAITING,
                    id,
                    all));
    records.forEach((ref, record) ->
        found.put(
            ref.id(),
            record.found(
                ref,
                states(
                    items.getOrDefault(ref.id(), List.of()),
                    policy,
                    waiting.getOrDefault(ref.id(), 0)))));
  }

  private static List<ItemState> states(List<FoundItem> items, LendingPolicy policy, int waiting) {
    return items.stream().map(i -> i.state(policy, waiting)).toList();
  }

  private void readUnion(List<RecordRef> refs, Map<UUID, Found> found) {
    var records = new LinkedHashMap<RecordRef, Row>();
    var common = new Pipeline();
    addRecords(common, null, refs, records);
    if (!common.isEmpty()) {
      database.ask(connection -> {
        common.commit(connection);
        return null;
      });
    }
    refs.stream()
        .map(RecordRef::owner)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(owner -> {
          var local = new Pipeline();
          addRecords(local, owner, refs, records);
          database.inTenant(owner, local);
        });
    records.forEach((ref, record) -> found.put(ref.id(), record.found(ref, List.of())));
  }

  /** Adds the statement that reads the records of one owner, where there are any among them. */
  private static void addRecords(
      Pipeline pipeline,
      @Nullable TenantId owner,
      List<RecordRef> refs,
      Map<RecordRef, Row> records) {
    var own = refs.stream().filter(ref -> Objects.equals(ref.owner(), owner)).toList();
    if (own.isEmpty()) {
      return;
    }
    Pipeline.Row take =
        row -> records.put(new RecordRef(FactsLoader.uuid(row, "id"), owner), Row.of(row));
    if (owner == null) {
      pipeline.add(take, COMMON, ids(own));
    } else {
      pipeline.add(take, LOCAL, owner.value(), ids(own));
    }
  }

  static Pipeline.Texts ids(List<RecordRef> refs) {
    return new Pipeline.Texts("uuid", refs.stream().map(RecordRef::id).toList());
  }

  /** A record's row; its content is read once the connection is free again. */
  private record Row(RecordKey key, String content) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          new RecordKey(row.getString("source"), row.getString("control_number")),
          row.getString("content"));
    }

    Found found(RecordRef ref, List<ItemState> items) {
      return new Found(ref, key, Json.readContent(content), items);
    }
  }
}
