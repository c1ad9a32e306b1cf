package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;

/** The parts that all APDUs share, from either side. */
public sealed interface Z3950Message permits Z3950Request, Z3950Response {

  /** The sender's identifier of a request, which the response repeats; null if there is none. */
  @Nullable Octets referenceId();

  /** The type of APDU. */
  Apdu apdu();
}
