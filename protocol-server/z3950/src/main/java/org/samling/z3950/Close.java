package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;

/**
 * The end of a session. Either side may send it, and the other one answers with the same.
 *
 * @param referenceId that of the Close that is answered, or null
 * @param closeReason why
 * @param diagnosticInformation the same for people, or null
 */
public record Close(
    @Nullable Octets referenceId, CloseReason closeReason, @Nullable String diagnosticInformation)
    implements Z3950Request, Z3950Response {

  @Override
  public Apdu apdu() {
    return Apdu.CLOSE;
  }
}
