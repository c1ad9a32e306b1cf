package org.samling.operations.ill;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;

import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.OwnRequests.Fault;
import org.samling.core.ill.OwnRequests.OwnRequest;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Problem;

/** Why a request to other libraries is not sent, in words. */
final class WantedFaults {

  private WantedFaults() {}

  static Problem problem(Tenant tenant, Fault fault, String which, OwnRequest wish) {
    return switch (fault) {
      case NO_BRANCH ->
          Problem.invalid("%s has no branch \"%s\".".formatted(tenant.code(), wish.branch()));
      case NO_TITLE -> Problem.invalid("Give \"title\", \"isbn\", \"issn\" or \"record-number\".");
      case NO_PATRON -> Problem.invalid("\"patron\" is missing.");
      case UNKNOWN_PATRON -> Problem.invalid("There is no patron \"%s\".".formatted(which));
      case UNKNOWN_LENDER -> unknownLender(which);
      case TOO_MANY_LENDERS ->
          Problem.invalid(
              "\"lenders\" must be a list of 1 to %d texts of at most %,d characters."
                  .formatted(OwnRequests.MOST_LENDERS, MAX_NAME));
      case TOO_LONG -> Problem.invalid("A text is too long.");
      case ANOTHER ->
          Problem.of(Problem.Kind.KEY_USED, "This Idempotency-Key was used for another request.");
    };
  }

  static Problem unknownLender(String which) {
    return Problem.invalid(
        "There is no library \"%s\" to ask; \"list-libraries\" has those there are."
            .formatted(which));
  }
}
