package org.samling.postgres.loader;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Sight;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * What whoever asks on this thread sees of a tenant ({@link Bounds#now}). It costs nothing where
 * they see everything.
 */
public final class BoundSight {

  /** The branch of the patron with an identifier, even one that is blocked or has expired. */
  private static final String BRANCH =
      """
      select p.branch from patron_identifier i join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      where i.tenant_id = :tenant and i.value = any (:keys) order by i.kind = 'CPR' limit 1
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;

  /** What is seen of a database. */
  public BoundSight(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
  }

  /** What is seen; empty for everything. */
  public Optional<Sight> of(TenantId tenant) {
    return Bounds.now().isNone()
        ? Optional.empty()
        : of(policies.ask(database, tenant, new Pipeline()));
  }

  /** What is seen under a policy that was just loaded; empty for everything. */
  public static Optional<Sight> of(LendingPolicy policy) {
    var bounds = Bounds.now();
    return bounds.isNone() ? Optional.empty() : Optional.of(Sight.of(policy, bounds));
  }

  /** The codes of the branches that are seen, for a statement; null for everything. */
  public @Nullable SqlArray branches(TenantId tenant) {
    return of(tenant).map(sight -> SqlArray.texts(sight.branches())).orElse(null);
  }

  /** The keys under which a patron may be stored who has this identifier; none for one not seen. */
  public SqlArray keys(TenantId tenant, String identifier) {
    return SqlArray.texts(hides(tenant, identifier) ? List.of() : keys.of(tenant, identifier));
  }

  /** Whether there is a patron with this identifier who is not seen. */
  public boolean hides(TenantId tenant, String identifier) {
    return of(tenant)
        .flatMap(sight ->
            database
                .inTenant(
                    tenant,
                    p ->
                        p.optional(
                            String.class,
                            BRANCH,
                            Parameters.of("keys", SqlArray.texts(keys.of(tenant, identifier)))))
                .filter(branch -> !sight.sees(branch)))
        .isPresent();
  }
}
