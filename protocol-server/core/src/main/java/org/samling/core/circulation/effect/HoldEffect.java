package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.UUID;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldReference;

/** Something about a hold changes. */
public sealed interface HoldEffect extends Effect {

  /**
   * A pickup number is given at a branch.
   *
   * @param branch the branch's code
   */
  record PickupNumberGiven(String branch, int number) implements HoldEffect {}

  /** A patron joins a queue. */
  record HoldPlaced(HoldFacts hold) implements HoldEffect {}

  /**
   * A partner has a number for a hold.
   *
   * @param reference the number; one that was another hold's before is this one's
   */
  record HoldReferenced(UUID hold, HoldReference reference) implements HoldEffect {}

  /**
   * A hold comes further, or ends.
   *
   * @param hold the hold as it is now
   * @param at when
   */
  record HoldChanged(HoldFacts hold, Instant at) implements HoldEffect {}
}
