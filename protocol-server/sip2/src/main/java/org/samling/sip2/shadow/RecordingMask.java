package org.samling.sip2.shadow;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.samling.sip2.Sip2Annotator;
import org.samling.sip2.Sip2Annotator.Part;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.shadow.RecordedMessage.Field;

/**
 * What of the messages of one connection is kept: secrets and CPR numbers as asterisks; names,
 * addresses and what a patron has as their form only, letters as {@code x} and {@code X}, digits as
 * {@code 9}; cards, items and titles as they are. It learns the names that replies tell, and hides
 * them in screen messages. Used by one thread at a time.
 */
public final class RecordingMask {

  /** Fields that tell of a patron, and of which the form is enough to compare replies. */
  private static final Set<String> FORM_ONLY =
      Set.of(
          "AE", "AL", "AS", "AT", "AU", "AV", "BD", "BE", "BF", "BM", "BN", "BU", "CD", "CY", "DA",
          "PB", "XI");

  private static final Set<String> NAMES = Set.of("AE", "DA");
  private static final Set<String> TEXTS = Set.of("AF", "AG");
  private static final Set<String> ERROR_DETECTION = Set.of("AY", "AZ");

  /** The reply that names a patron whom the request does not. */
  private static final String CHECKIN_RESPONSE = "10";

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern E_MAIL = Pattern.compile("\\S+@\\S+");
  private static final int SHORTEST_NAME = 2;
  private static final int MOST_NAMES = 1_000;
  private static final int COMMAND = 2;

  private final Sip2Annotator annotator;
  private final Set<String> names = new HashSet<>();

  public RecordingMask(Sip2Codec codec) {
    this.annotator = new Sip2Annotator(codec);
  }

  /** What is kept of a message. */
  public RecordedMessage message(Sip2Frame frame) {
    return annotator
        .parts(frame)
        .map(parts -> message(frame, parts))
        .orElse(RecordedMessage.UNREADABLE);
  }

  private RecordedMessage message(Sip2Frame frame, List<Part> parts) {
    parts.stream().filter(part -> NAMES.contains(part.name())).forEach(this::learn);
    var command = new String(frame.bytes(), 0, COMMAND, StandardCharsets.US_ASCII);
    return new RecordedMessage(command, fields(command, parts));
  }

  private List<Field> fields(String command, List<Part> parts) {
    var seen = new HashSet<String>();
    return parts.stream()
        .filter(part -> !ERROR_DETECTION.contains(part.name()))
        .map(part -> field(command, part, !seen.add(part.name() + part.value())))
        .toList();
  }

  private Field field(String command, Part part, boolean again) {
    var name = part.name();
    var value = part.value();
    var isOthers = command.equals(CHECKIN_RESPONSE) && name.equals("AA");
    var kept =
        FORM_ONLY.contains(name) || isOthers || !FieldKind.isKnown(name)
            ? form(value)
            : TEXTS.contains(name) ? text(value) : value;
    return new Field(name, kept, part.isMasked() || !kept.equals(value), again);
  }

  private void learn(Part name) {
    WORD.matcher(name.value())
        .results()
        .map(word -> word.group().toLowerCase(Locale.ROOT))
        .filter(word -> word.length() >= SHORTEST_NAME && names.size() < MOST_NAMES)
        .forEach(names::add);
  }

  /**
   * A text without e-mail addresses and the words that may be a name: those with capitals, digits,
   * or told before.
   */
  private String text(String value) {
    return WORD.matcher(E_MAIL.matcher(value).replaceAll(address -> form(address.group())))
        .replaceAll(word -> {
          var text = word.group();
          return names.contains(text.toLowerCase(Locale.ROOT))
                  || text.codePoints().anyMatch(c -> !Character.isLowerCase(c))
              ? form(text)
              : text;
        });
  }

  /** The form of a value. */
  static String form(String value) {
    var form = new StringBuilder(value.length());
    value
        .codePoints()
        .forEach(c ->
            form.appendCodePoint(
                Character.isDigit(c)
                    ? '9'
                    : Character.isUpperCase(c) ? 'X' : Character.isLetter(c) ? 'x' : c));
    return form.toString();
  }
}
