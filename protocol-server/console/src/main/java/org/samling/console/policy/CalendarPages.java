package org.samling.console.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.BranchCalendar.Closing;
import org.samling.core.organisation.BranchCalendar.Hours;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.policy.Suspension.Stopped;

/** The pages of branch calendars, and of their effect on due dates. */
final class CalendarPages {

  private static final String ONE = "policy/calendar";
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;
  private static final int LONGEST_REASON = 200;
  private static final List<String> PARTS =
      List.of("opens", "closes", "staffed-from", "staffed-until");

  private final Inquiries inquiries;
  private final LibraryRegister register;

  CalendarPages(Inquiries inquiries, LibraryRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  /** Lists the branches. */
  Reply list(Visit visit) {
    var tree = Tree.of(visit, inquiries.policy(visit.tenant().id()));
    var today = tree.today();
    return Reply.page(
        "policy/calendars",
        tree.branches().stream()
            .map(b ->
                new CalendarPage.Row(
                    b.code(),
                    b.name(),
                    b.calendar().isOpenOn(today),
                    b.calendar().closings().stream()
                        .filter(c -> !c.to().isBefore(today))
                        .min(Comparator.comparing(Closing::from))
                        .orElse(null)))
            .toList());
  }

  /** Handles a request for one branch. */
  private interface OnBranch {
    Reply answer(Tree tree, Branch branch);
  }

  private Reply on(Visit visit, OnBranch answer) {
    var tree = Tree.of(visit, inquiries.policy(visit.tenant().id()));
    return tree.branch(visit.request().part("branch"))
        .map(b -> answer.answer(tree, b))
        .orElseGet(Reply::notFound);
  }

  /** Shows the calendar of a branch for a year. */
  Reply show(Visit visit) {
    return on(
        visit,
        (tree, branch) -> {
          var typing = new FormInput(visit.request()::argument, visit.words(), List.of("due"));
          var day = typing.day("due");
          var due =
              day == null
                  ? null
                  : new CalendarPage.DueDateCheck(
                      day,
                      tree.policy()
                          .day(tree.policy().endOfDay(branch.code(), day, Stopped.DUE_DATES)));
          return typing.isFit()
              ? Reply.page(ONE, page(visit, tree, branch, hours(branch), Map.of(), due))
              : Reply.unfit(ONE, page(visit, tree, branch, hours(branch), typing.problems(), null));
        });
  }

  /** Returns the values of the opening hours form, by field name. */
  private static Map<String, String> hours(Branch branch) {
    var typed = new HashMap<String, String>();
    branch
        .calendar()
        .hours()
        .forEach((day, hours) -> {
          typed.put("opens-" + day.getValue(), hours.open().toString());
          typed.put("closes-" + day.getValue(), hours.close().toString());
          typed.put("staffed-from-" + day.getValue(), text(hours.staffedFrom()));
          typed.put("staffed-until-" + day.getValue(), text(hours.staffedUntil()));
        });
    return typed;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static int year(Visit visit, Tree tree) {
    var argument = visit.request().argument("year");
    var year = argument.matches("\\d{4}") ? Integer.parseInt(argument) : tree.today().getYear();
    return Math.clamp(year, FIRST_YEAR, LAST_YEAR);
  }

  private static CalendarPage page(
      Visit visit,
      Tree tree,
      Branch branch,
      Map<String, String> typed,
      Map<String, String> problems,
      CalendarPage.@Nullable DueDateCheck due) {
    var year = year(visit, tree);
    var calendar = branch.calendar();
    return new CalendarPage(
        branch.code(),
        branch.name(),
        year,
        IntStream.rangeClosed(1, 12)
            .mapToObj(m -> LocalDate.of(year, m, 1))
            .map(first ->
                new CalendarPage.Month(
                    first,
                    first
                        .datesUntil(first.plusMonths(1))
                        .map(day -> kind(tree, branch, day))
                        .toList()))
            .toList(),
        calendar.closings().stream()
            .filter(c -> c.from().getYear() <= year && c.to().getYear() >= year)
            .sorted(Comparator.comparing(Closing::from))
            .toList(),
        typed,
        problems,
        due);
  }

  private static CalendarPage.Kind kind(Tree tree, Branch branch, LocalDate day) {
    var hours = branch.calendar().hours();
    if (tree.policy().isStopped(Stopped.DUE_DATES, branch.code(), day)) {
      return CalendarPage.Kind.STOPPED;
    }
    if (branch.calendar().isOpenOn(day)) {
      return CalendarPage.Kind.OPEN;
    }
    return hours.isEmpty() || hours.containsKey(day.getDayOfWeek())
        ? CalendarPage.Kind.CLOSED
        : CalendarPage.Kind.USUALLY_CLOSED;
  }

  /** Saves the weekly opening hours. */
  Reply putHours(Visit visit) {
    return on(
        visit,
        (tree, branch) -> {
          var fields =
              Stream.of(DayOfWeek.values())
                  .flatMap(d -> PARTS.stream().map(p -> p + "-" + d.getValue()))
                  .toList();
          var typing = new FormInput(visit.request()::field, visit.words(), fields);
          var hours = new EnumMap<DayOfWeek, Hours>(DayOfWeek.class);
          for (var day : DayOfWeek.values()) {
            hours(typing, day, hours);
          }
          if (!typing.isFit()) {
            return Reply.unfit(
                ONE, page(visit, tree, branch, typing.typed(), typing.problems(), null));
          }
          put(visit, branch, new BranchCalendar(hours, branch.calendar().closings()));
          visit.note("hours-put", branch.code(), hours.keySet().toString());
          return back(visit, branch);
        });
  }

  private static void hours(FormInput typing, DayOfWeek day, Map<DayOfWeek, Hours> hours) {
    var suffix = "-" + day.getValue();
    if (PARTS.stream().allMatch(p -> typing.text(p + suffix).isEmpty())) {
      return;
    }
    var opens = time(typing, "opens" + suffix);
    var closes = time(typing, "closes" + suffix);
    var staffedFrom = time(typing, "staffed-from" + suffix);
    var staffedUntil = time(typing, "staffed-until" + suffix);
    var read =
        opens == null || closes == null
            ? null
            : new Hours(opens, closes, staffedFrom, staffedUntil);
    if (read == null || !read.isFit()) {
      typing.unfit("opens" + suffix, "policy.hours-unfit");
    } else {
      hours.put(day, read);
    }
  }

  private static @Nullable LocalTime time(FormInput typing, String field) {
    var text = typing.text(field);
    try {
      return text.isEmpty() ? null : LocalTime.parse(text);
    } catch (DateTimeParseException _) {
      typing.unfit(field, "policy.time-unfit");
      return null;
    }
  }

  private void put(Visit visit, Branch branch, BranchCalendar calendar) {
    register.putBranches(
        visit.tenant().id(),
        List.of(
            new Branch(
                branch.code(), branch.agency(), branch.jointAgencies(), branch.name(), calendar)));
  }

  private static Reply back(Visit visit, Branch branch) {
    return Reply.to(
        visit.path("/policy/calendars/" + Visit.encoded(branch.code()))
            + (visit.request().field("year").matches("\\d{4}")
                ? "?year=" + visit.request().field("year")
                : ""));
  }

  /** Closes a branch for a period. */
  Reply close(Visit visit) {
    return on(
        visit,
        (tree, branch) -> {
          var typing =
              new FormInput(visit.request()::field, visit.words(), List.of("from", "to", "reason"));
          var from = typing.day("from");
          if (typing.text("from").isEmpty()) {
            typing.unfit("from", "policy.day-unfit");
          }
          var last = typing.day("to");
          typing.period(from, last, "to");
          var reason = typing.text("reason", LONGEST_REASON);
          var closings = new ArrayList<>(branch.calendar().closings());
          if (from != null && closings.stream().anyMatch(c -> c.from().equals(from))) {
            typing.unfit("from", "policy.closed-already");
          }
          if (closings.size() >= BranchCalendar.MOST_CLOSINGS) {
            typing.unfit(
                "from", "policy.too-many-closings", String.valueOf(BranchCalendar.MOST_CLOSINGS));
          }
          if (!typing.isFit() || from == null) {
            var typed = new HashMap<>(hours(branch));
            typed.putAll(typing.typed());
            return Reply.unfit(ONE, page(visit, tree, branch, typed, typing.problems(), null));
          }
          var closing = new Closing(from, last == null ? from : last, reason);
          closings.add(closing);
          put(visit, branch, new BranchCalendar(branch.calendar().hours(), closings));
          visit.note(
              "branch-closed", branch.code(), "%s to %s".formatted(closing.from(), closing.to()));
          return back(visit, branch);
        });
  }

  /** Removes a closed period of a branch. */
  Reply open(Visit visit) {
    return on(
        visit,
        (_, branch) -> {
          var from = visit.request().field("from");
          var left =
              branch.calendar().closings().stream()
                  .filter(c -> !c.from().toString().equals(from))
                  .toList();
          if (left.size() == branch.calendar().closings().size()) {
            return Reply.notFound();
          }
          put(visit, branch, new BranchCalendar(branch.calendar().hours(), left));
          visit.note("branch-opened", branch.code(), from);
          return back(visit, branch);
        });
  }
}
