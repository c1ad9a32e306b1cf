package org.samling.sip2;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Explains a frame to a person, one line for each field: its id, its name in the standard, its
 * value on the wire and what that means. Passwords and anything that looks like a CPR number are
 * masked. A value that does not belong in a request is shown only by its length or shape, since it
 * may be a password.
 */
public final class Sip2Annotator {
  private static final int COMMAND = 2;

  private final Sip2Codec codec;
  private final boolean isWithoutPersons;

  public Sip2Annotator(Sip2Codec codec) {
    this(codec, false);
  }

  private Sip2Annotator(Sip2Codec codec, boolean isWithoutPersons) {
    this.codec = codec;
    this.isWithoutPersons = isWithoutPersons;
  }

  /**
   * The same for readers who may not see patrons: the values of {@link Sip2PersonalFields} are
   * masked, too, and those of fields that are of no message.
   */
  public Sip2Annotator withoutPersons() {
    return new Sip2Annotator(codec, true);
  }

  /** The patrons that a frame names (AA, CY), as it names them; empty ones are left out. */
  public List<String> patrons(Sip2Frame frame) {
    var bytes = frame.bytes();
    var layout = layout(bytes);
    if (layout == null) {
      return List.of();
    }
    var delimiter = (byte) codec.delimiter();
    var end = Sip2Trailer.find(bytes, delimiter).start();
    var fields = Sip2Scan.scan(bytes, end, delimiter, codec.charset(), layout);
    var patrons = new ArrayList<String>();
    if (fields.fault() == null) {
      for (int start = fields.variableStart(); start < end; ) {
        int stop = Math.min(fields.endOfField(start), end);
        if (stop - start > COMMAND) {
          var field = Sip2Fields.byId(fields.decode(start, start + COMMAND));
          if (field != null && field.kind() == Sip2Field.Kind.PATRON_ID) {
            patrons.add(fields.decode(start + COMMAND, stop));
          }
        }
        start = stop + 1;
      }
    }
    return patrons;
  }

  /**
   * A field of a frame.
   *
   * @param name its id, or the name of a fixed-length field, which has none
   * @param value the value as it may be logged
   * @param isMasked whether the value on the wire was another
   */
  public record Part(String name, String value, boolean isMasked) {}

  /** The fields of a frame in order, without error detection; empty if it can't be parsed. */
  public Optional<List<Part>> parts(Sip2Frame frame) {
    var bytes = frame.bytes();
    var layout = layout(bytes);
    if (layout == null) {
      return Optional.empty();
    }
    boolean request = Sip2RequestLayouts.byCommand(Sip2Codec.command(bytes)) != null;
    var delimiter = (byte) codec.delimiter();
    var end = Sip2Trailer.find(bytes, delimiter).start();
    var fields = Sip2Scan.scan(bytes, end, delimiter, codec.charset(), layout);
    if (fields.fault() != null) {
      return Optional.empty();
    }
    var parts = new ArrayList<Part>();
    for (int i = 0; i < layout.fixedCount(); i++) {
      var field = layout.parts().get(i).field();
      var value = fields.text(field);
      parts.add(part(field.title(), value, Sip2Mask.fixed(field, value)));
    }
    for (int start = fields.variableStart(); start < end; ) {
      int stop = Math.min(fields.endOfField(start), end);
      if (stop - start >= COMMAND) {
        var id = fields.decode(start, start + COMMAND);
        var value = fields.decode(start + COMMAND, stop);
        parts.add(part(id, value, value.isEmpty() ? "" : shown(layout, request, id, value)));
      }
      start = stop + 1;
    }
    return Optional.of(parts);
  }

  private static Part part(String name, String value, String shown) {
    return new Part(name, shown, !shown.equals(value));
  }

  /** The frame, request or response, field by field; every line ends with a line feed. */
  public String annotate(Sip2Frame frame) {
    var bytes = frame.bytes();
    var text = new StringBuilder();
    var layout = layout(bytes);
    if (layout == null) {
      return "no SIP2 message: " + bytes.length + " bytes that do not start with a known command\n";
    }
    boolean request = Sip2RequestLayouts.byCommand(Sip2Codec.command(bytes)) != null;
    text.append(layout).append(request ? " (request)" : " (response)").append('\n');
    var delimiter = (byte) codec.delimiter();
    var trailer = Sip2Trailer.find(bytes, delimiter);
    var fields = Sip2Scan.scan(bytes, trailer.start(), delimiter, codec.charset(), layout);
    var fault = fields.fault();
    if (fault != null) {
      return text.append("   malformed at byte ")
          .append(fields.faultPosition())
          .append(": ")
          .append(fault)
          .append('\n')
          .toString();
    }
    for (int i = 0; i < layout.fixedCount(); i++) {
      var field = layout.parts().get(i).field();
      var value = fields.text(field);
      line(text, "", field.title(), Sip2Mask.fixed(field, value), meaning(field, value));
    }
    for (int start = fields.variableStart(); start < trailer.start(); ) {
      int stop = Math.min(fields.endOfField(start), trailer.start());
      if (stop - start >= COMMAND) {
        variable(
            text,
            layout,
            request,
            fields.decode(start, start + COMMAND),
            fields.decode(start + COMMAND, stop));
      } else if (stop > start) {
        line(text, fields.decode(start, stop), "(no field)", "", "too short for an id");
      }
      start = stop + 1;
    }
    trailer(text, bytes, trailer);
    return text.toString();
  }

  /**
   * The frame on one line, masked. A frame that can't be parsed is shown by its shape: letters as
   * {@code x}, digits as {@code 9}, bytes outside of ASCII as {@code \xHH}.
   */
  public String masked(Sip2Frame frame) {
    var bytes = frame.bytes();
    var layout = layout(bytes);
    var delimiter = (byte) codec.delimiter();
    if (layout == null) {
      return Sip2Mask.shape(bytes, delimiter);
    }
    boolean request = Sip2RequestLayouts.byCommand(Sip2Codec.command(bytes)) != null;
    var trailer = Sip2Trailer.find(bytes, delimiter);
    var fields = Sip2Scan.scan(bytes, trailer.start(), delimiter, codec.charset(), layout);
    if (fields.fault() != null) {
      return Sip2Mask.shape(bytes, delimiter);
    }
    var fixed = new StringBuilder();
    for (int i = 0; i < layout.fixedCount(); i++) {
      var field = layout.parts().get(i).field();
      fixed.append(Sip2Mask.fixed(field, fields.text(field)));
    }
    // A language that some clients put in front of the date belongs to no field.
    int ahead = fields.variableStart() - fixed.length();
    var text = new StringBuilder(fields.decode(0, Math.max(COMMAND, ahead))).append(fixed);
    for (int start = fields.variableStart(); start < trailer.start(); ) {
      int stop = Math.min(fields.endOfField(start), trailer.start());
      if (stop - start >= COMMAND) {
        var id = fields.decode(start, start + COMMAND);
        text.append(id).append(shown(layout, request, id, fields.decode(start + COMMAND, stop)));
      } else {
        text.append(fields.decode(start, stop));
      }
      if (stop < trailer.start()) {
        text.append(codec.delimiter());
      }
      start = stop + 1;
    }
    return text.append(fields.decode(trailer.start(), bytes.length)).toString();
  }

  /**
   * A value with an id. Where it does not belong to the message and a client wrote it, it may be
   * anything.
   */
  private String shown(Sip2Layout<?> layout, boolean request, String id, String value) {
    if (hides(layout, id, value)) {
      return Sip2Secret.MASK;
    }
    var field = Sip2Fields.byId(id.toUpperCase(Locale.ROOT));
    if (field == null) {
      return request ? Sip2Mask.shape(value) : Sip2Mask.variable(value);
    }
    boolean own = field.id().equals(id) && layout.partOf(field) >= layout.fixedCount();
    return own || !request || field.kind() == Sip2Field.Kind.SECRET
        ? Sip2Mask.variable(field, value, request)
        : Sip2Mask.shape(value);
  }

  private boolean hides(Sip2Layout<?> layout, String id, String value) {
    var field = Sip2Fields.byId(id);
    return isWithoutPersons
        && !value.isEmpty()
        && (field == null
            || layout.partOf(field) < layout.fixedCount()
            || Sip2PersonalFields.has(layout.command(), id, value));
  }

  private static @Nullable Sip2Layout<?> layout(byte[] bytes) {
    if (bytes.length < COMMAND) {
      return null;
    }
    int command = Sip2Codec.command(bytes);
    var request = Sip2RequestLayouts.byCommand(command);
    return request != null ? request : Sip2ResponseLayouts.byCommand(command);
  }

  private void variable(
      StringBuilder text, Sip2Layout<?> layout, boolean request, String id, String value) {
    var field = Sip2Fields.byId(id);
    if (field != null && hides(layout, id, value)) {
      line(text, id, field.title(), Sip2Secret.MASK, "");
    } else if (field != null && layout.partOf(field) >= layout.fixedCount()) {
      line(
          text, id, field.title(), Sip2Mask.variable(field, value, request), meaning(field, value));
    } else {
      var shown = shown(layout, request, id, value);
      var title = field == null ? "(unknown)" : field.title();
      line(text, id, title, shown, layout.hasExtensions() ? "extension" : "not of this message");
    }
  }

  private static void line(
      StringBuilder text, String id, String title, String value, String meaning) {
    var shown = meaning.isEmpty() ? value : "%-20s %s".formatted(value, meaning);
    text.append("%2s %-24s %s".formatted(id, title, shown).stripTrailing()).append('\n');
  }

  private static void trailer(StringBuilder text, byte[] bytes, Sip2Trailer trailer) {
    if (trailer.sequence() >= 0) {
      line(
          text, "AY", Sip2Fields.SEQUENCE_NUMBER.title(), Integer.toString(trailer.sequence()), "");
    }
    var title = Sip2Fields.CHECKSUM.title();
    var expected = "%04X".formatted(trailer.expected());
    switch (trailer.checksum()) {
      case ABSENT -> {}
      case EMPTY -> line(text, "AZ", title, "", "empty, not verified; it would be " + expected);
      case RIGHT -> line(text, "AZ", title, expected, "right");
      case WRONG ->
          line(
              text,
              "AZ",
              title,
              "",
              "wrong: these bytes add up to " + expected + mistake(bytes, trailer));
    }
  }

  private static String mistake(byte[] bytes, Sip2Trailer trailer) {
    return Sip2ChecksumMistake.of(bytes, trailer)
        .map(mistake -> "; " + mistake.sentence())
        .orElse("");
  }

  private static String meaning(Sip2Field<?> field, String value) {
    return switch (field.kind()) {
      case FLAG ->
          switch (value) {
            case "Y", "y" -> "yes";
            case "N", "n" -> "no";
            case "U", "u" -> "unknown";
            default -> "neither Y nor N";
          };
      case OK -> value.equals("1") ? "yes" : value.equals("0") ? "no" : "neither 1 nor 0";
      case CODE ->
          field.codes().stream()
              .filter(code -> code.wire().equals(value))
              .map(Sip2Code.Coded::meaning)
              .findFirst()
              .orElse("not in the standard");
      case NUMBER -> number(field, value);
      case DATE -> date(value);
      case SUMMARY -> words(new Sip2Summary(value).requested());
      case PATRON_STATUS -> words(PatronStatusFlags.read(value).set());
      case SUPPORTED_MESSAGES -> SupportedMessages.read(value).set().size() + " of 16 messages";
      case AMOUNT -> new Sip2Amount(value).value().isEmpty() ? "not an amount" : "";
      case TEXT, PATRON_ID, SECRET -> "";
    };
  }

  private static String number(Sip2Field<?> field, String value) {
    if (value.isBlank()) {
      return "not supported";
    } else if (new Sip2Number(value).value().isEmpty()) {
      return "not a number";
    }
    return field == Sip2Fields.TIMEOUT_PERIOD || field == Sip2Fields.RETRIES_ALLOWED
        ? field.meaning()
        : "";
  }

  private static String date(String value) {
    if (value.isBlank()) {
      return "no date";
    }
    return new Sip2Date(value)
        .toInstant(ZoneOffset.UTC)
        .map(instant ->
            instant
                .toString()
                .replace('T', ' ')
                .replace("Z", value.contains("    ") ? " local time" : " UTC"))
        .orElse("not a valid date");
  }

  private static String words(Iterable<? extends Enum<?>> constants) {
    var words = new StringBuilder();
    for (var constant : constants) {
      words
          .append(words.isEmpty() ? "" : ", ")
          .append(constant.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    return words.isEmpty() ? "none" : words.toString();
  }
}
