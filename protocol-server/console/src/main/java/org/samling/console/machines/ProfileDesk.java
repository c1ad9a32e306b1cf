package org.samling.console.machines;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.TenantId;

/** Profile keys in the form in which staff read and type them. */
public interface ProfileDesk {

  /** Returns the names of the presets. */
  List<String> presets();

  /** Returns the keys of a profile with their values, in display order. */
  Map<String, String> values(Sip2ProfileChoice choice);

  /** Whether this profile lets a machine see patron data; no profile (null) lets it see all. */
  boolean tellsOfPatrons(@Nullable Sip2ProfileChoice choice);

  /**
   * Makes a profile from a preset and overrides.
   *
   * @param preset the name of the preset
   * @param typed values by key; those equal to the preset's are not overrides
   * @throws org.samling.core.organisation.Sip2Profile.UnfitException if a value is not valid, with
   *     the reason
   */
  Sip2ProfileChoice choice(TenantId tenant, String preset, Map<String, String> typed);

  /** Returns the values of a preset, or empty if an account has no profile. */
  default Map<String, String> presetOf(@Nullable Sip2ProfileChoice choice) {
    return choice == null ? Map.of() : values(new Sip2ProfileChoice(choice.preset(), Map.of()));
  }
}
