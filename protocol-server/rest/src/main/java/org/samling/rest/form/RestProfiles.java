package org.samling.rest.form;

import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.TenantId;

/** Knows what a profile of a SIP2 account can say. */
@FunctionalInterface
public interface RestProfiles {

  /**
   * A profile as it is kept.
   *
   * @param choice what was written
   * @throws UnfitException where it can't be, with what is wrong
   */
  Sip2ProfileChoice fitting(TenantId tenant, Sip2ProfileChoice choice);
}
