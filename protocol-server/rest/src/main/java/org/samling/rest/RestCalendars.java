package org.samling.rest;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.BranchCalendar.Closing;
import org.samling.core.organisation.BranchCalendar.Hours;
import org.samling.core.organisation.LibraryRegister;
import org.samling.rest.form.AdministrationForms;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestBody;
import org.samling.rest.form.RestForm;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;

/** The opening hours and closings of branches, and changes to them. */
final class RestCalendars {

  private static final int LONGEST = 200;

  private final Inquiries inquiries;
  private final LibraryRegister register;

  RestCalendars(Inquiries inquiries, LibraryRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  RestAnswer list(RestExchange exchange) {
    return RestPages.page(
        exchange,
        "calendars",
        inquiries.policy(exchange.tenant().id()).branches().values().stream()
            .sorted(Comparator.comparing(Branch::code))
            .toList(),
        Branch::code,
        RestCalendars::fields);
  }

  RestAnswer show(RestExchange exchange) {
    var branch = branch(exchange);
    var fields = fields(branch);
    fields.put(
        "closings",
        branch.calendar().closings().stream()
            .sorted(Comparator.comparing(Closing::from))
            .map(closing -> {
              var of = new LinkedHashMap<String, @Nullable Object>();
              of.put("from", closing.from().toString());
              of.put("to", closing.to().toString());
              of.put("reason", closing.reason());
              return of;
            })
            .toList());
    return RestAnswer.of(fields);
  }

  private Branch branch(RestExchange exchange) {
    var code = exchange.path("branch");
    var branch = inquiries.policy(exchange.tenant().id()).branches().get(code);
    if (branch == null) {
      throw new RestProblem(Status.NOT_FOUND, "There is no branch \"%s\".".formatted(code));
    }
    return branch;
  }

  /** Sets the opening hours of the week. */
  RestAnswer putHours(RestExchange exchange) {
    var branch = branch(exchange);
    var days = new RestBody(exchange.body().object("hours", AdministrationForms.WEEK));
    var hours = new EnumMap<DayOfWeek, Hours>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      var name = OfflineFields.word(day);
      var spans = days.object(name, AdministrationForms.HOURS);
      if (!spans.isEmpty()) {
        hours.put(day, hours(name, new RestBody(spans)));
      }
    }
    return put(exchange, branch, new BranchCalendar(hours, branch.calendar().closings()));
  }

  private static Hours hours(String day, RestBody spans) {
    var open = span(spans, "open");
    var staffed = span(spans, "staffed");
    if (open != null) {
      var hours =
          new Hours(
              open.getFirst(),
              open.getLast(),
              staffed == null ? null : staffed.getFirst(),
              staffed == null ? null : staffed.getLast());
      if (hours.isFit()) {
        return hours;
      }
    }
    throw bad("The hours of %s end before they begin.".formatted(day));
  }

  /** Start and end of a period, in the form of {@link RestForm.Written#HOURS}. */
  private static @Nullable List<LocalTime> span(RestBody spans, String name) {
    var text = spans.text(name, LONGEST);
    return text == null
        ? null
        : List.of(LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6)));
  }

  private RestAnswer put(RestExchange exchange, Branch branch, BranchCalendar calendar) {
    register.putBranches(
        exchange.tenant().id(),
        List.of(
            new Branch(
                branch.code(), branch.agency(), branch.jointAgencies(), branch.name(), calendar)));
    return show(exchange);
  }

  /** Closes a branch for a period. */
  RestAnswer close(RestExchange exchange) {
    var branch = branch(exchange);
    var calendar = branch.calendar();
    var body = exchange.body();
    var from = Objects.requireNonNull(body.planned("from"));
    var last = body.planned("to");
    var to = last == null ? from : last;
    if (to.isBefore(from)) {
      throw bad("\"to\" %s is before \"from\" %s.".formatted(to, from));
    }
    if (calendar.closings().stream().anyMatch(c -> c.from().equals(from))) {
      throw new RestProblem(
          Status.CONFLICT,
          "%s is already closed from %s: remove that closing first."
              .formatted(branch.code(), from));
    }
    if (calendar.closings().size() >= BranchCalendar.MOST_CLOSINGS) {
      throw new RestProblem(
          Status.CONFLICT,
          "A branch can have at most %,d closings.".formatted(BranchCalendar.MOST_CLOSINGS));
    }
    var closings = new ArrayList<>(calendar.closings());
    closings.add(new Closing(from, to, body.needed("reason", LONGEST)));
    return put(exchange, branch, new BranchCalendar(calendar.hours(), closings));
  }

  /** Removes a period in which a branch would be closed. */
  RestAnswer open(RestExchange exchange) {
    var branch = branch(exchange);
    var from = RestParameters.day("from", exchange.path("from"), LocalDate.EPOCH);
    var calendar = branch.calendar();
    var left = calendar.closings().stream().filter(c -> !c.from().equals(from)).toList();
    if (left.size() == calendar.closings().size()) {
      throw new RestProblem(
          Status.NOT_FOUND, "%s has no closing from %s.".formatted(branch.code(), from));
    }
    return put(exchange, branch, new BranchCalendar(calendar.hours(), left));
  }

  private static Map<String, @Nullable Object> fields(Branch branch) {
    var week = new LinkedHashMap<String, @Nullable Object>();
    for (var day : DayOfWeek.values()) {
      var hours = branch.calendar().hours().get(day);
      if (hours != null) {
        var of = new LinkedHashMap<String, @Nullable Object>();
        of.put("open", hours.open() + "-" + hours.close());
        of.put(
            "staffed",
            hours.staffedFrom() == null ? null : hours.staffedFrom() + "-" + hours.staffedUntil());
        week.put(OfflineFields.word(day), of);
      }
    }
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("branch", branch.code());
    fields.put("name", branch.name());
    fields.put("agency", branch.agency());
    fields.put("hours", week);
    return fields;
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
