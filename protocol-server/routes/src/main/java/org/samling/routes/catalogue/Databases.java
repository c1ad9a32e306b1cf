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
 * The databases: one for each tenant, named by its code, and "all" for the union catalogue. Behind
 * each of these names, "-authorities" is its authority records; "authorities" are the union's.
 * "Default", which clients without configuration ask for, is the database of the account's own
 * tenant, or the union catalogue for clients without an account. Databases of other libraries have
 * the names in the configuration.
 */
public final class Databases {

  private static final String ALL = "all";
  private static final String DEFAULT = "default";
  private static final String AUTHORITIES = "authorities";
  private static final String OF_AUTHORITIES = "-" + AUTHORITIES;
  private static final Duration CACHE_TIME = Duration.ofSeconds(5);

  private final Tenants tenants;
  private final Set<String> remote;
  private volatile @Nullable Cached cached;

  private record Cached(List<Tenant> tenants, long until) {}

  /** What a name refers to. */
  public sealed interface Lookup {}

  /**
   * A database that the client may search.
   *
   * @param title its name for people
   * @param scope its catalogue, or null where it is another library's
   */
  public record Database(String name, String title, @Nullable SearchScope scope)
      implements Lookup {}

  /** A database that the client may not search. */
  public record Forbidden() implements Lookup {}

  /** There is no such database. */
  public record Unknown() implements Lookup {}

  /**
   * Creates the databases of these tenants, and of other libraries.
   *
   * @param remote the names of other libraries' databases, in lower case; a tenant with the same
   *     code takes precedence
   */
  public Databases(Tenants tenants, Set<String> remote) {
    this.tenants = tenants;
    this.remote = Set.copyOf(remote);
  }

  /** Whether there is anything to search without an account. */
  public boolean isAnyOpen() {
    return all().stream().anyMatch(Tenant::openCatalogue);
  }

  /**
   * The database with this name, for this client.
   *
   * @param name the name, in upper or lower case
   * @param account the client's account, or null
   */
  public Lookup named(String name, @Nullable Account account) {
    var code = name.strip().toLowerCase(Locale.ROOT);
    return switch (catalogue(code, account)) {
      case Unknown _ when code.equals(AUTHORITIES) -> authorities(catalogue(ALL, account));
      case Unknown _ when code.endsWith(OF_AUTHORITIES) ->
          authorities(
              catalogue(code.substring(0, code.length() - OF_AUTHORITIES.length()), account));
      case Lookup found -> found;
    };
  }

  private static Lookup authorities(Lookup catalogue) {
    return catalogue instanceof Database(var name, var title, SearchScope.OfCatalogue of)
        ? new Database(
            name.equals(ALL) ? AUTHORITIES : name + OF_AUTHORITIES,
            title + ": authority records",
            new SearchScope.Authorities(of))
        : catalogue instanceof Database ? new Unknown() : catalogue;
  }

  private Lookup catalogue(String code, @Nullable Account account) {
    if (code.equals(ALL) || (code.equals(DEFAULT) && account == null)) {
      return new Database(ALL, "Union catalogue", union(account));
    }
    if (code.equals(DEFAULT) && account != null) {
      return ofTenant(account.tenant());
    }
    return tenant(code)
        .map(tenant ->
            tenant.openCatalogue() || isOwn(tenant.id(), account)
                ? ofTenant(tenant)
                : new Forbidden())
        .orElseGet(() -> ofOthers(code, account));
  }

  /** Only clients with an account may search other libraries. */
  private Lookup ofOthers(String name, @Nullable Account account) {
    return !remote.contains(name)
        ? new Unknown()
        : account == null ? new Forbidden() : new Database(name, "Other libraries: " + name, null);
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

  /** Needed by every search, so it is cached for a moment. */
  private List<Tenant> all() {
    var known = cached;
    var now = System.nanoTime();
    if (known == null || now - known.until() > 0) {
      known = new Cached(tenants.all(), now + CACHE_TIME.toNanos());
      cached = known;
    }
    return known.tenants();
  }
}
