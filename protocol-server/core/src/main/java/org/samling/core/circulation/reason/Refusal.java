package org.samling.core.circulation.reason;

/** That something was not done: the part that the refusals of all commands have in common. */
public interface Refusal {

  /** Why not. */
  RefusalReason reason();

  /** What the refusal rests on. */
  Why why();
}
