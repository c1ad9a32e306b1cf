package org.samling.core.patron;

/** What a patron agrees to, and can take back at any time. */
public enum Consent {
  /** That loans that are over are kept under the patron's name; taking it back detaches them. */
  KEEP_HISTORICAL_LOAN_DATA,
  /** That the address is kept up to date from the national person registry. */
  SYNC_WITH_NATIONAL_REGISTRY
}
