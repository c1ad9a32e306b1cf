package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;

/**
 * What the page of the tree shows.
 *
 * @param at the place that is shown, as it stands in addresses
 * @param name what it is called
 * @param level how deep it is in the tree
 * @param places the tree
 * @param branch the code of the branch that it is or is in; empty for none
 * @param groups the settings, by what their names begin with
 * @param problem the key of the words for what is wrong, or null
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
   * @param address the address of its page, behind the tenant's
   * @param name what it is called
   * @param depth how deep it stands, 0 for the tenant
   * @param isHere whether it is shown
   * @param own how many settings say something there, now or later
   */
  public record Place(String address, String name, int depth, boolean isHere, int own) {}

  /**
   * Settings that belong together.
   *
   * @param name what their names begin with
   * @param rows the settings
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
   * @param address the address of its page, behind the tenant's
   * @param value what it says today
   * @param from what the place is called where that is set; null for what the program brings
   * @param isOwn whether it is set at this very place
   * @param planned what will hold later, there or above
   */
  public record Row(
      Setting<?> setting,
      String address,
      String value,
      @Nullable String from,
      boolean isOwn,
      List<Planned> planned) {

    /** Copies the list. */
    public Row {
      planned = List.copyOf(planned);
    }
  }

  /**
   * A value with a later first day.
   *
   * @param value what it says
   * @param from the first day
   */
  public record Planned(String value, LocalDate from) {

    static Planned of(SettingValue value) {
      return new Planned(value.value(), value.from());
    }
  }
}
