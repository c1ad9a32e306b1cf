package org.samling.postgres.catalogue;

import java.util.List;
import java.util.Optional;
import org.samling.core.imports.ItemMappings;
import org.samling.core.imports.NamedItemMapping;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;

/** Keeps tenants' item mappings. */
public final class PostgresItemMappings implements ItemMappings {

  private static final String ALL =
      "select name, preset, mapping from item_mapping where tenant_id = ? order by name";

  private static final String ONE =
      "select name, preset, mapping from item_mapping where tenant_id = ? and name = ?";

  private static final String PUT =
      """
      insert into item_mapping (tenant_id, name, preset, mapping)
      select :tenant::int, :name, :preset, :mapping::jsonb
      where (select count(*) from item_mapping where tenant_id = :tenant and name <> :name) < :most
      on conflict (tenant_id, name) do update set preset = excluded.preset, mapping = excluded.mapping
      returning name
      """;

  private static final String REMOVE =
      "delete from item_mapping where tenant_id = ? and name = ? returning name";

  private final Database database;

  public PostgresItemMappings(Database database) {
    this.database = database;
  }

  private record Row(String name, String preset, JsonText mapping) {

    NamedItemMapping mappingOf() {
      return new NamedItemMapping(name, preset, Json.readItemMapping(mapping.json()));
    }
  }

  @Override
  public List<NamedItemMapping> all(TenantId tenant) {
    return database.inTenant(tenant, p -> p.list(Row.class, ALL, tenant.value())).stream()
        .map(Row::mappingOf)
        .toList();
  }

  @Override
  public Optional<NamedItemMapping> find(TenantId tenant, String name) {
    return database.inTenant(tenant, p -> p.list(Row.class, ONE, tenant.value(), name)).stream()
        .map(Row::mappingOf)
        .findFirst();
  }

  @Override
  public boolean put(TenantId tenant, NamedItemMapping mapping) {
    return database.inTenant(
        tenant,
        p ->
            p.any(
                PUT,
                Parameters.of("tenant", tenant.value())
                    .and("name", mapping.name())
                    .and("preset", mapping.preset())
                    .and("mapping", Json.write(mapping.mapping()))
                    .and("most", MOST)));
  }

  @Override
  public boolean remove(TenantId tenant, String name) {
    return database.inTenant(tenant, p -> p.any(REMOVE, tenant.value(), name));
  }
}
