package org.samling.operations;

import jakarta.validation.constraints.Size;
import org.samling.core.circulation.reason.DecisionReason;

/** The rule behind a decision, and where it was set. */
public record Why(
    @Size(max = Texts.LONGEST) String rule,
    @Size(max = Texts.LONGEST) String setting,
    @Size(max = Texts.LONGEST) String level,
    @Size(max = Texts.LONGEST) String value) {

  /** The rule behind a decision of the core. */
  public static Why of(DecisionReason reason) {
    return new Why(reason.rule(), reason.setting(), reason.level(), reason.value());
  }
}
