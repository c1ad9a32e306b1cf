package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Suspension.Stopped;

/**
 * What the page of the stop switch shows.
 *
 * @param rows the stops: running, planned, then past
 * @param typed what was typed, by the fields' names
 * @param ticked what is ticked to stand still
 * @param places the agencies and branches at which the visitor may stop something, as names by how
 *     they stand in the form
 * @param problems what is wrong with what was typed, by the fields' names, in words
 * @param change what a stop comes to that was not set yet, or null
 */
public record StopsPage(
    List<Row> rows,
    Map<String, String> typed,
    List<String> ticked,
    Map<String, String> places,
    Map<String, String> problems,
    @Nullable Change change) {

  /** Copies what is given; places keep their order. */
  public StopsPage {
    rows = List.copyOf(rows);
    typed = Map.copyOf(typed);
    ticked = List.copyOf(ticked);
    problems = Map.copyOf(problems);
  }

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** What is wrong with a field, or null. */
  public @Nullable String problem(String field) {
    return problems.get(field);
  }

  /** What can stand still. */
  public Stopped[] all() {
    return Stopped.values();
  }

  /**
   * A stop.
   *
   * @param code its short name
   * @param where at which branches, in words
   * @param from the first day
   * @param until the last day
   * @param stops what stands still
   * @param reason why
   * @param by who set it
   * @param state the key of the words for running, planned and past
   * @param waiting how many loans may still have to be moved; nothing where all were
   * @param isRemoved whether it was taken away, and what it moved is moved back
   * @param mayChange whether the visitor may change it
   * @param mayEnd whether it runs, and longer than today
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
      boolean isRemoved,
      boolean mayChange,
      boolean mayEnd) {

    /** Copies the list. */
    public Row {
      stops = List.copyOf(stops);
    }

    /** Whether it holds today. */
    public boolean isRunning() {
      return state.equals("policy.now");
    }
  }

  /**
   * What a stop comes to.
   *
   * @param where at which branches, in words
   * @param from the first day
   * @param until the last day
   * @param stops what stands still
   * @param loans how many loans it concerns as things stand
   */
  public record Change(
      String where, LocalDate from, LocalDate until, List<Stopped> stops, long loans) {

    /** Copies the list. */
    public Change {
      stops = List.copyOf(stops);
    }
  }
}
