package org.samling.operations.bookings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.BookingLists.BookingFilter;
import org.samling.core.circulation.BookingLists.Place;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.BookingCommand.BookingLine;
import org.samling.core.circulation.command.BookingCommand.PlaceBookings;
import org.samling.core.circulation.command.CommandKey;
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
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.bookings.Bookings.Booking;
import org.samling.operations.bookings.Bookings.Filter;
import org.samling.operations.bookings.Bookings.Listed;
import org.samling.operations.bookings.Bookings.Promised;
import org.samling.operations.bookings.Bookings.Wanted;
import org.samling.operations.bookings.Bookings.WhichBooking;
import org.samling.routes.Commands;

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
              .of(Filter.class, Listed.class, BookingOperations::list),
          Operation.post(
                  "place-bookings",
                  "/bookings",
                  Scope.BOOKINGS_PLACE,
                  "Books copies and sets, all or none")
              .keepingItsKey()
              .of(Wanted.class, Promised.class, BookingOperations::place),
          Operation.post(
                  "check-bookings",
                  "/bookings/check",
                  Scope.BOOKINGS_READ,
                  "Checks whether copies and sets can be booked; books nothing")
              .of(Wanted.class, Promised.class, BookingOperations::check),
          Operation.delete(
                  "cancel-booking", "/bookings/:booking", Scope.BOOKINGS_PLACE, "Cancels a booking")
              .of(WhichBooking.class, Nothing.class, BookingOperations::cancel)));

  private static final Duration DEADLINE = Duration.ofSeconds(30);

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
                    new BookingFilter(filter.patron(), filter.pickup(), isOpen),
                    after,
                    paging.fetched()),
                booked -> PageMark.of(booked.place().from(), booked.place().booking()))
            .map(Booking::of);
    return new Listed(page.entries(), page.next(), page.next() == null);
  }

  private Promised place(Request<Wanted> request) {
    return promised(commands.outcome(command(request)), true);
  }

  private Promised check(Request<Wanted> request) {
    if (inquiries.explain(command(request)).outcome() instanceof BookingOutcome outcome) {
      return promised(outcome, false);
    }
    throw new IllegalStateException("not the outcome of a booking");
  }

  private Nothing cancel(Request<WhichBooking> request) {
    var text = request.input().booking();
    var booking = Ids.of(text).orElseThrow(() -> unknown(text));
    var origin = request.origin(DEADLINE, CommandKey.of(Duration.ZERO, UUID.randomUUID()));
    return switch (commands.outcome(new BookingCommand.CancelBooking(origin, booking))) {
      case BookingOutcome.Changed _, BookingOutcome.Placed _ -> Nothing.NOTHING;
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
      for (var title : orNone(wanted.titles())) {
        lines.add(new BookingLine(RecordKey.parse(title), null, terms));
      }
      for (var set : orNone(wanted.sets())) {
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

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }

  private String pickup(Request<Wanted> request) {
    var named = request.input().pickup();
    return named != null
        ? named
        : inquiries
            .patron(request.tenantId(), request.input().patron())
            .orElseThrow(() -> Problem.unknown("There is no such patron."))
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
