package org.samling.console.today;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.Field;
import org.samling.console.operations.Labels.Text;

/**
 * The model of a list.
 *
 * @param name its name in the address
 * @param filter its filters, as they are set
 * @param columns its columns
 * @param rows its rows
 * @param actions what can be done with them
 * @param more what follows, and what the list was made of
 * @param outcome what became of what was done, or null
 * @param problem why there are no rows; empty if nothing is wrong
 */
public record ListPage(
    String name,
    Filter filter,
    List<Column> columns,
    List<Row> rows,
    List<Action> actions,
    More more,
    @Nullable Outcome outcome,
    Text problem) {

  /** Copies the lists. */
  public ListPage {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    actions = List.copyOf(actions);
  }

  /**
   * The filters of a list.
   *
   * @param place the member that names the branch of the list; empty if there is none
   * @param isPlaceNeeded whether a branch has to be chosen
   * @param chosen the branch that is chosen; empty for all
   * @param branches the names of the branches, by code
   * @param fields the other filters
   */
  public record Filter(
      String place,
      boolean isPlaceNeeded,
      String chosen,
      Map<String, String> branches,
      List<Field> fields) {

    /** Copies the list; the branches keep their order. */
    public Filter {
      fields = List.copyOf(fields);
    }

    /** Whether there is anything to choose. */
    public boolean isThere() {
      return !fields.isEmpty() || !place.isEmpty() && branches.size() > 1;
    }

    /** Whether a field takes the code of a branch. */
    public boolean isOfBranch(Field field) {
      return ListTable.BRANCHES.contains(field.name());
    }
  }

  /**
   * A column.
   *
   * @param isNumber whether it is set to the right
   */
  public record Column(Text label, boolean isNumber) {}

  /**
   * A row.
   *
   * @param inputs what its actions take from it, encoded as in an address; empty if nothing can be
   *     done with it
   * @param label what it is called for those who do not see it
   * @param isUrgent whether it calls for action
   */
  public record Row(String inputs, String label, boolean isUrgent, List<Cell> cells) {

    /** Copies the list. */
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A cell.
   *
   * @param path where it leads, relative to the tenant's; empty for nowhere
   * @param isTag whether it is shown as a tag
   */
  public record Cell(String text, String path, boolean isTag) {}

  /**
   * An action.
   *
   * @param fields what is typed for it
   * @param isOnAll whether it is for the whole list
   */
  public record Action(
      String name, List<Field> fields, boolean isOnAll, boolean isScanned, boolean isDanger) {

    /** Copies the list. */
    public Action {
      fields = List.copyOf(fields);
    }

    /** The name of one of its fields in the form. */
    public String field(Field field) {
      return name + "." + field.name();
    }
  }

  /**
   * What follows a list.
   *
   * @param query the filters as a query, for the addresses of forms and files
   * @param key the idempotency key of the form
   * @param next the path of the next page, relative to the tenant's; null if there is none
   * @param isCut whether there is more than is shown, and no next page
   */
  public record More(String query, String key, @Nullable String next, boolean isCut) {}

  /**
   * What became of what was done.
   *
   * @param done the rows for which it was done
   * @param refused the rows for which it was not done
   */
  public record Outcome(List<Done> done, List<Refusal> refused) {

    /** Copies the lists. */
    public Outcome {
      done = List.copyOf(done);
      refused = List.copyOf(refused);
    }

    /** What is worth telling of those that are done. */
    public List<Done> told() {
      return done.stream().filter(one -> !one.goes().isEmpty()).toList();
    }
  }

  /**
   * What was done for a row.
   *
   * @param goes where an item goes now; empty where it goes nowhere
   */
  public record Done(String what, String title, String goes) {}

  /**
   * Why something was not done for a row.
   *
   * @param row what its action took from it, as {@link Row#inputs}
   */
  public record Refusal(String what, Text why, String row) {}

  /** Whether a row is ticked: what was refused can be corrected and sent again. */
  public boolean isTicked(Row row) {
    return outcome != null
        && outcome.refused().stream().anyMatch(refusal -> refusal.row().equals(row.inputs()));
  }

  /** Whether rows can be ticked. */
  public boolean hasTicks() {
    return actions.stream().anyMatch(action -> !action.isOnAll());
  }

  /** Whether barcodes can be scanned. */
  public boolean isScanned() {
    return actions.stream().anyMatch(Action::isScanned);
  }
}
