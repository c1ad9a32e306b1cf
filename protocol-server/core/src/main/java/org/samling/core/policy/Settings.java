package org.samling.core.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a tenant. What holds at a place is what is set there, or else at the next place
 * up the tree, or else what the program brings.
 */
public final class Settings {

  /** A tenant that has set nothing. */
  public static final Settings NONE = new Settings(List.of());

  private static final Comparator<SettingValue> LATEST =
      Comparator.comparing(SettingValue::from).thenComparing(SettingValue::at);

  private final Map<String, Map<Unit, List<SettingValue>>> values = new HashMap<>();

  /** Takes all values, also past and planned ones. */
  public Settings(List<SettingValue> values) {
    for (var value : values) {
      this.values
          .computeIfAbsent(value.setting(), _ -> new HashMap<>())
          .computeIfAbsent(value.unit(), _ -> new ArrayList<>())
          .add(value);
    }
  }

  /** All values, in no order. */
  public List<SettingValue> all() {
    return values.values().stream()
        .flatMap(units -> units.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * What a setting says at a place.
   *
   * @param setting the setting
   * @param path the place and what is above it, the deepest first
   * @param day the day
   */
  public <T> Found<T> find(Setting<T> setting, List<Unit> path, LocalDate day) {
    var units = values.get(setting.name());
    if (units != null) {
      for (var unit : path) {
        var value = at(units, unit, day);
        if (value.isPresent()) {
          return new Found<>(setting, setting.read(value.get().value()), value.get());
        }
      }
    }
    return new Found<>(setting, setting.builtIn(), null);
  }

  private static Optional<SettingValue> at(
      Map<Unit, List<SettingValue>> units, Unit unit, LocalDate day) {
    return units.getOrDefault(unit, List.of()).stream().filter(v -> v.holdsOn(day)).max(LATEST);
  }

  /**
   * What a setting says, and by what.
   *
   * @param setting the setting
   * @param value what it says
   * @param set where, since when and by whom, or null where nothing is set
   */
  public record Found<T>(Setting<T> setting, T value, @Nullable SettingValue set) {

    /** Where it was set, for people. */
    public String level() {
      return set == null ? "built in" : set.unit().toString();
    }
  }
}
