package org.samling.operations.calendars;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.LibraryRegister;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.Validity;
import org.samling.operations.calendars.Calendars.Calendar;
import org.samling.operations.calendars.Calendars.Listed;
import org.samling.operations.calendars.Calendars.NewClosing;
import org.samling.operations.calendars.Calendars.NewHours;
import org.samling.operations.calendars.Calendars.WhichBranch;
import org.samling.operations.calendars.Calendars.WhichClosing;
import org.samling.operations.calendars.Calendars.WholeCalendar;

/** The opening hours and closings of branches, and changes to them. */
public final class CalendarOperations {

  /** The operations. */
  public static final Family<CalendarOperations> FAMILY =
      new Family<>(
          "calendars",
          "calendar",
          "The opening hours and closings of branches, and changes to them",
          List.of(
              Operation.get(
                      "list-calendars",
                      "/calendars",
                      Scope.CONFIGURATION_READ,
                      "Lists the opening hours of the branches")
                  .paged()
                  .of(Nothing.class, Listed.class, CalendarOperations::list),
              Operation.get(
                      "show-calendar",
                      "/calendars/:branch",
                      Scope.CONFIGURATION_READ,
                      "Shows when a branch is open")
                  .of(WhichBranch.class, WholeCalendar.class, CalendarOperations::show),
              Operation.post(
                      "put-hours",
                      "/calendars/:branch/hours",
                      Scope.CONFIGURATION_CHANGE,
                      "Sets the opening hours of a branch")
                  .of(NewHours.class, WholeCalendar.class, CalendarOperations::putHours),
              Operation.post(
                      "close-branch",
                      "/calendars/:branch/closings",
                      Scope.CONFIGURATION_CHANGE,
                      "Closes a branch for a period")
                  .of(NewClosing.class, WholeCalendar.class, CalendarOperations::close),
              Operation.delete(
                      "open-branch",
                      "/calendars/:branch/closings/:from",
                      Scope.CONFIGURATION_CHANGE,
                      "Removes a closing of a branch")
                  .of(WhichClosing.class, WholeCalendar.class, CalendarOperations::open)));

  private final Inquiries inquiries;
  private final LibraryRegister register;

  /** Operations on a store. */
  public CalendarOperations(Inquiries inquiries, LibraryRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private Listed list(Request<Nothing> request) {
    var branches =
        inquiries.policy(request.tenantId()).branches().values().stream()
            .sorted(Comparator.comparing(Branch::code))
            .toList();
    var page = request.paging().within(branches, Branch::code).map(Calendar::of);
    return new Listed(page.entries(), page.next());
  }

  private WholeCalendar show(Request<WhichBranch> request) {
    return WholeCalendar.of(branch(request, request.input().branch()));
  }

  private Branch branch(Request<?> request, String code) {
    var branch = inquiries.policy(request.tenantId()).branches().get(code);
    if (branch == null) {
      throw Problem.unknown("There is no branch \"%s\".".formatted(code));
    }
    return branch;
  }

  private WholeCalendar putHours(Request<NewHours> request) {
    var branch = branch(request, request.input().branch());
    var week = new EnumMap<DayOfWeek, BranchCalendar.Hours>(DayOfWeek.class);
    request
        .input()
        .hours()
        .forEach((day, wanted) -> {
          if (wanted != null) {
            var hours = wanted.hours();
            if (!hours.isFit()) {
              throw Problem.invalid(
                  "The hours of %s end before they begin."
                      .formatted(day.name().toLowerCase(Locale.ROOT)));
            }
            week.put(day, hours);
          }
        });
    return put(request, branch, new BranchCalendar(week, branch.calendar().closings()));
  }

  private WholeCalendar put(Request<?> request, Branch branch, BranchCalendar calendar) {
    register.putBranches(
        request.tenantId(),
        List.of(
            new Branch(
                branch.code(), branch.agency(), branch.jointAgencies(), branch.name(), calendar)));
    return WholeCalendar.of(branch(request, branch.code()));
  }

  private WholeCalendar close(Request<NewClosing> request) {
    var wanted = request.input();
    var branch = branch(request, wanted.branch());
    var calendar = branch.calendar();
    var from = wanted.from();
    Validity.checkPlanned("from", from);
    Validity.checkPlanned("to", wanted.to());
    var to = wanted.to() == null ? from : wanted.to();
    if (to.isBefore(from)) {
      throw Problem.invalid("\"to\" %s is before \"from\" %s.".formatted(to, from));
    }
    if (calendar.closings().stream().anyMatch(c -> c.from().equals(from))) {
      throw Problem.refused(
          "%s is already closed from %s: remove that closing first."
              .formatted(branch.code(), from));
    }
    if (calendar.closings().size() >= BranchCalendar.MOST_CLOSINGS) {
      throw Problem.refused(
          "A branch can have at most %,d closings.".formatted(BranchCalendar.MOST_CLOSINGS));
    }
    var closings = new ArrayList<>(calendar.closings());
    closings.add(new BranchCalendar.Closing(from, to, Texts.needed("reason", wanted.reason())));
    return put(request, branch, new BranchCalendar(calendar.hours(), closings));
  }

  private WholeCalendar open(Request<WhichClosing> request) {
    var branch = branch(request, request.input().branch());
    var from = request.input().from();
    var calendar = branch.calendar();
    var left = calendar.closings().stream().filter(c -> !c.from().equals(from)).toList();
    if (left.size() == calendar.closings().size()) {
      throw Problem.unknown("%s has no closing from %s.".formatted(branch.code(), from));
    }
    return put(request, branch, new BranchCalendar(calendar.hours(), left));
  }
}
