package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.Unit;

/** Tells what was changed of the configuration, which triggers write down. */
final class PostgresConfigurationVersions implements ConfigurationVersions {

  private static final String VERSIONS =
      """
      select v.number, v.changed_at, v.who, v.protocol, v.kind, v.name, v.level, v.unit, v.old_value, v.new_value
      from configuration_version v
      where v.tenant_id = ? and v.kind = any (?) and (? = '' or v.who = ?) and strpos(lower(v.unit), lower(?)) > 0
        and (not ? or v.level = 'TENANT' or v.level = 'AGENCY' and v.unit = any (?)
          or exists (select from branch b
            where b.tenant_id = ? and b.code = split_part(v.unit, ' > ', 1) and b.agency = any (?)))
      """;

  private static final String ROLL_BACK = "select roll_back_version(?, ?) as done";

  private final Database database;

  PostgresConfigurationVersions(Database database) {
    this.database = database;
  }

  @Override
  public List<ConfigurationVersion> latest(
      TenantId tenant, Wanted wanted, @Nullable Long before, int limit) {
    return find(
        tenant,
        wanted,
        " and v.number < ? order by v.number desc limit ?",
        before == null ? Long.MAX_VALUE : before,
        Math.min(limit, MOST));
  }

  @Override
  public Optional<ConfigurationVersion> find(TenantId tenant, Wanted wanted, long number) {
    return find(tenant, wanted, " and v.number = ?", number).stream().findFirst();
  }

  private List<ConfigurationVersion> find(
      TenantId tenant, Wanted wanted, String which, Object... parameters) {
    var agencies = wanted.agencies();
    var named = FactsLoader.texts(agencies == null ? List.of() : agencies);
    var all = new ArrayList<@Nullable Object>();
    all.add(tenant.value());
    all.add(
        FactsLoader.texts(wanted.kinds().stream().map(ConfigurationVersion.Kind::word).toList()));
    all.add(wanted.who());
    all.add(wanted.who());
    all.add(wanted.unit());
    all.add(agencies != null);
    all.add(named);
    all.add(tenant.value());
    all.add(named);
    all.addAll(List.of(parameters));
    var found = new ArrayList<ConfigurationVersion>();
    database.inTenant(
        tenant,
        new Pipeline().add(row -> found.add(version(row)), VERSIONS + which, all.toArray()));
    return found;
  }

  private static ConfigurationVersion version(ResultSet row) throws SQLException {
    return new ConfigurationVersion(
        row.getLong("number"),
        FactsLoader.instant(row, "changed_at"),
        row.getString("who"),
        row.getString("protocol"),
        ConfigurationVersion.Kind.of(row.getString("kind")).orElseThrow(),
        row.getString("name"),
        new Unit(Unit.Level.valueOf(row.getString("level")), row.getString("unit")),
        columns(row.getString("old_value")),
        columns(row.getString("new_value")));
  }

  private static @Nullable Map<String, String> columns(@Nullable String json) {
    return json == null ? null : Json.readColumns(json);
  }

  @Override
  public RollBack rollBack(TenantId tenant, long number) {
    var done = new ArrayList<String>();
    try {
      database.changeInTenant(
          tenant,
          // A stop counts from the next batch on, as everywhere where one is changed.
          new Pipeline()
              .add(Batch.LOCK, tenant.toString(), Batch.WRITER_LOCKS, tenant.value())
              .add(row -> done.add(row.getString("done")), ROLL_BACK, tenant.value(), number)
              .add(PostgresLibraryRegister.NEW_SETTINGS, tenant.value()));
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.REFUSED) {
        return RollBack.UNFIT;
      }
      throw e;
    }
    return switch (done.getFirst()) {
      case "done" -> RollBack.DONE;
      case "unknown" -> RollBack.UNKNOWN;
      case "changed" -> RollBack.CHANGED_SINCE;
      case "made" -> RollBack.MADE;
      default -> throw new IllegalStateException("roll_back_version said " + done);
    };
  }
}
