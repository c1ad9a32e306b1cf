package org.samling.exchange.koha;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text that mysqldump and mariadb-dump write, row by row and without a database: rows of
 * several in a statement or one in each, with their columns or in the order of CREATE TABLE, blobs
 * as text or in hexadecimal. Statements of any length are read; one row has at most 64 MiB.
 */
final class SqlDump {

  private static final int MAX_ROW = 64 << 20;
  private static final int MAX_STATEMENT = 1 << 20;
  private static final int MAX_COMMENT = 4 << 10;
  private static final int MAX_COLUMNS = 1_000;
  private static final int HEX = 16;

  private static final Pattern COLUMN = Pattern.compile("(?m)^\\s*`((?:[^`]|``)+)`\\s+(\\w+)");
  private static final Pattern CREATED =
      Pattern.compile("(?is)\\s*TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?`?([^`\\s(]+)`?.*");
  private static final Pattern NAMES = Pattern.compile("(?i)SET\\s+NAMES\\s+'?(\\w+)");
  private static final Pattern IN_UTC = Pattern.compile("(?i)SET\\s+TIME_ZONE\\s*=\\s*'\\+00:00'");
  private static final String UTC = "+00:00";
  private static final Pattern DELIMITER = Pattern.compile("(?i)DELIMITER\\s+(\\S+)\\s*");
  private static final Set<String> BEFORE_TABLE =
      Set.of("INTO", "IGNORE", "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY");

  private final Path file;
  private final DumpBytes in;
  private final int maxRow;
  private final Tables tables;
  private final Map<String, List<String>> columns = new HashMap<>();

  /** The columns of each table whose times the dump has in UTC, if it says so. */
  private final Map<String, Set<String>> timestamps = new HashMap<>();

  private boolean isInUtc;
  private byte[] text = new byte[1 << 16];
  private Charset charset = StandardCharsets.UTF_8;

  /** Who is interested in which tables. */
  interface Tables {

    /** Who takes the rows of a table; null where nobody does. */
    @Nullable Rows rows(String table);
  }

  /** Takes rows. */
  interface Rows {

    /** Takes one; its values are null for NULL. */
    void take(Row row);
  }

  /**
   * A row of a table.
   *
   * @param places the place of each column
   * @param values its values, null for NULL
   */
  record Row(Map<String, Integer> places, @Nullable String[] values) {

    /** Whether this version of Koha has a column. */
    boolean has(String column) {
      return places.containsKey(column);
    }

    /** The value of a column; empty for NULL, and where this version of Koha has no such column. */
    String get(String column) {
      var place = places.get(column);
      var value = place == null ? null : values[place];
      return value == null ? "" : value;
    }
  }

  private SqlDump(Path file, DumpBytes in, int maxRow, Tables tables) {
    this.file = file;
    this.in = in;
    this.maxRow = maxRow;
    this.tables = tables;
  }

  /**
   * Reads a dump.
   *
   * @throws DumpException when it can't be read, is no dump, or ends too early
   */
  static void read(Path file, Tables tables) {
    read(file, MAX_ROW, tables);
  }

  /** The same with another limit to the bytes of a row. */
  static void read(Path file, int maxRow, Tables tables) {
    try (var in = DumpBytes.open(file)) {
      new SqlDump(file, in, maxRow, tables).read();
    } catch (EOFException | ZipException e) {
      throw new DumpException(
          "%s is packed, and incomplete or damaged: copy it again".formatted(file), e);
    } catch (IOException e) {
      throw new DumpException("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private DumpException fault(String what) {
    return new DumpException("%s, at byte %d: %s".formatted(file, in.count(), what));
  }

  private void read() throws IOException {
    while (true) {
      blanks();
      var c = in.peek();
      if (c == DumpBytes.END) {
        return;
      }
      if (c == ';') {
        in.next();
      } else if (isLetter(c)) {
        statement(word().toUpperCase(Locale.ROOT));
      } else {
        throw fault("is not SQL as mysqldump writes it");
      }
    }
  }

  private void statement(String verb) throws IOException {
    switch (verb) {
      case "INSERT", "REPLACE" -> insert();
      case "CREATE" -> create();
      case "DELIMITER" -> passProgram();
      default -> named(rest(MAX_STATEMENT, false));
    }
  }

  /** Passes over triggers and routines, which end with a delimiter of their own. */
  private void passProgram() throws IOException {
    var line = line();
    while (line != null) {
      var delimiter = DELIMITER.matcher("DELIMITER" + line);
      if (delimiter.matches() && delimiter.group(1).equals(";")) {
        return;
      }
      do {
        line = line();
      } while (line != null && !line.toUpperCase(Locale.ROOT).startsWith("DELIMITER"));
      line = line == null ? null : line.substring("DELIMITER".length());
    }
  }

  private @Nullable String line() throws IOException {
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

  private void create() throws IOException {
    var text = rest(MAX_STATEMENT, true);
    var created = CREATED.matcher(text);
    if (!created.matches()) {
      return;
    }
    var names = new ArrayList<String>();
    var times = new HashSet<String>();
    var column = COLUMN.matcher(text);
    while (column.find()) {
      names.add(column.group(1).replace("``", "`"));
      if (column.group(2).equalsIgnoreCase("timestamp")) {
        times.add(names.getLast());
      }
    }
    if (names.size() > MAX_COLUMNS) {
      throw fault("a table has more than %d columns".formatted(MAX_COLUMNS));
    }
    columns.put(created.group(1), names);
    timestamps.put(created.group(1), times);
  }

  private void insert() throws IOException {
    var table = "";
    do {
      spaces();
      table = in.peek() == '`' ? quoted('`') : word();
    } while (BEFORE_TABLE.contains(table.toUpperCase(Locale.ROOT)));
    var rows = tables.rows(table);
    if (rows == null) {
      rest(0, false);
      return;
    }
    spaces();
    var names = in.peek() == '(' ? names() : columns.get(table);
    if (names == null || names.isEmpty()) {
      throw fault(
          "the table %s has rows, but nothing says which columns they have: dump it with its CREATE TABLE"
              .formatted(table));
    }
    var places = new HashMap<String, Integer>();
    for (var i = 0; i < names.size(); i++) {
      places.put(names.get(i), i);
    }
    spaces();
    if (!word().toUpperCase(Locale.ROOT).startsWith("VALUE")) {
      throw fault("the rows of %s are not written as VALUES".formatted(table));
    }
    var times =
        isInUtc ? timestamps.getOrDefault(table, Set.of()) : Set.<String>of();
    do {
      spaces();
      var row = row(table, names.size());
      for (var time : times) {
        var place = places.get(time);
        if (place != null && row[place] != null) {
          row[place] += UTC;
        }
      }
      rows.take(new Row(places, row));
      spaces();
    } while (isNext(','));
    expect(';', table);
  }

  private List<String> names() throws IOException {
    var names = new ArrayList<String>();
    expect('(', "");
    do {
      spaces();
      names.add(in.peek() == '`' ? quoted('`') : word());
      spaces();
    } while (isNext(',') && names.size() <= MAX_COLUMNS);
    expect(')', "");
    return names;
  }

  private @Nullable String[] row(String table, int size) throws IOException {
    var values = new @Nullable String[size];
    var from = in.count();
    expect('(', table);
    for (var i = 0; i < size; i++) {
      if (i > 0) {
        expect(',', table);
      }
      spaces();
      values[i] = value();
      spaces();
      if (in.count() - from > maxRow) {
        throw fault("a row of %s is longer than %d MiB".formatted(table, maxRow >> 20));
      }
    }
    expect(')', table);
    return values;
  }

  private @Nullable String value() throws IOException {
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
  private String quoted(int quote) throws IOException {
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
  private String rest(int kept, boolean isWhole) throws IOException {
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

  private void spaces() throws IOException {
    while (isSpace(in.peek())) {
      in.next();
    }
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** Passes over blanks and comments; what a comment sets is taken notice of. */
  private void blanks() throws IOException {
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
  private void named(String statement) {
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

  private String word() throws IOException {
    var word = new StringBuilder();
    while (isLetter(in.peek()) || in.peek() >= '0' && in.peek() <= '9') {
      word.append((char) in.next());
      if (word.length() > MAX_COMMENT) {
        throw fault("is not SQL as mysqldump writes it");
      }
    }
    return word.toString();
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$';
  }

  private boolean isNext(int c) throws IOException {
    if (in.peek() != c) {
      return false;
    }
    in.next();
    return true;
  }

  private void expect(int c, String table) throws IOException {
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
