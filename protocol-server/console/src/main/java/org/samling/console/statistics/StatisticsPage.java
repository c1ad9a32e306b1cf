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
 * What the page shows.
 *
 * @param form what is asked for
 * @param branches the names of branches to choose from, by their codes
 * @param sheet the figures, or null where they can't be told
 * @param currency what money is counted in
 * @param problem the key of the words for what is wrong with what is asked, or null
 */
public record StatisticsPage(
    StatisticsForm form,
    Map<String, String> branches,
    @Nullable Sheet sheet,
    Currency currency,
    @Nullable String problem) {

  /** How many columns are drawn: more could not be told apart. */
  public static final int DRAWN = 8;

  /** The measures to choose from. */
  public Measure[] measures() {
    return Measure.values();
  }

  /** The periods to choose from. */
  public Period[] periods() {
    return Period.values();
  }

  /** By what else figures can be told apart. */
  public List<Dimension> splits() {
    return StatisticsForm.SPLITS;
  }

  /** What is drawn, as JSON: the seconds at which periods begin, and each column. */
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

  /** A figure as JSON has it. */
  private String number(long value) {
    return form.measure().isMoney() ? money(value) : Long.toString(value);
  }

  /** An amount of money. */
  public String money(long amount) {
    return Money.text(amount, currency);
  }

  /**
   * Figures.
   *
   * @param columns what they are told apart by, the largest first
   * @param rows the periods, the first first
   * @param totals the sums of the columns
   * @param isCut whether there are more figures than can be told
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

    /** The sum of all. */
    public long total() {
      return totals.stream().mapToLong(Long::longValue).sum();
    }

    /** How many columns are drawn. */
    public int drawn() {
      return Math.min(columns.size(), DRAWN);
    }

    /** The names of the colours of the columns that are drawn. */
    public String keys() {
      return IntStream.rangeClosed(1, drawn())
          .mapToObj(i -> "c" + i)
          .collect(Collectors.joining(","));
    }
  }

  /**
   * What figures are told apart by.
   *
   * @param value as programs have it
   * @param name for people
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

    /** The sum of the figures. */
    public long total() {
      return values.stream().mapToLong(Long::longValue).sum();
    }
  }
}
