package org.samling.operations.accounts;

import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.TenantId;

/** Checks profiles of SIP2 accounts. */
@FunctionalInterface
public interface ProfileCheck {

  /**
   * Returns a profile as it is stored.
   *
   * @param choice what was written
   * @throws UnfitException where it is not valid; the message says why
   */
  Sip2ProfileChoice fitting(TenantId tenant, Sip2ProfileChoice choice);
}
