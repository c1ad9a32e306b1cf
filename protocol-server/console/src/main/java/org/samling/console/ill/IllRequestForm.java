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
import org.samling.core.ill.OwnRequests.Fault;
import org.samling.core.ill.OwnRequests.Once;
import org.samling.core.ill.OwnRequests.Unfit;
import org.samling.core.ill.OwnRequests.Wish;

/**
 * The form by which other libraries are asked, as by REST and the command line. It has a key: sent
 * again as it was it is the same request.
 */
final class IllRequestForm {

  private static final String PAGE = "ill/new";
  private static final int SHOWN_OF_KEY = 16;

  /** What the address may say of a title that was found. */
  private static final List<String> FOUND =
      List.of("title", "author", "published", "isbn", "number");

  private static final List<String> FIELDS =
      Stream.concat(
              FOUND.stream(),
              Stream.of(
                  "patron", "lenders", "issn", "part", "service", "before", "note", "branch", "us"))
          .toList();

  private final OwnRequests own;
  private final Function<Visit, Map<String, String>> branches;

  /**
   * Makes it.
   *
   * @param own asks other libraries
   * @param branches the names of a visitor's branches, by their codes
   */
  IllRequestForm(OwnRequests own, Function<Visit, Map<String, String>> branches) {
    this.own = own;
    this.branches = branches;
  }

  /** The form, with what is known of a title that was found. */
  Reply blank(Visit visit) {
    var known = new HashMap<String, String>();
    FOUND.forEach(field -> known.put(field, visit.request().argument(field)));
    return Reply.page(
        PAGE, new IllForm(UUID.randomUUID().toString(), known, branches.apply(visit), null));
  }

  /** Asks. */
  Reply ask(Visit visit) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(field -> typed.put(field, visit.request().field(field)));
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
      var day = given(typed, "before");
      before = day == null ? null : LocalDate.parse(day);
    } catch (DateTimeParseException _) {
      return unfit(visit, key, typed, "day-unfit");
    }
    if (!branches.apply(visit).containsKey(typed.get("branch"))) {
      return unfit(visit, key, typed, word(Fault.NO_BRANCH));
    }
    var who = visit.member().username();
    var wish = wish(typed, service.get(), before);
    return switch (own.ask(visit.tenant().id(), wish, once(who, key, typed))) {
      case Asked(var asked, var isNew) -> {
        var number = Long.toString(asked.number());
        if (isNew) {
          visit.note("ill-asked", number, wish.lenders().getFirst());
        }
        yield Reply.to(visit.path("/ill/request/" + number));
      }
      case Unfit(var fault) -> unfit(visit, key, typed, word(fault));
    };
  }

  private static Optional<Service> service(Map<String, String> typed) {
    return Arrays.stream(Service.values())
        .filter(service -> service.name().equals(typed.get("service")))
        .findFirst();
  }

  private static Wish wish(Map<String, String> typed, Service service, @Nullable LocalDate before) {
    return new Wish(
        typed.getOrDefault("branch", ""),
        given(typed, "us"),
        Arrays.stream(typed.getOrDefault("lenders", "").split("[\\s,;]+", -1))
            .filter(lender -> !lender.isEmpty())
            .toList(),
        new Description(
            given(typed, "title"),
            given(typed, "author"),
            given(typed, "published"),
            given(typed, "isbn"),
            given(typed, "issn"),
            given(typed, "number"),
            given(typed, "part")),
        service,
        before,
        given(typed, "patron"),
        given(typed, "note"));
  }

  /** What was changed before the form was sent again is another request. */
  private static Once once(String who, UUID key, Map<String, String> typed) {
    var parts = Stream.concat(Stream.of("console-ill", key), FIELDS.stream().map(typed::get));
    var told = CommandKey.of(CommandKey.MAX_WINDOW, parts.toArray()).hex();
    return new Once(who, "console-" + told.substring(0, SHOWN_OF_KEY), told);
  }

  private static @Nullable String given(Map<String, String> typed, String field) {
    var text = typed.getOrDefault(field, "");
    return text.isEmpty() ? null : text;
  }

  /** Under which name its words stand. */
  static String word(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Reply unfit(Visit visit, UUID key, Map<String, String> typed, String fault) {
    return Reply.unfit(
        PAGE,
        new IllForm(
            key.toString(), typed, branches.apply(visit), visit.words().of("ill.fault." + fault)));
  }
}
