package org.samling.console.bookings;

import static org.samling.core.staff.Permission.CIRCULATION_CHANGE;
import static org.samling.core.staff.Permission.CIRCULATION_SEE;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.console.bookings.CalendarPage.Draft;
import org.samling.console.bookings.CalendarPage.Filter;
import org.samling.console.bookings.CalendarPage.Opened;
import org.samling.console.bookings.CalendarPage.Told;
import org.samling.console.circulation.StaffScope;
import org.samling.console.operations.Answer;
import org.samling.console.operations.Cells;
import org.samling.console.operations.Labels;
import org.samling.console.operations.ServedOperation;
import org.samling.console.operations.Trouble;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.staff.StaffMember;
import org.samling.operations.Family.Served;
import org.samling.operations.Problem;

/** The calendar of bookings. Whatever it shows and does is an operation on bookings or sets. */
public final class BookingsSection implements Section {

  private static final String PATH = "/bookings";
  private static final String PAGE = "bookings/calendar";
  private static final String LIST = "list-bookings";
  private static final String SETS = "list-sets";
  private static final String PLACE = "place-bookings";

  /** The most pages of bookings or sets that are shown. */
  private static final int MOST_PAGES = 10;

  private static final String PAGE_LENGTH = "100";
  private static final int LONGEST_KEY = 100;

  /** What a new booking asks for, as the operation's members. */
  private static final List<String> TYPED =
      List.of("patron", "copies", "minimum", "from", "until", "pickup", "forward");

  private final Map<String, ServedOperation<?, ?, ?>> operations;
  private final Inquiries inquiries;

  /**
   * Creates it.
   *
   * @param served the operations, with what answers them
   */
  public BookingsSection(List<Served<?>> served, Inquiries inquiries) {
    this.operations = ServedOperation.byName(served);
    this.inquiries = inquiries;
  }

  @Override
  public String name() {
    return "bookings";
  }

  @Override
  public boolean isFor(StaffMember member) {
    return operation(LIST).isFor(member) && operation(SETS).isFor(member);
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, CIRCULATION_SEE, this::show),
        Endpoint.post(PATH, CIRCULATION_CHANGE, this::act));
  }

  private ServedOperation<?, ?, ?> operation(String name) {
    return Objects.requireNonNull(operations.get(name), name);
  }

  private LocalDate today(Visit visit) {
    return inquiries.policy(visit.tenant().id()).day(Instant.now());
  }

  /** The filter of an address or a form: from which Monday on, and of which branch. */
  private Filter filter(Visit visit, String from, String pickup) {
    var first = day(from);
    return new Filter(
        (first == null ? today(visit) : first)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
        pickup);
  }

  private static @Nullable LocalDate day(String text) {
    try {
      var day = text.isEmpty() ? null : LocalDate.parse(text);
      return day == null || day.getYear() < 1970 || day.getYear() > 2100 ? null : day;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private Reply show(Visit visit) {
    if (!isFor(visit.member())) {
      return Reply.forbidden();
    }
    var request = visit.request();
    var typed = new HashMap<String, String>();
    for (var name : List.of("what", "patron")) {
      typed.put(name, request.argument(name));
    }
    var filter = filter(visit, request.argument("from"), request.argument("pickup"));
    var day = day(request.argument("day"));
    if (day != null) {
      var today = today(visit);
      var first = day.isBefore(today) ? today : day;
      typed.put("from", first.toString());
      typed.put("until", first.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY)).toString());
    }
    var draft =
        day == null && typed.getOrDefault("what", "").isEmpty() ? null : draft(visit, typed);
    return Reply.page(
        PAGE, page(visit, filter, request.argument("open"), draft, Trouble.NONE, null));
  }

  private Reply act(Visit visit) {
    if (!isFor(visit.member()) || !operation(PLACE).isFor(visit.member())) {
      return Reply.forbidden();
    }
    var request = visit.request();
    var filter = filter(visit, request.field("from-week"), request.field("of-branch"));
    var booking = request.field("booking");
    var served =
        operation(
            switch (request.field("do")) {
              case "move" -> "move-booking";
              case "cancel" -> "cancel-booking";
              default -> PLACE;
            });
    var typed = new HashMap<String, String>();
    TYPED.forEach(name -> typed.put(name, request.field(name)));
    typed.put("what", request.field("what"));
    try {
      var key = request.field("_key");
      var answer =
          served.answer(
              visit,
              booking.isEmpty()
                  ? wanted(visit, typed)
                  : change(request.field("shift"), booking, typed),
              Map.of(),
              key.isEmpty() || key.length() > LONGEST_KEY ? null : key);
      var placed = booking.isEmpty() ? CalendarRows.firstId(answer) : "";
      var open = served.name().equals("cancel-booking") ? "" : booking + placed;
      return Reply.to(visit.path(filter.path(open)));
    } catch (Problem problem) {
      var labels = new Labels(visit.words()).in(served.operation());
      var trouble = Trouble.of(problem, served.members(), labels);
      var cells = new Cells(labels, visit.tenant().zone(), served.words());
      var why = trouble.particulars().isEmpty() ? null : Answer.of(trouble.particulars(), cells);
      return Reply.unfit(
          PAGE,
          page(
              visit,
              filter,
              booking,
              booking.isEmpty() ? draft(visit, typed) : null,
              trouble,
              why));
    }
  }

  /** A move by days keeps the length; otherwise both days are typed. */
  private static Map<String, List<String>> change(
      String shift, String booking, Map<String, String> typed) {
    var from = typed.getOrDefault("from", "");
    var until = typed.getOrDefault("until", "");
    var first = day(from);
    var last = day(until);
    if (shift.matches("-?7") && first != null && last != null) {
      var days = Integer.parseInt(shift);
      from = first.plusDays(days).toString();
      until = last.plusDays(days).toString();
    }
    return Map.of("booking", List.of(booking), "from", List.of(from), "until", List.of(until));
  }

  /** The input of a new booking; a number that a set has stands for the set. */
  private Map<String, List<String>> wanted(Visit visit, Map<String, String> typed) {
    var input = new HashMap<String, List<String>>();
    TYPED.forEach(name -> {
      var value = typed.getOrDefault(name, "");
      if (!value.isEmpty()) {
        input.put(name, List.of(value));
      }
    });
    var what = typed.getOrDefault("what", "");
    var isSet =
        all(visit, SETS, Map.of()).rows().stream().anyMatch(set -> what.equals(set.get("set")));
    input.put(isSet ? "sets" : "titles", List.of(what));
    if (isSet) {
      input.remove("copies");
      input.remove("minimum");
    }
    return input;
  }

  private Draft draft(Visit visit, Map<String, String> typed) {
    var filled = new HashMap<>(typed);
    filled.computeIfPresent("pickup", (_, at) -> at.isEmpty() ? visit.workplace().branch() : at);
    filled.putIfAbsent("pickup", visit.workplace().branch());
    return new Draft(filled, UUID.randomUUID().toString());
  }

  private CalendarPage page(
      Visit visit,
      Filter filter,
      String open,
      @Nullable Draft draft,
      Trouble trouble,
      @Nullable Answer particulars) {
    var weeks = CalendarRows.weeks(filter.from(), today(visit));
    var asked = new HashMap<String, List<String>>();
    asked.put("from", List.of(filter.from().toString()));
    asked.put("until", List.of(filter.last().toString()));
    if (!filter.pickup().isEmpty()) {
      asked.put("pickup", List.of(filter.pickup()));
    }
    var bookings = all(visit, LIST, asked);
    var sets = all(visit, SETS, Map.of());
    var rows = new CalendarRows(filter.from(), open);
    sets.rows().forEach(rows::addSet);
    bookings.rows().forEach(rows::addBooking);
    return new CalendarPage(
        filter,
        weeks,
        rows.rows(),
        draft == null ? opened(visit, bookings.rows(), open) : null,
        draft,
        StaffScope.of(visit, inquiries).names(),
        operation(PLACE).isFor(visit.member()) && visit.member().role().may(CIRCULATION_CHANGE),
        new Told(trouble.text(), particulars, bookings.isCut() || sets.isCut()));
  }

  private @Nullable Opened opened(Visit visit, List<Map<?, ?>> bookings, String open) {
    return bookings.stream()
        .filter(booking -> open.equals(CalendarRows.text(booking, "booking")))
        .findFirst()
        .map(booking -> CalendarRows.opened(booking, missing(visit, booking)))
        .orElse(null);
  }

  /** What of a booked set is not there. */
  private List<String> missing(Visit visit, Map<?, ?> booking) {
    var set = CalendarRows.text(booking, "set");
    if (set.isEmpty()) {
      return List.of();
    }
    try {
      var answer = operation("show-set").answer(visit, Map.of("set", List.of(set)), Map.of(), null);
      return CalendarRows.missing(answer);
    } catch (Problem _) {
      return List.of(); // it was dissolved meanwhile
    }
  }

  /** The rows of a list. */
  private record Rows(List<Map<?, ?>> rows, boolean isCut) {}

  private Rows all(Visit visit, String name, Map<String, List<String>> asked) {
    var rows = new ArrayList<Map<?, ?>>();
    var page = new LinkedHashMap<String, String>(Map.of("limit", PAGE_LENGTH));
    for (var i = 0; i < MOST_PAGES; i++) {
      var answer = operation(name).answer(visit, asked, page, null);
      rows.addAll(CalendarRows.list(answer, name.equals(SETS) ? "sets" : "bookings"));
      if (!(answer.get("next") instanceof String next)) {
        return new Rows(rows, false);
      }
      page.put("after", next);
    }
    return new Rows(rows, true);
  }
}
