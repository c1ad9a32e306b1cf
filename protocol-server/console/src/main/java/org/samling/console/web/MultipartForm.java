package org.samling.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form that brings a file (RFC 7578). The fields before the file are read at once, within limits;
 * the file by whoever takes it. What comes after the file is not looked at.
 */
final class MultipartForm {

  /** How many bytes all fields may have. */
  private static final int FIELDS_LIMIT = 128 * 1024;

  /** How many bytes the headers of a part may have. */
  private static final int HEADERS_LIMIT = 8 * 1024;

  private static final int MOST_FIELDS = 200;

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,70})\"|([^\\s;]{1,70})).*");

  private static final Pattern NAME = Pattern.compile("(?i);\\s*name=\"([^\"]*)\"");
  private static final Pattern FILENAME = Pattern.compile("(?i);\\s*filename=\"([^\"]*)\"");

  private final Map<String, List<String>> fields = new HashMap<>();
  private @Nullable UploadStream file;

  /** It is no form, or too large a one. */
  static final class UnfitException extends IOException {

    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  private MultipartForm() {}

  /** What stands between the parts; nothing where a content type is none of such a form. */
  static Optional<String> boundary(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    var found = BOUNDARY.matcher(contentType);
    return found.matches()
        ? Optional.of(found.group(1) == null ? found.group(2) : found.group(1))
        : Optional.empty();
  }

  /**
   * Reads the form up to its file.
   *
   * @param in the body
   * @param boundary what stands between the parts
   * @throws UnfitException when it is no form, or its fields are too large
   * @throws IOException when the body breaks off
   */
  static MultipartForm read(InputStream in, String boundary) throws IOException {
    var form = new MultipartForm();
    var parts = new Parts(in, boundary);
    var left = FIELDS_LIMIT;
    for (var count = 0; parts.next(); count++) {
      if (count == MOST_FIELDS) {
        throw new UnfitException("more than %d fields".formatted(MOST_FIELDS));
      }
      var disposition = parts.disposition();
      var filename = found(FILENAME, disposition);
      if (filename.isPresent() && !filename.get().isEmpty()) {
        form.file = new UploadStream(withoutDirectories(filename.get()), parts.content());
        break;
      }
      var value = parts.content().readNBytes(left + 1);
      left -= value.length;
      if (left < 0) {
        throw new UnfitException("fields of more than %d bytes".formatted(FIELDS_LIMIT));
      }
      if (filename.isEmpty()) {
        form.fields
            .computeIfAbsent(found(NAME, disposition).orElse(""), _ -> new ArrayList<>())
            .add(new String(value, UTF_8));
      }
    }
    return form;
  }

  private static Optional<String> found(Pattern pattern, String disposition) {
    var found = pattern.matcher(disposition);
    // Browsers write a quotation mark and the ends of lines in a name so (HTML, 4.10.21.8).
    return found.find()
        ? Optional.of(found.group(1).replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
        : Optional.empty();
  }

  private static String withoutDirectories(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  /** The fields before the file. */
  Map<String, List<String>> fields() {
    return fields;
  }

  /** The file, or null where none was chosen. */
  @Nullable UploadStream file() {
    return file;
  }

  /** The parts of a body, one after the other. */
  private static final class Parts {

    private static final int PIECE = 32 * 1024;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[PIECE];
    private int start;
    private int end;

    /** How many bytes from the start on are content for certain. */
    private int content;

    private String disposition = "";

    Parts(InputStream in, String boundary) {
      this.in = in;
      this.delimiter = ("\r\n--" + boundary).getBytes(UTF_8);
      // The first boundary has no end of line before it.
      buffer[end++] = '\r';
      buffer[end++] = '\n';
    }

    /** Goes to the next part, past what is left of this one; false where there is none. */
    boolean next() throws IOException {
      while (isContent()) {
        start += content;
        content = 0;
      }
      start += delimiter.length;
      var after = line();
      if (after.startsWith("--")) {
        return false;
      }
      disposition = "";
      var left = HEADERS_LIMIT;
      for (var header = line(); !header.isEmpty(); header = line()) {
        left -= header.length();
        if (left < 0) {
          throw new UnfitException("headers of more than %d bytes".formatted(HEADERS_LIMIT));
        }
        if (header.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
          disposition = header;
        }
      }
      return true;
    }

    /** What this part says of itself. */
    String disposition() {
      return disposition;
    }

    /** What stands in this part. */
    InputStream content() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          var one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          if (length == 0) {
            return 0;
          }
          if (!isContent()) {
            return -1;
          }
          var count = Math.min(length, content);
          System.arraycopy(buffer, start, into, offset, count);
          start += count;
          content -= count;
          return count;
        }
      };
    }

    /** Whether there is content before the next boundary; then it is known how much is at hand. */
    private boolean isContent() throws IOException {
      while (content == 0) {
        var found = delimiter();
        if (found == 0) {
          return false;
        }
        content = found < 0 ? Math.max(0, end - start - delimiter.length + 1) : found;
        if (content == 0) {
          fill();
        }
      }
      return true;
    }

    /** How far away the next boundary is, or -1 where it is not at hand. */
    private int delimiter() {
      for (var i = start; i + delimiter.length <= end; i++) {
        var matched = 0;
        while (matched < delimiter.length && buffer[i + matched] == delimiter[matched]) {
          matched++;
        }
        if (matched == delimiter.length) {
          return i - start;
        }
      }
      return -1;
    }

    /** A line without its end. */
    private String line() throws IOException {
      var line = new ByteArrayOutputStream();
      for (var last = -1; ; ) {
        if (start == end) {
          fill();
        }
        var next = buffer[start++];
        if (next == '\n' && last == '\r') {
          var text = line.toString(UTF_8);
          return text.substring(0, text.length() - 1);
        }
        if (line.size() == HEADERS_LIMIT) {
          throw new UnfitException("a line of more than %d bytes".formatted(HEADERS_LIMIT));
        }
        line.write(next);
        last = next;
      }
    }

    private void fill() throws IOException {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
      var read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        throw new IOException("the form broke off");
      }
      end += read;
    }
  }
}
