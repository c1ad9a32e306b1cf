package org.samling.routes.oai;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.SearchScope;
import org.samling.routes.Credentials;

/**
 * The repositories: one for each tenant, and the union catalogue. A tenant whose catalogue is not
 * public can be harvested only by its own accounts, and is part of the union catalogue only for
 * them.
 */
final class OaiRepositories {

  private final Tenants tenants;
  private final Accounts accounts;

  /**
   * A repository that may be harvested.
   *
   * @param code its name in addresses
   * @param name its name for people
   * @param scope whose catalogue it is
   * @param codes the codes of the tenants whose local records may be in it
   */
  record Repository(
      String code, String name, SearchScope.OfCatalogue scope, Map<TenantId, String> codes) {

    /** Copies the codes. */
    Repository {
      codes = Map.copyOf(codes);
    }

    /** The tenant with this code, if its local records may be in it. */
    Optional<TenantId> tenant(String tenantCode) {
      return codes.entrySet().stream()
          .filter(e -> e.getValue().equals(tenantCode))
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }

  /** The result of admission control. */
  sealed interface Admission {}

  /** The call may be answered. */
  record Admitted(Repository repository) implements Admission {}

  /** The call is refused. */
  record Refused(OaiAnswer answer) implements Admission {}

  OaiRepositories(Tenants tenants, Accounts accounts) {
    this.tenants = tenants;
    this.accounts = accounts;
  }

  Admission admit(OaiCall call) {
    var account = account(call.credentials());
    if (call.credentials() != null && account.isEmpty()) {
      return new Refused(new OaiAnswer.Unauthorized());
    }
    var own = account.map(a -> a.tenant().id()).orElse(null);
    var all = tenants.all();
    if (call.repository().equals(OaiCall.UNION)) {
      var part = all.stream().filter(t -> isOpen(t, own)).toList();
      return new Admitted(
          new Repository(
              OaiCall.UNION,
              "Union catalogue",
              new SearchScope.Union(part.stream().map(Tenant::id).collect(Collectors.toSet())),
              codes(part)));
    }
    return all.stream()
        .filter(t -> t.code().equals(call.repository()))
        .findFirst()
        .map(tenant -> admit(tenant, own))
        .orElseGet(() -> new Refused(new OaiAnswer.Unknown()));
  }

  private static Admission admit(Tenant tenant, @Nullable TenantId own) {
    return isOpen(tenant, own)
        ? new Admitted(
            new Repository(
                tenant.code(),
                tenant.name(),
                new SearchScope.OfTenant(tenant.id()),
                codes(List.of(tenant))))
        : new Refused(new OaiAnswer.Unauthorized());
  }

  private Optional<Account> account(@Nullable Credentials credentials) {
    return credentials == null
        ? Optional.empty()
        : accounts.authenticate(
            Account.Protocol.OAI_PMH, credentials.username(), credentials.password());
  }

  private static boolean isOpen(Tenant tenant, @Nullable TenantId own) {
    return tenant.openCatalogue() || tenant.id().equals(own);
  }

  private static Map<TenantId, String> codes(List<Tenant> tenants) {
    return tenants.stream().collect(Collectors.toMap(Tenant::id, Tenant::code));
  }
}
