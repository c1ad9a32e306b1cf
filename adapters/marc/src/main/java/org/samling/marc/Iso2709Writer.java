package org.samling.marc;

import static org.samling.marc.Iso2709Frames.DELIMITER;
import static org.samling.marc.Iso2709Frames.FIELD_TERMINATOR;
import static org.samling.marc.Iso2709Frames.LEADER;
import static org.samling.marc.Iso2709Frames.RECORD_TERMINATOR;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.marc4j.converter.impl.UnicodeToAnsel;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.PackedContent;
import org.samling.marc.text.Danmarc2Text;

/**
 * Writes a record in ISO 2709: MARC 21 in UTF-8, MARC-8 or ISO 8859-1 (MARC 21 "Record structure",
 * "Character sets and encoding options"), danMARC2 in ISO 8859-1 with escapes.
 *
 * <p>What MARC-8 or ISO 8859-1 has no place for is written as a numeric character reference, as
 * MARC 21 has it. Leader position 09 says UTF-8 or not; it has no word for ISO 8859-1, so that is
 * given only to who asks for it.
 */
final class Iso2709Writer {

  /** The most bytes of a field, with its terminator, that a directory entry can tell. */
  private static final int MAX_FIELD = 9_999;

  private static final int MAX_RECORD = 99_999;

  private static final int MAX_LATIN_1 = 0xFF;

  private static final int USUAL_DIRECTORY = 512;
  private static final int USUAL_DATA = 2_048;

  /** How a text becomes bytes. */
  @FunctionalInterface
  private interface Coding {
    byte[] bytes(String text);
  }

  private static final Coding UTF_8 = text -> text.getBytes(StandardCharsets.UTF_8);
  private static final Coding LATIN_1 =
      text ->
          references(Normalizer.normalize(text, Normalizer.Form.NFC), point -> point <= MAX_LATIN_1)
              .getBytes(StandardCharsets.ISO_8859_1);
  private static final Coding DANMARC2 =
      text -> Danmarc2Text.write(text).getBytes(StandardCharsets.ISO_8859_1);

  private final Coding coding;
  private final ByteSink directory = new ByteSink(USUAL_DIRECTORY);
  private final ByteSink data = new ByteSink(USUAL_DATA);
  private @Nullable String begun;
  private int start;

  private Iso2709Writer(Coding coding) {
    this.coding = coding;
  }

  /**
   * Writes a record of MARC 21 in UTF-8. The leader's lengths, coding, counts and entry map are set
   * to what is written.
   *
   * @throws IllegalArgumentException where a field or the record is larger than ISO 2709 can tell
   */
  static byte[] write(MarcContent content) {
    return marc21(content, UTF_8, 'a');
  }

  /** Writes a record of MARC 21 in MARC-8, and throws, as {@link #write} does. */
  static byte[] marc8(MarcContent content) {
    var converter = new UnicodeToAnsel();
    return marc21(
        content,
        text ->
            converter
                .convert(references(text, Character::isBmpCodePoint))
                .getBytes(StandardCharsets.ISO_8859_1),
        ' ');
  }

  /** Writes a record of MARC 21 in ISO 8859-1, and throws, as {@link #write} does. */
  static byte[] latin1(MarcContent content) {
    return marc21(content, LATIN_1, ' ');
  }

  /** Writes a record of MARC 21 in UTF-8, and throws, as {@link #write(MarcContent)} does. */
  static byte[] write(PackedContent content) {
    var writer = new Iso2709Writer(UTF_8);
    content.tell(writer.new Copying());
    return writer.record(marc21(content.leader(), 'a'));
  }

  private static byte[] marc21(MarcContent content, Coding coding, char said) {
    return new Iso2709Writer(coding).write(content, marc21(content.leader(), said));
  }

  private static String marc21(String leader, char said) {
    return leader.substring(0, 9) + said + "22" + leader.substring(12, 20) + "4500";
  }

  /** The text with references in place of characters that can't be written. */
  private static String references(String text, IntPredicate canBeWritten) {
    return text.codePoints()
        .mapToObj(point ->
            canBeWritten.test(point) ? Character.toString(point) : "&#x%X;".formatted(point))
        .collect(Collectors.joining());
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
    for (var field : content.fields()) {
      begin(field.tag());
      write(field);
    }
    return record(leader);
  }

  private void begin(String tag) {
    end();
    begun = tag;
    start = data.size();
  }

  private void end() {
    if (begun == null) {
      return;
    }
    data.add(FIELD_TERMINATOR);
    var length = data.size() - start;
    if (length > MAX_FIELD) {
      throw new IllegalArgumentException(
          "field %s has %d bytes; ISO 2709 allows %d".formatted(begun, length, MAX_FIELD));
    }
    directory.addAscii(begun);
    directory.addNumber(length, 4);
    directory.addNumber(start, 5);
  }

  private byte[] record(String leader) {
    end();
    var base = LEADER + directory.size() + 1;
    var size = base + data.size() + 1;
    if (size > MAX_RECORD) {
      throw new IllegalArgumentException(
          "the record has %d bytes; ISO 2709 allows %d".formatted(size, MAX_RECORD));
    }
    var known = leader.getBytes(StandardCharsets.US_ASCII);
    var record = new ByteSink(size);
    record.addNumber(size, 5);
    record.add(known, 5, 12);
    record.addNumber(base, 5);
    record.add(known, 17, LEADER);
    record.add(directory);
    record.add(FIELD_TERMINATOR);
    record.add(data);
    record.add(RECORD_TERMINATOR);
    return record.toBytes();
  }

  private void write(Field field) {
    switch (field) {
      case ControlField(_, var value) -> data.add(coding.bytes(value));
      case DataField(_, var first, var second, var subfields) -> {
        data.add(first);
        data.add(second);
        for (var subfield : subfields) {
          data.add(DELIMITER);
          writeCode(subfield.code());
          data.add(coding.bytes(subfield.value()));
        }
      }
    }
  }

  /** Letters and digits are the same byte in each coding. */
  private void writeCode(char code) {
    if (code < 0x80 && Character.isLetterOrDigit(code)) {
      data.add(code);
    } else {
      data.add(coding.bytes(String.valueOf(code)));
    }
  }

  /** Takes the parts of a packed record, whose texts are in UTF-8 already. */
  private final class Copying implements PackedContent.Visitor {

    @Override
    public void control(String tag, byte[] bytes, int from, int to) {
      begin(tag);
      data.add(bytes, from, to);
    }

    @Override
    public void data(String tag, char indicator1, char indicator2) {
      begin(tag);
      data.add(indicator1);
      data.add(indicator2);
    }

    @Override
    public void subfield(char code, byte[] bytes, int from, int to) {
      data.add(DELIMITER);
      writeCode(code);
      data.add(bytes, from, to);
    }
  }
}
