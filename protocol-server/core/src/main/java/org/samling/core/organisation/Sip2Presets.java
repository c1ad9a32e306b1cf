package org.samling.core.organisation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2Profile.UnfitException;

/** The presets, and the profiles that result from one with an account's overrides. */
public final class Sip2Presets {

  /** None, for where no account has a profile. */
  public static final Sip2Presets NONE = new Sip2Presets(Map.of());

  private final Map<String, Map<String, Object>> presets;

  /**
   * Checks and stores the presets.
   *
   * @param presets all keys of each, by its name
   * @throws UnfitException where one is not a valid profile
   */
  public Sip2Presets(Map<String, Map<String, Object>> presets) {
    this.presets = Map.copyOf(presets);
    presets.values().forEach(Sip2Profile::of);
  }

  /** Their names, in alphabetical order. */
  public Set<String> names() {
    return new TreeSet<>(presets.keySet());
  }

  /**
   * All keys of a profile: the preset's values with the account's overrides.
   *
   * @throws UnfitException where there is no such preset
   */
  public Map<String, Object> values(Sip2ProfileChoice choice) {
    var preset = presets.get(choice.preset());
    if (preset == null) {
      throw new UnfitException(
          "preset",
          "\"%s\" is not a preset; the presets are %s"
              .formatted(choice.preset(), String.join(", ", names())));
    }
    var values = new LinkedHashMap<>(preset);
    values.putAll(choice.overrides());
    return values;
  }

  /**
   * Whether the machine of an account is told of patrons, or might be: a profile that is not valid
   * now may be so in another version.
   */
  public boolean tellsOfPatrons(@Nullable Sip2ProfileChoice choice) {
    try {
      return profile(choice).tellsOfPatrons();
    } catch (UnfitException _) {
      return true;
    }
  }

  /**
   * The profile of an account.
   *
   * @param choice the account's choice, or null for none
   * @throws UnfitException where that is not a valid profile
   */
  public Sip2Profile profile(@Nullable Sip2ProfileChoice choice) {
    return choice == null ? Sip2Profile.DEFAULT : Sip2Profile.of(values(choice));
  }
}
