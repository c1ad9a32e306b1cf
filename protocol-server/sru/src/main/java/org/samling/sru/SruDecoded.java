package org.samling.sru;

import java.util.List;
import java.util.Map;

/** What became of the parameters of a request. */
public sealed interface SruDecoded {

  /** The version that is answered in. */
  SruVersion version();

  /** The operation, whose response is written. */
  SruOperation operation();

  /** The parameters as they came, in their order, which the response repeats. */
  Map<String, String> parameters();

  /**
   * A request.
   *
   * @param warnings what will not be done as it was asked for, though the request is answered
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

  /** None, and why. */
  record Malformed(
      SruVersion version,
      SruOperation operation,
      Map<String, String> parameters,
      SruDiagnostic diagnostic)
      implements SruDecoded {}
}
