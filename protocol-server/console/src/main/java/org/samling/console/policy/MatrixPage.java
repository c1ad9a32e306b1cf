package org.samling.console.policy;

import java.util.List;

/**
 * The model of the policy matrix.
 *
 * @param rows the rules, heaviest first
 * @param items the item categories, which apply where no rule decides
 * @param patrons the patron categories, likewise
 * @param mayChange whether the visitor may change the tenant's rules
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
   * @param weight the weight; the heavier rule takes precedence
   * @param when its conditions, as texts for staff; empty if it always applies
   * @param then its terms, as texts for staff
   * @param period its validity, as a text for staff; empty for always
   * @param state the message key for past, current or planned
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
   * @param then its terms, as texts for staff
   */
  public record Category(String code, String name, List<String> then) {

    /** Copies the list. */
    public Category {
      then = List.copyOf(then);
    }
  }
}
