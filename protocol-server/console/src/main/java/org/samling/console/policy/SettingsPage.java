package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;

/**
 * The model of the settings tree.
 *
 * @param at the place shown, in URL form
 * @param name its name
 * @param level its level in the tree
 * @param branch the code of the branch that the place is or belongs to; empty for none
 * @param groups the settings, grouped by the first part of their names
 * @param problem the message key of what is wrong, or null
 */
public record SettingsPage(
    String at,
    String name,
    Unit.Level level,
    List<Place> places,
    String branch,
    List<Group> groups,
    @Nullable String problem) {

  /** Copies the lists. */
  public SettingsPage {
    places = List.copyOf(places);
    groups = List.copyOf(groups);
  }

  /**
   * A place in the tree.
   *
   * @param address the path of its page, relative to the tenant's
   * @param name its name
   * @param depth its depth, 0 for the tenant
   * @param isHere whether it is the place shown
   * @param own the number of settings with a current or planned value there
   */
  public record Place(String address, String name, int depth, boolean isHere, int own) {}

  /**
   * A group of settings.
   *
   * @param name the first part of their names
   */
  public record Group(String name, List<Row> rows) {

    /** Copies the list. */
    public Group {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A setting at the place.
   *
   * @param address the path of its page, relative to the tenant's
   * @param value today's value
   * @param from the name of the place where it is set; null for the built-in default
   * @param isOwn whether it is set at this place
   * @param planned the planned values, set there or above
   */
  public record Row(
      Setting<?> setting,
      String address,
      String value,
      @Nullable String from,
      boolean isOwn,
      List<PlannedValue> planned) {

    /** Copies the list. */
    public Row {
      planned = List.copyOf(planned);
    }
  }

  /**
   * A planned value.
   *
   * @param from the first day
   */
  public record PlannedValue(String value, LocalDate from) {

    static PlannedValue of(SettingValue value) {
      return new PlannedValue(value.value(), value.from());
    }
  }
}
