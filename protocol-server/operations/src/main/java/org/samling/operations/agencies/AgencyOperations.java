package org.samling.operations.agencies;

import java.util.Comparator;
import java.util.List;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.policy.LendingPolicy;
import org.samling.operations.Family;
import org.samling.operations.Means;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Request;

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
                  .of(Nothing.class, Listed.class, AgencyOperations::list)));

  private final Inquiries inquiries;

  /** Operations on a store. */
  public AgencyOperations(Inquiries inquiries) {
    this.inquiries = inquiries;
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
      @Means("its number in the register of libraries") String number,
      Agency.Kind kind,
      String name,
      List<ListedBranch> branches) {

    static ListedAgency of(Agency agency, LendingPolicy policy) {
      return new ListedAgency(
          agency.isil(),
          agency.number(),
          agency.kind(),
          agency.name(),
          policy.branches().values().stream()
              .filter(branch -> branch.agency().equals(agency.number()))
              .sorted(Comparator.comparing(Branch::code))
              .map(branch -> new ListedBranch(branch.code(), branch.name()))
              .toList());
    }
  }

  /** A branch of an agency. */
  public record ListedBranch(@Means("its code") String branch, String name) {}

  private Listed list(Request<Nothing> request) {
    var policy = inquiries.policy(request.tenantId());
    return new Listed(
        policy.agencies().values().stream()
            .sorted(Comparator.comparing(Agency::number))
            .map(agency -> ListedAgency.of(agency, policy))
            .toList());
  }
}
