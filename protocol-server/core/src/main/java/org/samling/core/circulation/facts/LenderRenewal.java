package org.samling.core.circulation.facts;

/** Whether the lender of another library's item was asked for a longer loan, and what it said. */
public enum LenderRenewal {
  /** It was asked, and has not answered. */
  ASKED,
  /** It has agreed. */
  GRANTED,
  /** It has refused. */
  REFUSED
}
