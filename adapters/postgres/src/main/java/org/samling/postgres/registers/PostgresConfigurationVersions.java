package org.samling.postgres.registers;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.Unit;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.Batch;

/** Lists the changes of the configuration, which triggers record. */
public final class PostgresConfigurationVersions implements ConfigurationVersions {

  private static final String VERSIONS =
      """
      select v.number, v.changed_at, v.who, v.protocol, v.kind, v.name, v.level, v.unit, v.old_value, v.new_value
      from configuration_version v
      where v.tenant_id = :tenant and v.kind = any (:kinds) and (:name = '' or v.name = :name) and (:who = '' or v.who = :who)
        and strpos(lower(v.unit), lower(:unit)) > 0
        and (not :isOfAgencies or v.level = 'TENANT' or v.level = 'AGENCY' and v.unit = any (:agencies)
          or exists (select from branch b
            where b.tenant_id = :tenant and b.code = split_part(v.unit, ' > ', 1) and b.agency = any (:agencies)))
      """;

  private static final String ROLL_BACK = "select roll_back_version(?, ?) as done";

  private final Database database;

  public PostgresConfigurationVersions(Database database) {
    this.database = database;
  }

  @Override
  public List<ConfigurationVersion> latest(
      TenantId tenant, ChangeFilter wanted, @Nullable Long before, int limit) {
    return find(
        tenant,
        wanted,
        " and v.number < ? order by v.number desc limit ?",
        before == null ? Long.MAX_VALUE : before,
        Math.min(limit, MOST));
  }

  @Override
  public Optional<ConfigurationVersion> find(TenantId tenant, ChangeFilter wanted, long number) {
    return find(tenant, wanted, " and v.number = ?", number).stream().findFirst();
  }

  private List<ConfigurationVersion> find(
      TenantId tenant, ChangeFilter wanted, String which, Object... parameters) {
    var agencies = wanted.agencies();
    var named =
        Parameters.of("kinds", SqlArray.texts(words(wanted.kinds())))
            .and("name", wanted.name())
            .and("who", wanted.who())
            .and("unit", wanted.unit())
            .and("isOfAgencies", agencies != null)
            .and("agencies", SqlArray.texts(agencies == null ? List.of() : agencies));
    return database.inTenant(
        tenant,
        p ->
            p.list(
                VersionRow.class,
                VersionRow::version,
                VERSIONS + which,
                Stream.concat(Stream.of(named), Stream.of(parameters)).toArray()));
  }

  private static List<String> words(Collection<ConfigurationVersion.Kind> kinds) {
    return kinds.stream().map(ConfigurationVersion.Kind::word).toList();
  }

  private record VersionRow(
      long number,
      Instant changedAt,
      String who,
      String protocol,
      String kind,
      String name,
      Unit.Level level,
      String unit,
      @Nullable JsonText oldValue,
      @Nullable JsonText newValue) {

    ConfigurationVersion version() {
      return new ConfigurationVersion(
          number,
          changedAt,
          who,
          protocol,
          ConfigurationVersion.Kind.of(kind).orElseThrow(),
          name,
          new Unit(level, unit),
          columns(oldValue),
          columns(newValue));
    }

    private static @Nullable Map<String, String> columns(@Nullable JsonText value) {
      return value == null ? null : Json.readColumns(value.json());
    }
  }

  @Override
  public RollBack rollBack(TenantId tenant, long number) {
    String done;
    try {
      done =
          database.changeInTenant(
              tenant,
              p -> {
                // A stop counts from the next batch on, as it does wherever stops are changed.
                p.add(Batch.lock(tenant));
                var answer = p.one(String.class, ROLL_BACK, tenant.value(), number);
                p.add(PostgresLibraryRegister.NEW_SETTINGS, tenant.value());
                return answer;
              });
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.REFUSED) {
        return RollBack.UNFIT;
      }
      throw e;
    }
    return switch (done) {
      case "done" -> RollBack.DONE;
      case "unknown" -> RollBack.UNKNOWN;
      case "changed" -> RollBack.CHANGED_SINCE;
      case "made" -> RollBack.MADE;
      default -> throw new IllegalStateException("unknown result of roll_back_version: " + done);
    };
  }
}
