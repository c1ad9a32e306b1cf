package org.samling.marc.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.marc.mapping.MappingRow.MappedField;

/**
 * A mapping as a table: a file of rows with columns separated by tabs,
 *
 * <pre>
 *   id   from   when   to   subfields   basis
 * </pre>
 *
 * {@code from} is a tag, or several separated by commas; with {@code $ab} after it each subfield a
 * and b makes a field of its own. {@code when} has conditions ({@link MappingCondition}) or {@code
 * -}; {@code to} the tag ({@code =} for the same), the indicators and, where it matters, the order
 * of the subfields; {@code subfields} the moves ({@link MappingMove}). Every row whose conditions
 * hold is applied to a field. The basis is the source of the row; it is for readers.
 *
 * <p>An indicator is a literal, # for a blank, or one of N (the number of nonfiling characters), E
 * and U (1 if the record has a main entry, of danMARC2 or UNIMARC), P (1 if a person has
 * forenames), C (1 if UNIMARC has a name entered under the family name) and S (7 if $2 names the
 * source of a heading, otherwise 4).
 *
 * <p>Safe for use by several threads.
 */
public final class MappingTable {

  private static final int COLUMNS = 6;
  private static final Pattern FROM = Pattern.compile("(\\w{3}(?:,\\w{3})*)(?:\\$([a-zæøå0-9]+))?");

  private final List<MappingRow> rows;
  private final Map<String, List<MappingRow>> byTag = new HashMap<>();
  private final MappingText defaultTexts;

  private MappingTable(List<MappingRow> rows, MappingText defaultTexts) {
    this.rows = List.copyOf(rows);
    this.defaultTexts = defaultTexts;
    for (var row : rows) {
      row.tags().forEach(tag -> byTag.computeIfAbsent(tag, _ -> new ArrayList<>()).add(row));
    }
  }

  /**
   * Loads a table.
   *
   * @param resource the file beside this class
   * @param defaultTexts the transformation of texts for moves that name none
   * @throws IllegalStateException if a row is wrong; the message names file, line and row
   */
  static MappingTable load(String resource, MappingText defaultTexts) {
    var rows = new ArrayList<MappingRow>();
    var ids = new HashSet<String>();
    var number = 0;
    for (var line : lines(resource)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      try {
        var row = row(line);
        if (!ids.add(row.id())) {
          throw new IllegalArgumentException("another row has this id");
        }
        rows.add(row);
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(
            "%s, line %d (%s): %s"
                .formatted(resource, number, line.split("\t", 2)[0], e.getMessage()),
            e);
      }
    }
    return new MappingTable(rows, defaultTexts);
  }

  /** The lines of a file beside this class. */
  public static List<String> lines(String resource) {
    try (var in = MappingTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + resource);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a row.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  public static MappingRow row(String line) {
    var columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "it has " + columns.length + " columns; it must have " + COLUMNS);
    }
    var from = FROM.matcher(columns[1]);
    if (!from.matches()) {
      throw new IllegalArgumentException("\"" + columns[1] + "\" is not a field");
    }
    return new MappingRow(
        columns[0],
        List.of(from.group(1).split(",")),
        from.group(2) == null ? "" : from.group(2),
        columns[2].equals("-")
            ? List.of()
            : Arrays.stream(columns[2].split(" ")).map(MappingCondition::parse).toList(),
        target(columns[3]),
        Arrays.stream(columns[4].split(" ")).map(MappingMove::parse).toList());
  }

  private static MappingRow.Target target(String written) {
    var parts = written.split(" ", -1);
    var indicators = parts.length > 1 ? parts[1].replace('#', ' ') : "  ";
    if (parts.length > 3 || indicators.length() != 2) {
      throw new IllegalArgumentException("\"" + written + "\" is not a target");
    }
    return new MappingRow.Target(parts[0], indicators, parts.length > 2 ? parts[2] : "");
  }

  /** Everything that is made of a field; nothing if no row applies. */
  List<MappedField> apply(DataField field, MappingSource record) {
    var candidates = byTag.get(field.tag());
    if (candidates == null) {
      return List.of();
    }
    var made = new ArrayList<MappedField>();
    for (var row : candidates) {
      row.apply(field, record, defaultTexts, made);
    }
    return made;
  }

  /** All rows, in order. */
  public List<MappingRow> rows() {
    return rows;
  }

  /** Whether any row takes a subfield of a field. */
  boolean takes(String tag, char code) {
    return byTag.getOrDefault(tag, List.of()).stream()
        .filter(
            row -> row.each().isEmpty() || row.each().indexOf(code) >= 0 || Character.isDigit(code))
        .flatMap(row -> row.moves().stream())
        .anyMatch(move ->
            move.kind() == MappingMove.Kind.ALL
                ? (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')
                : move.kind() == MappingMove.Kind.CODES && move.source().indexOf(code) >= 0);
  }
}
