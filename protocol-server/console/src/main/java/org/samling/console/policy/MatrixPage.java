package org.samling.console.policy;

import java.util.List;

/**
 * What the page of the policy matrix shows.
 *
 * @param rows the rules, the heaviest first
 * @param items the item categories, which count where no rule says anything
 * @param patrons the patron categories, likewise
 * @param mayChange whether the visitor may change the rules of the whole tenant
 */
public record MatrixPage(
    List<Row> rows, List<Category> items, List<Category> patrons, boolean mayChange) {

  /** Copies the lists. */
  public MatrixPage {
    rows = List.copyOf(rows);
    items = List.copyOf(items);
    patrons = List.copyOf(patrons);
  }

  /**
   * A rule.
   *
   * @param code its short name
   * @param weight the heavier goes first
   * @param when its conditions, in words; none for always
   * @param then what it says, in words
   * @param period when it counts, in words; empty for always
   * @param state the key of the words for past, now or planned
   */
  public record Row(
      String code, int weight, List<String> when, List<String> then, String period, String state) {

    /** Copies the lists. */
    public Row {
      when = List.copyOf(when);
      then = List.copyOf(then);
    }
  }

  /**
   * A category.
   *
   * @param code its short name
   * @param then what it says, in words
   */
  public record Category(String code, String name, List<String> then) {

    /** Copies the list. */
    public Category {
      then = List.copyOf(then);
    }
  }
}
