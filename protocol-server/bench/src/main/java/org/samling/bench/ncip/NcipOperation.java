package org.samling.bench.ncip;

import org.samling.bench.reference.Operation;

/** The NCIP operations that are measured. */
public enum NcipOperation {
  /** A patron's data and privileges. */
  LOOKUP_USER("LookupUser", Operation.PATRON),
  /** An item is checked out and checked in, in turn: each message counts. */
  LEND("CheckOut/CheckIn", Operation.CHECKOUT);

  private final String title;
  private final Operation statement;

  NcipOperation(String title, Operation statement) {
    this.title = title;
    this.statement = statement;
  }

  /** Its name in the table. */
  public String title() {
    return title;
  }

  /** The operation of pgbench beside it. */
  Operation statement() {
    return statement;
  }
}
