package org.samling.core.circulation.rules;

import java.time.Instant;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemKind;
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
    return isForLoan(item.kind(), item.at(), policy, now);
  }

  /**
   * Whether items of a kind are lent at all, leaving the patron out of account.
   *
   * @param at the code of the branch where they are
   * @param now the server's time
   */
  public static boolean isForLoan(ItemKind kind, String at, LendingPolicy policy, Instant now) {
    var context = new DecisionContext(policy, now, at);
    return context.get(Term.FOR_LOAN, context.of(null, kind)).value();
  }

  /** The reason given for an item that is not in the library's register. */
  public static DecisionReason unknown(String barcode) {
    return new DecisionReason("item-known", "item.barcode", "item", barcode);
  }
}
