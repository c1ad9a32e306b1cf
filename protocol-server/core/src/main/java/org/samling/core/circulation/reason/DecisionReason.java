package org.samling.core.circulation.reason;

/**
 * What a decision rests on, so that staff can answer "why?" without guessing.
 *
 * @param rule the rule, as a short name: {@code maximum-loans}
 * @param setting the setting that the rule reads: {@code patron-category.max-loans}, or the fact
 *     where there is no setting: {@code patron.blocks}
 * @param level the level at which that setting was made: {@code patron category adult}
 * @param value its value: {@code 50}
 */
public record DecisionReason(String rule, String setting, String level, String value) {

  @Override
  public String toString() {
    return rule + ": " + setting + " = " + value + " (" + level + ")";
  }
}
