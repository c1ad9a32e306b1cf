package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import org.samling.core.organisation.LendingPolicy;
import org.samling.core.organisation.PatronCategory;

/**
 * The rules that ask only who the patron is: the same for loans, renewals, holds and what a kiosk
 * shows.
 */
public final class PatronRules {

  /** Why nobody was found. What was typed is not repeated: it may be a CPR number. */
  static final Why UNKNOWN_PATRON =
      new Why("patron-known", "patron.identifier", "patron", "unknown");

  private final LendingPolicy policy;

  /** Takes the tenant's policy. */
  public PatronRules(LendingPolicy policy) {
    this.policy = policy;
  }

  /** The category of a patron. */
  public PatronCategory category(PatronFacts patron) {
    var category = policy.patronCategories().get(patron.category());
    if (category == null) {
      throw new IllegalStateException("the policy has no patron category " + patron.category());
    }
    return category;
  }

  /**
   * The rules by which a patron gets nothing at all, the weightiest first.
   *
   * @param patron the patron
   * @param now the server's time
   */
  public List<Check> checks(PatronFacts patron, Instant now) {
    var letters = new StringBuilder();
    patron.blocks().forEach(b -> letters.append(b.letter()));
    var expires = patron.expires();
    var today = now.atZone(policy.tenant().zone()).toLocalDate();
    var category = category(patron);
    return List.of(
        new Check(
            RefusalReason.PATRON_BLOCKED,
            new Why(
                "patron-blocks",
                "patron.blocks",
                "patron",
                letters.isEmpty() ? "none" : letters.toString()),
            patron.blocks().size() + " blocks",
            !patron.blocks().isEmpty()),
        new Check(
            RefusalReason.PATRON_EXPIRED,
            new Why(
                "patron-expiry",
                "patron.expires",
                "patron",
                expires == null ? "never" : expires.toString()),
            "today " + today,
            expires != null && today.isAfter(expires)),
        new Check(
            RefusalReason.DEBT_TOO_HIGH,
            inCategory("maximum-debt", "max-debt", category, category.maxDebt()),
            "debt " + patron.debt(),
            patron.debt() > category.maxDebt()));
  }

  /** The rule on the number of loans, for one more. */
  Check oneMoreLoan(PatronFacts patron) {
    var category = category(patron);
    return new Check(
        RefusalReason.TOO_MANY_LOANS,
        inCategory("maximum-loans", "max-loans", category, category.maxLoans()),
        patron.loans() + " loans",
        patron.loans() >= category.maxLoans());
  }

  /** The rule on the number of holds, for one more. */
  Check oneMoreHold(PatronFacts patron) {
    var category = category(patron);
    return new Check(
        RefusalReason.TOO_MANY_HOLDS,
        inCategory("maximum-holds", "max-holds", category, category.maxHolds()),
        patron.holds() + " holds",
        patron.holds() >= category.maxHolds());
  }

  private static Why inCategory(String rule, String setting, PatronCategory category, long value) {
    return new Why(
        rule,
        "patron-category." + setting,
        "patron category " + category.code(),
        Long.toString(value));
  }
}
