package org.samling.console.today;

import java.util.List;
import java.util.Map;
import org.samling.console.operations.Labels.Text;

/**
 * The model of the form for placing holds.
 *
 * @param typed what was typed, by field
 * @param at the code of the branch of work
 * @param branches the names of the branches to choose from, by code
 * @param key the idempotency key of the form
 * @param wanted what was understood of the lines that name titles and copies
 * @param problem why nothing was placed; empty if nothing is wrong
 */
public record HoldPage(
    Map<String, String> typed,
    String at,
    Map<String, String> branches,
    String key,
    List<Wanted> wanted,
    Text problem) {

  /** Copies the map and the list; the branches keep their order. */
  public HoldPage {
    typed = Map.copyOf(typed);
    wanted = List.copyOf(wanted);
  }

  /**
   * A line that names a title or a copy.
   *
   * @param title what it is called; empty where that is not known
   */
  public record Wanted(String line, String title) {}

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** The branch where it is to be picked up. */
  public String pickup() {
    return typed("pickup").isEmpty() ? at : typed("pickup");
  }
}
