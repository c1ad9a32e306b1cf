package org.samling.routes.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.SearchScope;

/**
 * The databases: one for each tenant, named by its code, and "all" for the union catalogue.
 * "Default", which clients name that were told nothing, is the account's own tenant's, or the union
 * catalogue for those who have none. Those of other libraries have the names that the configuration
 * gives them.
 */
public final class Databases {

  private static final String ALL = "all";
  private static final String DEFAULT = "default";
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private final Tenants tenants;
  private final Set<String> remote;
  private volatile @Nullable Remembered remembered;

  private record Remembered(List<Tenant> tenants, long until) {}

  /** What there is by a name. */
  public sealed interface Lookup {}

  /**
   * A database that may be searched.
   *
   * @param title whose it is, for people
   * @param scope whose catalogue it is, or null where it is other libraries'
   */
  public record Database(String name, String title, @Nullable SearchScope scope)
      implements Lookup {}

  /** A database that is not the client's to search. */
  public record Closed() implements Lookup {}

  /** None. */
  public record Unknown() implements Lookup {}

  /**
   * The databases of these tenants, and of other libraries.
   *
   * @param remote the names of those of other libraries, in small letters; a tenant's code goes
   *     before the same name
   */
  public Databases(Tenants tenants, Set<String> remote) {
    this.tenants = tenants;
    this.remote = Set.copyOf(remote);
  }

  /** Whether somebody without an account finds anything to search. */
  public boolean isAnyOpen() {
    return all().stream().anyMatch(Tenant::openCatalogue);
  }

  /**
   * The database with this name, for this client.
   *
   * @param name the name, in whatever case
   * @param account the client's account, or null for anybody
   */
  public Lookup named(String name, @Nullable Account account) {
    var code = name.strip().toLowerCase(Locale.ROOT);
    if (code.equals(ALL) || (code.equals(DEFAULT) && account == null)) {
      return new Database(ALL, "Union catalogue", union(account));
    }
    if (code.equals(DEFAULT) && account != null) {
      return ofTenant(account.tenant());
    }
    return tenant(code)
        .map(tenant ->
            tenant.openCatalogue() || isOwn(tenant.id(), account) ? ofTenant(tenant) : new Closed())
        .orElseGet(() -> ofOthers(code, account));
  }

  /** Other libraries are asked for those who have an account only. */
  private Lookup ofOthers(String name, @Nullable Account account) {
    return !remote.contains(name)
        ? new Unknown()
        : account == null ? new Closed() : new Database(name, "Other libraries: " + name, null);
  }

  private static Lookup ofTenant(Tenant tenant) {
    return new Database(tenant.code(), tenant.name(), new SearchScope.OfTenant(tenant.id()));
  }

  private SearchScope union(@Nullable Account account) {
    return new SearchScope.Union(
        all().stream()
            .filter(t -> t.openCatalogue() || isOwn(t.id(), account))
            .map(Tenant::id)
            .collect(Collectors.toSet()));
  }

  private static boolean isOwn(TenantId tenant, @Nullable Account account) {
    return account != null && account.tenant().id().equals(tenant);
  }

  private Optional<Tenant> tenant(String code) {
    return all().stream().filter(t -> t.code().equals(code)).findFirst();
  }

  /** Asked with every search, so it is remembered for a moment. */
  private List<Tenant> all() {
    var known = remembered;
    var now = System.nanoTime();
    if (known == null || now - known.until() > 0) {
      known = new Remembered(tenants.all(), now + REMEMBERED.toNanos());
      remembered = known;
    }
    return known.tenants();
  }
}
