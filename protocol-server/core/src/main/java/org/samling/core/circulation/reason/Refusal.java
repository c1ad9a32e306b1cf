package org.samling.core.circulation.reason;

/** A refusal: what the refusals of all commands have in common. */
public interface Refusal {

  /** Why not. */
  RefusalReason reason();

  /** What the refusal rests on. */
  DecisionReason why();
}
