package org.samling.exchange.cutover;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A mapping as written; cutover.schema.json explains its keys.
 *
 * @param preset the preset that it builds on, or null
 * @param timeZone the time zone of times without one, or null
 * @param recordSource the source of brief records
 * @param recordField the field with the record numbers that rows refer to, or null
 * @param defaults the layout of files
 * @param tables the code tables
 * @param patrons the files of patrons, or null
 * @param items the files of items, or null
 * @param loans the files of loans, or null
 * @param holds the files of holds, or null
 * @param fees the files of fees, or null
 */
record MappingContent(
    @Nullable String preset,
    @Nullable String timeZone,
    String recordSource,
    @Nullable String recordField,
    @Nullable Layout defaults,
    @Nullable List<Table> tables,
    @Nullable Source patrons,
    @Nullable Source items,
    @Nullable Source loans,
    @Nullable Source holds,
    @Nullable Source fees) {

  @Nullable Source source(Kind kind) {
    return switch (kind) {
      case PATRONS -> patrons;
      case ITEMS -> items;
      case LOANS -> loans;
      case HOLDS -> holds;
      case FEES -> fees;
    };
  }

  /** The layout of files; null for what is not given. */
  record Layout(
      @Nullable String format,
      @Nullable String encoding,
      @Nullable String delimiter,
      @Nullable String quote,
      @Nullable String escape,
      @Nullable List<String> columns,
      @Nullable List<String> dates,
      @Nullable String amounts) {

    static final Layout NOTHING = new Layout(null, null, null, null, null, null, null, null);

    /** This layout, completed from the other. */
    Layout over(@Nullable Layout other) {
      return other == null
          ? this
          : new Layout(
              either(format, other.format),
              either(encoding, other.encoding),
              either(delimiter, other.delimiter),
              either(quote, other.quote),
              either(escape, other.escape),
              either(columns, other.columns),
              either(dates, other.dates),
              either(amounts, other.amounts));
    }
  }

  /** The files of one kind. */
  record Source(
      @Nullable List<String> files,
      @Nullable String format,
      @Nullable String encoding,
      @Nullable String delimiter,
      @Nullable String quote,
      @Nullable String escape,
      @Nullable List<String> columns,
      @Nullable List<String> dates,
      @Nullable String amounts,
      @Nullable List<Condition> only,
      @Nullable Map<String, JsonNode> fields) {

    Layout layout() {
      return new Layout(format, encoding, delimiter, quote, escape, columns, dates, amounts);
    }

    /** The fields of this, completed from a preset. */
    Map<String, JsonNode> fieldsOver(@Nullable Source preset) {
      var all = new LinkedHashMap<String, JsonNode>();
      if (preset != null && preset.fields != null) {
        all.putAll(preset.fields);
      }
      if (fields != null) {
        all.putAll(fields);
      }
      return all;
    }
  }

  /** Which rows are read. */
  record Condition(String column, @Nullable List<String> is, @Nullable List<String> not) {

    boolean isMetBy(String value) {
      return (is == null || is.contains(value)) && (not == null || !not.contains(value));
    }
  }

  /** A code table. */
  record Table(
      String name,
      @Nullable Map<String, @Nullable String> codes,
      @Nullable String file,
      @Nullable String key,
      @Nullable String value) {}

  static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }
}
