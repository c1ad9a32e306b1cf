package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Suspension.Stopped;

/**
 * The model of the stop switch.
 *
 * @param rows the stops: running, planned, then past
 * @param typed the typed values by field name
 * @param ticked what is ticked to be suspended
 * @param places the names of the agencies and branches for which the visitor may set a stop, by
 *     form value
 * @param problems what is wrong with the typed values, as texts for staff by field name
 * @param change the effect of a stop before it is set, or null
 */
public record StopsPage(
    List<Row> rows,
    Map<String, String> typed,
    List<String> ticked,
    Map<String, String> places,
    Map<String, String> problems,
    @Nullable Change change) {

  /** Makes defensive copies; places keep their order. */
  public StopsPage {
    rows = List.copyOf(rows);
    typed = Map.copyOf(typed);
    ticked = List.copyOf(ticked);
    problems = Map.copyOf(problems);
  }

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Returns what is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /** Returns what can be suspended. */
  public Stopped[] all() {
    return Stopped.values();
  }

  /**
   * A stop.
   *
   * @param where its branches, as a text for staff
   * @param from the first day
   * @param stops what it suspends
   * @param state the message key for running, planned or past
   * @param waiting the number of loans that may still have to be moved; null if all are moved
   * @param options what can be done with a stop
   */
  public record Row(
      String code,
      String where,
      LocalDate from,
      LocalDate until,
      List<Stopped> stops,
      String reason,
      String by,
      String state,
      @Nullable Long waiting,
      Options options) {
    /**
     * What can be done with a stop.
     *
     * @param isRemoved whether it was removed, and its due dates are moved back
     * @param mayChange whether the visitor may change it
     * @param mayEnd whether it is running beyond today
     */
    public record Options(boolean isRemoved, boolean mayChange, boolean mayEnd) {}

    /** Copies the list. */
    public Row {
      stops = List.copyOf(stops);
    }

    /** Whether it is running today. */
    public boolean isRunning() {
      return state.equals("policy.now");
    }

    public boolean isRemoved() {
      return options.isRemoved;
    }

    public boolean mayChange() {
      return options.mayChange;
    }

    public boolean mayEnd() {
      return options.mayEnd;
    }
  }

  /**
   * The effect of a stop.
   *
   * @param where its branches, as a text for staff
   * @param from the first day
   * @param stops what it suspends
   * @param loans the number of loans affected at present
   */
  public record Change(
      String where, LocalDate from, LocalDate until, List<Stopped> stops, long loans) {

    /** Copies the list. */
    public Change {
      stops = List.copyOf(stops);
    }
  }
}
