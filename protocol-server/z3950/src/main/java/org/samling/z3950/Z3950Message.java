package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;

/** What all APDUs have, whoever sends them. */
public sealed interface Z3950Message permits Z3950Request, Z3950Response {

  /** What a request is called by its sender, and what the answer to it repeats; null if nothing. */
  @Nullable Octets referenceId();

  /** Which APDU it is. */
  Apdu apdu();
}
