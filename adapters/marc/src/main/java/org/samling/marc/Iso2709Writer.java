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
 * "Character sets and encoding options"), danMARC2 in ISO 8859-1 with escapes, UNIMARC in UTF-8.
 *
 * <p>Characters that MARC-8 or ISO 8859-1 lacks are written as numeric character references, as
 * MARC 21 prescribes. Leader position 09 declares UTF-8 or not; it has no value for ISO 8859-1, so
 * that coding is used only on request.
 */
final class Iso2709Writer {

  /** The maximum field length in a directory entry, in bytes, including the terminator. */
  private static final int MAX_FIELD = 9_999;

  private static final int MAX_RECORD = 99_999;

  private static final int MAX_LATIN_1 = 0xFF;

  private static final int USUAL_DIRECTORY = 512;
  private static final int USUAL_DATA = 2_048;

  /** Encodes a text. */
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
  private @Nullable String currentTag;
  private int start;

  private Iso2709Writer(Coding coding) {
    this.coding = coding;
  }

  /**
   * Writes a MARC 21 record in UTF-8. The leader's lengths, coding, counts and entry map are set to
   * match.
   *
   * @throws IllegalArgumentException if the record or one of its fields is too long for ISO 2709
   */
  static byte[] write(MarcContent content) {
    return marc21(content, UTF_8, 'a');
  }

  /** Writes a MARC 21 record in MARC-8; throws like {@link #write(MarcContent)}. */
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

  /** Writes a MARC 21 record in ISO 8859-1; throws like {@link #write(MarcContent)}. */
  static byte[] latin1(MarcContent content) {
    return marc21(content, LATIN_1, ' ');
  }

  /** Writes a MARC 21 record in UTF-8; throws like {@link #write(MarcContent)}. */
  static byte[] write(PackedContent content) {
    var writer = new Iso2709Writer(UTF_8);
    content.accept(writer.new PackedCopier());
    return writer.record(marc21(content.leader(), 'a'));
  }

  private static byte[] marc21(MarcContent content, Coding coding, char codingCode) {
    return new Iso2709Writer(coding).write(content, marc21(content.leader(), codingCode));
  }

  private static String marc21(String leader, char codingCode) {
    return leader.substring(0, 9) + codingCode + "22" + leader.substring(12, 20) + "4500";
  }

  /** Replaces characters that can't be written by numeric character references. */
  private static String references(String text, IntPredicate canBeWritten) {
    return text.codePoints()
        .mapToObj(point ->
            canBeWritten.test(point) ? Character.toString(point) : "&#x%X;".formatted(point))
        .collect(Collectors.joining());
  }

  /**
   * Writes a danMARC2 record. The leader's lengths are set to match; the rest of it is kept.
   *
   * @throws IllegalArgumentException if the record or one of its fields is too long for ISO 2709
   */
  static byte[] danmarc2(MarcContent content) {
    return new Iso2709Writer(DANMARC2).write(content, content.leader());
  }

  /**
   * Writes a UNIMARC record in UTF-8, as its field 100 then says. The leader's lengths, counts and
   * entry map are set to match.
   *
   * @throws IllegalArgumentException if the record or one of its fields is too long for ISO 2709
   */
  static byte[] unimarc(MarcContent content) {
    var leader = content.leader();
    return new Iso2709Writer(UTF_8)
        .write(
            UnimarcCharacters.unicode(content),
            leader.substring(0, 10) + "22" + leader.substring(12, 20) + "450 ");
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
    currentTag = tag;
    start = data.size();
  }

  private void end() {
    if (currentTag == null) {
      return;
    }
    data.add(FIELD_TERMINATOR);
    var length = data.size() - start;
    if (length > MAX_FIELD) {
      throw new IllegalArgumentException(
          "field %s has %d bytes; ISO 2709 allows %d".formatted(currentTag, length, MAX_FIELD));
    }
    directory.addAscii(currentTag);
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

  /** Copies the parts of a packed record, whose texts are in UTF-8 already. */
  private final class PackedCopier implements PackedContent.Visitor {

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
