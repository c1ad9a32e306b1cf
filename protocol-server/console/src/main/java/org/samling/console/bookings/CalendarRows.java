package org.samling.console.bookings;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.bookings.CalendarPage.Bar;
import org.samling.console.bookings.CalendarPage.Cell;
import org.samling.console.bookings.CalendarPage.Opened;
import org.samling.console.bookings.CalendarPage.Row;
import org.samling.console.bookings.CalendarPage.Week;

/** Lays bookings out in rows, one for each set or title, and in lanes where they overlap. */
final class CalendarRows {

  private static final Set<String> GONE =
      Set.of("missing", "claimed-returned", "lost", "discarded");
  private static final int DAYS = 7;

  private final LocalDate from;
  private final String open;
  private final Map<String, Booked> booked = new LinkedHashMap<>();

  /** A set or a title with its bookings. */
  private record Booked(String name, int items, List<Bar> bars) {}

  /**
   * Creates it.
   *
   * @param from the Monday of the first week
   * @param open the number of the booking that is open; empty for none
   */
  CalendarRows(LocalDate from, String open) {
    this.from = from;
    this.open = open;
  }

  /** The weeks. */
  static List<Week> weeks(LocalDate from, LocalDate today) {
    return IntStream.range(0, CalendarPage.WEEKS)
        .mapToObj(from::plusWeeks)
        .map(monday ->
            new Week(
                monday,
                monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                !today.isBefore(monday) && today.isBefore(monday.plusDays(DAYS))))
        .toList();
  }

  void addSet(Map<?, ?> set) {
    booked.put(
        text(set, "set"),
        new Booked(text(set, "name"), (int) number(set, "items"), new ArrayList<>()));
  }

  void addBooking(Map<?, ?> booking) {
    booked
        .computeIfAbsent(
            what(booking), _ -> new Booked(text(booking, "title"), 0, new ArrayList<>()))
        .bars()
        .add(bar(booking, open));
  }

  List<Row> rows() {
    return booked.entrySet().stream()
        .map(e ->
            new Row(
                e.getKey(), e.getValue().name(), e.getValue().items(), lanes(e.getValue().bars())))
        .toList();
  }

  /** Each booking goes to the first lane that is free; a row has one lane at least. */
  private List<List<Cell>> lanes(List<Bar> bars) {
    var lanes = new ArrayList<List<Cell>>();
    lanes.add(new ArrayList<>());
    for (var bar : bars) {
      var first = week(bar.from());
      var lane =
          lanes.stream()
              .filter(cells -> end(cells) <= first)
              .findFirst()
              .orElseGet(() -> {
                var more = new ArrayList<Cell>();
                lanes.add(more);
                return more;
              });
      fill(lane, first);
      lane.add(cell(first, week(bar.until()) - first + 1, bar));
    }
    lanes.forEach(lane -> fill(lane, CalendarPage.WEEKS));
    return lanes;
  }

  private int week(LocalDate day) {
    var weeks = Math.floorDiv(from.until(day, ChronoUnit.DAYS), DAYS);
    return Math.clamp(weeks, 0, CalendarPage.WEEKS - 1);
  }

  private static int end(List<Cell> lane) {
    return lane.isEmpty() ? 0 : lane.getLast().week() + lane.getLast().weeks();
  }

  private void fill(List<Cell> lane, int until) {
    for (var week = end(lane); week < until; week++) {
      lane.add(cell(week, 1, null));
    }
  }

  private Cell cell(int week, int weeks, @Nullable Bar bar) {
    return new Cell(week, weeks, from.plusWeeks(week), bar);
  }

  private static String what(Map<?, ?> booking) {
    var set = text(booking, "set");
    return set.isEmpty() ? text(booking, "record") : set;
  }

  private static Bar bar(Map<?, ?> booking, String open) {
    var id = text(booking, "booking");
    var onLoan = number(booking, "on-loan");
    var copies = number(booking, "promised") + onLoan + number(booking, "returned");
    return new Bar(
        id,
        text(booking, "patron-name"),
        LocalDate.parse(text(booking, "from")),
        LocalDate.parse(text(booking, "until")),
        copies,
        copies < number(booking, "copies"),
        onLoan > 0,
        id.equals(open));
  }

  /** A booking with all that is known of it. */
  static Opened opened(Map<?, ?> booking, List<String> missing) {
    return new Opened(
        bar(booking, text(booking, "booking")),
        what(booking),
        text(booking, "title"),
        text(booking, "pickup"),
        number(booking, "copies"),
        number(booking, "promised"),
        number(booking, "on-loan"),
        number(booking, "returned"),
        missing);
  }

  /** The items of a set that are not there. */
  static List<String> missing(Map<String, Object> set) {
    return list(set, "contents").stream()
        .filter(item -> GONE.contains(text(item, "status")))
        .map(item -> text(item, "item") + " " + text(item, "title"))
        .toList();
  }

  /** The number of the first booking in an answer. */
  static String firstId(Map<String, Object> answer) {
    return list(answer, "bookings").stream()
        .map(booking -> text(booking, "booking"))
        .findFirst()
        .orElse("");
  }

  static List<Map<?, ?>> list(Map<String, Object> answer, String name) {
    return answer.get(name) instanceof Collection<?> rows
        ? rows.stream()
            .<Map<?, ?>>flatMap(row -> row instanceof Map<?, ?> one ? Stream.of(one) : Stream.of())
            .toList()
        : List.of();
  }

  static String text(Map<?, ?> row, String name) {
    var value = row.get(name);
    return value == null ? "" : value.toString();
  }

  private static long number(Map<?, ?> row, String name) {
    return row.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
