package org.samling.routes.z3950;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.SearchScope;
import org.samling.z3950.Bib1Diagnostic;

/**
 * The databases: one for each tenant, named by its code, and "all" for the union catalogue.
 * "Default", which clients name that were told nothing, is the account's own tenant's, or the union
 * catalogue for those who have none.
 */
final class Z3950Databases {

  private static final String ALL = "all";
  private static final String DEFAULT = "default";
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private final Tenants tenants;
  private volatile @Nullable Remembered remembered;

  private record Remembered(List<Tenant> tenants, long until) {}

  /**
   * A database that may be searched.
   *
   * @param name its name
   * @param scope whose catalogue it is
   */
  record Database(String name, SearchScope scope) {}

  Z3950Databases(Tenants tenants) {
    this.tenants = tenants;
  }

  /** Whether somebody without an account finds anything to search. */
  boolean isAnyOpen() {
    return all().stream().anyMatch(Tenant::openCatalogue);
  }

  /**
   * The database with this name, for this client.
   *
   * @param name the name, in whatever case
   * @param account the client's account, or null for anybody
   * @throws DiagnosticException where there is none, or it is not the client's to search
   */
  Database named(String name, @Nullable Account account) {
    var code = name.strip().toLowerCase(Locale.ROOT);
    if (code.equals(ALL) || (code.equals(DEFAULT) && account == null)) {
      return new Database(ALL, union(account));
    }
    if (code.equals(DEFAULT) && account != null) {
      return ofTenant(account.tenant());
    }
    var tenant =
        tenant(code)
            .orElseThrow(
                () -> new DiagnosticException(Bib1Diagnostic.DATABASE_DOES_NOT_EXIST, name));
    if (!tenant.openCatalogue() && !isOwn(tenant.id(), account)) {
      throw new DiagnosticException(Bib1Diagnostic.DATABASE_ACCESS_DENIED, name);
    }
    return ofTenant(tenant);
  }

  /**
   * The one database that a request names.
   *
   * @throws DiagnosticException where it names none or several, or the one is not there or not the
   *     client's to search
   */
  Database only(List<String> names, @Nullable Account account) {
    if (names.size() != 1) {
      throw new DiagnosticException(
          Bib1Diagnostic.TOO_MANY_DATABASES, names.isEmpty() ? "name one database" : "1");
    }
    return named(names.getFirst(), account);
  }

  private static Database ofTenant(Tenant tenant) {
    return new Database(tenant.code(), new SearchScope.OfTenant(tenant.id()));
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
