package org.samling.exchange.cutover;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
 * @param history the files of loans that are over, or null
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
    @Nullable Source fees,
    @Nullable Source history) {

  @Nullable Source source(Kind kind) {
    return switch (kind) {
      case PATRONS -> patrons;
      case ITEMS -> items;
      case LOANS -> loans;
      case HOLDS -> holds;
      case FEES -> fees;
      case HISTORY -> history;
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
      @Nullable String key,
      @Nullable List<String> dates,
      @Nullable String amounts) {

    /** The parts of several layouts: of each the first that is given. */
    static Layout of(List<Layout> layouts) {
      return new Layout(
          first(layouts, Layout::format),
          first(layouts, Layout::encoding),
          first(layouts, Layout::delimiter),
          first(layouts, Layout::quote),
          first(layouts, Layout::escape),
          first(layouts, Layout::columns),
          first(layouts, Layout::key),
          first(layouts, Layout::dates),
          first(layouts, Layout::amounts));
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
      @Nullable String key,
      @Nullable List<String> dates,
      @Nullable String amounts,
      @Nullable List<Condition> only,
      @Nullable Map<String, JsonNode> fields) {

    Layout layout() {
      return new Layout(format, encoding, delimiter, quote, escape, columns, key, dates, amounts);
    }
  }

  /** Which rows are read; a reason, where others are to be listed with it. */
  record Condition(
      String column,
      @Nullable List<String> is,
      @Nullable List<String> not,
      @Nullable String reason) {

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

  /** A part of the first of several that has it; null where none has. */
  static <S, T> @Nullable T first(List<S> all, Function<S, @Nullable T> part) {
    for (var one : all) {
      var given = part.apply(one);
      if (given != null) {
        return given;
      }
    }
    return null;
  }
}
