package org.samling.exchange.koha;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final int MAX_COLUMNS = 1_000;

  private static final Pattern COLUMN = Pattern.compile("(?m)^\\s*`((?:[^`]|``)+)`\\s+(\\w+)");
  private static final Pattern CREATED =
      Pattern.compile("(?is)\\s*TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?`?([^`\\s(]+)`?.*");
  private static final String UTC = "+00:00";
  private static final Pattern DELIMITER = Pattern.compile("(?i)DELIMITER\\s+(\\S+)\\s*");
  private static final Set<String> BEFORE_TABLE =
      Set.of("INTO", "IGNORE", "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY");

  private final SqlText in;
  private final int maxRow;
  private final Tables tables;
  private final Map<String, List<String>> columns = new HashMap<>();

  /** The columns of each table whose times the dump has in UTC, if it says so. */
  private final Map<String, Set<String>> timestamps = new HashMap<>();

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

  private SqlDump(SqlText in, int maxRow, Tables tables) {
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
      new SqlDump(new SqlText(file, in, maxRow), maxRow, tables).read();
    } catch (EOFException | ZipException e) {
      throw new DumpException(
          "%s is packed, and incomplete or damaged: copy it again".formatted(file), e);
    } catch (IOException e) {
      throw new DumpException("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void read() throws IOException {
    while (true) {
      in.blanks();
      var c = in.peek();
      if (c == DumpBytes.END) {
        return;
      }
      if (c == ';') {
        in.isNext(c);
      } else if (SqlText.isLetter(c)) {
        statement(in.word().toUpperCase(Locale.ROOT));
      } else {
        throw in.fault("is not SQL as mysqldump writes it");
      }
    }
  }

  private void statement(String verb) throws IOException {
    switch (verb) {
      case "INSERT", "REPLACE" -> insert();
      case "CREATE" -> create();
      case "DELIMITER" -> passProgram();
      default -> in.named(in.rest(MAX_STATEMENT, false));
    }
  }

  /** Passes over triggers and routines, which end with a delimiter of their own. */
  private void passProgram() throws IOException {
    var line = in.line();
    while (line != null) {
      var delimiter = DELIMITER.matcher("DELIMITER" + line);
      if (delimiter.matches() && delimiter.group(1).equals(";")) {
        return;
      }
      do {
        line = in.line();
      } while (line != null && !line.toUpperCase(Locale.ROOT).startsWith("DELIMITER"));
      line = line == null ? null : line.substring("DELIMITER".length());
    }
  }

  private void create() throws IOException {
    var text = in.rest(MAX_STATEMENT, true);
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
      throw in.fault("a table has more than %d columns".formatted(MAX_COLUMNS));
    }
    columns.put(created.group(1), names);
    timestamps.put(created.group(1), times);
  }

  private void insert() throws IOException {
    var table = "";
    do {
      in.spaces();
      table = in.peek() == '`' ? in.quoted('`') : in.word();
    } while (BEFORE_TABLE.contains(table.toUpperCase(Locale.ROOT)));
    var rows = tables.rows(table);
    if (rows == null) {
      in.rest(0, false);
      return;
    }
    in.spaces();
    var names = in.peek() == '(' ? names() : columns.get(table);
    if (names == null || names.isEmpty()) {
      throw in.fault(
          "the table %s has rows, but nothing says which columns they have: dump it with its CREATE TABLE"
              .formatted(table));
    }
    var places = new HashMap<String, Integer>();
    for (var i = 0; i < names.size(); i++) {
      places.put(names.get(i), i);
    }
    in.spaces();
    if (!in.word().toUpperCase(Locale.ROOT).startsWith("VALUE")) {
      throw in.fault("the rows of %s are not written as VALUES".formatted(table));
    }
    var times = in.isInUtc() ? timestamps.getOrDefault(table, Set.of()) : Set.<String>of();
    do {
      in.spaces();
      var row = row(table, names.size());
      for (var time : times) {
        var place = places.get(time);
        if (place != null && row[place] != null) {
          row[place] += UTC;
        }
      }
      rows.take(new Row(places, row));
      in.spaces();
    } while (in.isNext(','));
    in.expect(';', table);
  }

  private List<String> names() throws IOException {
    var names = new ArrayList<String>();
    in.expect('(', "");
    do {
      in.spaces();
      names.add(in.peek() == '`' ? in.quoted('`') : in.word());
      in.spaces();
    } while (in.isNext(',') && names.size() <= MAX_COLUMNS);
    in.expect(')', "");
    return names;
  }

  private @Nullable String[] row(String table, int size) throws IOException {
    var values = new @Nullable String[size];
    var from = in.count();
    in.expect('(', table);
    for (var i = 0; i < size; i++) {
      if (i > 0) {
        in.expect(',', table);
      }
      in.spaces();
      values[i] = in.value();
      in.spaces();
      if (in.count() - from > maxRow) {
        throw in.fault("a row of %s is longer than %d MiB".formatted(table, maxRow >> 20));
      }
    }
    in.expect(')', table);
    return values;
  }
}
