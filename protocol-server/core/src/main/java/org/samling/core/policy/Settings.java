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
 * The settings of a tenant. The value at a place is the one set there, or else at the next place up
 * the tree, or else the built-in one.
 */
public final class Settings {

  /** A tenant that has set nothing. */
  public static final Settings NONE = new Settings(List.of());

  private static final Comparator<SettingValue> LATEST =
      Comparator.comparing(SettingValue::from).thenComparing(SettingValue::at);

  private final Map<String, Map<Unit, List<SettingValue>>> values = new HashMap<>();

  /** Takes all values, including past and planned ones. */
  public Settings(List<SettingValue> values) {
    for (var value : values) {
      this.values
          .computeIfAbsent(value.setting(), _ -> new HashMap<>())
          .computeIfAbsent(value.unit(), _ -> new ArrayList<>())
          .add(value);
    }
  }

  /** A copy with one more value, which replaces one that begins on the same day. */
  public Settings with(SettingValue value) {
    var all = new ArrayList<>(without(value.setting(), value.unit(), value.from()).all());
    all.add(value);
    return new Settings(all);
  }

  /** A copy without a value that begins on a day. */
  public Settings without(String setting, Unit unit, LocalDate from) {
    return new Settings(
        all().stream()
            .filter(v ->
                !v.setting().equals(setting) || !v.unit().equals(unit) || !v.from().equals(from))
            .toList());
  }

  /** All values, in no order. */
  public List<SettingValue> all() {
    return values.values().stream()
        .flatMap(units -> units.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The value of a setting at a place.
   *
   * @param path the place and those above it, the deepest first
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

  /**
   * The value of a setting at a place, and all places where it was looked up.
   *
   * @param path the place and those above it, the deepest first
   */
  public <T> SettingLookup<T> explain(Setting<T> setting, List<Unit> path, LocalDate day) {
    var units = values.getOrDefault(setting.name(), Map.of());
    return new SettingLookup<>(
        find(setting, path, day),
        path.stream().map(unit -> new Place(unit, at(units, unit, day).orElse(null))).toList(),
        path.stream()
            .flatMap(unit -> units.getOrDefault(unit, List.of()).stream())
            .filter(value -> value.from().isAfter(day))
            .sorted(LATEST)
            .toList());
  }

  private static Optional<SettingValue> at(
      Map<Unit, List<SettingValue>> units, Unit unit, LocalDate day) {
    return units.getOrDefault(unit, List.of()).stream().filter(v -> v.holdsOn(day)).max(LATEST);
  }

  /**
   * The value of a setting, and where it was set.
   *
   * @param value the value
   * @param set where, since when and by whom, or null where nothing is set
   */
  public record Found<T>(Setting<T> setting, T value, @Nullable SettingValue set) {

    /** Where it was set, for people. */
    public String level() {
      return set == null ? "built in" : set.unit().toString();
    }

    /** The value as text. */
    public String text() {
      return set == null ? setting.builtInText() : set.value();
    }
  }

  /**
   * The value of a setting, and the places where it was looked up.
   *
   * @param found the value
   * @param places the place and those above it, the deepest first
   * @param planned the values planned at any of them, the earliest first
   */
  public record SettingLookup<T>(Found<T> found, List<Place> places, List<SettingValue> planned) {

    /** Copies the lists. */
    public SettingLookup {
      places = List.copyOf(places);
      planned = List.copyOf(planned);
    }
  }

  /**
   * A place where a setting was looked up.
   *
   * @param unit the place
   * @param set what is set there on that day, or null where nothing is
   */
  public record Place(Unit unit, @Nullable SettingValue set) {}
}
