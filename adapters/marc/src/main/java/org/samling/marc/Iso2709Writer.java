package org.samling.marc;

import static org.samling.marc.Iso2709Frames.DELIMITER;
import static org.samling.marc.Iso2709Frames.FIELD_TERMINATOR;
import static org.samling.marc.Iso2709Frames.LEADER;
import static org.samling.marc.Iso2709Frames.RECORD_TERMINATOR;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;

/** Writes a record of MARC 21 in ISO 2709 and UTF-8 (MARC 21 "Record structure"). */
final class Iso2709Writer {

  /** The most bytes of a field, with its terminator, that a directory entry can tell. */
  private static final int MAX_FIELD = 9_999;

  private static final int MAX_RECORD = 99_999;

  private Iso2709Writer() {}

  /**
   * Writes a record. The leader's lengths, coding, counts and entry map are set to what is written.
   *
   * @throws IllegalArgumentException where a field or the record is larger than ISO 2709 can tell
   */
  static byte[] write(MarcContent content) {
    var directory = new StringBuilder();
    var data = new ByteArrayOutputStream();
    for (var field : content.fields()) {
      var start = data.size();
      write(field, data);
      var length = data.size() - start;
      if (length > MAX_FIELD) {
        throw new IllegalArgumentException(
            "field %s has %d bytes; ISO 2709 allows %d".formatted(field.tag(), length, MAX_FIELD));
      }
      directory.append(field.tag());
      number(directory, length, 4);
      number(directory, start, 5);
    }
    var base = LEADER + directory.length() + 1;
    var size = base + data.size() + 1;
    if (size > MAX_RECORD) {
      throw new IllegalArgumentException(
          "the record has %d bytes; ISO 2709 allows %d".formatted(size, MAX_RECORD));
    }
    var old = content.leader();
    var head = new StringBuilder(base);
    number(head, size, 5);
    head.append(old, 5, 9).append("a22");
    number(head, base, 5);
    head.append(old, 17, 20).append("4500").append(directory);
    var record = new ByteArrayOutputStream(size);
    record.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    record.write(FIELD_TERMINATOR);
    record.writeBytes(data.toByteArray());
    record.write(RECORD_TERMINATOR);
    return record.toByteArray();
  }

  private static void write(Field field, ByteArrayOutputStream out) {
    switch (field) {
      case ControlField(_, var value) -> out.writeBytes(utf8(value));
      case DataField data -> {
        out.write(data.indicator1());
        out.write(data.indicator2());
        for (var subfield : data.subfields()) {
          out.write(DELIMITER);
          out.write(subfield.code());
          out.writeBytes(utf8(subfield.value()));
        }
      }
    }
    out.write(FIELD_TERMINATOR);
  }

  private static void number(StringBuilder out, int value, int digits) {
    var text = Integer.toString(value);
    out.repeat('0', Math.max(0, digits - text.length())).append(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
