package org.samling.operations.ill;

import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.operations.Problem;
import org.samling.operations.Request;

/** Finds requests by the numbers in paths. */
record StoredRequests(InterlibraryRequests requests) {

  /**
   * The request with a number.
   *
   * @throws Problem when there is none, or the text is no number
   */
  InterlibraryRequest find(Request<?> request, String number) {
    try {
      return requests
          .find(request.tenantId(), Long.parseLong(number))
          .orElseThrow(() -> unknown(number));
    } catch (NumberFormatException _) {
      throw unknown(number);
    }
  }

  static Problem unknown(String number) {
    return Problem.unknown("There is no request \"%s\".".formatted(number));
  }
}
