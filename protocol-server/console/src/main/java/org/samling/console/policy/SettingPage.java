package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Visit;
import org.samling.core.policy.Setting;

/**
 * What the page of one setting at one place shows.
 *
 * @param accepted what it accepts, in words
 * @param at the place, as it stands in addresses
 * @param back the address of the place's page, behind the tenant's
 * @param name what the place is called
 * @param value what it says there today
 * @param from what the place is called where that is set; null for what the program brings
 * @param looked the places that are asked, the deepest first
 * @param values what is set at this very place, past, present and planned, the earliest first
 * @param mayChange whether the visitor may change it here
 * @param typed what was typed, by the fields' names
 * @param problems what is wrong with what was typed, by the fields' names, in words
 * @param change what a change comes to that was not made yet, or null
 */
public record SettingPage(
    Setting<?> setting,
    String accepted,
    String at,
    String back,
    String name,
    String value,
    @Nullable String from,
    List<Looked> looked,
    List<Value> values,
    boolean mayChange,
    Map<String, String> typed,
    Map<String, String> problems,
    @Nullable Change change) {

  /** Copies what is given. */
  public SettingPage {
    looked = List.copyOf(looked);
    values = List.copyOf(values);
    typed = Map.copyOf(typed);
    problems = Map.copyOf(problems);
  }

  /** The address of this page, behind the tenant's. */
  public String here() {
    return "/policy/setting?at=" + Visit.encoded(at) + "&name=" + Visit.encoded(setting.name());
  }

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** What is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /**
   * A place that is asked.
   *
   * @param name what it is called; null for the program itself
   * @param value what is said there, or null where nothing is
   * @param decides whether that is what holds
   */
  public record Looked(@Nullable String name, @Nullable String value, boolean decides) {}

  /**
   * A value that is set here.
   *
   * @param value what it says
   * @param from the first day
   * @param until the last day, or null
   * @param by who set it
   * @param when the key of the words for past, now or planned
   */
  public record Value(
      String value, LocalDate from, @Nullable LocalDate until, String by, String when) {

    /** Whether it has held for as long as anybody can remember. */
    public boolean isAlways() {
      return from.equals(LocalDate.EPOCH);
    }
  }

  /**
   * What a change comes to.
   *
   * @param isRemoval whether a value is taken away
   * @param day the day on which it is looked at
   * @param until the last day on which it holds, or null
   * @param rows the places at which something else holds than before
   * @param more how many such places are not listed
   * @param same at how many places below nothing changes, since something is said there
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
   * A place at which something changes.
   *
   * @param name what it is called
   * @param before what held
   * @param after what holds then
   */
  public record Row(String name, String before, String after) {}
}
