package org.samling.core.catalogue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

/**
 * The content of a record in as few objects as can be: an array, each text in UTF-8 behind its
 * length. Most records that are found are only passed on, and need not be taken apart for that. ISO
 * 2709 would not do: it ends at 99,999 bytes. Equal when the contents are; never changes.
 *
 * <pre>
 *   content   = leader count field*
 *   field     = tag 0 text                                  a control field
 *             | tag 1 indicator indicator count subfield*   a data field
 *   subfield  = code text
 * </pre>
 *
 * <p>Numbers, and characters by their numbers, are written seven bits at a time, the lowest first,
 * with the eighth bit while more follow.
 */
public final class PackedContent {

  private static final int CONTROL = 0;
  private static final int DATA = 1;
  private static final int MORE = 0x80;
  private static final int BITS = 7;

  /** The tags of three digits, by their numbers: nearly each field that is read has one of them. */
  private static final String[] TAGS =
      IntStream.range(0, 1_000).mapToObj("%03d"::formatted).toArray(String[]::new);

  private final byte[] bytes;
  private final int from;

  private PackedContent(byte[] bytes, int from) {
    this.bytes = bytes;
    this.from = from;
  }

  /**
   * Takes what was packed before. Whether it was is not looked at: reading what was not fails.
   *
   * @param bytes where it stands, up to the end of the array, which the caller must not change
   *     afterwards
   * @param from its first byte
   */
  public static PackedContent at(byte[] bytes, int from) {
    return new PackedContent(bytes, from);
  }

  /** Packs a content. */
  public static PackedContent of(MarcContent content) {
    var out = new ByteArrayOutputStream(1_024);
    text(content.leader(), out);
    number(content.fields().size(), out);
    content.fields().forEach(field -> field(field, out));
    return new PackedContent(out.toByteArray(), 0);
  }

  /** Takes the parts of a record one after another, texts as they stand in the array. */
  public interface Visitor {

    /** A control field, with its text in UTF-8. */
    void control(String tag, byte[] bytes, int from, int to);

    /** A data field begins, with both indicators. */
    void data(String tag, char indicator1, char indicator2);

    /** The next subfield of the data field that began last, with its text in UTF-8. */
    void subfield(char code, byte[] bytes, int from, int to);
  }

  /** The leader, 24 characters. */
  public String leader() {
    return new Cursor(bytes, from).text();
  }

  /** Shows all fields, in the order of the record. */
  public void accept(Visitor visitor) {
    var in = new Cursor(bytes, from);
    in.textStart();
    var count = in.number();
    for (var i = 0; i < count; i++) {
      var tag = in.tag();
      if (in.number() == CONTROL) {
        var start = in.textStart();
        visitor.control(tag, bytes, start, in.at);
      } else {
        visitor.data(tag, (char) in.number(), (char) in.number());
        var subfields = in.number();
        for (var j = 0; j < subfields; j++) {
          var code = (char) in.number();
          var start = in.textStart();
          visitor.subfield(code, bytes, start, in.at);
        }
      }
    }
  }

  /** Takes it apart. */
  public MarcContent content() {
    var unpacking = new Unpacker();
    accept(unpacking);
    return new MarcContent(leader(), unpacking.fields());
  }

  /** The same with the fields of these tags only. */
  public PackedContent only(Set<String> tags) {
    var in = new Cursor(bytes, from);
    in.textStart();
    var leaderEnd = in.at;
    var count = in.number();
    var kept = 0;
    var fields = new ByteArrayOutputStream(bytes.length - from);
    for (var i = 0; i < count; i++) {
      var start = in.at;
      var isWanted = tags.contains(in.tag());
      in.skipField();
      if (isWanted) {
        fields.write(bytes, start, in.at - start);
        kept++;
      }
    }
    var out = new ByteArrayOutputStream(leaderEnd - from + fields.size() + BITS);
    out.write(bytes, from, leaderEnd - from);
    number(kept, out);
    out.writeBytes(fields.toByteArray());
    return new PackedContent(out.toByteArray(), 0);
  }

  /** The same with more fields behind the last. */
  public PackedContent with(List<? extends Field> more) {
    if (more.isEmpty()) {
      return this;
    }
    var in = new Cursor(bytes, from);
    in.textStart();
    var leaderEnd = in.at;
    var count = in.number();
    var out = new ByteArrayOutputStream(bytes.length - from + 1_024);
    out.write(bytes, from, leaderEnd - from);
    number(count + more.size(), out);
    out.write(bytes, in.at, bytes.length - in.at);
    more.forEach(field -> field(field, out));
    return new PackedContent(out.toByteArray(), 0);
  }

  /** A copy of the bytes, as {@link #at} takes them. */
  public byte[] toArray() {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static void field(Field field, ByteArrayOutputStream out) {
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

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedContent packed
        && Arrays.equals(bytes, from, bytes.length, packed.bytes, packed.from, packed.bytes.length);
  }

  @Override
  public int hashCode() {
    var hash = 1;
    for (var i = from; i < bytes.length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return content().toString();
  }

  /** Where reading has come to. */
  private static final class Cursor {

    private final byte[] bytes;
    private int at;

    Cursor(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    String tag() {
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

    /** Goes behind a field whose tag has been read. */
    void skipField() {
      if (number() == CONTROL) {
        textStart();
        return;
      }
      number();
      number();
      var subfields = number();
      for (var i = 0; i < subfields; i++) {
        number();
        textStart();
      }
    }

    /** Goes behind a text; tells where it begins. */
    int textStart() {
      var length = number();
      at += length;
      return at - length;
    }

    String text() {
      var start = textStart();
      return new String(bytes, start, at - start, StandardCharsets.UTF_8);
    }

    int number() {
      var value = 0;
      for (var shift = 0; ; shift += BITS) {
        var b = bytes[at++];
        value |= (b & (MORE - 1)) << shift;
        if ((b & MORE) == 0) {
          return value;
        }
      }
    }
  }

  /** Makes the fields. */
  private static final class Unpacker implements Visitor {

    private final List<Field> fields = new ArrayList<>();
    private final List<Subfield> subfields = new ArrayList<>();
    private @Nullable String tag;
    private char indicator1;
    private char indicator2;

    @Override
    public void control(String tag, byte[] bytes, int from, int to) {
      end();
      fields.add(new ControlField(tag, text(bytes, from, to)));
    }

    @Override
    public void data(String tag, char indicator1, char indicator2) {
      end();
      this.tag = tag;
      this.indicator1 = indicator1;
      this.indicator2 = indicator2;
    }

    @Override
    public void subfield(char code, byte[] bytes, int from, int to) {
      subfields.add(new Subfield(code, text(bytes, from, to)));
    }

    private static String text(byte[] bytes, int from, int to) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void end() {
      if (tag != null) {
        fields.add(new DataField(tag, indicator1, indicator2, subfields));
        subfields.clear();
        tag = null;
      }
    }

    List<Field> fields() {
      end();
      return fields;
    }
  }
}
