package org.samling.bench.reference;

/** What is measured of circulation. */
public enum Operation {
  /** An item is lent. */
  CHECKOUT("checkout"),
  /** An item comes back. */
  CHECKIN("checkin"),
  /** A loan is lengthened. */
  RENEW("renew"),
  /** A patron joins a queue. */
  HOLD("hold"),
  /** A patron's account with loans, holds and debts is looked at. */
  PATRON("patron information");

  private final String title;

  Operation(String title) {
    this.title = title;
  }

  /** What the table calls it. */
  public String title() {
    return title;
  }
}
