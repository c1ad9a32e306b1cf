package org.samling.sip2;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which values of a message tell of a patron: who it is, how to reach them, what they have, and
 * free text that may name them. Titles and items are no persons.
 */
public final class Sip2PersonalFields {

  private static final Set<String> PERSONAL =
      Set.of(
          "AA", "AD", "AE", "AL", "AS", "AT", "AU", "AV", "BD", "BE", "BF", "BM", "BN", "BU", "CD",
          "CY", "DA", "PA", "PB", "PC", "PI", "XI");

  private static final Set<String> TEXTS = Set.of("AF", "AG");

  /**
   * The replies whose texts may name somebody: who booked a returned item, or the patron whom the
   * library greets.
   */
  private static final Set<String> WITH_NAMES = Set.of("10", "24", "26", "64");

  /** A field that tells of a patron, after a delimiter that is not the one in use. */
  private static final Pattern HIDDEN =
      Pattern.compile("(?<=[^A-Za-z0-9æøåÆØÅ ])(?:A[AE]|B[DEF]|CY|DA)\\S");

  /** A line of an explanation: a field's id, its name padded to 24 characters, and its value. */
  private static final Pattern LINE = Pattern.compile("(\\S{2}) .{24} (?=.)");

  private static final Pattern OF_NO_MESSAGE =
      Pattern.compile(" (?:extension|not of this message)$");

  private Sip2PersonalFields() {}

  /**
   * Whether a field of a message tells of a patron.
   *
   * @param command the two digits that begin the message
   * @param id the field's id
   * @param value its value, in which other fields may hide
   */
  static boolean has(String command, String id, String value) {
    return PERSONAL.contains(id)
        || (WITH_NAMES.contains(command) && TEXTS.contains(id))
        || HIDDEN.matcher(value).find();
  }

  /**
   * The lines of an explanation ({@link Sip2Annotator#annotate}) without the values of fields that
   * tell of a patron, or that are of no message and may hold anything.
   */
  public static List<String> leftOut(List<String> lines) {
    var command =
        lines.isEmpty() || lines.getFirst().length() < 2 ? "" : lines.getFirst().substring(0, 2);
    return lines.stream().map(line -> leftOut(command, line)).toList();
  }

  private static String leftOut(String command, String line) {
    var field = LINE.matcher(line);
    return field.lookingAt()
            && (has(command, field.group(1), line.substring(field.end()))
                || OF_NO_MESSAGE.matcher(line).find())
        ? field.group() + Sip2Secret.MASK
        : line;
  }
}
