package org.samling.console.log;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.console.log.WireLog.Kind;
import org.samling.console.log.WireLog.LoggedMessage;

/**
 * Turns a message that tells of no patron ({@link WireLog#withoutPersons}) into a form fit for a
 * kiosk vendor: explained, and without what somebody reads.
 */
final class Redaction {

  /** Titles and the properties of items, which reveal what somebody reads. */
  private static final Set<String> READING = Set.of("AJ", "CH");

  /** What stands for a value that is not shown. */
  private static final String MASK = "****";

  /** A field identifier, its name padded to 24 characters, and its value. */
  private static final Pattern FIELD = Pattern.compile("(\\S{2} .{24}) (.*)");

  /** The patron of a message, and the one for whom an item is set aside. */
  private static final Pattern PATRON = Pattern.compile("(?:AA|CY) .*");

  /** Replies that refuse, and the request to resend. */
  private static final Pattern REFUSAL =
      Pattern.compile("^(?:(?:12|10|16|30|66|94)0|(?:38|26|36)N|96)");

  private Redaction() {}

  /** Returns the message as it is for the vendor. */
  static String of(LoggedMessage message) {
    return message.at().replaceFirst("\\..*", "")
        + " "
        + message.kind()
        + "\n"
        + (message.kind() == Kind.END
            ? message.text()
            : message.fields().stream().map(Redaction::line).collect(Collectors.joining("\n")));
  }

  private static String line(String line) {
    var field = FIELD.matcher(line);
    if (!field.matches()) {
      return line;
    }
    var id = field.group(1).substring(0, 2);
    return READING.contains(id) || field.group(2).equals(MASK)
        ? field.group(1) + " (left out)"
        : line;
  }

  /**
   * Returns the patron that a message names, as the log shows it; empty if it names none or the
   * identifier is masked, because all masked identifiers look the same.
   */
  static String patron(LoggedMessage message) {
    return patrons(message).stream().filter(patron -> !patron.contains("*")).findFirst().orElse("");
  }

  /** Returns all patrons that a message names, as the log shows them, masked ones included. */
  static List<String> patrons(LoggedMessage message) {
    return message.fields().stream()
        .filter(l -> PATRON.matcher(l).matches() && !isOfNoMessage(l))
        .map(FIELD::matcher)
        .filter(Matcher::matches)
        .map(field -> field.group(2).strip())
        .toList();
  }

  private static boolean isOfNoMessage(String line) {
    return line.endsWith(" extension") || line.endsWith(" not of this message");
  }

  /** Whether a message is a refusal or an error. */
  static boolean isFault(LoggedMessage message) {
    return switch (message.kind()) {
      case END -> !message.text().startsWith("it is gone");
      case REPLY -> REFUSAL.matcher(message.text()).find();
      case REQUEST ->
          message.fields().stream()
              .anyMatch(l -> l.startsWith("no SIP2 message") || l.contains("malformed at byte"));
    };
  }
}
