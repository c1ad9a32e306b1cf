package org.samling.sip2;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks one message of a client strictly against the standard. Fields are located by the same
 * lenient reading as in the server; any deviation from the standard is a finding.
 */
final class Sip2Checkup {
  private static final int COMMAND = 2;
  private static final int ZONE_AT = 8;
  private static final int ZONE_END = 12;

  /** Required fields that Samling can do without. */
  private static final Set<Sip2Field<?>> DISPENSABLE =
      Set.of(
          Sip2Fields.INSTITUTION_ID,
          Sip2Fields.TERMINAL_PASSWORD,
          Sip2Fields.PATRON_PASSWORD,
          Sip2Fields.CURRENT_LOCATION,
          Sip2Fields.BLOCKED_CARD_MSG);

  private final Sip2Codec codec;
  private final byte delimiter;
  private final byte[] bytes;
  private final int number;
  private final long offset;
  private final String command;
  private final List<Sip2Finding> findings = new ArrayList<>();
  private @Nullable String date;

  Sip2Checkup(Sip2Codec codec, byte[] bytes, int number, long offset) {
    this.codec = codec;
    this.delimiter = (byte) codec.delimiter();
    this.bytes = bytes;
    this.number = number;
    this.offset = offset;
    int digits = bytes.length < COMMAND ? -1 : Sip2Codec.command(bytes);
    this.command = digits < 0 ? "" : "%02d".formatted(digits);
  }

  /** The command; empty if the message does not start with two digits. */
  String command() {
    return command;
  }

  /** The message's own time; null if it has no such field, or an incomplete one. */
  @Nullable String date() {
    return date;
  }

  List<Sip2Finding> findings() {
    return findings;
  }

  void find(Sip2Fault fault, int position, String what) {
    find(fault, position, what, fault.isTolerated());
  }

  private void find(Sip2Fault fault, int position, String what, boolean tolerated) {
    findings.add(new Sip2Finding(fault, number, command, offset, position, what, tolerated));
  }

  /**
   * Checks the message.
   *
   * @param checksum whether to verify the checksum; false where bytes are masked
   * @return the error detection at the end of the message
   */
  Sip2Trailer check(boolean checksum) {
    var trailer = Sip2Trailer.find(bytes, delimiter);
    var layout = command.isEmpty() ? null : layout();
    if (layout == null) {
      find(
          Sip2Fault.UNKNOWN_COMMAND,
          0,
          command.isEmpty() ? "it does not start with two digits" : "it is not a request");
      return trailer;
    }
    var fields = Sip2Scan.scan(bytes, trailer.start(), delimiter, codec.charset(), layout);
    var fault = fields.fault();
    if (fault != null) {
      find(Sip2Fault.FIXED_PART_INCOMPLETE, fields.faultPosition(), fault);
      return trailer;
    }
    fixed(layout, fields);
    variable(layout, fields, trailer);
    end(layout, fields, trailer);
    if (checksum && trailer.checksum() == Sip2Trailer.Checksum.WRONG) {
      wrongChecksum(
          trailer.start(),
          "the checksum is wrong: these bytes add up to %04X%s"
              .formatted(
                  trailer.expected(),
                  Sip2ChecksumMistake.of(bytes, trailer)
                      .map(mistake -> "; " + mistake.sentence())
                      .orElse("")));
    } else if (trailer.checksum() == Sip2Trailer.Checksum.EMPTY) {
      find(Sip2Fault.CHECKSUM_EMPTY, trailer.start(), "there is nothing after AZ");
    }
    return trailer;
  }

  void wrongChecksum(int position, String what) {
    find(Sip2Fault.CHECKSUM_WRONG, position, what);
  }

  private @Nullable Sip2Layout<? extends Sip2Request> layout() {
    return Sip2RequestLayouts.byCommand(Integer.parseInt(command));
  }

  private void fixed(Sip2Layout<?> layout, Sip2Scan fields) {
    int position = COMMAND;
    int width =
        layout.parts().stream()
            .limit(layout.fixedCount())
            .mapToInt(part -> part.field().width())
            .sum();
    if (fields.variableStart() > COMMAND + width) {
      position += Sip2Fields.LANGUAGE.width();
      find(Sip2Fault.LANGUAGE_BEFORE_DATE, COMMAND, "there is a language before its date");
    }
    for (int i = 0; i < layout.fixedCount(); i++) {
      var field = layout.parts().get(i).field();
      var value = fields.text(field);
      if (field == Sip2Fields.TRANSACTION_DATE && value.length() == field.width()) {
        date = value;
      }
      if (value.length() < field.width()) {
        find(
            Sip2Fault.FIXED_FIELD_SHORT,
            position,
            "\"%s\" has %d of %d characters"
                .formatted(field.title(), value.length(), field.width()));
      } else {
        value(field, value, position, "\"" + field.title() + "\"");
      }
      position += value.length();
    }
    if (layout.fixedCount() > 0
        && fields.variableStart() < bytes.length
        && bytes[fields.variableStart()] == delimiter
        && fields.variableStart() == COMMAND + width) {
      find(
          Sip2Fault.DELIMITER_AFTER_FIXED_PART,
          fields.variableStart(),
          "there is a delimiter after its fixed-length fields");
    }
    if (command.equals("93") && !fields.decode(COMMAND, fields.variableStart()).equals("00")) {
      find(
          Sip2Fault.LOGIN_ENCRYPTED, COMMAND, "it says that the name or the password is encrypted");
    }
  }

  private void value(Sip2Field<?> field, String value, int position, String name) {
    switch (field.kind()) {
      case FLAG -> {
        if (!value.equals("Y") && !value.equals("N")) {
          find(Sip2Fault.FLAG_ODD, position, name + " is neither Y nor N");
        }
      }
      case CODE -> {
        if (field.codes().stream().noneMatch(code -> code.wire().equals(value))) {
          find(Sip2Fault.CODE_UNKNOWN, position, name + " is not a code of the standard");
        }
      }
      case NUMBER -> {
        if (!value.isBlank() && !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
          find(Sip2Fault.NUMBER_ODD, position, name + " is not a number");
        }
      }
      case DATE -> date(value, position, name);
      case SUMMARY -> {
        if (new Sip2Summary(value).requested().size() > 1) {
          find(Sip2Fault.SUMMARY_SEVERAL, position, name + " has more than one Y");
        }
      }
      default -> {
        // any text will do
      }
    }
  }

  private void date(String value, int position, String name) {
    if (value.isBlank()) {
      return;
    }
    if (new Sip2Date(value).toInstant(ZoneOffset.UTC).isEmpty()) {
      find(Sip2Fault.DATE_ODD, position, name + " is not a valid date");
    } else if (value.length() == Sip2Date.WIDTH
        && !value.substring(ZONE_AT, ZONE_END).matches(" {4}| {3}[A-IK-Z]")) {
      find(
          Sip2Fault.TIME_ZONE_ODD,
          position + ZONE_AT,
          name + " has a time zone that is neither blank nor a letter");
    }
  }

  private void variable(Sip2Layout<?> layout, Sip2Scan fields, Sip2Trailer trailer) {
    var seen = new HashSet<Sip2Field<?>>();
    for (int start = fields.variableStart(); start < trailer.start(); ) {
      int stop = Math.min(fields.endOfField(start), trailer.start());
      if (stop - start >= COMMAND) {
        field(layout, fields, seen, start, stop);
      } else if (stop > start) {
        find(Sip2Fault.FIELD_WITHOUT_ID, start, "a field is too short for an id");
      }
      start = stop + 1;
    }
    for (var part : layout.parts()) {
      var field = part.field();
      if (part.use() == Sip2Layout.Use.REQUIRED && !seen.contains(field)) {
        find(
            Sip2Fault.REQUIRED_FIELD_MISSING,
            trailer.start(),
            "the required field %s \"%s\" is missing".formatted(field.id(), field.title()),
            DISPENSABLE.contains(field));
      }
    }
  }

  private void field(
      Sip2Layout<?> layout, Sip2Scan fields, Set<Sip2Field<?>> seen, int start, int stop) {
    var field = Sip2Fields.byId(bytes[start], bytes[start + 1]);
    var value = fields.decode(start + COMMAND, stop);
    for (int i = start; i < stop; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ') {
        find(Sip2Fault.CONTROL_CHARACTER, i, "there is a control character in a field");
        break;
      }
    }
    if (value.length() > Sip2Writer.MAX_FIELD) {
      find(Sip2Fault.FIELD_TOO_LONG, start, "a field has %d characters".formatted(value.length()));
    }
    if (field == null) {
      find(Sip2Fault.UNKNOWN_FIELD, start, "there is a field that is not in the standard");
    } else if (layout.partOf(field) < layout.fixedCount()) {
      find(
          Sip2Fault.FIELD_OF_ANOTHER_MESSAGE,
          start,
          "%s \"%s\" does not belong in this message".formatted(field.id(), field.title()));
    } else if (!seen.add(field)) {
      find(Sip2Fault.FIELD_TWICE, start, "%s occurs twice".formatted(field.id()));
    } else if (field.width() > 0 && !value.isEmpty() && value.length() != field.width()) {
      find(
          Sip2Fault.FIELD_WIDTH_WRONG,
          start,
          "%s \"%s\" has %d characters, not %d"
              .formatted(field.id(), field.title(), value.length(), field.width()));
    } else if (!value.isEmpty()) {
      value(field, value, start + COMMAND, field.id() + " \"" + field.title() + "\"");
    }
  }

  private void end(Sip2Layout<?> layout, Sip2Scan fields, Sip2Trailer trailer) {
    int end = trailer.start();
    boolean hasFields = end > fields.variableStart();
    if (hasFields && bytes[end - 1] != delimiter) {
      find(Sip2Fault.LAST_DELIMITER_MISSING, end, "there is no delimiter after its last field");
    }
    int last = bytes.length - 1;
    boolean several =
        hasFields
            && end - 2 >= fields.variableStart()
            && bytes[end - 1] == delimiter
            && bytes[end - 2] == delimiter;
    if (several || (trailer.isPresent() && bytes[last] == delimiter)) {
      find(Sip2Fault.DELIMITERS_AT_END, end, "there are superfluous delimiters at its end");
    }
    if (layout.command().equals("97") && trailer.sequence() >= 0) {
      find(Sip2Fault.SEQUENCE_ON_RESEND, end, "97 has a sequence number");
    }
  }
}
