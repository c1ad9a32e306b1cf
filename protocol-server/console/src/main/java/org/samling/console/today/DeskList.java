package org.samling.console.today;

import java.util.List;
import java.util.Map;

/**
 * A list from which staff work, declared once.
 *
 * @param name its name in the address; {@code today.list.NAME} is its title
 * @param operation the operation that returns it, whose first list of objects are the rows
 * @param fixed members of the operation's input that are always the same
 * @param place how it depends on the branch of work
 * @param filters the members of the operation's input to filter by
 * @param columns the members of a row to show, in order
 * @param actions what can be done with the rows that are ticked
 * @param counts the members of the operation show-today that count its rows; those that call for
 *     action first
 */
record DeskList(
    String name,
    String operation,
    Map<String, String> fixed,
    Place place,
    List<String> filters,
    List<String> columns,
    List<RowAction> actions,
    List<String> counts) {

  /** Copies the collections. */
  DeskList {
    fixed = Map.copyOf(fixed);
    filters = List.copyOf(filters);
    columns = List.copyOf(columns);
    actions = List.copyOf(actions);
    counts = List.copyOf(counts);
  }

  /**
   * How a list depends on the branch of work.
   *
   * @param member the member of the operation's input that names the branch; empty where the list
   *     does not depend on one
   * @param isNeeded whether the list is always of one branch, and not of all at choice
   */
  record Place(String member, boolean isNeeded) {

    /** The list is of what has nothing to do with branches. */
    static final Place NOWHERE = new Place("", false);

    /** The list is of one branch. */
    static final Place ONE = new Place("branch", true);

    /** The list is of the branch of work unless another, or all, is chosen. */
    static final Place ANY = new Place("branch", false);

    boolean isSomewhere() {
      return !member.isEmpty();
    }
  }

  /**
   * What can be done with a row, by an operation.
   *
   * @param name {@code today.act.NAME} is what its button says
   * @param operation the operation
   * @param inputs members of the operation's input, with the member of the row, or the filter, that
   *     they are taken from; none where the action is for the whole list
   * @param fields members of the operation's input that are typed
   * @param isAtBranch whether the operation's member {@code branch} is the branch of the list
   * @param isScanned whether it is also done with an item whose barcode is scanned
   * @param isDanger whether it takes something away from a patron
   */
  record RowAction(
      String name,
      String operation,
      Map<String, String> inputs,
      List<String> fields,
      boolean isAtBranch,
      boolean isScanned,
      boolean isDanger) {

    /** Copies the collections. */
    RowAction {
      inputs = Map.copyOf(inputs);
      fields = List.copyOf(fields);
    }

    /** An action on what a row names. */
    static RowAction of(String name, String operation, Map<String, String> inputs) {
      return new RowAction(name, operation, inputs, List.of(), false, false, false);
    }

    /** An action on the item of a row, which can be scanned instead. */
    static RowAction scanned(String name, String operation) {
      return new RowAction(name, operation, Map.of("item", "item"), List.of(), false, true, false);
    }

    /** An action on the list as a whole, as it is filtered. */
    static RowAction onAll(String name, String operation) {
      return of(name, operation, Map.of());
    }

    /** The same with fields to fill in. */
    RowAction typing(String... typed) {
      return new RowAction(
          name, operation, inputs, List.of(typed), isAtBranch, isScanned, isDanger);
    }

    /** The same at the branch of the list. */
    RowAction atBranch() {
      return new RowAction(name, operation, inputs, fields, true, isScanned, isDanger);
    }

    /** The same as something that takes away. */
    RowAction danger() {
      return new RowAction(name, operation, inputs, fields, isAtBranch, isScanned, true);
    }

    /** Whether it is for the whole list and not for rows. */
    boolean isOnAll() {
      return inputs.isEmpty();
    }
  }
}
