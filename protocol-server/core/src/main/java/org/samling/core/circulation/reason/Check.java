package org.samling.core.circulation.reason;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A rule that was checked for a decision.
 *
 * @param reason the refusal reason if it is broken
 * @param why the rule, and the setting or fact that it reads
 * @param found what was compared with it, in a word or number: {@code 3 loans}
 * @param isBroken whether the rule is broken
 */
public record Check(RefusalReason reason, DecisionReason why, String found, boolean isBroken) {

  private static final Pattern OF_THE_WHOLE =
      Pattern.compile("debt .*|\\d+ (blocks|overdue|loans|loans of .*|holds)");

  /**
   * Whether what was found is a total of the patron's at the whole library: those who see only a
   * part of it are not shown the figure.
   */
  public boolean isOfTheWhole() {
    return OF_THE_WHOLE.matcher(found).matches();
  }

  /** The broken rules among these, in the same order. */
  public static List<Check> broken(List<Check> checks) {
    return checks.stream().filter(Check::isBroken).toList();
  }
}
