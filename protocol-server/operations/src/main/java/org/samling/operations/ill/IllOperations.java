package org.samling.operations.ill;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;
import static org.samling.core.ill.InterlibraryOrder.MAX_TEXT;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryOverview.PendingMessage;
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
import org.samling.core.ill.LendingLibraries;
import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.OwnRequests.Asked;
import org.samling.core.ill.OwnRequests.OwnRequest;
import org.samling.core.ill.OwnRequests.Rejected;
import org.samling.core.ill.OwnRequests.RequestIdentity;
import org.samling.core.ill.TitleFinder.Found;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.ill.IllRequests.Filter;
import org.samling.operations.ill.IllRequests.IllRequest;
import org.samling.operations.ill.IllRequests.Lender;
import org.samling.operations.ill.IllRequests.LenderList;
import org.samling.operations.ill.IllRequests.LibraryFilter;
import org.samling.operations.ill.IllRequests.Listed;
import org.samling.operations.ill.IllRequests.NewState;
import org.samling.operations.ill.IllRequests.Queue;
import org.samling.operations.ill.IllRequests.Undelivered;
import org.samling.operations.ill.IllRequests.Wanted;
import org.samling.operations.ill.IllRequests.WhichRequest;
import org.samling.operations.ill.IllTitles.AtHand;
import org.samling.operations.schema.Shape;

/** Interlibrary requests, of this library and of others, and the messages about them. */
public final class IllOperations {

  /** The operations. */
  public static final Family<IllOperations> FAMILY =
      new Family<>(
          "ill-requests",
          "ill-request",
          "Interlibrary requests, of this library and of others",
          List.of(
              Operation.get(
                      "list-ill-requests",
                      "/ill-requests",
                      Scope.ILL_READ,
                      "Lists interlibrary requests")
                  .paged()
                  .of(Filter.class, Listed.class, IllOperations::list),
              Operation.post(
                      "place-ill-request",
                      "/ill-requests",
                      Scope.ILL_HANDLE,
                      "Places an interlibrary request with other libraries")
                  .accepting()
                  .keepingItsKey()
                  .takingItsTime()
                  .of(Wanted.class, IllRequest.class, IllOperations::place),
              Operation.get(
                      "show-ill-request",
                      "/ill-requests/:number",
                      Scope.ILL_READ,
                      "Shows a request and its history")
                  .of(WhichRequest.class, IllHistory.class, IllOperations::show),
              Operation.post(
                      "answer-ill-request",
                      "/ill-requests/:number/answer",
                      Scope.ILL_HANDLE,
                      "Changes the state of a request")
                  .of(NewState.class, IllRequest.class, IllOperations::answer),
              Operation.get(
                      "list-ill-queue",
                      "/ill-queue",
                      Scope.ILL_READ,
                      "Lists messages not yet delivered to other libraries")
                  .verb("queue")
                  .paged()
                  .of(Nothing.class, Queue.class, IllOperations::queue),
              Operation.get(
                      "list-ill-libraries",
                      "/ill-libraries",
                      Scope.ILL_READ,
                      "Lists the libraries that can be asked: partners, and libraries that are patrons")
                  .verb("list-libraries")
                  .of(LibraryFilter.class, LenderList.class, IllOperations::libraries)));

  private final InterlibraryRequests requests;
  private final InterlibraryMessages messages;
  private final InterlibraryOverview overview;
  private final OwnRequests own;
  private final LendingLibraries libraries;
  private final StoredRequests stored;

  /** Operations on a store. */
  public IllOperations(
      InterlibraryRequests requests,
      InterlibraryMessages messages,
      InterlibraryOverview overview,
      OwnRequests own,
      LendingLibraries libraries) {
    this.requests = requests;
    this.messages = messages;
    this.overview = overview;
    this.own = own;
    this.libraries = libraries;
    this.stored = new StoredRequests(requests);
  }

  private Listed list(Request<Filter> request) {
    var filter = request.input();
    var paging = request.paging();
    var after = number(paging);
    var sought =
        RequestFilter.of(
            filter.state() == null ? null : states(filter.state()),
            side(filter.side()),
            InterlibraryText.ofNumber(filter.library(), MAX_NAME),
            InterlibraryText.ofNumber(filter.text(), MAX_NAME),
            null);
    var page =
        paging
            .of(
                requests.list(request.tenantId(), sought, after, paging.fetched()),
                found -> Long.toString(found.number()))
            .map(IllRequest::of);
    return new Listed(page.entries(), page.next() == null ? null : Long.valueOf(page.next()));
  }

  private static long number(Paging paging) {
    try {
      var number = paging.after().isEmpty() ? 0 : Long.parseLong(paging.after());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Answered below.
    }
    throw Problem.invalid("\"after\" must be a number from 0 up.");
  }

  private static @Nullable Side side(@Nullable String text) {
    return switch (text) {
      case null -> null;
      case "lending" -> Side.LENDING;
      case "borrowing" -> Side.BORROWING;
      default -> throw Problem.invalid("\"side\" must be lending or borrowing.");
    };
  }

  private static Set<InterlibraryState> states(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(IllOperations::state)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(InterlibraryState.class)));
  }

  private static InterlibraryState state(String text) {
    return InterlibraryState.of(text)
        .orElseThrow(() ->
            Problem.invalid(
                "There is no state \"%s\"; there are %s."
                    .formatted(text, texts(EnumSet.allOf(InterlibraryState.class)))));
  }

  private static String texts(Set<InterlibraryState> states) {
    return states.stream().map(InterlibraryState::text).collect(Collectors.joining(", "));
  }

  private IllRequest place(Request<Wanted> request) {
    var wanted = request.input();
    var account = request.account();
    var branch = InterlibraryText.of(wanted.branch(), MAX_NAME);
    var wish =
        new OwnRequest(
            branch == null ? account.branch() : branch,
            wanted.us(),
            wanted.lenders() == null ? List.of() : wanted.lenders(),
            Boolean.TRUE.equals(wanted.despiteOwn()),
            wanted.title().description(),
            Objects.requireNonNullElse(wanted.service(), Service.LOAN),
            wanted.before(),
            wanted.patron(),
            wanted.note());
    var once = new RequestIdentity(account.username(), request.key(), fingerprint(request));
    return switch (own.ask(request.tenantId(), wish, once)) {
      case Asked(var placed, _) -> IllRequest.of(placed);
      case OwnRequests.AtHand(var found) -> throw atHand(found);
      case Rejected(var fault, var which) ->
          throw WantedFaults.problem(request.tenant(), fault, which, wish);
    };
  }

  /** Kept for ever, so it is made of the members as they are named outside. */
  private static String fingerprint(Request<Wanted> request) {
    if (request.key() == null) {
      return fingerprint(UUID.randomUUID().toString());
    }
    var members = Shape.write(request.input());
    members.values().removeIf(Objects::isNull);
    return fingerprint(members.toString());
  }

  private static String fingerprint(String content) {
    return CommandKey.of(CommandKey.MAX_WINDOW, "rest-ill", content).hex();
  }

  private static Problem atHand(Found found) {
    var own = found.own().getFirst();
    return Problem.refused(
        "%s can be had by a hold on %s: %s. Place a hold, or ask other libraries all the same with \"despite-own\"."
            .formatted(
                own.title(),
                own.key(),
                own.partner() == null
                    ? "copies here: %d, on the shelf: %d".formatted(own.copies(), own.available())
                    : "%s lends it".formatted(own.partner())),
        AtHand.of(found));
  }

  private LenderList libraries(Request<LibraryFilter> request) {
    var text = Optional.ofNullable(request.input().text()).orElse("");
    return new LenderList(
        libraries.find(request.tenantId(), text, IllRequests.MOST_LIBRARIES).stream()
            .map(library -> new Lender(library.symbol(), library.name()))
            .toList());
  }

  private IllHistory show(Request<WhichRequest> request) {
    var tenant = request.tenantId();
    var found = stored.find(request, request.input().number());
    return IllHistory.of(
        found,
        new IllHistory.Rota(
            overview.rota(tenant, found.number()), overview.lookedUp(tenant, found.number())),
        request.tenant(),
        requests.events(tenant, found.number()),
        messages.messages(tenant, found.number()));
  }

  private IllRequest answer(Request<NewState> request) {
    var input = request.input();
    var to = state(Texts.needed("state", input.state()));
    var from = Texts.clean(input.from());
    var found = stored.find(request, input.number());
    var step =
        new Step(
            from == null ? found.state() : state(from),
            to,
            request.account().username(),
            InterlibraryText.of(input.note(), MAX_TEXT),
            input.terms().terms(request.tenant(), to));
    return switch (requests.step(request.tenantId(), found.number(), step)) {
      case Done(var after) -> IllRequest.of(after);
      case NotAllowed(var current) -> throw notAllowed(current);
      case NoSuchRequest() -> throw StoredRequests.unknown(Long.toString(found.number()));
    };
  }

  private static Problem notAllowed(InterlibraryRequest request) {
    var next = request.next();
    return Problem.refused(
        "The request is %s; %s."
            .formatted(
                request.state().text(),
                next.isEmpty() ? "it is closed" : "it can become " + texts(next)));
  }

  private Queue queue(Request<Nothing> request) {
    var paging = request.paging();
    var after = PageMark.read(paging.after(), IllOperations::place);
    var page =
        paging
            .of(
                overview.pendingMessages(request.tenantId(), null, after, paging.fetched()),
                IllOperations::mark)
            .map(Undelivered::of);
    return new Queue(page.entries(), page.next());
  }

  private static Place place(List<String> parts) {
    return new Place(
        PageMark.moment(parts.get(0)),
        Long.parseLong(parts.get(1)),
        Integer.parseInt(parts.get(2)));
  }

  private static String mark(PendingMessage pending) {
    var place = pending.place();
    return PageMark.of(place.at(), place.request(), place.sequence());
  }
}
