package org.samling.operations.agencies;

import java.util.Comparator;
import java.util.List;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.policy.LendingPolicy;
import org.samling.operations.Family;
import org.samling.operations.Means;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.agencies.Organisation.ListedBranch;
import org.samling.operations.agencies.Organisation.NewAgency;
import org.samling.operations.agencies.Organisation.WhichAgency;
import org.samling.operations.agencies.Organisation.WholeAgency;

/** The agencies of a tenant, and their branches. */
public final class AgencyOperations {

  /** The operations. */
  public static final Family<AgencyOperations> FAMILY =
      new Family<>(
          "agencies",
          "agency",
          "The agencies of a tenant, and their branches",
          List.of(
              Operation.get(
                      "list-agencies",
                      "/agencies",
                      Scope.ITEMS_READ,
                      "Lists the tenant's agencies and branches")
                  .withinBounds()
                  .of(Nothing.class, Listed.class, AgencyOperations::list),
              Operation.get(
                      "show-agency",
                      "/agencies/:number",
                      Scope.CONFIGURATION_READ,
                      "Shows an agency")
                  .of(WhichAgency.class, WholeAgency.class, AgencyOperations::show),
              Operation.post(
                      "put-agency",
                      "/agencies/:number",
                      Scope.CONFIGURATION_CHANGE,
                      "Creates an agency, or changes it")
                  .of(NewAgency.class, WholeAgency.class, AgencyOperations::put)));

  private final Inquiries inquiries;
  private final LibraryRegister register;

  /** Operations on a store. */
  public AgencyOperations(Inquiries inquiries, LibraryRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  /** All agencies of the tenant, by their numbers. */
  public record Listed(List<ListedAgency> agencies) {}

  /**
   * An agency.
   *
   * @param branches its branches, by their codes
   */
  public record ListedAgency(
      @Means("its ISIL") String agency,
      @Means("its library number, its ISIL or its own code") String number,
      Agency.Kind kind,
      String name,
      List<ListedBranch> branches) {

    static ListedAgency of(Agency agency, LendingPolicy policy) {
      return new ListedAgency(
          agency.isil(),
          agency.number(),
          agency.kind(),
          agency.name(),
          Organisation.branches(agency, policy));
    }
  }

  private Listed list(Request<Nothing> request) {
    var policy = inquiries.policy(request.tenantId());
    return new Listed(
        policy.agencies().values().stream()
            .sorted(Comparator.comparing(Agency::number))
            .map(agency -> ListedAgency.of(agency, policy))
            .toList());
  }

  private WholeAgency show(Request<WhichAgency> request) {
    return shown(request, request.input().number());
  }

  private WholeAgency shown(Request<?> request, String number) {
    var policy = inquiries.policy(request.tenantId());
    var agency = policy.agencies().get(number);
    if (agency == null) {
      throw Problem.unknown("There is no agency \"%s\".".formatted(number));
    }
    return WholeAgency.of(agency, policy);
  }

  private WholeAgency put(Request<NewAgency> request) {
    var wanted = request.input();
    register.putAgencies(
        request.tenantId(),
        List.of(
            new Agency(
                wanted.number(),
                wanted.kind(),
                Texts.needed("isil", wanted.isil()),
                wanted.cataloguingNumber(),
                Texts.needed("name", wanted.name()))));
    return shown(request, wanted.number());
  }
}
