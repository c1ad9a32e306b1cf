package org.samling.rest;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;
import static org.samling.core.ill.InterlibraryOrder.MAX_TEXT;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems.Accepted;
import org.samling.core.ill.BorrowedItems.BarcodeTaken;
import org.samling.core.ill.BorrowedItems.BorrowedItemReference;
import org.samling.core.ill.BorrowedItems.NotAccepted;
import org.samling.core.ill.BorrowedItems.NotAwaited;
import org.samling.core.ill.BorrowedItems.NotBorrowed;
import org.samling.core.ill.BorrowedItems.ReferenceTaken;
import org.samling.core.ill.BorrowedItems.Removed;
import org.samling.core.ill.BorrowedItems.StillOnLoan;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryOverview.Place;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.NoSuchRequest;
import org.samling.core.ill.InterlibraryRequests.NotAllowed;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.OwnRequests.Asked;
import org.samling.core.ill.OwnRequests.Fault;
import org.samling.core.ill.OwnRequests.OwnRequest;
import org.samling.core.ill.OwnRequests.Rejected;
import org.samling.core.ill.OwnRequests.RequestIdentity;
import org.samling.operations.PageMark;
import org.samling.rest.form.IllFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;

/** Interlibrary requests. */
final class RestIll {

  private final InterlibraryRequests requests;
  private final InterlibraryMessages messages;
  private final InterlibraryOverview overview;
  private final BorrowingDesk borrowing;
  private final OwnRequests own;

  RestIll(
      InterlibraryRequests requests,
      InterlibraryMessages messages,
      InterlibraryOverview overview,
      BorrowingDesk borrowing,
      Inquiries inquiries) {
    this.requests = requests;
    this.messages = messages;
    this.overview = overview;
    this.borrowing = borrowing;
    this.own = new OwnRequests(messages, inquiries);
  }

  private static @Nullable String sought(RestExchange exchange, String name) {
    var text = RestParameters.text(name, exchange.call().query().get(name), MAX_NAME);
    return InterlibraryText.ofNumber(text, MAX_NAME);
  }

  RestAnswer list(RestExchange exchange) {
    var query = exchange.call().query();
    var limit = RestPages.limit(exchange);
    var after = RestParameters.number("after", query.get("after"), 0, 0, Long.MAX_VALUE);
    var state = query.get("state");
    var sought =
        RequestFilter.of(
            state == null ? null : states(state),
            side(query.get("side")),
            sought(exchange, "library"),
            sought(exchange, "text"),
            null);
    return RestPages.page(
        exchange,
        "requests",
        requests.list(exchange.tenant().id(), sought, after, limit + 1),
        InterlibraryRequest::number,
        IllFields::of,
        limit);
  }

  private static @Nullable Side side(@Nullable String text) {
    return switch (text) {
      case null -> null;
      case "lending" -> Side.LENDING;
      case "borrowing" -> Side.BORROWING;
      default -> throw bad("\"side\" must be lending or borrowing.");
    };
  }

  RestAnswer queue(RestExchange exchange) {
    var limit = RestPages.limit(exchange);
    var after =
        PageMark.read(
            RestPages.after(exchange),
            parts ->
                new Place(
                    PageMark.moment(parts.get(0)),
                    Long.parseLong(parts.get(1)),
                    Integer.parseInt(parts.get(2))));
    return RestPages.page(
        exchange,
        "messages",
        overview.pendingMessages(exchange.tenant().id(), null, after, limit + 1),
        untold -> {
          var place = untold.place();
          return PageMark.of(place.at(), place.request(), place.sequence());
        },
        IllFields::untold,
        limit);
  }

  private static Set<InterlibraryState> states(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(RestIll::state)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(InterlibraryState.class)));
  }

  private static InterlibraryState state(String text) {
    return InterlibraryState.of(text)
        .orElseThrow(() ->
            bad(
                "There is no state \"%s\"; there are %s."
                    .formatted(text, texts(EnumSet.allOf(InterlibraryState.class)))));
  }

  private static String texts(Set<InterlibraryState> states) {
    return states.stream().map(InterlibraryState::text).collect(Collectors.joining(", "));
  }

  RestAnswer show(RestExchange exchange) {
    var tenant = exchange.tenant().id();
    var request = request(exchange);
    return RestAnswer.of(
        IllFields.of(
            request,
            overview.rota(tenant, request.number()),
            requests.events(tenant, request.number()),
            messages.messages(tenant, request.number())));
  }

  RestAnswer place(RestExchange exchange) {
    var body = exchange.body();
    var branch = body.text("branch", MAX_NAME);
    var key = RestParameters.key(exchange.call().idempotencyKey());
    var wish =
        new OwnRequest(
            branch == null ? exchange.account().branch() : branch,
            body.text("us", MAX_NAME),
            body.texts("lenders", MAX_NAME, OwnRequests.MOST_LENDERS),
            new Description(
                body.text("title", MAX_TEXT),
                body.text("author", MAX_TEXT),
                body.text("published", MAX_NAME),
                body.number("isbn", MAX_NAME),
                body.number("issn", MAX_NAME),
                body.number("record-number", MAX_NAME),
                body.text("part", MAX_TEXT)),
            service(body.text("service", MAX_NAME)),
            body.day("before"),
            body.text("patron", MAX_NAME),
            body.text("note", MAX_TEXT));
    var once =
        new RequestIdentity(
            exchange.account().username(),
            key,
            CommandKey.of(
                    CommandKey.MAX_WINDOW,
                    "rest-ill",
                    key == null ? UUID.randomUUID() : exchange.call().body().toString())
                .hex());
    return switch (own.ask(exchange.tenant().id(), wish, once)) {
      case Asked(var request, _) ->
          RestAnswer.accepted("/rest/v1/ill-requests/" + request.number(), IllFields.of(request));
      case Rejected(var fault) -> throw unfit(exchange, fault, wish);
    };
  }

  private static RestProblem unfit(RestExchange exchange, Fault fault, OwnRequest wish) {
    return switch (fault) {
      case NO_BRANCH ->
          bad("%s has no branch \"%s\".".formatted(exchange.tenant().code(), wish.branch()));
      case NO_TITLE -> bad("Give \"title\", \"isbn\", \"issn\" or \"record-number\".");
      case NO_PATRON -> bad("\"patron\" is missing.");
      case NO_LENDERS ->
          bad("\"lenders\" must be a list of 1 to %d symbols.".formatted(OwnRequests.MOST_LENDERS));
      case TOO_LONG -> bad("A text is too long.");
      case ANOTHER ->
          new RestProblem(
              Status.UNPROCESSABLE, "This Idempotency-Key was used for another request.");
    };
  }

  private static Service service(@Nullable String text) {
    return switch (text) {
      case null -> Service.LOAN;
      case "loan" -> Service.LOAN;
      case "copy" -> Service.COPY;
      default -> throw bad("\"service\" must be loan or copy.");
    };
  }

  RestAnswer answer(RestExchange exchange) {
    var body = exchange.body();
    var to = state(body.needed("state", MAX_NAME));
    var from = body.text("from", MAX_NAME);
    var request = request(exchange);
    var outcome =
        requests.step(
            exchange.tenant().id(),
            request.number(),
            new Step(
                from == null ? request.state() : state(from),
                to,
                exchange.account().username(),
                body.text("note", MAX_TEXT)));
    return switch (outcome) {
      case Done(var after) -> RestAnswer.of(IllFields.of(after));
      case NotAllowed(var stands) -> {
        var next = stands.state().next(stands.side());
        throw conflict(
            "The request is %s; %s."
                .formatted(
                    stands.state().text(),
                    next.isEmpty() ? "it is closed" : "it can become " + texts(next)));
      }
      case NoSuchRequest() -> throw none(Long.toString(request.number()));
    };
  }

  RestAnswer receive(RestExchange exchange) {
    var body = exchange.body();
    var request = request(exchange);
    var peer = request.handling().peer();
    var branch = request.handling().branch();
    if (request.side() != Side.BORROWING || peer == null || branch == null) {
      throw conflict("The request was not made by this library.");
    }
    var barcode = body.text("barcode", MAX_NAME);
    var pickup = body.text("pickup", MAX_NAME);
    var patron = body.text("patron", MAX_NAME);
    var forWhom = patron == null ? request.order().patron() : patron;
    if (forWhom == null) {
      throw bad("\"patron\" is missing.");
    }
    return switch (borrowing.accept(
        exchange.tenant().id(),
        branch,
        new Arrival(
            new Requester(exchange.account().username(), peer.library()),
            Long.toString(request.number()),
            barcode == null ? request.handling().item() : barcode,
            forWhom,
            pickup == null ? branch : pickup,
            request.order().description(),
            Arrival.Terms.of(request.order(), body.moment("due")),
            null,
            request.number()))) {
      case Accepted(var after, _) -> RestAnswer.of(IllFields.of(after));
      case NotAccepted(var reason) ->
          throw conflict("The item can't be held: %s.".formatted(word(reason)));
      case BarcodeTaken() -> throw conflict("An item with this barcode already exists.");
      case ReferenceTaken(var other) ->
          throw conflict(
              "Item %s has already been received for it.".formatted(other.handling().item()));
      case NotAwaited _ -> throw conflict("The request is not waiting for an item.");
    };
  }

  private static String word(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  RestAnswer giveBack(RestExchange exchange) {
    var request = request(exchange);
    return switch (borrowing.remove(
        exchange.tenant().id(),
        BorrowedItemReference.ofRequest(request.number()),
        exchange.account().username())) {
      case Removed(var after) -> RestAnswer.of(IllFields.of(after));
      case StillOnLoan _ -> throw conflict("A patron still has the item.");
      case NotBorrowed() -> throw conflict("No item has been received for the request.");
    };
  }

  private InterlibraryRequest request(RestExchange exchange) {
    var text = exchange.call().path().getOrDefault("number", "");
    try {
      return requests
          .find(exchange.tenant().id(), Long.parseLong(text))
          .orElseThrow(() -> none(text));
    } catch (NumberFormatException _) {
      throw none(text);
    }
  }

  private static RestProblem none(String number) {
    return new RestProblem(Status.NOT_FOUND, "There is no request \"%s\".".formatted(number));
  }

  private static RestProblem conflict(String detail) {
    return new RestProblem(Status.CONFLICT, detail);
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
