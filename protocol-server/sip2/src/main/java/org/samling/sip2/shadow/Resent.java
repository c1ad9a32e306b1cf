package org.samling.sip2.shadow;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.SupportedMessages;
import org.samling.sip2.shadow.RecordedMessage.Field;

/** Recorded requests as they are sent to another server. */
public final class Resent {

  /** Requests that change nothing at a server that is asked. */
  private static final Set<String> QUESTIONS = Set.of("17", "23", "35", "63", "99");

  /** Requests of a connection's own: a login is made anew, and no reply is asked for again. */
  private static final Set<String> OF_THE_CONNECTION = Set.of("93", "97");

  private static final Set<String> REQUESTS =
      Set.of(SupportedMessages.Message.values()).stream()
          .map(SupportedMessages.Message::command)
          .collect(Collectors.toUnmodifiableSet());

  /** Without these a request is not about the same patron and item. */
  private static final Set<String> NEEDED = Set.of("AA", "AB", "CG");

  private static final String TRANSACTION_DATE = "transaction date";

  private Resent() {}

  /** What becomes of a request. */
  public enum Fate {
    /** It is sent, and changes nothing. */
    ASKED,
    /** It is sent where changes are wanted. */
    CHANGES,
    /** It is the connection's own, and not sent. */
    SKIPPED,
    /** It names somebody, or something, that was masked, or can't be read: it can't be sent. */
    MASKED
  }

  /** What becomes of a request. */
  public static Fate fate(RecordedMessage request) {
    var command = request.command();
    if (OF_THE_CONNECTION.contains(command)) {
      return Fate.SKIPPED;
    }
    var isMasked =
        request.fields().stream()
            .anyMatch(field ->
                hasLineEnd(field)
                    || (field.masked()
                        && (NEEDED.contains(field.name()) || FieldKind.width(field.name()) > 0)));
    if (isMasked || !REQUESTS.contains(command)) {
      return Fate.MASKED;
    }
    return QUESTIONS.contains(command) ? Fate.ASKED : Fate.CHANGES;
  }

  /** No frame has one: a recording that was tampered with would send a second message so. */
  private static boolean hasLineEnd(Field field) {
    return (field.name() + field.value()).matches("(?s).*[\r\n].*");
  }

  /** Whether the client sent a PIN, which is not in the recording. */
  public static boolean hadPin(RecordedMessage request) {
    return request.has("AD");
  }

  /**
   * The request to send: at another time, without masked values and without error detection.
   *
   * @param recorded when it was sent first
   * @param now when it is sent; other dates keep their distance
   * @param zone the zone of dates that name none
   */
  public static Sip2Frame frame(
      RecordedMessage request, Instant recorded, Instant now, ZoneId zone, Sip2Codec codec) {
    var sent = sentAt(request, zone).orElse(recorded);
    var later = Duration.between(sent, now);
    var text = new StringBuilder(request.command());
    for (var field : request.fields()) {
      var width = FieldKind.width(field.name());
      if (width > 0) {
        text.append(("%-" + width + "s").formatted(moved(field, later, zone)));
      } else if (!field.masked()) {
        text.append(field.name()).append(moved(field, later, zone)).append(codec.delimiter());
      }
    }
    return Sip2Frame.of(text.toString(), codec.charset());
  }

  private static Optional<Instant> sentAt(RecordedMessage request, ZoneId zone) {
    return new Sip2Date(request.value(TRANSACTION_DATE)).toInstant(zone);
  }

  private static String moved(Field field, Duration later, ZoneId zone) {
    return FieldKind.isDate(field.name(), field.value())
        ? new Sip2Date(field.value())
            .toInstant(zone)
            .map(date -> Sip2Date.of(date.plus(later), zone).wire())
            .orElse(field.value())
        : field.value();
  }
}
