package org.samling.console.statistics;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.debt.Money;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;

/**
 * The model of the page.
 *
 * @param form the query
 * @param branches the names of the branches to choose from, by code
 * @param sheet the figures, or null if the query is not valid
 * @param currency the currency of amounts
 * @param problem the message key of what is wrong with the query, or null
 */
public record StatisticsPage(
    StatisticsForm form,
    Map<String, String> branches,
    @Nullable Sheet sheet,
    Currency currency,
    @Nullable String problem) {

  /** The maximum number of columns plotted: more could not be told apart. */
  public static final int DRAWN = 8;

  /** Returns the measures to choose from. */
  public Measure[] measures() {
    return Measure.values();
  }

  /** Returns the periods to choose from. */
  public Period[] periods() {
    return Period.values();
  }

  /** Returns the second dimensions to choose from. */
  public List<Dimension> splits() {
    return StatisticsForm.SPLITS;
  }

  /** Returns the plot as JSON: the seconds at which the periods begin, and each column. */
  public String plot() {
    var json = new StringBuilder("[");
    if (sheet != null) {
      json.append(sheet.rows().stream().map(Row::second).toList());
      for (var i = 0; i < sheet.drawn(); i++) {
        var column = i;
        json.append(',')
            .append(sheet.rows().stream().map(r -> number(r.values().get(column))).toList());
      }
    }
    return json.append(']').toString();
  }

  /** Formats a figure for JSON. */
  private String number(long value) {
    return form.measure().isMoney() ? money(value) : Long.toString(value);
  }

  /** Formats an amount of money. */
  public String money(long amount) {
    return Money.text(amount, currency);
  }

  /**
   * Figures.
   *
   * @param columns the values of the second dimension, largest first
   * @param rows the periods, earliest first
   * @param totals the column totals
   * @param isCut whether there are more figures than the limit
   */
  public record Sheet(List<Column> columns, List<Row> rows, List<Long> totals, boolean isCut) {

    /** Copies the lists. */
    public Sheet {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      totals = List.copyOf(totals);
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
      return columns.isEmpty();
    }

    /** Returns the grand total. */
    public long total() {
      return totals.stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the number of columns plotted. */
    public int drawn() {
      return Math.min(columns.size(), DRAWN);
    }

    /** Returns the names of the colours of the plotted columns. */
    public String keys() {
      return IntStream.rangeClosed(1, drawn())
          .mapToObj(i -> "c" + i)
          .collect(Collectors.joining(","));
    }
  }

  /**
   * A value of the second dimension.
   *
   * @param value its code
   * @param name its name for display
   */
  public record Column(String value, String name) {}

  /**
   * A period.
   *
   * @param period its name
   * @param second when it begins, in seconds since 1970, in UTC
   * @param values the figures, in the order of the columns
   */
  public record Row(String period, long second, List<Long> values) {

    /** Copies the list. */
    public Row {
      values = List.copyOf(values);
    }

    /** Returns the row total. */
    public long total() {
      return values.stream().mapToLong(Long::longValue).sum();
    }
  }
}
