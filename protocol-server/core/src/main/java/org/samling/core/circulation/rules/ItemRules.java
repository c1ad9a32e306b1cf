package org.samling.core.circulation.rules;

import java.time.Instant;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Term;

/** The rules that depend only on the item. */
public final class ItemRules {

  private ItemRules() {}

  /**
   * Whether an item is lent at all, leaving the patron out of account.
   *
   * @param now the server's time
   */
  public static boolean isForLoan(ItemFacts item, LendingPolicy policy, Instant now) {
    var context = new DecisionContext(policy, now, item.at());
    return context.get(Term.FOR_LOAN, context.of(null, item)).value();
  }

  /** The reason given for an item that is not in the library's register. */
  public static DecisionReason unknown(String barcode) {
    return new DecisionReason("item-known", "item.barcode", "item", barcode);
  }
}
