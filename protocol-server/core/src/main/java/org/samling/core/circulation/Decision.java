package org.samling.core.circulation;

import java.util.List;

/**
 * What was decided on a command.
 *
 * @param outcome what whoever asked is told
 * @param effects what the store writes; none for a refusal
 */
public record Decision(Outcome outcome, List<Effect> effects) {

  /** Copies the effects. */
  public Decision {
    effects = List.copyOf(effects);
  }

  static Decision refusal(Outcome outcome) {
    return new Decision(outcome, List.of());
  }
}
