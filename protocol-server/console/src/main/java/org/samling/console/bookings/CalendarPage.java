package org.samling.console.bookings;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.Answer;
import org.samling.console.operations.Labels.Text;
import org.samling.console.web.Visit;

/**
 * The model of the calendar.
 *
 * @param filter what it shows
 * @param weeks its columns
 * @param rows the sets, and the titles that are booked
 * @param opened the booking that is open, or null
 * @param draft a booking that is to be made, or null
 * @param branches the names of the branches to choose from, by code
 * @param mayChange whether the visitor may book
 * @param told what is told above it
 */
public record CalendarPage(
    Filter filter,
    List<Week> weeks,
    List<Row> rows,
    @Nullable Opened opened,
    @Nullable Draft draft,
    Map<String, String> branches,
    boolean mayChange,
    Told told) {

  /** How many weeks are shown. */
  static final int WEEKS = 12;

  /** How far the links go that lead to other weeks. */
  private static final int STEP = 8;

  /** Copies the lists; the branches keep their order. */
  public CalendarPage {
    weeks = List.copyOf(weeks);
    rows = List.copyOf(rows);
  }

  /**
   * What is shown.
   *
   * @param from the Monday of the first week
   * @param pickup the code of the branch where it is picked up; empty for all
   */
  public record Filter(LocalDate from, String pickup) {

    /** The last day. */
    public LocalDate last() {
      return from.plusWeeks(WEEKS).minusDays(1);
    }

    /** The path of the page, with a booking open, if it names one. */
    public String path(String open) {
      return "/bookings?from=%s&pickup=%s&open=%s"
          .formatted(from, Visit.encoded(pickup), Visit.encoded(open));
    }

    /** The path of the page where something can be booked from a day on. */
    public String path(String what, LocalDate day) {
      return "/bookings?from=%s&pickup=%s&what=%s&day=%s"
          .formatted(from, Visit.encoded(pickup), Visit.encoded(what), day);
    }

    /** The same of earlier weeks. */
    public Filter earlier() {
      return new Filter(from.minusWeeks(STEP), pickup);
    }

    /** The same of later weeks. */
    public Filter later() {
      return new Filter(from.plusWeeks(STEP), pickup);
    }
  }

  /** A week. */
  public record Week(LocalDate monday, int number, boolean isNow) {}

  /**
   * What can be booked.
   *
   * @param what the barcode of a set, or a title's source:number
   * @param name what it is called
   * @param items how many items a set has; 0 for a title
   * @param lanes its bookings, those that overlap below each other
   */
  public record Row(String what, String name, int items, List<List<Cell>> lanes) {

    /** Copies the lanes. */
    public Row {
      lanes = lanes.stream().map(List::copyOf).toList();
    }
  }

  /**
   * One or more weeks of a row.
   *
   * @param week the number of the first among the columns, from 0
   * @param weeks how many
   * @param monday the Monday of the first
   * @param booking what is booked, or null for a free week
   */
  public record Cell(int week, int weeks, LocalDate monday, @Nullable Bar booking) {}

  /**
   * A booking in the calendar.
   *
   * @param id its number
   * @param who who booked
   * @param from the first day
   * @param until the last day
   * @param copies how many copies it has or had
   * @param isShort whether those are fewer than were booked
   * @param isFetched whether copies are on loan for it
   * @param isOpen whether it is the one that is open
   */
  public record Bar(
      String id,
      String who,
      LocalDate from,
      LocalDate until,
      long copies,
      boolean isShort,
      boolean isFetched,
      boolean isOpen) {}

  /**
   * The booking that is open.
   *
   * @param what the barcode of a set, or a title's source:number
   * @param name what that is called
   * @param pickup the code of the branch where it is picked up
   * @param wanted how many copies were booked
   * @param promised how many are promised and not picked up
   * @param onLoan how many are on loan
   * @param returned how many came back
   * @param missing what of the set is not there, in words
   */
  public record Opened(
      Bar bar,
      String what,
      String name,
      String pickup,
      long wanted,
      long promised,
      long onLoan,
      long returned,
      List<String> missing) {

    /** Copies the list. */
    public Opened {
      missing = List.copyOf(missing);
    }
  }

  /**
   * A booking that is to be made.
   *
   * @param typed what was typed, by field
   * @param key the idempotency key of the form
   */
  public record Draft(Map<String, String> typed, String key) {

    /** Copies the map. */
    public Draft {
      typed = Map.copyOf(typed);
    }

    /** What was typed in a field. */
    public String typed(String field) {
      return typed.getOrDefault(field, "");
    }
  }

  /**
   * What is told above the calendar.
   *
   * @param problem why something was not done; empty if nothing is wrong
   * @param particulars what stands in the way, or null
   * @param isCut whether there is more than is shown
   */
  public record Told(Text problem, @Nullable Answer particulars, boolean isCut) {}
}
