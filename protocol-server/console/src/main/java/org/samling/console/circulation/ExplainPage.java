package org.samling.console.circulation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;

/**
 * The page that says why something would be granted or refused.
 *
 * @param say the words
 * @param typed what was asked, by the fields' names
 * @param branches the names of the branches to choose from, by code
 * @param problem the key of the words for why it can't be asked, or null
 * @param explained what would come of it, or null while nothing was asked
 */
public record ExplainPage(
    CirculationTexts say,
    Map<String, String> typed,
    Map<String, String> branches,
    @Nullable String problem,
    @Nullable Explained explained) {

  /** What can be explained. */
  public static final List<String> SUBJECTS =
      List.of("checkout", "renew", "checkin", "hold", "item-hold");

  /** Copies the map. */
  public ExplainPage {
    typed = Map.copyOf(typed);
  }

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /**
   * What would come of something.
   *
   * @param isRefused whether it would be refused
   * @param outcome what would come of it, in words
   * @param why what that rests on, or null where nothing is said
   * @param checks the rules that were looked at, the weightiest first
   */
  public record Explained(
      boolean isRefused, String outcome, @Nullable DecisionReason why, List<Check> checks) {

    /** Copies the list. */
    public Explained {
      checks = List.copyOf(checks);
    }
  }
}
