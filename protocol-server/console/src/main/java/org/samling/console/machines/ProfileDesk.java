package org.samling.console.machines;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.TenantId;

/** The keys of profiles, as people read and type them. */
public interface ProfileDesk {

  /** The names of the presets. */
  List<String> presets();

  /** The keys of a profile with their values, in the order in which people read them. */
  Map<String, String> values(Sip2ProfileChoice choice);

  /**
   * A preset with what differs from it.
   *
   * @param preset its name
   * @param typed values by key; those that are the preset's say nothing of their own
   * @throws org.samling.core.organisation.Sip2Profile.UnfitException where a value can't be, with
   *     what is wrong
   */
  Sip2ProfileChoice choice(TenantId tenant, String preset, Map<String, String> typed);

  /** The values of a preset, or nothing where an account has no profile. */
  default Map<String, String> presetOf(@Nullable Sip2ProfileChoice choice) {
    return choice == null ? Map.of() : values(new Sip2ProfileChoice(choice.preset(), Map.of()));
  }
}
