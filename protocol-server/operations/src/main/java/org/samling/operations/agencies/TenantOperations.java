package org.samling.operations.agencies;

import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.agencies.Organisation.TenantList;
import org.samling.operations.agencies.Organisation.TenantTerms;
import org.samling.operations.agencies.Organisation.WhichTenant;

/** All tenants of the server, for those who run it. */
public final class TenantOperations {

  /** The operations. */
  public static final Family<TenantOperations> FAMILY =
      new Family<>(
          "tenants",
          "tenant",
          "The tenants of the server",
          List.of(
              Operation.get(
                      "list-tenants",
                      "/tenants",
                      Scope.TENANTS_MANAGE,
                      "Lists the tenants of the server")
                  .paged()
                  .of(Nothing.class, TenantList.class, TenantOperations::list),
              Operation.get(
                      "show-tenant", "/tenants/:tenant", Scope.TENANTS_MANAGE, "Shows a tenant")
                  .of(WhichTenant.class, TenantTerms.class, TenantOperations::show),
              Operation.post(
                      "put-tenant",
                      "/tenants/:tenant",
                      Scope.TENANTS_MANAGE,
                      "Creates a tenant, or changes it")
                  .of(TenantTerms.class, TenantTerms.class, TenantOperations::put)));

  private final Tenants tenants;
  private final LibraryRegister register;

  /** Operations on a store. */
  public TenantOperations(Tenants tenants, LibraryRegister register) {
    this.tenants = tenants;
    this.register = register;
  }

  private TenantList list(Request<Nothing> request) {
    var page = request.paging().within(tenants.all(), Tenant::code).map(TenantTerms::of);
    return new TenantList(page.entries(), page.next());
  }

  private TenantTerms show(Request<WhichTenant> request) {
    var code = request.input().tenant();
    return tenants
        .byCode(code)
        .map(TenantTerms::of)
        .orElseThrow(() -> Problem.unknown("There is no tenant \"%s\".".formatted(code)));
  }

  private TenantTerms put(Request<TenantTerms> request) {
    var wanted = request.input();
    var currency = currency(wanted.currency());
    if (tenants.byCode(wanted.tenant()).filter(t -> !t.currency().equals(currency)).isPresent()) {
      throw Problem.refused(
          "What patrons owe is in the currency of the tenant, so it can't be changed.");
    }
    return TenantTerms.of(
        register.putTenant(
            wanted.tenant(),
            Texts.needed("name", wanted.name()),
            zone(wanted.timeZone()),
            currency,
            wanted.openCatalogue()));
  }

  private static Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException _) {
      throw Problem.invalid("\"currency\": there is no currency \"%s\".".formatted(code));
    }
  }

  private static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) { // an offset would not know summer time
      throw Problem.invalid("\"time-zone\": there is no time zone \"%s\".".formatted(name));
    }
    return ZoneId.of(name);
  }
}
