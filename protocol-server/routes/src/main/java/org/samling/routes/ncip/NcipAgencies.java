package org.samling.routes.ncip;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.policy.LendingPolicy;
import org.samling.ncip.NcipRequest.LookupAgency;
import org.samling.ncip.NcipRequest.LookupVersion;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.LookupAgencyResponse;
import org.samling.ncip.NcipResponse.LookupVersionResponse;
import org.samling.ncip.NcipVersion;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.OrganizationNameInformation;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;

/** Answers lookups of agencies and of the supported versions. */
final class NcipAgencies {

  private final Inquiries inquiries;

  NcipAgencies(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /** Answers LookupAgency: by the ISIL or the number of an agency, or by the code of a branch. */
  NcipResponse lookup(NcipExchange<LookupAgency> exchange) {
    var request = exchange.request();
    var id = request.agencyId().value();
    var policy = inquiries.policy(exchange.tenant());
    var name =
        name(policy, id)
            .orElseThrow(() ->
                new ProblemException(
                    ProblemType.UNKNOWN_AGENCY,
                    "The library has no agency or branch with this identifier.",
                    "AgencyId",
                    id));
    var types = request.agencyElementTypes();
    return new LookupAgencyResponse(
        NcipScheme.agency(id),
        NcipItems.isRequested(types, "Organization Name Information")
            ? List.of(
                new OrganizationNameInformation(
                    NcipScheme.ORGANIZATION_NAME_TYPE.of("Official Name"), name))
            : List.of(),
        List.of(),
        NcipItems.isRequested(types, "Agency User Privilege Type")
            ? NcipUsers.PRIVILEGES.stream().map(SchemeValue::of).toList()
            : List.of(),
        NcipPlaces.places(policy, places(policy, id)));
  }

  private static Optional<Agency> agency(LendingPolicy policy, String id) {
    return policy.agencies().values().stream()
        .filter(agency -> agency.isil().equals(id) || agency.number().equals(id))
        .findFirst();
  }

  /** The branches of an agency, or the one that is named. */
  private static Predicate<Branch> places(LendingPolicy policy, String id) {
    var agency = agency(policy, id);
    return agency.isPresent()
        ? branch -> branch.agencies().contains(agency.get().number())
        : branch -> branch.code().equals(id);
  }

  private static Optional<String> name(LendingPolicy policy, String id) {
    return agency(policy, id)
        .map(Agency::name)
        .or(() -> Optional.ofNullable(policy.branches().get(id)).map(Branch::name));
  }

  /** Answers LookupVersion. */
  NcipResponse versions(NcipExchange<LookupVersion> exchange) {
    return new LookupVersionResponse(NcipVersion.SUPPORTED);
  }
}
