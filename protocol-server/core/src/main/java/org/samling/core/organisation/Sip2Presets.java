package org.samling.core.organisation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2Profile.UnfitException;

/** The presets that there are, and what comes of one with an account's overrides. */
public final class Sip2Presets {

  /** None, for where no account has a profile. */
  public static final Sip2Presets NONE = new Sip2Presets(Map.of());

  private final Map<String, Map<String, Object>> presets;

  /**
   * Makes them.
   *
   * @param presets all keys of each, by its name
   * @throws UnfitException where one is no profile
   */
  public Sip2Presets(Map<String, Map<String, Object>> presets) {
    this.presets = Map.copyOf(presets);
    presets.values().forEach(Sip2Profile::of);
  }

  /** Their names, in the order of the alphabet. */
  public Set<String> names() {
    return new TreeSet<>(presets.keySet());
  }

  /**
   * All keys of a profile: the preset's, but where the account says otherwise.
   *
   * @throws UnfitException where there is no such preset
   */
  public Map<String, Object> values(Sip2ProfileChoice choice) {
    var preset = presets.get(choice.preset());
    if (preset == null) {
      throw new UnfitException(
          "preset",
          "\"%s\" is none; there are %s".formatted(choice.preset(), String.join(", ", names())));
    }
    var values = new LinkedHashMap<>(preset);
    values.putAll(choice.overrides());
    return values;
  }

  /**
   * The profile of an account.
   *
   * @param choice what the account says, or null for nothing
   * @throws UnfitException where that is no profile
   */
  public Sip2Profile profile(@Nullable Sip2ProfileChoice choice) {
    return choice == null ? Sip2Profile.OPEN : Sip2Profile.of(values(choice));
  }
}
