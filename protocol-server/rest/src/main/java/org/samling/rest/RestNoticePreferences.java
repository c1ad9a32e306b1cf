package org.samling.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeContacts.NoticePreference;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.routes.Commands;

/** Where, when and in which language patrons want their notices, by kind. */
final class RestNoticePreferences {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Set<String> WISH = Set.of("wanted", "channel", "daily");

  private final NoticeContacts contacts;
  private final Inquiries inquiries;
  private final Commands commands;

  RestNoticePreferences(NoticeContacts contacts, Inquiries inquiries, Circulation circulation) {
    this.contacts = contacts;
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  RestAnswer show(RestExchange exchange) {
    var patron = patron(exchange);
    return answer(exchange, patron.id(), NoticeLanguage.ofSip2(patron.language()).orElse(null));
  }

  /** Changes what is named, but only once all of it has been understood. */
  RestAnswer change(RestExchange exchange) {
    var body = exchange.call().body();
    var language = language(body.get("language"));
    var wishes = wishes(body.get("wishes"));
    var patron = patron(exchange);
    if (language != null && !language.sip2().equals(patron.language())) {
      change(exchange, language);
    }
    wishes.forEach(
        (kind, wish) -> contacts.put(exchange.tenant().id(), patron.id(), kind, wish.orElse(null)));
    return answer(
        exchange,
        patron.id(),
        language == null ? NoticeLanguage.ofSip2(patron.language()).orElse(null) : language);
  }

  private void change(RestExchange exchange, NoticeLanguage language) {
    var account = exchange.account();
    var command =
        new PatronCommand.ChangePatron(
            new Origin(
                exchange.tenant().id(),
                CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                account.username(),
                account.branch(),
                Instant.now().plus(DEADLINE)),
            new PatronName.Identifier(card(exchange)),
            null,
            null,
            language.sip2(),
            null,
            null,
            null,
            null);
    if (commands.outcome(command) instanceof PatronOutcome.Refused refused) {
      throw new RestProblem(
          Status.CONFLICT, "The language was not changed: %s.".formatted(refused.reason().words()));
    }
  }

  private RestAnswer answer(RestExchange exchange, UUID patron, @Nullable NoticeLanguage language) {
    var wishes = new LinkedHashMap<String, Object>();
    contacts
        .preferences(exchange.tenant().id(), patron)
        .forEach((kind, wish) -> wishes.put(kind.text(), fields(wish)));
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("language", language == null ? null : language.text());
    fields.put("wishes", wishes);
    return RestAnswer.of(fields);
  }

  private static Map<String, @Nullable Object> fields(NoticePreference wish) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("wanted", wish.isWanted());
    fields.put("channel", wish.channel());
    fields.put("daily", wish.isDaily());
    return fields;
  }

  private PatronFacts patron(RestExchange exchange) {
    return inquiries
        .patron(exchange.tenant().id(), card(exchange))
        .orElseThrow(() -> new RestProblem(Status.NOT_FOUND, "There is no such patron."))
        .patron();
  }

  private static String card(RestExchange exchange) {
    return exchange.call().path().getOrDefault("patron", "");
  }

  private static @Nullable NoticeLanguage language(@Nullable Object value) {
    return value == null
        ? null
        : NoticeLanguage.of(value.toString())
            .orElseThrow(() -> bad("\"language\" must be da or en."));
  }

  /** The preference for each kind that is named; empty for the library's default. */
  private static Map<NoticeKind, Optional<NoticePreference>> wishes(@Nullable Object value) {
    var wishes = new EnumMap<NoticeKind, Optional<NoticePreference>>(NoticeKind.class);
    if (value == null) {
      return wishes;
    }
    if (!(value instanceof Map<?, ?> kinds)) {
      throw bad("\"wishes\" must be an object with a member for each kind of notice.");
    }
    for (var entry : kinds.entrySet()) {
      var kind =
          NoticeKind.of(entry.getKey().toString())
              .orElseThrow(
                  () -> bad("There is no kind of notice \"%s\".".formatted(entry.getKey())));
      if (!(entry.getValue() instanceof Map<?, ?> wish)) {
        throw bad("A preference must be an object with \"wanted\", \"channel\" and \"daily\".");
      }
      wishes.put(kind, wish(wish));
    }
    return wishes;
  }

  private static Optional<NoticePreference> wish(Map<?, ?> wish) {
    only(wish.keySet(), WISH);
    var isWanted = flag("wanted", wish.get("wanted"));
    var isDaily = flag("daily", wish.get("daily"));
    var channel = wish.get("channel");
    if (channel != null && !(channel instanceof String name && name.matches("[a-z0-9-]{1,40}"))) {
      throw bad("\"channel\" must be a name of a-z, 0-9 and hyphen.");
    }
    if (Boolean.FALSE.equals(isWanted)) {
      if (channel != null || isDaily != null) {
        throw bad("A notice that is not wanted can't have \"channel\" or \"daily\".");
      }
      return Optional.of(NoticePreference.OFF);
    }
    return channel == null && isDaily == null
        ? Optional.empty()
        : Optional.of(
            new NoticePreference(true, channel == null ? null : channel.toString(), isDaily));
  }

  private static @Nullable Boolean flag(String name, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag;
      default -> throw bad("\"%s\" must be true or false.".formatted(name));
    };
  }

  private static void only(Set<?> names, Set<String> known) {
    for (var name : names) {
      if (!known.contains(String.valueOf(name))) {
        throw bad(
            "There is no \"%s\" here; there are %s."
                .formatted(name, String.join(", ", known.stream().sorted().toList())));
      }
    }
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
