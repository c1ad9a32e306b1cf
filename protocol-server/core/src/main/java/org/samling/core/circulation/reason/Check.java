package org.samling.core.circulation.reason;

import java.util.List;

/**
 * A rule that was looked at for a decision.
 *
 * @param reason the refusal that it gives where it is broken
 * @param why the rule, and the setting or fact that it reads
 * @param found what that was held against, in a word or number: {@code 3 loans}
 * @param isBroken whether it stands in the way
 */
public record Check(RefusalReason reason, Why why, String found, boolean isBroken) {

  /** The rules among these that stand in the way, in their order. */
  public static List<Check> broken(List<Check> checks) {
    return checks.stream().filter(Check::isBroken).toList();
  }
}
