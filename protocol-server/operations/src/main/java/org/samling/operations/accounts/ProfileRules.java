package org.samling.operations.accounts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.TenantId;

/** The profiles that SIP2 accounts can have: the presets, and what may differ from them. */
public interface ProfileRules {

  /** The names of the presets, in alphabetical order. */
  List<String> presets();

  /** The value of each key, in display order; empty where there is no such preset. */
  Map<String, Object> inForce(Sip2ProfileChoice choice);

  /** Whether this profile lets a machine see patron data; no profile (null) lets it see all. */
  boolean tellsOfPatrons(@Nullable Sip2ProfileChoice choice);

  /**
   * Returns a profile as it is stored.
   *
   * @param choice what was written
   * @throws UnfitException where it is not valid; the message says why
   */
  Sip2ProfileChoice fitting(TenantId tenant, Sip2ProfileChoice choice);

  /**
   * Removes what an account says of some keys, so that the preset's values apply.
   *
   * @throws UnfitException where there is no such key, or what is left contradicts itself
   */
  Sip2ProfileChoice reset(Sip2ProfileChoice choice, List<String> keys);
}
