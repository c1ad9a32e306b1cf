package org.samling.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.BookingLists.Booked;
import org.samling.core.circulation.BookingLists.BookingFilter;
import org.samling.core.circulation.BookingLists.Place;
import org.samling.core.circulation.BookingLists.SetItem;
import org.samling.core.circulation.BookingLists.SetListed;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.BookingCommand.BookingLine;
import org.samling.core.circulation.command.BookingCommand.PlaceBookings;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestBody;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;
import org.samling.routes.Commands;

/** Class sets, and bookings of copies for a period. */
final class RestBookings {

  private static final int LONGEST_NAME = 100;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final BookingLists lists;
  private final Inquiries inquiries;
  private final Commands commands;

  RestBookings(BookingLists lists, Inquiries inquiries, Circulation circulation) {
    this.lists = lists;
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  RestAnswer sets(RestExchange exchange) {
    var limit = RestPages.limit(exchange);
    return RestPages.page(
        exchange,
        "sets",
        lists.sets(exchange.tenant().id(), RestPages.after(exchange), limit + 1),
        SetListed::barcode,
        RestBookings::fields,
        limit);
  }

  RestAnswer set(RestExchange exchange) {
    var tenant = exchange.tenant().id();
    var barcode = exchange.call().path().getOrDefault("set", "");
    var set =
        lists.sets(tenant).stream()
            .filter(s -> s.barcode().equals(barcode))
            .findFirst()
            .orElseThrow(() ->
                new RestProblem(Status.NOT_FOUND, "There is no set \"%s\".".formatted(barcode)));
    var fields = fields(set);
    fields.put(
        "contents", lists.items(tenant, barcode).stream().map(RestBookings::fields).toList());
    return RestAnswer.of(fields);
  }

  RestAnswer list(RestExchange exchange) {
    var query = exchange.call().query();
    var all = RestParameters.flag("all", query.get("all"));
    var limit = RestPages.limit(exchange);
    var after =
        RestPageMark.after(
            exchange,
            parts -> new Place(RestPageMark.day(parts.get(0)), UUID.fromString(parts.get(1))));
    var found =
        lists.bookings(
            exchange.tenant().id(),
            new BookingFilter(query.get("patron"), query.get("pickup"), !all),
            after,
            limit + 1);
    var body =
        RestPages.body(
            "bookings",
            found,
            booked -> RestPageMark.of(booked.place().from(), booked.place().booking()),
            RestBookings::fields,
            limit);
    body.put("complete", found.size() <= limit);
    return RestAnswer.of(body);
  }

  RestAnswer place(RestExchange exchange) {
    return answer(commands.outcome(command(exchange)), true);
  }

  RestAnswer check(RestExchange exchange) {
    if (inquiries.explain(command(exchange)).outcome() instanceof BookingOutcome outcome) {
      return answer(outcome, false);
    }
    throw new IllegalStateException("not the outcome of a booking");
  }

  RestAnswer cancel(RestExchange exchange) {
    var text = exchange.call().path().getOrDefault("booking", "");
    UUID booking;
    try {
      booking = UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw unknown(text);
    }
    var origin = origin(exchange, CommandKey.of(Duration.ZERO, UUID.randomUUID()));
    return switch (commands.outcome(new BookingCommand.CancelBooking(origin, booking))) {
      case BookingOutcome.Changed _, BookingOutcome.Placed _ -> RestAnswer.done();
      case BookingOutcome.Refused refused -> {
        if (refused.reason() == RefusalReason.BOOKING_UNKNOWN) {
          throw unknown(text);
        }
        yield refused(refused);
      }
    };
  }

  private static RestProblem unknown(String booking) {
    return new RestProblem(Status.NOT_FOUND, "There is no open booking \"%s\".".formatted(booking));
  }

  private static Origin origin(RestExchange exchange, CommandKey key) {
    var account = exchange.account();
    return new Origin(
        exchange.tenant().id(),
        key,
        account.username(),
        account.branch(),
        Instant.now().plus(DEADLINE));
  }

  /** With an Idempotency-Key, a repeated command is recognised by it. */
  private PlaceBookings command(RestExchange exchange) {
    var members = exchange.call().body();
    var body = new RestBody(members);
    var given = RestParameters.key(exchange.call().idempotencyKey());
    var key =
        given == null
            ? CommandKey.of(Duration.ZERO, UUID.randomUUID())
            : CommandKey.of(
                CommandKey.MAX_WINDOW,
                "rest-bookings",
                exchange.tenant().id(),
                exchange.account().username(),
                given);
    var card = body.needed("patron", LONGEST_NAME);
    var copies = number(members, "copies", 1);
    var from = needed(body, "from");
    var until = needed(body, "until");
    if (until.isBefore(from)) {
      throw bad("\"until\" is before \"from\".");
    }
    try {
      var terms =
          new Terms(
              number(members, "minimum", copies),
              copies,
              from,
              until,
              pickup(exchange, body, card),
              branch(exchange, "copies-of", body.text("copies-of", LONGEST_NAME)),
              Boolean.TRUE.equals(members.get("forward")));
      var wanted = new ArrayList<BookingLine>();
      for (var title : names(body, members, "titles")) {
        wanted.add(new BookingLine(RecordKey.parse(title), null, terms));
      }
      for (var set : names(body, members, "sets")) {
        wanted.add(new BookingLine(null, set, terms));
      }
      return new PlaceBookings(origin(exchange, key), card, wanted);
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> names(RestBody body, Map<String, Object> members, String name) {
    return members.containsKey(name)
        ? body.texts(name, LONGEST_NAME, PlaceBookings.MAX_LINES)
        : List.of();
  }

  private String pickup(RestExchange exchange, RestBody body, String card) {
    var named = branch(exchange, "pickup", body.text("pickup", LONGEST_NAME));
    return named != null
        ? named
        : inquiries
            .patron(exchange.tenant().id(), card)
            .orElseThrow(() -> new RestProblem(Status.NOT_FOUND, "There is no such patron."))
            .patron()
            .branch();
  }

  private @Nullable String branch(RestExchange exchange, String name, @Nullable String code) {
    var tenant = exchange.tenant();
    if (code != null && !inquiries.policy(tenant.id()).branches().containsKey(code)) {
      throw bad("\"%s\" must be the code of a branch of %s.".formatted(name, tenant.code()));
    }
    return code;
  }

  private static LocalDate needed(RestBody body, String name) {
    var day = body.day(name);
    if (day == null) {
      throw bad("\"%s\" is missing.".formatted(name));
    }
    return day;
  }

  private static int number(Map<String, Object> named, String name, int usual) {
    return switch (named.get(name)) {
      case null -> usual;
      case Integer number when number > 0 && number <= Terms.MAX_COPIES -> number;
      default ->
          throw bad("\"%s\" must be a number from 1 to %d.".formatted(name, Terms.MAX_COPIES));
    };
  }

  private static RestAnswer answer(BookingOutcome outcome, boolean isPlaced) {
    return switch (outcome) {
      case BookingOutcome.Placed placed ->
          RestAnswer.of(
              Map.of(
                  "bookings", placed.bookings().stream().map(p -> fields(p, isPlaced)).toList()));
      case BookingOutcome.Refused refused -> refused(refused);
      case BookingOutcome.Changed _ ->
          throw new IllegalStateException("a booking is placed or refused");
    };
  }

  /** Problem details with the rule, and what prevents the booking of each title. */
  private static RestAnswer refused(BookingOutcome.Refused refused) {
    var problem =
        RestAnswer.problem(
            Status.CONFLICT,
            "Refused: %s, by %s.".formatted(refused.reason().words(), refused.why()));
    var fields = new LinkedHashMap<String, Object>();
    if (problem.body() != null) {
      fields.putAll(problem.body());
    }
    fields.put("reason", word(refused.reason()));
    fields.put("conflicts", refused.conflicts().stream().map(RestBookings::fields).toList());
    return new RestAnswer(Status.CONFLICT, fields);
  }

  private static Map<String, @Nullable Object> fields(
      BookingOutcome.Promise promise, boolean isPlaced) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    if (isPlaced) {
      fields.put("booking", promise.booking().toString());
    }
    fields.put("what", promise.what());
    fields.put("copies", promise.copies());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(BookingOutcome.Conflict conflict) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("what", conflict.what());
    fields.put("minimum", conflict.minimum());
    fields.put("free", conflict.free());
    var inTheWay = new ArrayList<Map<String, @Nullable Object>>();
    for (var way : conflict.inTheWay()) {
      var copy = new LinkedHashMap<String, @Nullable Object>();
      copy.put("copy", way.copy());
      copy.put("kind", word(way.kind()));
      copy.put("until", way.until() == null ? null : way.until().toString());
      inTheWay.add(copy);
    }
    fields.put("in-the-way", inTheWay);
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Booked booked) {
    var booking = booked.booking();
    var terms = booking.terms();
    var lent = booking.copies().stream().filter(BookingFacts.Copy::isLent).count();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("booking", booking.id().toString());
    fields.put("state", word(booking.state()));
    fields.put("patron-name", booking.patronName());
    fields.put("title", booked.title());
    fields.put("record", booked.record() == null ? null : booked.record().toString());
    fields.put("set", booking.set());
    fields.put("from", terms.from().toString());
    fields.put("until", terms.until().toString());
    fields.put("pickup", terms.pickup());
    fields.put("minimum", terms.minimum());
    fields.put("copies", terms.preferred());
    fields.put("promised", booking.copies().size() - lent);
    fields.put("on-loan", lent);
    fields.put("returned", booking.returned());
    fields.put("forward", terms.isForwarded());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(SetListed set) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("set", set.barcode());
    fields.put("name", set.name());
    fields.put("items", set.items());
    fields.put("on-loan", set.onLoan());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(SetItem item) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("item", item.barcode());
    fields.put("title", item.title());
    fields.put("status", word(item.status()));
    fields.put("branch", item.at());
    fields.put("patron", item.borrower());
    fields.put("due", item.due() == null ? null : item.due().toString());
    return fields;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
