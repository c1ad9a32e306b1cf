package org.samling.console.ill;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.OwnRequests.Asked;
import org.samling.core.ill.OwnRequests.AtHand;
import org.samling.core.ill.OwnRequests.Fault;
import org.samling.core.ill.OwnRequests.OwnRequest;
import org.samling.core.ill.OwnRequests.Rejected;
import org.samling.core.ill.OwnRequests.RequestIdentity;
import org.samling.core.ill.TitleFinder;
import org.samling.core.patron.Cpr;

/**
 * The form for a request to other libraries, the same as by REST and the command line. It has an
 * idempotency key: sent again unchanged, it is the same request.
 */
final class IllRequestForm {

  private static final String PAGE = "ill/new";
  private static final int SHOWN_OF_KEY = 16;
  private static final String LENDERS = "lenders";
  private static final String DESPITE_OWN = "despite-own";

  /** The query parameters that describe a title found in the catalogue. */
  private static final List<String> FOUND =
      List.of("title", "author", "published", "isbn", "number");

  private static final List<String> FIELDS =
      Stream.concat(
              FOUND.stream(),
              Stream.of(
                  "patron",
                  LENDERS,
                  "issn",
                  "part",
                  "service",
                  "before",
                  "note",
                  "branch",
                  "us",
                  DESPITE_OWN))
          .toList();

  private final OwnRequests own;
  private final IllFinder finder;
  private final Function<Visit, Map<String, String>> branches;

  /**
   * Creates an instance.
   *
   * @param own sends requests to other libraries
   * @param finder looks up patrons
   * @param branches returns the names of a visitor's branches, by code
   */
  IllRequestForm(OwnRequests own, IllFinder finder, Function<Visit, Map<String, String>> branches) {
    this.own = own;
    this.finder = finder;
    this.branches = branches;
  }

  /** Shows the form, filled in for a title found in the catalogue. */
  Reply blank(Visit visit) {
    var known = new HashMap<String, String>();
    FOUND.forEach(field -> known.put(field, visit.request().argument(field)));
    known.put("branch", visit.workplace().branch());
    return Reply.page(
        PAGE, new IllForm(UUID.randomUUID().toString(), known, branches.apply(visit), null));
  }

  /** Sends the request, or only looks where the title can be had. */
  Reply ask(Visit visit) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(field -> typed.put(field, visit.request().field(field)));
    typed.put(
        LENDERS, String.join(" ", visit.request().form().getOrDefault(LENDERS, List.of())).strip());
    UUID key;
    try {
      key = UUID.fromString(visit.request().field("key"));
    } catch (IllegalArgumentException _) {
      return unfit(visit, UUID.randomUUID(), typed, "no-key");
    }
    var service = service(typed);
    if (service.isEmpty()) {
      return unfit(visit, key, typed, "no-service");
    }
    LocalDate before;
    try {
      var day = textOrNull(typed, "before");
      before = day == null ? null : LocalDate.parse(day);
    } catch (DateTimeParseException _) {
      return unfit(visit, key, typed, "day-unfit");
    }
    if (!branches.apply(visit).containsKey(typed.get("branch"))) {
      return unfit(visit, key, typed, messageKey(Fault.NO_BRANCH));
    }
    var card = typed.getOrDefault("patron", "");
    if (!card.isEmpty() && !finder.sees(visit, card)) {
      return unfit(visit, key, typed, messageKey(Fault.UNKNOWN_PATRON), Cpr.masked(card));
    }
    var who = visit.member().username();
    var wish = wish(typed, service.get(), before);
    if (visit.request().field("do").equals("look-up")) {
      var looked = own.lookFor(visit.tenant().id(), wish);
      return looked.fault() != null
          ? unfit(visit, key, typed, messageKey(looked.fault()))
          : Reply.page(PAGE, form(visit, key, typed, null, looked.found()));
    }
    return switch (own.ask(visit.tenant().id(), wish, once(who, key, typed))) {
      case Asked(var asked, var isNew) -> {
        var number = Long.toString(asked.number());
        if (isNew) {
          var peer = asked.handling().peer();
          visit.note("ill-asked", number, peer == null ? "" : peer.library());
        }
        yield Reply.to(visit.path("/ill/request/" + number));
      }
      case AtHand(var found) ->
          Reply.unfit(PAGE, form(visit, key, typed, visit.words().of("ill.at-hand"), found));
      case Rejected(var fault, var which) -> unfit(visit, key, typed, messageKey(fault), which);
    };
  }

  private static Optional<Service> service(Map<String, String> typed) {
    return Arrays.stream(Service.values())
        .filter(service -> service.name().equals(typed.get("service")))
        .findFirst();
  }

  private static OwnRequest wish(
      Map<String, String> typed, Service service, @Nullable LocalDate before) {
    return new OwnRequest(
        typed.getOrDefault("branch", ""),
        textOrNull(typed, "us"),
        Arrays.stream(typed.getOrDefault(LENDERS, "").split("[\\s,;]+", -1))
            .filter(lender -> !lender.isEmpty())
            .toList(),
        textOrNull(typed, DESPITE_OWN) != null,
        Description.builder()
            .title(textOrNull(typed, "title"))
            .author(textOrNull(typed, "author"))
            .published(textOrNull(typed, "published"))
            .isbn(textOrNull(typed, "isbn"))
            .issn(textOrNull(typed, "issn"))
            .number(textOrNull(typed, "number"))
            .part(textOrNull(typed, "part"))
            .build(),
        service,
        before,
        textOrNull(typed, "patron"),
        textOrNull(typed, "note"));
  }

  /**
   * Returns the idempotency key, made from the form and its values: a form changed before it is
   * sent again is another request.
   */
  private static RequestIdentity once(String who, UUID key, Map<String, String> typed) {
    var parts = Stream.concat(Stream.of("console-ill", key), FIELDS.stream().map(typed::get));
    var digest = CommandKey.of(CommandKey.MAX_WINDOW, parts.toArray()).hex();
    return new RequestIdentity(who, "console-" + digest.substring(0, SHOWN_OF_KEY), digest);
  }

  private static @Nullable String textOrNull(Map<String, String> typed, String field) {
    var text = typed.getOrDefault(field, "");
    return text.isEmpty() ? null : text;
  }

  /** Returns the message key of a fault. */
  static String messageKey(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Reply unfit(
      Visit visit, UUID key, Map<String, String> typed, String fault, Object... which) {
    return Reply.unfit(
        PAGE, form(visit, key, typed, visit.words().of("ill.fault." + fault, which), null));
  }

  private IllForm form(
      Visit visit,
      UUID key,
      Map<String, String> typed,
      @Nullable String problem,
      TitleFinder.@Nullable Found found) {
    return new IllForm(
        key.toString(),
        typed,
        branches.apply(visit),
        problem,
        found == null
            ? null
            : new IllForm.Found(
                found.own(),
                found.before(),
                new IllLookUp(found.lookedUp(), visit.tenant().currency())));
  }
}
