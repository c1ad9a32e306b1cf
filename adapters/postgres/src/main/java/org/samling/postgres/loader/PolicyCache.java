package org.samling.postgres.loader;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Pipeline;

/** The tenants' policies, each kept until its version in the database changes. */
public final class PolicyCache {

  public static final String VERSION = "select settings_version from tenant where id = :tenant";

  private static final String ACT_FOR_TENANT =
      "select (%s) as version, act_for(?)".formatted(VERSION);

  private record Entry(long version, PolicyLoader.Loaded loaded) {

    LendingPolicy policy() {
      return loaded.policy();
    }
  }

  /** The version of a tenant's settings; null where there is no such tenant. */
  private record Version(@Nullable Long version) {}

  private final Map<TenantId, Entry> entries = new ConcurrentHashMap<>();

  /**
   * The policy of this version; loaded on the caller's connection, in its transaction, where
   * another version is cached.
   *
   * @param connection if its transaction does not act for the tenant yet, it does afterwards
   */
  public LendingPolicy get(Connection connection, TenantId tenant, long version)
      throws SQLException {
    return loaded(connection, tenant, version).policy();
  }

  /** The policy of this version as {@link #get} has it, and what the tenant uses. */
  public PolicyLoader.Loaded loaded(Connection connection, TenantId tenant, long version)
      throws SQLException {
    var known = entries.get(tenant);
    if (known != null && known.version() == version) {
      return known.loaded();
    }
    var loaded = PolicyLoader.load(connection, tenant);
    entries.put(tenant, new Entry(version, loaded));
    return loaded;
  }

  /** What the tenant used when its policy was last loaded; everything where it never was. */
  public Set<Use> uses(TenantId tenant) {
    var known = entries.get(tenant);
    return known == null ? Use.ALL : known.loaded().uses();
  }

  private static final String VERSIONS =
      "select id as tenant, settings_version as version from tenant";

  /** The version of one tenant's settings. */
  private record TenantVersion(TenantId tenant, long version) {}

  /** The policies of all tenants now in force; asks only for those that changed. */
  public Stream<LendingPolicy> ofAll(Database database) {
    return database.inTransaction(p -> p.list(TenantVersion.class, VERSIONS)).stream()
        .map(now -> {
          var known = entries.get(now.tenant());
          return known != null && known.version() == now.version()
              ? known.policy()
              : ask(database, now.tenant(), new Pipeline());
        });
  }

  /** The policy loaded last, if any. */
  public Optional<LendingPolicy> known(TenantId tenant) {
    return Optional.ofNullable(entries.get(tenant)).map(Entry::policy);
  }

  /**
   * Runs queries on a tenant's data, in one round trip and one transaction.
   *
   * @return the policy now in force
   */
  public LendingPolicy ask(Database database, TenantId tenant, Pipeline questions) {
    return database.ask(connection -> {
      var pipeline = Pipeline.of(tenant);
      var version = pipeline.optional(Version.class, ACT_FOR_TENANT, Acting.of(tenant));
      pipeline.add(questions).commit(connection);
      return get(
          connection,
          tenant,
          version
              .get()
              .map(Version::version)
              .orElseThrow(() ->
                  new StoreException(
                      StoreException.Kind.UNAVAILABLE, "there is no tenant " + tenant, null)));
    });
  }
}
