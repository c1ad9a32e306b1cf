package org.samling.marc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;

/**
 * Splits a JSON file into its outermost objects, whether in an array, one per line or simply one
 * after another, so that an error in one does not spoil the next. Knows only as much of JSON (RFC
 * 8259) as that takes: braces and strings.
 */
final class JsonFrames {

  private static final int MAX_RECORD = Iso2709Frames.MAX_RECORD;

  /** How much of an oversize object is kept for the report. */
  private static final int KEPT_OF_OVERSIZE = 64 * 1024;

  /**
   * A piece of the file.
   *
   * @param offset where it begins, in bytes
   * @param defect why it can't be a record, or null if it may be one
   * @param endsFile whether the file breaks off within it
   */
  record Frame(long offset, Bytes bytes, @Nullable String defect, boolean endsFile) {}

  private final InputStream in;
  private long offset;
  private int ahead;

  /**
   * Makes a splitter.
   *
   * @param in the file's bytes, decompressed and buffered
   */
  JsonFrames(InputStream in) throws IOException {
    this.in = in;
    this.ahead = in.read();
  }

  /** The next piece, or null at the end of the file. */
  @Nullable Frame next() throws IOException {
    while (ahead >= 0 && isBetween(ahead)) {
      take();
    }
    if (ahead < 0) {
      return null;
    }
    return ahead == '{' ? object() : stray();
  }

  private Frame object() throws IOException {
    var start = offset;
    var text = new StringBuilder(2_048);
    var depth = 0;
    var inString = false;
    var isOversize = false;
    do {
      if (ahead < 0) {
        return frame(start, text, "The file ends within this object.", true);
      }
      var c = take();
      isOversize |= text.length() >= MAX_RECORD;
      if (!isOversize) {
        text.append((char) c);
      }
      switch (c) {
        case '"' -> inString = !inString;
        case '\\' -> {
          if (inString && ahead >= 0) {
            var escaped = take();
            text.append((char) escaped);
          }
        }
        case '{' -> depth += inString ? 0 : 1;
        case '}' -> depth -= inString ? 0 : 1;
        default -> {
          // Neither begins nor ends anything.
        }
      }
    } while (depth > 0);
    return isOversize
        ? frame(
            start,
            text,
            "The object has more than " + MAX_RECORD + " bytes, the maximum size of a record.",
            false)
        : frame(start, text, null, false);
  }

  /** Text that is neither an object nor a separator, up to the next object. */
  private Frame stray() throws IOException {
    var start = offset;
    var text = new StringBuilder();
    while (ahead >= 0 && ahead != '{') {
      var c = take();
      if (text.length() < KEPT_OF_OVERSIZE) {
        text.append((char) c);
      }
    }
    return frame(start, text, "This is not a JSON object, as a record must be.", false);
  }

  private static Frame frame(
      long start, StringBuilder text, @Nullable String defect, boolean endsFile) {
    text.setLength(defect == null ? text.length() : Math.min(text.length(), KEPT_OF_OVERSIZE));
    return new Frame(
        start, Bytes.of(text.toString().getBytes(StandardCharsets.ISO_8859_1)), defect, endsFile);
  }

  private static boolean isBetween(int c) {
    return c <= ' ' || c == ',' || c == '[' || c == ']' || c == 0xEF || c == 0xBB || c == 0xBF;
  }

  private int take() throws IOException {
    var taken = ahead;
    ahead = in.read();
    offset++;
    return taken;
  }
}
