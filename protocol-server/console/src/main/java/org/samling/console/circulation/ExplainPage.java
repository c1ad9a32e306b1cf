package org.samling.console.circulation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;

/**
 * The page that explains why something would be granted or refused.
 *
 * @param typed the question by field name
 * @param branches the names of the branches to choose from, by code
 * @param problem the message key of why it can't be answered, or null
 * @param explained the explanation, or null before a question was asked
 */
public record ExplainPage(
    CirculationTexts say,
    Map<String, String> typed,
    Map<String, String> branches,
    @Nullable String problem,
    @Nullable Explanation explained) {

  /** The kinds of decision that can be explained. */
  public static final List<String> SUBJECTS =
      List.of("checkout", "renew", "checkin", "hold", "item-hold");

  /** Copies the map. */
  public ExplainPage {
    typed = Map.copyOf(typed);
  }

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /**
   * An explained decision.
   *
   * @param isRefused whether it would be refused
   * @param outcome the outcome, as a text for staff
   * @param why the rule behind it, or null if there is none
   * @param checks the rules checked, in order of precedence
   */
  public record Explanation(
      boolean isRefused, String outcome, @Nullable DecisionReason why, List<Check> checks) {

    /** Copies the list. */
    public Explanation {
      checks = List.copyOf(checks);
    }
  }
}
