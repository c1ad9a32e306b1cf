package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.NoSuchRequest;
import org.samling.core.ill.InterlibraryRequests.NotAllowed;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ill}: interlibrary loan. */
@Command(
    name = "ill",
    mixinStandardHelpOptions = true,
    description = {
      "Shows, answers and makes interlibrary loan requests (docs/ill.md).",
      "list: lists open requests, oldest first.",
      "show NUMBER: shows a request with its history.",
      "answer NUMBER STATE: sets the state of a request, such as will-supply, unfilled or cancelled.",
      "queue: lists messages not yet delivered to other libraries, oldest first.",
      "request: sends a request to other libraries, one after another until one supplies.",
      "receive NUMBER: records that the requested item has arrived; it is held for the patron.",
      "return NUMBER: records that the item goes back to the lender."
    })
public final class IllCommand extends TenantCommand {

  private static final int LONGEST = 1_000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  /** What can be done. */
  enum What {
    LIST,
    SHOW,
    ANSWER,
    QUEUE,
    REQUEST,
    RECEIVE,
    RETURN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "For show, answer, receive and return: the number of the request.")
  private @Nullable Long number;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "STATE",
      description = "For answer: the new state.")
  private @Nullable String answer;

  @Option(
      names = "--state",
      paramLabel = "S",
      description =
          "For list: only requests in this state; can be repeated (default: all open ones).")
  private @Nullable Set<String> states;

  @Option(
      names = "--after",
      defaultValue = "0",
      paramLabel = "N",
      description = "For list: only requests with a higher number (default: ${DEFAULT-VALUE}).")
  private long after;

  @Option(names = "--message", description = "For show: also the messages received and sent.")
  private boolean withMessage;

  @Option(names = "--note", paramLabel = "N", description = "For answer: a note.")
  private @Nullable String note;

  @Mixin private IllRequestOptions wanted;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  IllCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var requests = store.interlibraryRequests();
    var out = spec.commandLine().getOut();
    var done =
        switch (what) {
          case LIST -> {
            list(requests, tenant, out);
            yield 0;
          }
          case SHOW -> show(store, tenant, given(), out);
          case QUEUE -> {
            queue(store.interlibraryOverview(), tenant, out);
            yield 0;
          }
          case ANSWER -> answer(requests, tenant, given(), out);
          case REQUEST -> new IllBorrowing(store, tenant, whichTenant, out).request(wanted, note);
          case RECEIVE ->
              new IllBorrowing(store, tenant, whichTenant, out).receive(given(), wanted);
          case RETURN -> new IllBorrowing(store, tenant, whichTenant, out).giveBack(given());
        };
    out.flush();
    return done;
  }

  private long given() {
    return whichTenant.required(what, "the number of a request", number);
  }

  private void list(InterlibraryRequests requests, Tenant tenant, PrintWriter out) {
    var wanted = states == null ? null : states.stream().map(this::state).toList();
    var found = requests.list(tenant.id(), RequestFilter.inStates(wanted), after, LONGEST);
    if (found.isEmpty()) {
      out.println(
          states == null ? "There are no open requests." : "There are no requests in this state.");
    }
    found.forEach(request -> out.println(line(request, tenant)));
    if (found.size() == LONGEST) {
      out.println(
          "… and perhaps more: continue with --after %d".formatted(found.getLast().number()));
    }
  }

  private static String line(InterlibraryRequest request, Tenant tenant) {
    var order = request.order();
    return "%5d  %-11s  %s  %-4s  %s  %s%s"
        .formatted(
            request.number(),
            request.state().text(),
            time(request.placedAt(), tenant),
            word(order.service()),
            requester(order.requester()),
            title(order),
            order.needBefore() == null ? "" : "  before " + order.needBefore());
  }

  private static String requester(InterlibraryOrder.Requester requester) {
    return requester.library() == null
        ? requester.account()
        : "%s (%s)".formatted(requester.library(), requester.account());
  }

  private static String title(InterlibraryOrder order) {
    var described = order.description();
    var record = order.record();
    return record != null
        ? record.key().toString()
        : Arrays.asList(described.title(), described.number(), described.isbn(), described.issn())
            .stream()
            .filter(t -> t != null)
            .findFirst()
            .orElse("");
  }

  private int show(PostgresStore store, Tenant tenant, long number, PrintWriter out) {
    var requests = store.interlibraryRequests();
    var found = requests.find(tenant.id(), number);
    if (found.isEmpty()) {
      out.println("There is no request %d.".formatted(number));
      return 1;
    }
    var request = found.get();
    var order = request.order();
    var described = order.description();
    var handling = request.handling();
    field("request", request.number(), out);
    field("state", request.state().text(), out);
    field("side", request.side().name().toLowerCase(Locale.ROOT), out);
    field("requester", requester(order.requester()), out);
    field("library", handling.peer() == null ? null : handling.peer().library(), out);
    field("item", handling.item(), out);
    field("reference", order.reference(), out);
    field("service", word(order.service()), out);
    field("record", order.record() == null ? null : order.record().key(), out);
    field("title", described.title(), out);
    field("author", described.author(), out);
    field("published", described.published(), out);
    field("part", described.part(), out);
    field("isbn", described.isbn(), out);
    field("issn", described.issn(), out);
    field("number", described.number(), out);
    field("before", order.needBefore(), out);
    field("delivery", order.delivery(), out);
    field("patron", order.patron(), out);
    field("note", order.note(), out);
    for (var asked : store.interlibraryOverview().rota(tenant.id(), number)) {
      field("lender " + asked.position(), asked.library() + (asked.isNow() ? ", now" : ""), out);
    }
    for (var event : requests.events(tenant.id(), number)) {
      out.println(
          "%s  %s by %s%s"
              .formatted(
                  time(event.at(), tenant),
                  event.state().text(),
                  event.who(),
                  event.note() == null ? "" : ": " + event.note()));
    }
    for (var kept : store.interlibraryMessages().messages(tenant.id(), number)) {
      message(kept, tenant, out);
    }
    if (withMessage) {
      out.println(order.message() == null ? "The message is not text." : order.message());
    }
    return 0;
  }

  private void message(InterlibraryMessages.StoredMessage kept, Tenant tenant, PrintWriter out) {
    out.println(
        "%s  %s %s: %s%s%s"
            .formatted(
                time(kept.at(), tenant),
                kept.isOutgoing() ? "to" : "from",
                kept.peer(),
                kept.kind().toLowerCase(Locale.ROOT).replace('_', ' '),
                kept.isWaiting() ? ", waiting to be sent" : "",
                kept.failure() == null
                    ? ""
                    : ", attempts: %d, last failure: %s".formatted(kept.tries(), kept.failure())));
    if (withMessage && kept.content() != null) {
      out.println(kept.content().strip());
    }
  }

  private static void queue(InterlibraryOverview overview, Tenant tenant, PrintWriter out) {
    var untold = overview.pendingMessages(tenant.id(), null, LONGEST);
    if (untold.isEmpty()) {
      out.println("All messages to other libraries are delivered.");
    }
    for (var each : untold) {
      out.println(
          "%5d  %s  to %s: %s%s"
              .formatted(
                  each.place().request(),
                  time(each.place().at(), tenant),
                  each.peer(),
                  each.telling().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  each.failure() == null
                      ? ""
                      : ", attempts: %d, last failure: %s"
                          .formatted(each.tries(), each.failure())));
    }
    if (untold.size() == LONGEST) {
      out.println("… and perhaps more");
    }
  }

  private static void field(String name, @Nullable Object value, PrintWriter out) {
    if (value != null) {
      out.println("%-10s %s".formatted(name, value));
    }
  }

  private int answer(InterlibraryRequests requests, Tenant tenant, long wanted, PrintWriter out) {
    var to = state(whichTenant.required(what, "a state", answer));
    if (note != null && note.length() > InterlibraryOrder.MAX_TEXT) {
      throw whichTenant.usageError("a note must have at most 1,000 characters");
    }
    var before = requests.find(tenant.id(), wanted);
    var outcome =
        before.isEmpty()
            ? new NoSuchRequest()
            : requests.step(
                tenant.id(),
                wanted,
                new Step(
                    before.get().state(),
                    to,
                    Terminal.user(),
                    InterlibraryText.of(note, InterlibraryOrder.MAX_TEXT)));
    return switch (outcome) {
      case Done(var request) -> {
        out.println("Request %d is %s.".formatted(wanted, request.state().text()));
        yield 0;
      }
      case NotAllowed(var request) -> {
        var next = request.next();
        out.println(
            "Request %d is %s; %s."
                .formatted(
                    wanted,
                    request.state().text(),
                    next.isEmpty() ? "it is closed" : "it can become " + texts(next)));
        yield 1;
      }
      case NoSuchRequest() -> {
        out.println("There is no request %d.".formatted(wanted));
        yield 1;
      }
    };
  }

  private InterlibraryState state(String text) {
    return InterlibraryState.of(text.toLowerCase(Locale.ROOT))
        .orElseThrow(() ->
            whichTenant.usageError(
                "there is no state \"%s\"; there are %s"
                    .formatted(text, texts(EnumSet.allOf(InterlibraryState.class)))));
  }

  private static String texts(Collection<InterlibraryState> states) {
    return states.stream().map(InterlibraryState::text).collect(Collectors.joining(", "));
  }

  private static String word(InterlibraryOrder.Service service) {
    return service.name().toLowerCase(Locale.ROOT);
  }

  private static String time(Instant instant, Tenant tenant) {
    return TIME.format(instant.atZone(tenant.zone()));
  }
}
