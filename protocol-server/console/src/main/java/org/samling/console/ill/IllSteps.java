package org.samling.console.ill;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.reason.RefusalReason;
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
import org.samling.core.ill.InterlibraryMessages.RotaChange;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.NoSuchRequest;
import org.samling.core.ill.InterlibraryRequests.NotAllowed;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.SupplyOffer;
import org.samling.core.ill.SupplyTerms;

/** Takes interlibrary requests through their states, as the command line does. */
final class IllSteps {

  private final IllSection.Ports ports;
  private final ProblemPage again;

  /** Shows a request again with the reason why a step failed. */
  interface ProblemPage {
    Reply show(Visit visit, InterlibraryRequest request, String problem);
  }

  IllSteps(IllSection.Ports ports, ProblemPage again) {
    this.ports = ports;
    this.again = again;
  }

  Reply step(Visit visit, InterlibraryRequest request) {
    var from = InterlibraryState.of(visit.request().field("from")).orElse(request.state());
    var to = InterlibraryState.of(visit.request().field("to"));
    var note = visit.request().field("note");
    if (to.isEmpty()) {
      return again.show(visit, request, word(visit, "ill.choose"));
    }
    if (note.length() > InterlibraryOrder.MAX_TEXT) {
      return again.show(visit, request, word(visit, "ill.note-long"));
    }
    var terms = terms(visit, to.get());
    if (terms.isEmpty()) {
      return again.show(visit, request, word(visit, "ill.terms-unfit"));
    }
    var step =
        new Step(
            from,
            to.get(),
            visit.member().username(),
            InterlibraryText.of(note, InterlibraryOrder.MAX_TEXT),
            terms.get());
    return switch (ports.requests().step(visit.tenant().id(), request.number(), step)) {
      case Done(var after) -> {
        visit.note("ill-step", number(after), from.text() + " -> " + after.state().text());
        yield back(visit, after);
      }
      case NotAllowed(var stands) -> again.show(visit, stands, notAllowed(visit, stands, step));
      case NoSuchRequest() -> Reply.notFound();
    };
  }

  /** Returns the typed terms; empty if one of them is not valid. */
  private static Optional<SupplyTerms> terms(Visit visit, InterlibraryState to) {
    var form = visit.request();
    var link = form.field("link");
    if (!link.isEmpty()) {
      return Optional.ofNullable(SupplyTerms.link(link))
          .filter(_ -> to == InterlibraryState.SHIPPED)
          .map(SupplyTerms::copy);
    }
    var cost = SupplyOffer.Cost.of(form.field("cost"), visit.tenant().currency().getCurrencyCode());
    var retry = due(visit, form.field("retry-after"));
    var expected = due(visit, form.field("expected"));
    var condition = form.field("condition");
    if ((cost == null && !form.field("cost").isEmpty())
        || (retry == null && !form.field("retry-after").isEmpty())
        || (expected == null && !form.field("expected").isEmpty())
        || condition.length() > InterlibraryOrder.MAX_TEXT) {
      return Optional.empty();
    }
    var offer =
        new SupplyOffer(
            null,
            InterlibraryText.of(condition, InterlibraryOrder.MAX_TEXT),
            cost,
            retry,
            expected);
    return Optional.of(offer.isEmpty() ? SupplyTerms.NONE : SupplyTerms.of(offer));
  }

  private static String notAllowed(Visit visit, InterlibraryRequest stands, Step step) {
    return step.to() == InterlibraryState.SENT && step.from() == stands.state()
        ? word(visit, "ill.no-next-library")
        : visit.words().of("ill.not-allowed", word(visit, "ill.state." + stands.state().text()));
  }

  Reply receive(Visit visit, InterlibraryRequest request) {
    var peer = request.handling().peer();
    var branch = request.handling().branch();
    if (request.side() != InterlibraryState.Side.BORROWING || peer == null || branch == null) {
      return again.show(visit, request, word(visit, "ill.not-awaited"));
    }
    var form = visit.request();
    if (request.isNotShipped() && !form.field("without-shipment").equals("true")) {
      return again.show(visit, request, word(visit, "ill.not-shipped"));
    }
    var barcode = form.field("barcode");
    var typed = form.field("patron");
    var patron = typed.isEmpty() ? request.order().patron() : typed;
    var pickup = form.field("pickup").isEmpty() ? branch : form.field("pickup");
    if (barcode.length() > Arrival.LONGEST_BARCODE || typed.length() > InterlibraryOrder.MAX_NAME) {
      return again.show(visit, request, word(visit, "ill.too-long"));
    }
    if (patron == null) {
      return again.show(visit, request, word(visit, "ill.patron-missing"));
    }
    if (!form.field("due").isEmpty() && due(visit, form.field("due")) == null) {
      return again.show(visit, request, word(visit, "ill.due-unfit"));
    }
    var known = ports.inquiries().policy(visit.tenant().id()).branches().get(pickup);
    if (known == null || !visit.member().sees(known.agency())) {
      return again.show(visit, request, word(visit, "ill.pickup-unfit"));
    }
    var arrival =
        new Arrival(
            new Requester(visit.member().username(), peer.library()),
            Long.toString(request.number()),
            barcode.isEmpty() ? request.handling().item() : barcode,
            patron,
            pickup,
            request.order().description(),
            Arrival.Terms.of(request.order(), due(visit, form.field("due"))),
            null,
            request.number());
    return switch (ports.borrowing().accept(visit.tenant().id(), branch, arrival)) {
      case Accepted(var after, _) -> {
        var item = after.handling().item();
        visit.note("ill-received", number(after), item == null ? "" : item);
        yield back(visit, after);
      }
      case NotAccepted(var reason) ->
          again.show(visit, request, visit.words().of("ill.not-held", refusal(visit, reason)));
      case BarcodeTaken() -> again.show(visit, request, word(visit, "ill.barcode-taken"));
      case ReferenceTaken(var other) ->
          again.show(
              visit,
              request,
              visit.words().of("ill.came-already", String.valueOf(other.handling().item())));
      case NotAwaited _ -> again.show(visit, request, word(visit, "ill.not-awaited"));
    };
  }

  /** Returns the end of the typed day, or null if it is not a valid date. */
  private static @Nullable Instant due(Visit visit, String day) {
    try {
      var next = LocalDate.parse(day).plusDays(1).atStartOfDay(visit.tenant().zone());
      return next.minusSeconds(1).toInstant();
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private static String refusal(Visit visit, RefusalReason reason) {
    var name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    var key = "ill.refusal." + name;
    return visit.words().has(key) ? visit.words().of(key) : name;
  }

  /** Changes which libraries are asked after those that were asked. */
  Reply rota(Visit visit, InterlibraryRequest request) {
    var typed = String.join(" ", visit.request().form().getOrDefault("lenders", List.of()));
    var lenders =
        Arrays.stream(typed.split("[\\s,;]+", -1)).filter(each -> !each.isEmpty()).toList();
    var unknown = ports.libraries().unknown(visit.tenant().id(), lenders);
    if (!unknown.isEmpty()) {
      return again.show(
          visit, request, visit.words().of("ill.fault.unknown-lender", unknown.getFirst()));
    }
    var asked = visit.request().field("asked");
    var change =
        new RotaChange(
            lenders,
            asked.matches("\\d{1,4}") ? Integer.valueOf(asked) : null,
            OwnRequests.MOST_LENDERS,
            visit.member().username());
    return switch (ports.messages().changeRota(visit.tenant().id(), request.number(), change)) {
      case Done(var after) -> {
        visit.note("ill-rota", number(after), String.join(" ", lenders));
        yield back(visit, after);
      }
      case NotAllowed(var stands) -> again.show(visit, stands, word(visit, "ill.rota-unfit"));
      case NoSuchRequest() -> Reply.notFound();
    };
  }

  Reply giveBack(Visit visit, InterlibraryRequest request) {
    var which = BorrowedItemReference.ofRequest(request.number());
    var who = visit.member().username();
    if (request.side() != InterlibraryState.Side.BORROWING || request.handling().item() == null) {
      return again.show(visit, request, word(visit, "ill.not-here"));
    }
    return switch (ports.borrowing().remove(visit.tenant().id(), which, who)) {
      case Removed(var after) -> {
        visit.note("ill-returned", number(after), "");
        yield back(visit, after);
      }
      case StillOnLoan(var stands) -> again.show(visit, stands, word(visit, "ill.still-on-loan"));
      case NotBorrowed() -> again.show(visit, request, word(visit, "ill.not-here"));
    };
  }

  private static String number(InterlibraryRequest request) {
    return Long.toString(request.number());
  }

  private static Reply back(Visit visit, InterlibraryRequest request) {
    return Reply.to(visit.path("/ill/request/" + request.number()));
  }

  private static String word(Visit visit, String key) {
    return visit.words().of(key);
  }
}
