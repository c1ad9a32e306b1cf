package org.samling.core.circulation.loans;

import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.PolicyMatrix.Ruling;

/** The rules that depend only on the item, or on the loan that is to be renewed. */
final class LoanRules {

  private LoanRules() {}

  static Check notTooEarly(DecisionContext context, Ruling<Integer> days, LoanFacts loan) {
    var first = context.policy().day(loan.due()).minusDays(days.value());
    return new Check(
        RefusalReason.RENEWAL_TOO_EARLY,
        DecisionContext.why("renew-not-before", days),
        "can be renewed from " + first,
        context.today().isBefore(first));
  }

  static Check notRecalled(ItemFacts item, LoanFacts loan) {
    var recalled = loan.recalledAt();
    return new Check(
        RefusalReason.RECALLED,
        new DecisionReason(
            "not-recalled",
            "loan.recalled",
            "item " + item.barcode(),
            recalled == null ? "never" : recalled.toString()),
        recalled == null ? "not recalled" : "recalled",
        recalled != null);
  }

  static Check notClaimed(ItemFacts item, LoanFacts loan) {
    var claimed = loan.claimedReturnedAt();
    return new Check(
        RefusalReason.CLAIMED_RETURNED,
        new DecisionReason(
            "not-claimed",
            "loan.claimed-returned",
            "item " + item.barcode(),
            claimed == null ? "never" : claimed.toString()),
        claimed == null ? "not claimed returned" : "claimed returned",
        claimed != null);
  }

  /** The rule that an item that is gone is not lent with its set: nobody scans it by itself. */
  static Check isThere(ItemFacts item) {
    var status = item.status();
    return new Check(
        RefusalReason.ITEM_LOST,
        new DecisionReason("item-there", "item.status", "item " + item.barcode(), status.name()),
        status.name(),
        status.isGone());
  }

  /** The rule that an item is ready to be lent. */
  static Check isReady(ItemFacts item) {
    return new Check(
        RefusalReason.ITEM_NOT_READY,
        new DecisionReason("item-ready", "item.status", "item", item.status().name()),
        item.status().name(),
        switch (item.status()) {
          case ON_ORDER, IN_PROCESS, DISCARDED -> true;
          case AVAILABLE,
              ON_LOAN,
              SET_ASIDE,
              ON_HOLD_SHELF,
              IN_TRANSIT,
              TO_BE_RESHELVED,
              MISSING,
              CLAIMED_RETURNED,
              LOST ->
              false;
        });
  }
}
