package org.samling.core.ill;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;

/** The port that asks a partner something that changes nothing there. */
public interface PartnerProbe {

  /** Asks a partner, also one that is not enabled, and waits for its time-out at most. */
  ProbeResult probe(Tenant tenant, IllPartner partner);

  /**
   * What came of it.
   *
   * @param answers whether what is at the address speaks the partner's protocol
   * @param isLoginAccepted whether the login was accepted, or null where that can't be told
   * @param detail what was answered, or why nothing was
   */
  record ProbeResult(boolean answers, @Nullable Boolean isLoginAccepted, String detail) {}
}
