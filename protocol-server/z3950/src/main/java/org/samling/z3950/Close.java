package org.samling.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;

/**
 * The end of a session. Either side may send it; the other replies with the same.
 *
 * @param referenceId the referenceId of the Close that this one answers, or null
 * @param closeReason the reason
 * @param diagnosticInformation the reason in words, or null
 */
public record Close(
    @Nullable Octets referenceId, CloseReason closeReason, @Nullable String diagnosticInformation)
    implements Z3950Request, Z3950Response {

  @Override
  public Apdu apdu() {
    return Apdu.CLOSE;
  }
}
