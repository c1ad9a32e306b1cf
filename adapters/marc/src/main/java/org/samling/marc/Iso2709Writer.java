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

/**
 * Writes a record in ISO 2709: MARC 21 in UTF-8 (MARC 21 "Record structure"), danMARC2 in ISO
 * 8859-1 with escapes.
 */
final class Iso2709Writer {

  /** The most bytes of a field, with its terminator, that a directory entry can tell. */
  private static final int MAX_FIELD = 9_999;

  private static final int MAX_RECORD = 99_999;

  /** How a text becomes bytes. */
  @FunctionalInterface
  private interface Coding {
    byte[] bytes(String text);
  }

  private static final Coding MARC21 = text -> text.getBytes(StandardCharsets.UTF_8);
  private static final Coding DANMARC2 =
      text -> Danmarc2Text.write(text).getBytes(StandardCharsets.ISO_8859_1);

  private final Coding coding;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private Iso2709Writer(Coding coding) {
    this.coding = coding;
  }

  /**
   * Writes a record of MARC 21. The leader's lengths, coding, counts and entry map are set to what
   * is written.
   *
   * @throws IllegalArgumentException where a field or the record is larger than ISO 2709 can tell
   */
  static byte[] write(MarcContent content) {
    var leader = content.leader();
    return new Iso2709Writer(MARC21)
        .write(content, leader.substring(0, 9) + "a22" + leader.substring(12, 20) + "4500");
  }

  /**
   * Writes a record of danMARC2. The leader's lengths are set to what is written, the rest of it is
   * kept.
   *
   * @throws IllegalArgumentException where a field or the record is larger than ISO 2709 can tell
   */
  static byte[] danmarc2(MarcContent content) {
    return new Iso2709Writer(DANMARC2).write(content, content.leader());
  }

  private byte[] write(MarcContent content, String leader) {
    var directory = new StringBuilder();
    for (var field : content.fields()) {
      var start = data.size();
      write(field);
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
    var head = new StringBuilder(base);
    number(head, size, 5);
    head.append(leader, 5, 12);
    number(head, base, 5);
    head.append(leader, 17, LEADER).append(directory);
    var record = new ByteArrayOutputStream(size);
    record.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    record.write(FIELD_TERMINATOR);
    record.writeBytes(data.toByteArray());
    record.write(RECORD_TERMINATOR);
    return record.toByteArray();
  }

  private void write(Field field) {
    switch (field) {
      case ControlField(_, var value) -> data.writeBytes(coding.bytes(value));
      case DataField(_, var first, var second, var subfields) -> {
        data.write(first);
        data.write(second);
        for (var subfield : subfields) {
          data.write(DELIMITER);
          data.writeBytes(coding.bytes(String.valueOf(subfield.code())));
          data.writeBytes(coding.bytes(subfield.value()));
        }
      }
    }
    data.write(FIELD_TERMINATOR);
  }

  private static void number(StringBuilder out, int value, int digits) {
    var text = Integer.toString(value);
    out.repeat('0', Math.max(0, digits - text.length())).append(text);
  }
}
