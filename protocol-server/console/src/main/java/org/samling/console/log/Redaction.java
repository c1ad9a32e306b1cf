package org.samling.console.log;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.console.log.WireLog.Kind;
import org.samling.console.log.WireLog.LoggedMessage;

/** Makes of a message what may be given to a kiosk's vendor: what it means, without persons. */
final class Redaction {

  /**
   * Fields that tell of a person: patron identifier, name, address, e-mail, phone, password, day of
   * birth, and titles, which tell what somebody reads.
   */
  private static final Set<String> PERSONAL =
      Set.of(
          "AA", "AE", "AD", "BD", "BE", "BF", "AJ", "AS", "AT", "AU", "AV", "BU", "CD", "CH", "PB");

  /** An id, its name in 24 characters, and what stands there. */
  private static final Pattern FIELD = Pattern.compile("(\\S{2} .{24}) (.*)");

  private static final String PATRON = "AA ";

  /** Replies that say no, and the one that asks to send again. */
  private static final Pattern REFUSAL =
      Pattern.compile("^(?:(?:12|10|16|30|66|94)0|(?:38|26|36)N|96)");

  private Redaction() {}

  /** The message without what tells of a person. */
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
    return PERSONAL.contains(id) || isOfNoMessage(line) ? field.group(1) + " (left out)" : line;
  }

  /**
   * The patron whom a message names, as the log shows them; empty where it names none, or one whose
   * identifier is masked: masked ones look all the same.
   */
  static String patron(LoggedMessage message) {
    return message.fields().stream()
        .filter(l -> l.startsWith(PATRON) && !isOfNoMessage(l))
        .map(FIELD::matcher)
        .filter(Matcher::matches)
        .map(field -> field.group(2).strip())
        .filter(patron -> !patron.contains("*"))
        .findFirst()
        .orElse("");
  }

  private static boolean isOfNoMessage(String line) {
    return line.endsWith(" extension") || line.endsWith(" not of this message");
  }

  /** Whether a message was refused or went wrong. */
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
