package org.samling.search;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.util.BytesRef;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;

/**
 * A record as the index keeps it for showing: its key, its format and its content, each text in
 * UTF-8 behind its length. ISO 2709 would not do: it ends at 99,999 bytes.
 *
 * <pre>
 *   record    = source number format leader count field*
 *   field     = tag 0 text                                  a control field
 *             | tag 1 indicator indicator count subfield*   a data field
 *   subfield  = code text
 * </pre>
 */
final class StoredContent {

  private static final int CONTROL = 0;
  private static final int DATA = 1;

  /**
   * Numbers are written seven bits at a time, the lowest first, with this bit while more follow.
   */
  private static final int MORE = 0x80;

  private static final int BITS = 7;

  /** The tags of three digits, by their numbers: nearly each field that is read has one of them. */
  private static final String[] TAGS =
      IntStream.range(0, 1_000).mapToObj("%03d"::formatted).toArray(String[]::new);

  private final byte[] bytes;
  private int at;

  private StoredContent(BytesRef ref) {
    this.bytes = ref.bytes;
    this.at = ref.offset;
  }

  /**
   * A record.
   *
   * @param key what it is known by
   * @param marc what its fields mean
   * @param content its content
   */
  record Stored(RecordKey key, MarcFormat marc, MarcContent content) {}

  static BytesRef write(RecordKey key, MarcFormat marc, MarcContent content) {
    var out = new ByteArrayOutputStream(1_024);
    text(key.source(), out);
    text(key.number(), out);
    text(marc.name(), out);
    text(content.leader(), out);
    number(content.fields().size(), out);
    for (var field : content.fields()) {
      text(field.tag(), out);
      switch (field) {
        case ControlField(_, var value) -> {
          number(CONTROL, out);
          text(value, out);
        }
        case DataField(_, var first, var second, var subfields) -> {
          number(DATA, out);
          number(first, out);
          number(second, out);
          number(subfields.size(), out);
          for (var subfield : subfields) {
            number(subfield.code(), out);
            text(subfield.value(), out);
          }
        }
      }
    }
    return new BytesRef(out.toByteArray());
  }

  static Stored read(BytesRef written) {
    var in = new StoredContent(written);
    var key = new RecordKey(in.text(), in.text());
    var marc = MarcFormat.valueOf(in.text());
    var leader = in.text();
    var count = in.number();
    var fields = new ArrayList<Field>(count);
    for (var i = 0; i < count; i++) {
      var tag = in.tag();
      fields.add(in.number() == CONTROL ? new ControlField(tag, in.text()) : in.dataField(tag));
    }
    return new Stored(key, marc, new MarcContent(leader, fields));
  }

  private DataField dataField(String tag) {
    var first = (char) number();
    var second = (char) number();
    var count = number();
    List<Subfield> subfields = new ArrayList<>(count);
    for (var i = 0; i < count; i++) {
      subfields.add(new Subfield((char) number(), text()));
    }
    return new DataField(tag, first, second, subfields);
  }

  private String tag() {
    if (bytes[at] == 3) {
      var hundreds = bytes[at + 1] - '0';
      var tens = bytes[at + 2] - '0';
      var ones = bytes[at + 3] - '0';
      if (isDigit(hundreds) && isDigit(tens) && isDigit(ones)) {
        at += 4;
        return TAGS[100 * hundreds + 10 * tens + ones];
      }
    }
    return text();
  }

  private static boolean isDigit(int value) {
    return value >= 0 && value <= 9;
  }

  private String text() {
    var length = number();
    var text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private int number() {
    var value = 0;
    for (var shift = 0; ; shift += BITS) {
      var b = bytes[at++];
      value |= (b & (MORE - 1)) << shift;
      if ((b & MORE) == 0) {
        return value;
      }
    }
  }

  private static void text(String text, ByteArrayOutputStream out) {
    var utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length, out);
    out.writeBytes(utf8);
  }

  private static void number(int value, ByteArrayOutputStream out) {
    var left = value;
    while (left >= MORE) {
      out.write(left | MORE);
      left >>>= BITS;
    }
    out.write(left);
  }
}
