package org.samling.oaipmh;

import java.util.List;
import java.util.Map;

/** The result of decoding the arguments of a request. */
public sealed interface OaiDecoded {

  /**
   * A request.
   *
   * @param arguments its arguments as received, for the response to repeat
   */
  record Request(OaiRequest request, Map<String, String> arguments) implements OaiDecoded {

    /** Copies the arguments. */
    public Request {
      arguments = Map.copyOf(arguments);
    }
  }

  /** An invalid request, and why. */
  record Malformed(List<OaiError> errors) implements OaiDecoded {

    /** Copies the errors. */
    public Malformed {
      errors = List.copyOf(errors);
    }
  }
}
