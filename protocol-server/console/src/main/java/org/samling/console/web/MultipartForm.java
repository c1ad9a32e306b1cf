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
 * A form with a file (RFC 7578). The fields before the file are read immediately, within limits;
 * the file is read by the handler. Anything after the file is ignored.
 */
final class MultipartForm {

  /** The maximum size of all fields, in bytes. */
  private static final int FIELDS_LIMIT = 128 * 1024;

  /** The maximum size of a part's headers, in bytes. */
  private static final int HEADERS_LIMIT = 8 * 1024;

  private static final int MOST_FIELDS = 200;

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,70})\"|([^\\s;]{1,70})).*");

  private static final Pattern NAME = Pattern.compile("(?i);\\s*name=\"([^\"]*)\"");
  private static final Pattern FILENAME = Pattern.compile("(?i);\\s*filename=\"([^\"]*)\"");

  private final Map<String, List<String>> fields = new HashMap<>();
  private @Nullable UploadStream file;

  /** The form is malformed or too large. */
  static final class UnfitException extends IOException {

    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  private MultipartForm() {}

  /** Returns the boundary of a multipart form; empty for another content type. */
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
   * @param boundary the boundary between the parts
   * @throws UnfitException if the form is malformed or its fields are too large
   * @throws IOException if the body is cut off
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
    // Browsers escape quotation marks and line breaks in names like this (HTML, 4.10.21.8).
    return found.find()
        ? Optional.of(found.group(1).replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
        : Optional.empty();
  }

  private static String withoutDirectories(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  /** Returns the fields before the file. */
  Map<String, List<String>> fields() {
    return fields;
  }

  /** Returns the file, or null if none was chosen. */
  @Nullable UploadStream file() {
    return file;
  }

  /** The parts of a body, in order. */
  private static final class Parts {

    private static final int PIECE = 32 * 1024;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[PIECE];
    private int start;
    private int end;

    /** The number of bytes from the start that are known to be content. */
    private int content;

    private String disposition = "";

    Parts(InputStream in, String boundary) {
      this.in = in;
      this.delimiter = ("\r\n--" + boundary).getBytes(UTF_8);
      // The first boundary has no line break before it.
      buffer[end++] = '\r';
      buffer[end++] = '\n';
    }

    /** Moves to the next part, skipping the rest of this one; returns false if there is none. */
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

    /** Returns the Content-Disposition header of this part. */
    String disposition() {
      return disposition;
    }

    /** Returns the content of this part. */
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

    /** Whether there is content before the next boundary; updates the number of bytes available. */
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

    /** Returns the distance to the next boundary, or -1 if it is not in the buffer. */
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

    /** Reads a line, without its terminator. */
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
        throw new IOException("the form was cut off");
      }
      end += read;
    }
  }
}
