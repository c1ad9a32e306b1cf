package org.samling.core.circulation;

import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * A rule that stands in the way.
   *
   * @param reason the refusal it gives
   * @param why what it rests on
   */
  public record Broken(RefusalReason reason, Why why) {}

  /** The category of a patron. */
  public PatronCategory category(PatronFacts patron) {
    var category = policy.patronCategories().get(patron.category());
    if (category == null) {
      throw new IllegalStateException("the policy has no patron category " + patron.category());
    }
    return category;
  }

  /**
   * The rules by which this patron gets nothing at all, the weightiest first.
   *
   * @param patron the patron
   * @param now the server's time
   */
  public List<Broken> broken(PatronFacts patron, Instant now) {
    var broken = new ArrayList<Broken>();
    if (!patron.blocks().isEmpty()) {
      var letters = new StringBuilder();
      patron.blocks().forEach(b -> letters.append(b.letter()));
      broken.add(
          new Broken(
              RefusalReason.PATRON_BLOCKED,
              new Why("patron-blocks", "patron.blocks", "patron", letters.toString())));
    }
    var expires = patron.expires();
    if (expires != null && now.atZone(policy.tenant().zone()).toLocalDate().isAfter(expires)) {
      broken.add(
          new Broken(
              RefusalReason.PATRON_EXPIRED,
              new Why("patron-expiry", "patron.expires", "patron", expires.toString())));
    }
    var category = category(patron);
    if (patron.debt() > category.maxDebt()) {
      broken.add(
          new Broken(
              RefusalReason.DEBT_TOO_HIGH,
              inCategory("maximum-debt", "max-debt", category, category.maxDebt())));
    }
    return broken;
  }

  /**
   * The rule on the number of loans, where one more would break it.
   *
   * @param patron the patron
   */
  public List<Broken> brokenByOneMoreLoan(PatronFacts patron) {
    var category = category(patron);
    return patron.loans() < category.maxLoans()
        ? List.of()
        : List.of(
            new Broken(
                RefusalReason.TOO_MANY_LOANS,
                inCategory("maximum-loans", "max-loans", category, category.maxLoans())));
  }

  /**
   * The rule on the number of holds, where one more would break it.
   *
   * @param patron the patron
   */
  public List<Broken> brokenByOneMoreHold(PatronFacts patron) {
    var category = category(patron);
    return patron.holds() < category.maxHolds()
        ? List.of()
        : List.of(
            new Broken(
                RefusalReason.TOO_MANY_HOLDS,
                inCategory("maximum-holds", "max-holds", category, category.maxHolds())));
  }

  private static Why inCategory(String rule, String setting, PatronCategory category, long value) {
    return new Why(
        rule,
        "patron-category." + setting,
        "patron category " + category.code(),
        Long.toString(value));
  }
}
