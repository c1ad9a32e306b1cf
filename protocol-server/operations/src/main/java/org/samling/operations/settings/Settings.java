package org.samling.operations.settings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Settings.SettingLookup;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Places;
import org.samling.operations.Texts;
import org.samling.operations.Validity;

/** What the operations on settings take and return. */
public final class Settings {

  /** The most characters of the name of a place. */
  private static final int NAME = 200;

  private Settings() {}

  /** A place as an input names it. */
  public record NamedPlace(
      @Means("the number of an agency; without any place the whole tenant") @Size(max = NAME) @Nullable String agency,
      @Means("the code of a branch") @Size(max = NAME) @Nullable String branch,
      @Means("a place within the branch") @Size(max = NAME) @Nullable String location) {

    /** The place with those above it. A blank location is refused, not taken for none. */
    List<Unit> path(LendingPolicy policy) {
      return Places.path(
          policy,
          agency,
          branch,
          location == null ? null : Objects.requireNonNullElse(Texts.clean(location), ""));
    }

    boolean isGiven() {
      return agency != null || branch != null;
    }
  }

  /** A place in an output. */
  public record Place(Level level, @Means("its code") String place) {

    static Place of(Unit unit) {
      return new Place(unit.level(), unit.code());
    }
  }

  /** Where and when the settings are wanted. */
  public record PlaceAndDay(
      @JsonUnwrapped NamedPlace unit, @Means("default: today") @Nullable LocalDate day) {}

  /**
   * A page of settings.
   *
   * @param settings the settings, by name
   * @param next what the next page comes after
   */
  public record Listed(List<SettingAtPlace> settings, @Means(Paging.NEXT) @Nullable String next) {}

  /** A setting with its value at a place. */
  public record SettingAtPlace(
      String setting,
      String meaning,
      @Means("a description") String accepts,
      @Means("the value where nothing is set") String builtIn,
      @Means("the value at the place on the day") String value,
      @Means("where that is set; null if it is built in") @Nullable Place setAt,
      @Means("the scope that changing it takes beside configuration:change; null for none")
          @Nullable String guard) {

    static SettingAtPlace of(
        Setting<?> setting, LendingPolicy policy, List<Unit> path, LocalDate day) {
      var found = policy.settings().find(setting, path, day);
      var set = found.set();
      var guard = setting.guard();
      return new SettingAtPlace(
          setting.name(),
          setting.meaning(),
          setting.words(),
          setting.builtInText(),
          found.text(),
          set == null ? null : Place.of(set.unit()),
          guard == null ? null : guard.text());
    }
  }

  /** Which values are listed. */
  public record Filter(
      @Means("the name of a setting") @Nullable String setting, @JsonUnwrapped NamedPlace unit) {}

  /**
   * A page of values.
   *
   * @param values the values that are set, by setting and place
   * @param next what the next page comes after
   */
  public record ListedValues(List<SetValue> values, @Means(Paging.NEXT) @Nullable String next) {}

  /** A value that is set. */
  public record SetValue(
      String setting,
      @JsonUnwrapped Place unit,
      String value,
      @Means("the first day; 1970-01-01 for always") LocalDate from,
      @Means("the last day") @Nullable LocalDate until,
      @Means("who set it") String by,
      @Means("when it was set") Instant at,
      Validity state) {

    static SetValue of(SettingValue value, LocalDate today) {
      return new SetValue(
          value.setting(),
          Place.of(value.unit()),
          value.value(),
          value.from(),
          value.until(),
          value.by(),
          value.at(),
          Validity.of(value.from(), value.until(), today));
    }
  }

  /** Which setting is explained, where and when. */
  public record WhichSetting(
      @Means("the name of the setting") String setting,
      @JsonUnwrapped NamedPlace unit,
      @Means("default: today") @Nullable LocalDate day) {}

  /** Which value of a setting applies, and why. */
  public record Explained(
      @JsonUnwrapped SettingAtPlace setting,
      LocalDate day,
      @Means("the places checked; the first with a value decides") List<CheckedPlace> places,
      List<SetValue> planned) {

    static Explained of(
        SettingAtPlace setting, LocalDate day, SettingLookup<?> lookup, LocalDate today) {
      return new Explained(
          setting,
          day,
          lookup.places().stream().map(place -> CheckedPlace.of(place, today)).toList(),
          lookup.planned().stream().map(value -> SetValue.of(value, today)).toList());
    }
  }

  /** A place that was checked for a value. */
  public record CheckedPlace(
      @JsonUnwrapped Place unit, @Means("null for nothing") @Nullable SetValue set) {

    static CheckedPlace of(org.samling.core.policy.Settings.Place place, LocalDate today) {
      var set = place.set();
      return new CheckedPlace(Place.of(place.unit()), set == null ? null : SetValue.of(set, today));
    }
  }

  /** A value that is to be set. */
  public record NewValue(
      @Means("the name of the setting") String setting,
      @Means("as it is written on the command line") @Size(max = 1_000) String value,
      @Means("the first day; default: today") @Nullable LocalDate from,
      @Means("the last day") @Nullable LocalDate until,
      @JsonUnwrapped NamedPlace unit) {}

  /** Which value is to be removed. */
  public record WhichValue(
      @Means("the name of the setting") String setting,
      @Means("its first day") LocalDate from,
      @JsonUnwrapped NamedPlace unit) {}
}
