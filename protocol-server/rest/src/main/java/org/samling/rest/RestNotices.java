package org.samling.rest;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeContacts;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;

/** The delivery of messages to patrons. */
final class RestNotices {

  private final NoticeContacts contacts;

  RestNotices(NoticeContacts contacts) {
    this.contacts = contacts;
  }

  /** Notes that an address, or the address of a message, does not work; safe to repeat. */
  RestAnswer bounced(RestExchange exchange) {
    var body = exchange.call().body();
    var tenant = exchange.tenant().id();
    var message = text(body, "message", 36);
    var given = text(body, "address", NoticeContacts.LONGEST_ADDRESS);
    if ((message == null) == (given == null)) {
      throw bad("Give a \"message\" by its number, or an \"address\".");
    }
    var reason = text(body, "reason", NoticeContacts.LONGEST_REASON);
    var address =
        given == null
            ? number(String.valueOf(message))
                .flatMap(number -> contacts.addressOf(tenant, number))
                .orElseThrow(() ->
                    new RestProblem(
                        Status.NOT_FOUND,
                        "There is no message \"%s\" that was sent to an address."
                            .formatted(message)))
            : given;
    contacts.addBounce(
        tenant, address, reason == null ? "" : reason, exchange.account().username());
    return RestAnswer.done();
  }

  private static Optional<UUID> number(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static @Nullable String text(Map<String, Object> body, String name, int longest) {
    return switch (body.get(name)) {
      case null -> null;
      case String text
          when !text.isBlank()
              && text.length() <= longest
              && text.chars().noneMatch(Character::isISOControl) ->
          text;
      default ->
          throw bad(
              "\"%s\" must be a text of 1 to %d characters on one line.".formatted(name, longest));
    };
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
