package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.UUID;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldReference;

/** A change to a hold. */
public sealed interface HoldEffect extends Effect {

  /**
   * A pickup number is assigned at a branch.
   *
   * @param branch the branch's code
   */
  record PickupNumberGiven(String branch, int number) implements HoldEffect {}

  /** A hold is placed. */
  record HoldPlaced(HoldFacts hold) implements HoldEffect {}

  /**
   * A hold gets a partner's reference.
   *
   * @param reference the reference; if another hold had it before, it moves to this one
   */
  record HoldReferenced(UUID hold, HoldReference reference) implements HoldEffect {}

  /**
   * A hold changes or ends.
   *
   * @param hold the hold as it is now
   */
  record HoldChanged(HoldFacts hold, Instant at) implements HoldEffect {}
}
