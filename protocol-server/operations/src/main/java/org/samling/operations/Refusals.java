package org.samling.operations;

import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** Makes problems of the refusals of commands. */
public final class Refusals {

  private Refusals() {}

  /**
   * The problem that a refusal is: something is unknown where the command named a thing that is not
   * there, and refused by the rules or the present state otherwise. Programs get the reason and the
   * rule behind it.
   */
  public static Problem of(Refusal refusal) {
    var detail = "Refused: %s.".formatted(refusal.reason().words());
    var particulars = new Particulars(refusal.reason(), refusal.why());
    return switch (refusal.reason()) {
      case PATRON_UNKNOWN, ITEM_UNKNOWN, RECORD_UNKNOWN, NOT_HELD, FEE_UNKNOWN ->
          Problem.unknown(detail, particulars);
      default -> Problem.refused(detail, particulars);
    };
  }

  /**
   * What a program needs to know of a refusal.
   *
   * @param reason the reason
   * @param why the rule, and where it was set
   */
  private record Particulars(RefusalReason reason, DecisionReason why) {}
}
