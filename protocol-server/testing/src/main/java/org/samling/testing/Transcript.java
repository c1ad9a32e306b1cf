package org.samling.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation between a kiosk and the server, read from a {@code .sip2} file; its format is
 * described in {@code test-fixtures/sip2/README.md}. It deals with bytes only, so that the tests of
 * the codec, the routes and the server can all use it.
 *
 * @param file the file that it was read from
 * @param exchanges the conversation, in blocks
 */
public record Transcript(Path file, List<Exchange> exchanges) {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final int DATE = 18;
  private static final int DAY = 8;

  /** The sender of a line. */
  public enum Side {
    SC,
    ACS
  }

  /**
   * The lines between two blank lines: as a rule one request and its reply.
   *
   * @param connection counted from 0; a new number is a new connection to the server
   * @param lines in the order of the file
   */
  public record Exchange(int connection, List<Line> lines) {}

  /**
   * One frame.
   *
   * @param where file and line number, for error messages
   * @param side the sender
   * @param text the frame with its placeholders
   * @param charset its character set on the wire
   * @param delimiter its field delimiter
   * @param terminator its terminator by name: CR, LF or CRLF
   * @param decoded the expected result of decoding, or null if the file has none
   * @param decodeOnly whether our own encoder would write it differently
   */
  public record Line(
      String where,
      Side side,
      String text,
      Charset charset,
      char delimiter,
      String terminator,
      @Nullable String decoded,
      boolean decodeOnly) {

    /** Whether every byte of the frame is known. */
    public boolean isExact() {
      return Stream.of("date", "day", "any").noneMatch(n -> text.contains(OPEN + n + CLOSE));
    }

    /**
     * The frame as it is on the wire, without its terminator.
     *
     * @param now a time in SIP2's 18 characters, for each {@code {{date}}}; the checksum is
     *     computed
     */
    public byte[] bytes(String now) {
      var bytes = new ByteArrayOutputStream();
      for (int at = 0; at < text.length(); ) {
        int open = text.indexOf(OPEN, at);
        bytes.writeBytes(text.substring(at, open < 0 ? text.length() : open).getBytes(charset));
        if (open < 0) {
          break;
        }
        int close = text.indexOf(CLOSE, open);
        var name = text.substring(open + OPEN.length(), close);
        switch (name) {
          case "date" -> bytes.writeBytes(now.getBytes(charset));
          case "checksum" -> bytes.writeBytes(checksum(bytes.toByteArray()).getBytes(charset));
          case "any", "day" ->
              throw new IllegalStateException(where + ": {{" + name + "}} can't be sent");
          default -> bytes.write(HexFormat.fromHexDigits(name));
        }
        at = close + CLOSE.length();
      }
      return bytes.toByteArray();
    }

    /** Whether a frame from the wire matches this line, including its placeholders. */
    public boolean matches(byte[] frame) {
      return Transcript.matches(text, new String(frame, charset), delimiter);
    }

    /**
     * Whether the decoded frame matches the {@code =} line; true if there is none.
     *
     * @param description the decoded message as text
     */
    public boolean decodesTo(String description) {
      return decoded == null || Transcript.matches(decoded, description, ',');
    }
  }

  /** All lines of the file. */
  public List<Line> lines() {
    return exchanges.stream().flatMap(exchange -> exchange.lines().stream()).toList();
  }

  /** Every {@code .sip2} file of {@code test-fixtures/sip2}, by name. */
  public static List<Transcript> readAll() {
    var fixtures = Path.of(System.getProperty("test-fixtures.dir"), "sip2");
    try (var files = Files.list(fixtures)) {
      return files
          .filter(file -> file.toString().endsWith(".sip2"))
          .sorted()
          .map(Transcript::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Transcript read(Path file) {
    try {
      return new Reader(file).read(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String checksum(byte[] bytes) {
    int sum = 0;
    for (byte b : bytes) {
      sum += Byte.toUnsignedInt(b);
    }
    return "%04X".formatted(-sum & 0xFFFF);
  }

  private static boolean matches(String template, String actual, char delimiter) {
    int t = 0;
    int a = 0;
    while (t < template.length()) {
      if (!template.startsWith(OPEN, t)) {
        if (a >= actual.length() || actual.charAt(a) != template.charAt(t)) {
          return false;
        }
        t++;
        a++;
        continue;
      }
      int close = template.indexOf(CLOSE, t);
      int length =
          switch (template.substring(t + OPEN.length(), close)) {
            case "date" -> DATE;
            case "checksum" -> 4;
            case "day" -> DAY;
            case "any" -> {
              int end = actual.indexOf(delimiter, a);
              yield (end < 0 ? actual.length() : end) - a;
            }
            default -> 1;
          };
      if (a + length > actual.length()
          || (template.startsWith("checksum", t + OPEN.length())
              && !isHex(actual, a, a + length))) {
        return false;
      }
      t = close + CLOSE.length();
      a += length;
    }
    return a == actual.length();
  }

  private static boolean isHex(String text, int from, int to) {
    return text.substring(from, to).chars().allMatch(HexFormat::isHexDigit);
  }

  /** Reads one file, line by line. */
  private static final class Reader {
    private final Path file;
    private final List<Exchange> exchanges = new ArrayList<>();
    private List<Line> block = new ArrayList<>();
    private Charset charset = StandardCharsets.UTF_8;
    private char delimiter = '|';
    private String terminator = "CR";
    private boolean decodeOnly;
    private int connection;

    Reader(Path file) {
      this.file = file;
    }

    Transcript read(List<String> lines) {
      for (int i = 0; i < lines.size(); i++) {
        read(lines.get(i), file.getFileName() + ":" + (i + 1));
      }
      endBlock();
      return new Transcript(file, List.copyOf(exchanges));
    }

    private void read(String line, String where) {
      if (line.isBlank()) {
        endBlock();
      } else if (line.startsWith("SC: ")) {
        add(where, Side.SC, line.substring(4));
      } else if (line.startsWith("ACS: ")) {
        add(where, Side.ACS, line.substring(5));
      } else if (line.startsWith("= ") && !block.isEmpty()) {
        var last = block.removeLast();
        block.add(
            new Line(
                last.where,
                last.side,
                last.text,
                last.charset,
                last.delimiter,
                last.terminator,
                line.substring(2),
                last.decodeOnly));
      } else if (line.equals("--")) {
        directive("new-connection", where);
      } else if (line.startsWith("@ ")) {
        directive(line.substring(2).strip(), where);
      } else if (!line.startsWith("#")) {
        throw new IllegalArgumentException(
            where
                + ": a line must start with \"SC: \", \"ACS: \", \"= \", \"@ \", \"--\" or \"#\"");
      }
    }

    private void add(String where, Side side, String text) {
      block.add(new Line(where, side, text, charset, delimiter, terminator, null, decodeOnly));
      decodeOnly = false;
    }

    private void directive(String directive, String where) {
      int blank = directive.indexOf(' ');
      var name = blank < 0 ? directive : directive.substring(0, blank);
      var value = blank < 0 ? "" : directive.substring(blank + 1).strip();
      switch (name) {
        case "new-connection" -> {
          endBlock();
          connection++;
        }
        case "charset" -> charset = Charset.forName(value);
        case "delimiter" -> delimiter = value.charAt(0);
        case "terminator" -> terminator = value.toUpperCase(Locale.ROOT);
        case "decode-only" -> decodeOnly = true;
        default ->
            throw new IllegalArgumentException(where + ": unknown directive \"" + name + "\"");
      }
    }

    private void endBlock() {
      if (!block.isEmpty()) {
        exchanges.add(new Exchange(connection, List.copyOf(block)));
        block = new ArrayList<>();
      }
    }
  }
}
