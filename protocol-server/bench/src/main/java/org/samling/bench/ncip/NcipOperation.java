package org.samling.bench.ncip;

import org.samling.bench.reference.Operation;

/** What is measured of NCIP. */
public enum NcipOperation {
  /** Who a patron is, and what they may do. */
  LOOKUP_USER("LookupUser", Operation.PATRON),
  /** An item is lent and taken back, in turn: each message counts. */
  LEND("CheckOut/CheckIn", Operation.CHECKOUT);

  private final String title;
  private final Operation statement;

  NcipOperation(String title, Operation statement) {
    this.title = title;
    this.statement = statement;
  }

  /** What the table calls it. */
  public String title() {
    return title;
  }

  /** What pgbench does beside it. */
  Operation statement() {
    return statement;
  }
}
