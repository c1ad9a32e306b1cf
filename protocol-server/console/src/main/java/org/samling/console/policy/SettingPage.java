package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.policy.Setting;

/**
 * The model of the page of one setting at one place.
 *
 * @param accepted the values it accepts, as a text for staff
 * @param at the place, in URL form
 * @param back the path of the place's page, relative to the tenant's
 * @param today today's value, and where it comes from
 * @param values the values set at this place, past, present and planned, earliest first
 * @param mayChange whether the visitor may change it here
 * @param typed the typed values by field name
 * @param problems what is wrong with the typed values, as texts for staff by field name
 * @param change the effect of a change before it is made, or null
 */
public record SettingPage(
    Setting<?> setting,
    String accepted,
    String at,
    String back,
    String name,
    Today today,
    List<Value> values,
    boolean mayChange,
    Map<String, String> typed,
    Map<String, String> problems,
    @Nullable Change change) {
  /**
   * Today's value, and where it comes from.
   *
   * @param value today's value at the place
   * @param from the name of the place where it is set; null for the built-in default
   * @param looked the places checked, deepest first
   */
  public record Today(String value, @Nullable String from, List<CheckedPlace> looked) {
    /** Copies what may change. */
    public Today {
      looked = List.copyOf(looked);
    }
  }

  /** Makes defensive copies. */
  public SettingPage {
    values = List.copyOf(values);
    typed = Map.copyOf(typed);
    problems = Map.copyOf(problems);
  }

  /** Returns the path of this page, relative to the tenant's. */
  public String here() {
    return "/policy/setting?at=" + Visit.encoded(at) + "&name=" + Visit.encoded(setting.name());
  }

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Returns what is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /**
   * A place that is checked for a value.
   *
   * @param name the name of the place; null for the built-in default
   * @param value the value set there, or null
   * @param decides whether this value applies
   */
  public record CheckedPlace(@Nullable String name, @Nullable String value, boolean decides) {}

  /**
   * A value set at this place.
   *
   * @param from the first day
   * @param until the last day, or null
   * @param when the message key for past, current or planned
   */
  public record Value(
      String value, LocalDate from, @Nullable LocalDate until, String by, String when) {

    /** Whether it has no real first day, and so has always applied. */
    public boolean isAlways() {
      return from.equals(LocalDate.EPOCH);
    }
  }

  /**
   * The effect of a change.
   *
   * @param isRemoval whether a value is removed
   * @param day the day for which the effect is computed
   * @param until the last day of the new value, or null
   * @param rows the places where the value changes
   * @param more the number of such places not listed
   * @param same the number of places below that keep their value, because one is set there or
   *     further down
   * @param broken the test cases that it breaks
   */
  public record Change(
      boolean isRemoval,
      LocalDate day,
      @Nullable LocalDate until,
      List<Row> rows,
      int more,
      int same,
      List<BrokenCase> broken) {

    /** Copies the lists. */
    public Change {
      rows = List.copyOf(rows);
      broken = List.copyOf(broken);
    }
  }

  /**
   * A place where the value changes.
   *
   * @param name its name
   * @param before the old value
   * @param after the new value and what decides it
   */
  public record Row(String name, String before, String after) {}

  public String value() {
    return today.value;
  }

  public @Nullable String from() {
    return today.from;
  }

  public List<CheckedPlace> looked() {
    return today.looked;
  }
}
