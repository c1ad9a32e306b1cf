package org.samling.operations.bookings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.BookingLists.BookingFilter;
import org.samling.core.circulation.BookingLists.Place;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.BookingCommand.BookingLine;
import org.samling.core.circulation.command.BookingCommand.PlaceBookings;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.TitleKeys;
import org.samling.operations.Validity;
import org.samling.operations.bookings.Bookings.Booking;
import org.samling.operations.bookings.Bookings.Filter;
import org.samling.operations.bookings.Bookings.Listed;
import org.samling.operations.bookings.Bookings.Move;
import org.samling.operations.bookings.Bookings.Moved;
import org.samling.operations.bookings.Bookings.Promised;
import org.samling.operations.bookings.Bookings.Wanted;
import org.samling.operations.bookings.Bookings.WhichBooking;
import org.samling.operations.bookings.WorkLists.Calendar;
import org.samling.operations.bookings.WorkLists.CopyToFetch;
import org.samling.operations.bookings.WorkLists.FetchList;
import org.samling.operations.bookings.WorkLists.Shelves;
import org.samling.operations.bookings.WorkLists.Trouble;
import org.samling.operations.bookings.WorkLists.Troubles;
import org.samling.operations.bookings.WorkLists.WhichDays;

/** Bookings of copies of titles, and of sets, for a period. */
public final class BookingOperations {

  /** The operations. */
  public static final Family<BookingOperations> FAMILY =
      new Family<>(
          "bookings",
          "booking",
          "Bookings of copies of titles, and of sets, for a period",
          List.of(
              Operation.get("list-bookings", "/bookings", Scope.BOOKINGS_READ, "Lists bookings")
                  .paged()
                  .withinBounds()
                  .of(Filter.class, Listed.class, BookingOperations::list),
              Operation.post(
                      "place-bookings",
                      "/bookings",
                      Scope.BOOKINGS_PLACE,
                      "Books copies and sets, all or none")
                  .keepingItsKey()
                  .withinBounds()
                  .of(Wanted.class, Promised.class, BookingOperations::place),
              Operation.post(
                      "check-bookings",
                      "/bookings/check",
                      Scope.BOOKINGS_READ,
                      "Checks whether copies and sets can be booked; books nothing")
                  .changingNothing()
                  .withinBounds()
                  .of(Wanted.class, Promised.class, BookingOperations::check),
              Operation.post(
                      "move-booking",
                      "/bookings/:booking/period",
                      Scope.BOOKINGS_PLACE,
                      "Moves a booking to another period, if its copies or others can be had then")
                  .withinBounds()
                  .of(Move.class, Moved.class, BookingOperations::move),
              Operation.delete(
                      "cancel-booking",
                      "/bookings/:booking",
                      Scope.BOOKINGS_PLACE,
                      "Cancels a booking")
                  .withinBounds()
                  .of(WhichBooking.class, Nothing.class, BookingOperations::cancel),
              Operation.get(
                      "booking-troubles",
                      "/bookings/troubles",
                      Scope.BOOKINGS_READ,
                      "Lists promised copies that are not expected back in time, and bookings with too few copies")
                  .paged()
                  .of(Nothing.class, Troubles.class, BookingOperations::troubles),
              Operation.get(
                      "booking-fetch-list",
                      "/bookings/fetch-list",
                      Scope.BOOKINGS_READ,
                      "Lists copies to fetch from the shelves of a branch for bookings that begin soon")
                  .paged()
                  .withinBounds()
                  .of(Shelves.class, FetchList.class, BookingOperations::fetchList),
              Operation.get(
                      "booking-calendar",
                      "/titles/:record/calendar",
                      Scope.BOOKINGS_READ,
                      "Shows how many copies of a title are there, booked, on loan and free")
                  .withinBounds()
                  .of(WhichDays.class, Calendar.class, BookingOperations::calendar)));

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** How many days ahead copies are fetched. */
  private static final int AHEAD = 14;

  /** How many days a calendar has after its first. */
  private static final int SHOWN = 30;

  private final BookingLists lists;
  private final Inquiries inquiries;
  private final Branches branches;
  private final Commands commands;

  /** Operations on a store. */
  public BookingOperations(BookingLists lists, Inquiries inquiries, Circulation circulation) {
    this.lists = lists;
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Listed list(Request<Filter> request) {
    var filter = request.input();
    checkDays(filter.from(), filter.until());
    var paging = request.paging();
    var after =
        PageMark.read(
            paging.after(),
            parts -> new Place(PageMark.day(parts.get(0)), UUID.fromString(parts.get(1))));
    var isOpen = !Boolean.TRUE.equals(filter.all());
    var page =
        paging
            .of(
                lists.bookings(
                    request.tenantId(),
                    new BookingFilter(filter.patron(), filter.pickup(), isOpen)
                        .during(filter.from(), filter.until()),
                    after,
                    paging.fetched()),
                booked -> PageMark.of(booked.place().from(), booked.place().booking()))
            .map(Booking::of);
    return new Listed(page.entries(), page.next(), page.next() == null);
  }

  private Troubles troubles(Request<Nothing> request) {
    var page =
        request
            .paging()
            .within(
                lists.troubles(request.tenantId(), Paging.LONG_MAX),
                trouble -> PageMark.of(trouble.booking(), trouble.copy()))
            .map(Trouble::of);
    return new Troubles(page.entries(), page.next());
  }

  private FetchList fetchList(Request<Shelves> request) {
    var shelves = request.input();
    branches.checkMember(request, "branch", shelves.branch());
    var sight = request.sight(inquiries.policy(request.tenantId()));
    var last = today(request).plusDays(Optional.ofNullable(shelves.days()).orElse(AHEAD));
    var page =
        request
            .paging()
            .within(
                lists.toFetch(request.tenantId(), shelves.branch(), last, Paging.LONG_MAX).stream()
                    .filter(copy -> sight.sees(copy.pickup()))
                    .toList(),
                copy -> PageMark.of(copy.booking(), copy.copy()))
            .map(CopyToFetch::of);
    return new FetchList(page.entries(), page.next());
  }

  private Calendar calendar(Request<WhichDays> request) {
    var days = request.input();
    var from = Optional.ofNullable(days.from()).orElseGet(() -> today(request));
    Validity.checkPlanned("from", from);
    var until = Optional.ofNullable(days.until()).orElse(from.plusDays(SHOWN));
    if (until.isBefore(from) || from.until(until, ChronoUnit.DAYS) > Terms.MAX_DAYS) {
      throw Problem.invalid(
          "\"until\" must be at most %d days after \"from\", and not before it."
              .formatted(Terms.MAX_DAYS));
    }
    var found = lists.calendar(request.tenantId(), TitleKeys.of(days.record()), from, until);
    if (found.isEmpty()) {
      throw Problem.unknown("There is no title \"%s\".".formatted(days.record()));
    }
    return Calendar.of(found);
  }

  private LocalDate today(Request<?> request) {
    return inquiries.policy(request.tenantId()).day(Instant.now());
  }

  private Promised place(Request<Wanted> request) {
    return promised(commands.outcome(command(request)), true);
  }

  /** Whether a booking is refused tells of the patron, so that their account counts as read. */
  private Promised check(Request<Wanted> request) {
    if (request.input().pickup() != null) {
      inquiries.patron(request.tenantId(), request.input().patron(), Set.of());
    }
    if (inquiries.explain(command(request)).outcome() instanceof BookingOutcome outcome) {
      return promised(outcome, false);
    }
    throw new IllegalStateException("not the outcome of a booking");
  }

  private Nothing cancel(Request<WhichBooking> request) {
    changed(request, request.input().booking(), BookingCommand.CancelBooking::new);
    return Nothing.NOTHING;
  }

  private Moved move(Request<Move> request) {
    var to = request.input();
    checkDays(to.from(), to.until());
    return Moved.of(
        changed(
            request,
            to.booking(),
            (origin, booking) ->
                new BookingCommand.MoveBooking(origin, booking, to.from(), to.until())));
  }

  private static void checkDays(@Nullable LocalDate from, @Nullable LocalDate until) {
    Validity.checkPlanned("from", from);
    Validity.checkPlanned("until", until);
    if (from != null && until != null && until.isBefore(from)) {
      throw Problem.invalid("\"until\" is before \"from\".");
    }
  }

  private BookingOutcome.Changed changed(
      Request<?> request, String text, BiFunction<Origin, UUID, BookingCommand> change) {
    var booking = Ids.of(text).orElseThrow(() -> unknown(text));
    var origin = request.origin(DEADLINE, CommandKey.of(Duration.ZERO, UUID.randomUUID()));
    return switch (commands.outcome(change.apply(origin, booking))) {
      case BookingOutcome.Changed changed -> changed;
      case BookingOutcome.Placed _ ->
          throw new IllegalStateException("a booking that is there is changed or refused");
      case BookingOutcome.Refused refused ->
          throw refused.reason() == RefusalReason.BOOKING_UNKNOWN
              ? unknown(text)
              : refused(refused);
    };
  }

  private static Problem unknown(String booking) {
    return Problem.unknown("There is no open booking \"%s\".".formatted(booking));
  }

  /** With an Idempotency-Key, a repeated command is recognised by it. */
  private PlaceBookings command(Request<Wanted> request) {
    var wanted = request.input();
    if (wanted.until().isBefore(wanted.from())) {
      throw Problem.invalid("\"until\" is before \"from\".");
    }
    branches.checkMember(request, "pickup", wanted.pickup());
    branches.checkMember(request, "copies-of", wanted.copiesOf());
    var copies = Optional.ofNullable(wanted.copies()).orElse(1);
    try {
      var terms =
          new Terms(
              Optional.ofNullable(wanted.minimum()).orElse(copies),
              copies,
              wanted.from(),
              wanted.until(),
              pickup(request),
              wanted.copiesOf(),
              Boolean.TRUE.equals(wanted.forward()));
      var lines = new ArrayList<BookingLine>();
      for (var title : Objects.requireNonNullElse(wanted.titles(), List.<String>of())) {
        lines.add(new BookingLine(RecordKey.parse(title), null, terms));
      }
      for (var set : Objects.requireNonNullElse(wanted.sets(), List.<String>of())) {
        lines.add(new BookingLine(null, set, terms));
      }
      var origin = request.origin(DEADLINE, key(request));
      return new PlaceBookings(origin, wanted.patron(), lines);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static CommandKey key(Request<Wanted> request) {
    return request.key() == null
        ? CommandKey.of(Duration.ZERO, UUID.randomUUID())
        : CommandKey.of(
            CommandKey.MAX_WINDOW,
            "rest-bookings",
            request.tenantId(),
            request.account().username(),
            request.key());
  }

  private String pickup(Request<Wanted> request) {
    var named = request.input().pickup();
    return named != null
        ? named
        : inquiries
            .patron(request.tenantId(), request.input().patron())
            .orElseThrow(Problem::unknownPatron)
            .patron()
            .branch();
  }

  private static Promised promised(BookingOutcome outcome, boolean isBooked) {
    return switch (outcome) {
      case BookingOutcome.Placed placed -> Promised.of(placed, isBooked);
      case BookingOutcome.Refused refused -> throw refused(refused);
      case BookingOutcome.Changed _ ->
          throw new IllegalStateException("a booking is placed or refused");
    };
  }

  /** With the rule, and what prevents the booking of each title. */
  private static Problem refused(BookingOutcome.Refused refused) {
    return Problem.refused(
        "Refused: %s, by %s.".formatted(refused.reason().words(), refused.why()),
        Bookings.Refusal.of(refused));
  }
}
