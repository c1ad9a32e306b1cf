package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a file in which each field is a line into records and fields. Only the current record is
 * held in memory.
 */
final class LineRecords {

  private static final int MAX_RECORD = Iso2709Frames.MAX_RECORD;

  /** How much of an oversize record is kept for the report. */
  private static final int KEPT_OF_OVERSIZE = 64 * 1024;

  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  /** How a format puts records into lines. */
  enum Layout {
    /**
     * danMARC2's line format (appendix F).
     *
     * <pre>
     *   001 00 *a20000001*b870970
     *   245 00 *aEn titel, der er for lang til en linje, går vide
     *       re på den næste
     *   $
     * </pre>
     *
     * A line that begins with four blanks continues the field before it. A record ends at a line
     * with {@code $}, at an empty line, or before another field 001.
     */
    DANMARC2("    ") {
      @Override
      boolean isEnd(String line) {
        return line.equals("$") || (line.length() < 4 && isBlank(line));
      }

      @Override
      boolean isNext(String line, List<FieldLine> fields) {
        return line.startsWith("001") && fields.stream().anyMatch(f -> f.bytes().startsWith("001"));
      }
    },
    /** MarcEdit's mnemonic format: a record ends at an empty line, or before another leader. */
    MNEMONIC(null) {
      @Override
      boolean isEnd(String line) {
        return isBlank(line);
      }

      @Override
      boolean isNext(String line, List<FieldLine> fields) {
        return line.startsWith("=LDR") || line.startsWith("=000");
      }
    },
    /** Aleph sequential: each line begins with the number of its record, of nine digits. */
    ALEPH(null) {
      @Override
      boolean isEnd(String line) {
        return isBlank(line);
      }

      @Override
      boolean isNext(String line, List<FieldLine> fields) {
        var number = ALEPH_NUMBER.matcher(line);
        return number.lookingAt() && !fields.getFirst().bytes().startsWith(number.group());
      }
    };

    private static final Pattern ALEPH_NUMBER = Pattern.compile("[0-9]{9} ");

    /** What a line that continues a field begins with; null where a field is always one line. */
    private final @Nullable String continuation;

    Layout(@Nullable String continuation) {
      this.continuation = continuation;
    }

    /** Whether a line ends the record before it, and belongs to none. */
    abstract boolean isEnd(String line);

    /**
     * Whether a line begins another record.
     *
     * @param fields the fields of the current record, at least one
     */
    abstract boolean isNext(String line, List<FieldLine> fields);

    private static boolean isBlank(String line) {
      return line.chars().allMatch(c -> c == ' ' || c == '\t' || c == 0x1A || c == 0);
    }
  }

  /**
   * One field.
   *
   * @param line the line of the file on which it begins, from 1
   * @param bytes its bytes as ISO 8859-1 characters, with folded lines joined
   */
  record FieldLine(int line, String bytes) {}

  /**
   * A record; its bytes are written as ISO 8859-1 characters.
   *
   * @param offset where it begins, in bytes
   * @param bytes its lines, without the line that ends it
   * @param end what ends it: the line with {@code $}, an empty line, or nothing
   * @param defect why it can't be a record, or null if it may be one
   */
  record Lines(
      long offset, List<FieldLine> fields, String bytes, String end, @Nullable String defect) {}

  /** A line of the file, raw and without its line end. */
  private record Line(long offset, int number, String raw, String text) {}

  private final InputStream in;
  private final Layout layout;
  private long offset;
  private int number;
  private @Nullable Line ahead;

  /** The byte read after a carriage return to see whether a line feed follows, or -1. */
  private int pushedBack = -1;

  /**
   * Makes a splitter.
   *
   * @param in the file's bytes, decompressed and buffered
   */
  LineRecords(InputStream in, Layout layout) {
    this.in = in;
    this.layout = layout;
  }

  /** The next record, or null at the end of the file. */
  @Nullable Lines next() throws IOException {
    var line = nextLine();
    while (line != null && layout.isEnd(line.text())) {
      line = nextLine();
    }
    if (line == null) {
      return null;
    }
    var start = line.offset();
    var raw = new StringBuilder();
    var fields = new ArrayList<FieldLine>();
    String defect = null;
    var end = "";
    for (; line != null; line = nextLine()) {
      if (layout.isEnd(line.text())) {
        end = line.raw();
        break;
      }
      if (!fields.isEmpty() && layout.isNext(line.text(), fields)) {
        ahead = line;
        break;
      }
      if (raw.length() < MAX_RECORD) {
        raw.append(line.raw());
      }
      defect = defect == null ? add(line, fields, raw.length()) : defect;
    }
    raw.setLength(defect == null ? raw.length() : Math.min(raw.length(), KEPT_OF_OVERSIZE));
    return new Lines(start, fields, raw.toString(), end, defect);
  }

  /** Adds a line to the fields; returns what is wrong with it, or null. */
  private @Nullable String add(Line line, List<FieldLine> fields, int size) {
    if (size >= MAX_RECORD) {
      return "No end of the record follows within "
          + MAX_RECORD
          + " bytes, the maximum size of a record; everything up to it was skipped.";
    }
    var continuation = layout.continuation;
    if (continuation == null || !line.text().startsWith(continuation)) {
      fields.add(new FieldLine(line.number(), line.text()));
      return fields.size() > Iso2709Decoder.MAX_FIELDS
          ? "The record has more than " + Iso2709Decoder.MAX_FIELDS + " fields."
          : null;
    }
    if (fields.isEmpty()) {
      return "Line "
          + line.number()
          + " begins with blanks, like a continuation line, but there is no field before it.";
    }
    var begun = fields.removeLast();
    fields.add(
        new FieldLine(begun.line(), begun.bytes() + line.text().substring(continuation.length())));
    return null;
  }

  private @Nullable Line nextLine() throws IOException {
    if (ahead != null) {
      var line = ahead;
      ahead = null;
      return line;
    }
    var raw = new StringBuilder(96);
    var length = 0;
    var ended = false;
    while (!ended && raw.length() < MAX_RECORD) {
      var b = read();
      if (b < 0) {
        break;
      }
      raw.append((char) b);
      ended = b == '\n' || b == '\r';
      length += ended ? 0 : 1;
      if (b == '\r') {
        var following = read();
        if (following == '\n') {
          raw.append('\n');
        } else {
          pushedBack = following;
        }
      }
    }
    if (raw.isEmpty()) {
      return null;
    }
    var at = offset;
    offset += raw.length();
    number++;
    var skipped = number == 1 && raw.indexOf(BYTE_ORDER_MARK) == 0 ? BYTE_ORDER_MARK.length() : 0;
    return new Line(at + skipped, number, raw.substring(skipped), raw.substring(skipped, length));
  }

  private int read() throws IOException {
    if (pushedBack >= 0) {
      var b = pushedBack;
      pushedBack = -1;
      return b;
    }
    return in.read();
  }
}
