package org.samling.exchange.koha;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads words, names and values of SQL from the bytes of a dump, in the dump's character set. */
final class SqlText {

  /** The longest comment, line or word that is looked into. */
  static final int MAX_COMMENT = 4 << 10;

  private static final int HEX = 16;
  private static final Pattern NAMES = Pattern.compile("(?i)SET\\s+NAMES\\s+'?(\\w+)");
  private static final Pattern IN_UTC = Pattern.compile("(?i)SET\\s+TIME_ZONE\\s*=\\s*'\\+00:00'");

  private final Path file;
  private final DumpBytes in;
  private final int maxRow;
  private Charset charset = StandardCharsets.UTF_8;
  private boolean isInUtc;
  private byte[] text = new byte[1 << 16];

  /**
   * Reads from the first byte on.
   *
   * @param maxRow the most bytes of a value
   */
  SqlText(Path file, DumpBytes in, int maxRow) {
    this.file = file;
    this.in = in;
    this.maxRow = maxRow;
  }

  /** Whether the dump has said so far that its timestamps are in UTC. */
  boolean isInUtc() {
    return isInUtc;
  }

  /** The next byte, which stays the next. */
  int peek() throws IOException {
    return in.peek();
  }

  /** How many bytes have been read. */
  long count() {
    return in.count();
  }

  DumpException fault(String what) {
    return new DumpException("%s, at byte %d: %s".formatted(file, in.count(), what));
  }

  @Nullable String line() throws IOException {
    if (in.peek() == DumpBytes.END) {
      return null;
    }
    var line = new StringBuilder();
    for (var c = in.next(); c != '\n' && c != DumpBytes.END; c = in.next()) {
      if (line.length() < MAX_COMMENT) {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Nullable String value() throws IOException {
    var c = in.peek();
    if (c == '\'' || c == '"') {
      return text(c);
    }
    if (isLetter(c)) {
      var word = word();
      spaces();
      if (word.equalsIgnoreCase("NULL")) {
        return null;
      }
      // _binary'...' and _utf8mb4'...' are introducers; x'41' and b'0' other ways to write.
      if (in.peek() == '\'') {
        return word.equalsIgnoreCase("X") ? hex(quoted('\'')) : text('\'');
      }
      return word;
    }
    var number = new StringBuilder();
    while (isOfNumber(in.peek())) {
      number.append((char) in.next());
      limit(number.length());
    }
    if (number.isEmpty()) {
      throw fault("there is no value where one should be");
    }
    return number.length() > 2 && number.charAt(1) == 'x' ? hex(number.substring(2)) : number + "";
  }

  private static boolean isOfNumber(int c) {
    return c >= '0' && c <= '9'
        || c >= 'a' && c <= 'f'
        || c >= 'A' && c <= 'F'
        || c == 'x'
        || c == '.'
        || c == '-'
        || c == '+';
  }

  private String hex(String digits) {
    var bytes = new byte[digits.length() / 2];
    try {
      for (var i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Integer.parseInt(digits, 2 * i, 2 * i + 2, HEX);
      }
    } catch (NumberFormatException _) {
      throw fault("a value in hexadecimal is none");
    }
    return new String(bytes, charset);
  }

  /** A text in quotes, with its escapes; quotes in it are doubled or escaped. */
  private String text(int quote) throws IOException {
    in.next();
    for (var size = 0; ; size++) {
      var c = in.next();
      if (c == DumpBytes.END) {
        throw early();
      } else if (c == '\\') {
        c = escaped(in.next());
      } else if (c == quote) {
        if (in.peek() != quote) {
          return new String(text, 0, size, charset);
        }
        in.next();
      }
      if (size == text.length) {
        limit(size);
        text = Arrays.copyOf(text, 2 * size);
      }
      text[size] = (byte) c;
    }
  }

  private int escaped(int c) {
    return switch (c) {
      case '0' -> 0;
      case 'b' -> '\b';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'Z' -> 26;
      case DumpBytes.END -> throw early();
      default -> c;
    };
  }

  private void limit(long size) {
    if (size > maxRow) {
      throw fault("a value is longer than %d MiB".formatted(maxRow >> 20));
    }
  }

  private DumpException early() {
    return fault("the dump ends in the middle of a statement: it is incomplete");
  }

  /** A name in quotes. */
  String quoted(int quote) throws IOException {
    in.next();
    var name = new ByteArrayOutputStream();
    while (true) {
      var c = in.next();
      if (c == DumpBytes.END) {
        throw early();
      }
      if (c == quote && in.peek() != quote) {
        return name.toString(charset);
      }
      name.write(c == quote ? in.next() : c);
      limit(name.size());
    }
  }

  /** Passes over the rest of a statement, up to its semicolon. */
  String rest(int kept, boolean isWhole) throws IOException {
    var text = new StringBuilder();
    var quote = 0;
    while (true) {
      var c = in.next();
      if (c == DumpBytes.END) {
        throw early();
      }
      if (quote == 0 && c == ';') {
        return text.toString();
      }
      if (c == '\\' && quote != 0 && quote != '`') {
        in.next();
      } else if (quote == c) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"' || c == '`')) {
        quote = c;
      }
      if (text.length() < kept) {
        text.append((char) c);
      } else if (isWhole) {
        throw fault("a CREATE statement is longer than %d MiB".formatted(kept >> 20));
      }
    }
  }

  void spaces() throws IOException {
    while (isSpace(in.peek())) {
      in.next();
    }
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** Passes over blanks and comments; what a comment sets is taken notice of. */
  void blanks() throws IOException {
    while (true) {
      var c = in.peek();
      if (isSpace(c)) {
        in.next();
      } else if (c == '#') {
        line();
      } else if (c == '-') {
        in.next();
        if (in.peek() != '-') {
          throw fault("is not SQL as mysqldump writes it");
        }
        line();
      } else if (c == '/') {
        comment();
      } else {
        return;
      }
    }
  }

  private void comment() throws IOException {
    in.next();
    if (in.next() != '*') {
      throw fault("is not SQL as mysqldump writes it");
    }
    var text = new StringBuilder();
    for (var last = 0; ; ) {
      var c = in.next();
      if (c == DumpBytes.END) {
        throw early();
      }
      if (last == '*' && c == '/') {
        named(text.toString());
        return;
      }
      if (text.length() < MAX_COMMENT) {
        text.append((char) c);
      }
      last = c;
    }
  }

  /** The character set and time zone of what follows, where a statement sets them. */
  void named(String statement) {
    isInUtc |= IN_UTC.matcher(statement).find();
    var names = NAMES.matcher(statement.startsWith(" NAMES") ? "SET" + statement : statement);
    if (names.find()) {
      var name = names.group(1).toLowerCase(Locale.ROOT);
      charset =
          switch (name) {
            case "utf8mb4", "utf8mb3", "utf8", "binary" -> StandardCharsets.UTF_8;
            case "latin1" -> Charset.forName("windows-1252");
            default ->
                throw fault(
                    "its character set is %s; dump it with --default-character-set=utf8mb4"
                        .formatted(name));
          };
    }
  }

  String word() throws IOException {
    var word = new StringBuilder();
    while (isLetter(in.peek()) || in.peek() >= '0' && in.peek() <= '9') {
      word.append((char) in.next());
      if (word.length() > MAX_COMMENT) {
        throw fault("is not SQL as mysqldump writes it");
      }
    }
    return word.toString();
  }

  static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
  }

  boolean isNext(int c) throws IOException {
    if (in.peek() != c) {
      return false;
    }
    in.next();
    return true;
  }

  void expect(int c, String table) throws IOException {
    if (in.peek() == DumpBytes.END) {
      throw early();
    }
    if (!isNext(c)) {
      throw fault(
          "the rows of %s are not written as mysqldump writes them: \"%c\" is missing"
              .formatted(table, c));
    }
  }
}
