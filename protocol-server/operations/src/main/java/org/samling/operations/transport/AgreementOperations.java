package org.samling.operations.transport;

import java.util.List;
import java.util.Optional;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LendingAgreements;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.transport.Agreements.Agreement;
import org.samling.operations.transport.Agreements.Listed;
import org.samling.operations.transport.Agreements.WhichTenant;

/**
 * Agreements by which two tenants take in each other's items, which ends the owner's loans. Either
 * side may end one; since making one binds the other side too, that is left to the operator.
 */
public final class AgreementOperations {

  /** The operations. */
  public static final Family<AgreementOperations> FAMILY =
      new Family<>(
          "agreements",
          "agreement",
          "The agreements by which two tenants take in each other's items",
          List.of(
              Operation.get(
                      "list-agreements",
                      "/agreements",
                      Scope.CONFIGURATION_READ,
                      "Lists the agreements with other tenants")
                  .paged()
                  .of(Nothing.class, Listed.class, AgreementOperations::list),
              Operation.post(
                      "make-agreement",
                      "/agreements/:other",
                      Scope.CONFIGURATION_CHANGE,
                      "Makes an agreement, for both tenants at once; only the operator can")
                  .of(WhichTenant.class, Agreement.class, AgreementOperations::make),
              Operation.delete(
                      "end-agreement",
                      "/agreements/:other",
                      Scope.CONFIGURATION_CHANGE,
                      "Ends an agreement for both tenants; items handed in before still go home")
                  .of(WhichTenant.class, Nothing.class, AgreementOperations::end)));

  private final Tenants tenants;
  private final LendingAgreements agreements;

  /** Operations on a store. */
  public AgreementOperations(Tenants tenants, LendingAgreements agreements) {
    this.tenants = tenants;
    this.agreements = agreements;
  }

  private Listed list(Request<Nothing> request) {
    var page =
        request
            .paging()
            .within(agreements.of(request.tenantId()), LendingAgreements.Agreement::other)
            .map(Agreement::of);
    return new Listed(page.entries(), page.next());
  }

  private Agreement make(Request<WhichTenant> request) {
    if (!request.isByLocalOperator()) {
      throw Problem.forbidden(
          "An agreement binds both tenants, so only the operator of the server can make one.");
    }
    var code = request.input().other();
    var other =
        tenants
            .byCode(code)
            .orElseThrow(() -> Problem.unknown("There is no tenant \"%s\".".formatted(code)));
    if (other.id().equals(request.tenantId())) {
      throw Problem.invalid("A tenant can't have an agreement with itself.");
    }
    agreements.make(request.tenantId(), other.id(), request.account().username());
    return with(request.tenantId(), code).map(Agreement::of).orElseThrow(() -> none(code));
  }

  /** Asks the tenant's own agreements first, so that nobody learns which tenants there are. */
  private Nothing end(Request<WhichTenant> request) {
    var code = request.input().other();
    var other =
        with(request.tenantId(), code)
            .flatMap(agreement -> tenants.byCode(agreement.other()))
            .map(Tenant::id)
            .orElseThrow(() -> none(code));
    if (!agreements.end(request.tenantId(), other)) {
      throw none(code);
    }
    return Nothing.NOTHING;
  }

  private Optional<LendingAgreements.Agreement> with(TenantId tenant, String code) {
    return agreements.of(tenant).stream().filter(each -> each.other().equals(code)).findFirst();
  }

  private static Problem none(String code) {
    return Problem.unknown("There is no agreement with \"%s\".".formatted(code));
  }
}
