package org.samling.exchange.cutover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How the value of a field is made from a row.
 *
 * @param columns the columns whose values are joined
 * @param join the separator between them
 * @param constant a value that is the same for all rows, or null
 * @param pattern the part of the value that counts, or null for all of it
 * @param prefix put before the value, or empty
 * @param standard the default for a missing value, or null
 * @param table the name of the table that translates codes, or null
 * @param codes that table, or null
 * @param otherwise the translation of codes that are not in the table, or null
 */
record FieldRule(
    List<String> columns,
    String join,
    @Nullable String constant,
    @Nullable Pattern pattern,
    String prefix,
    @Nullable String standard,
    @Nullable String table,
    @Nullable Map<String, @Nullable String> codes,
    @Nullable String otherwise) {

  /** A code that is not in the table. */
  static final class UnknownCodeException extends RuntimeException {

    private final String code;

    UnknownCodeException(String code, String table) {
      super("code %s of table %s".formatted(code, table));
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /**
   * Reads a rule.
   *
   * @param node a column's name, or a block
   * @param tables the code tables by their names
   * @throws IllegalArgumentException when it contradicts itself, names an unknown table or has an
   *     invalid pattern
   */
  static FieldRule of(JsonNode node, Map<String, Map<String, @Nullable String>> tables) {
    var columns = new ArrayList<String>();
    var column = node.isString() ? node.stringValue() : text(node, "column");
    if (column != null) {
      columns.add(column);
    }
    if (node.has("columns")) {
      node.get("columns").forEach(c -> columns.add(c.stringValue()));
    }
    var constant = text(node, "value");
    if (columns.isEmpty() == (constant == null)) {
      throw new IllegalArgumentException("must have one of column, columns and value");
    }
    var table = text(node, "table");
    var codes = table == null ? null : tables.get(table);
    if (table != null && codes == null) {
      throw new IllegalArgumentException(
          "there is no table \"%s\"; there are: %s"
              .formatted(table, String.join(", ", tables.keySet())));
    }
    var join = text(node, "join");
    var pattern = text(node, "pattern");
    var prefix = text(node, "prefix");
    return new FieldRule(
        List.copyOf(columns),
        join == null ? " " : join,
        constant,
        pattern == null ? null : Pattern.compile(pattern),
        prefix == null ? "" : prefix,
        text(node, "default"),
        table,
        codes,
        text(node, "else"));
  }

  private static @Nullable String text(JsonNode node, String key) {
    var value = node.get(key);
    return value == null ? null : value.stringValue();
  }

  /**
   * The value in a row, or null where there is none.
   *
   * @throws UnknownCodeException for a code that is not in the table
   */
  @Nullable String valueIn(SourceRow row) {
    var found = constant == null ? joined(row) : constant;
    if (!found.isEmpty() && pattern != null) {
      var match = pattern.matcher(found);
      found = match.find() ? of(match.groupCount() > 0 ? match.group(1) : match.group()) : "";
    }
    if (found.isEmpty()) {
      found = of(standard);
    }
    if (codes != null && (codes.containsKey(found) || !found.isEmpty())) {
      found = decoded(found, codes);
    }
    return found.isEmpty() ? null : prefix + found;
  }

  private String decoded(String code, Map<String, @Nullable String> all) {
    if (all.containsKey(code)) {
      return of(all.get(code));
    }
    if (otherwise == null) {
      throw new UnknownCodeException(code, of(table));
    }
    return otherwise;
  }

  private String joined(SourceRow row) {
    if (columns.size() == 1) {
      return row.value(columns.getFirst());
    }
    return String.join(join, columns.stream().map(row::value).filter(v -> !v.isEmpty()).toList());
  }

  private static String of(@Nullable String text) {
    return text == null ? "" : text;
  }
}
