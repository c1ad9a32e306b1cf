package org.samling.core.circulation.context;

import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.policy.Sight;
import org.samling.core.policy.Unit;

/**
 * What whoever gave the command that is decided on sees: everything, unless they are bound.
 *
 * <p>Used by one thread at a time.
 */
public final class Seen {

  private @Nullable Sight sight;

  void through(Sight of) {
    sight = of;
  }

  /** Whether they see everything. */
  public boolean isWhole() {
    return sight == null || sight.isWhole();
  }

  /** Whether they see a branch, and what is lent or picked up there. */
  public boolean branch(String code) {
    return sight == null || sight.sees(code);
  }

  /** Whether they see all of a place. */
  public boolean place(Unit place) {
    return sight == null || sight.sees(place);
  }

  /**
   * Whether they see a fee: by the branch of its loan, or else where its item belongs. One that is
   * for neither is seen by those who see everything.
   */
  public boolean fee(FeeFacts fee) {
    var branch = fee.branch();
    return isWhole() || (branch != null && branch(branch));
  }

  /** Whether they see an item. */
  public boolean item(ItemFacts item) {
    return sight == null || sight.sees(item.home(), item.at());
  }

  /** Whether they see a patron. */
  public boolean patron(PatronFacts patron) {
    return branch(patron.branch());
  }
}
