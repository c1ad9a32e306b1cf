package org.samling.core.patron;

/** A patron's consent, which can be withdrawn at any time. */
public enum Consent {
  /** That ended loans are stored under the patron's name; withdrawing it anonymises them. */
  KEEP_HISTORICAL_LOAN_DATA,
  /** That the address is kept up to date from the national person registry. */
  SYNC_WITH_NATIONAL_REGISTRY
}
