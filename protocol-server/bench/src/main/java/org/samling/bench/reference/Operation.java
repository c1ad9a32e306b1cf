package org.samling.bench.reference;

/** The circulation operations that are measured. */
public enum Operation {
  /** An item is lent. */
  CHECKOUT("checkout"),
  /** An item comes back. */
  CHECKIN("checkin"),
  /** A loan is renewed. */
  RENEW("renew"),
  /** A patron places a hold. */
  HOLD("hold"),
  /** A patron's account with loans, holds and debts is read. */
  PATRON("patron information");

  private final String title;

  Operation(String title) {
    this.title = title;
  }

  /** Its name in the table. */
  public String title() {
    return title;
  }
}
