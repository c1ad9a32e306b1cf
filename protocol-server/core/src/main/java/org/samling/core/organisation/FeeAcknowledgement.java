package org.samling.core.organisation;

/** Whether a patron at a SIP2 machine agrees to what a loan, renewal or hold costs. */
public enum FeeAcknowledgement {
  /** The machine asks, and says so in field BO. */
  REQUIRED,
  /** It does not ask: whoever uses it agrees. */
  ASSUMED,
  /** It does not ask, and does nothing that costs something, unless it was paid before. */
  REFUSED
}
