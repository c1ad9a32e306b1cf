package org.samling.sru;

import java.util.List;
import java.util.Map;

/** The result of decoding the parameters of a request. */
public sealed interface SruDecoded {

  /** The version of the response. */
  SruVersion version();

  /** The operation whose response is written. */
  SruOperation operation();

  /** The parameters as received, in order, for the response to repeat. */
  Map<String, String> parameters();

  /**
   * A request.
   *
   * @param warnings the parts of the request that are not honoured, although it is answered
   */
  record Request(
      SruVersion version,
      SruRequest request,
      Map<String, String> parameters,
      List<SruDiagnostic> warnings)
      implements SruDecoded {

    /** Copies the warnings. */
    public Request {
      warnings = List.copyOf(warnings);
    }

    @Override
    public SruOperation operation() {
      return request.operation();
    }
  }

  /** An invalid request, and why. */
  record Malformed(
      SruVersion version,
      SruOperation operation,
      Map<String, String> parameters,
      SruDiagnostic diagnostic)
      implements SruDecoded {}
}
