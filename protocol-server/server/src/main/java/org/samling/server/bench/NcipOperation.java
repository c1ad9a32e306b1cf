package org.samling.server.bench;

/** What is measured of NCIP. */
public enum NcipOperation {
  /** Who a patron is, and what they may do. */
  LOOKUP_USER("LookupUser"),
  /** An item is lent and taken back, in turn: each message counts. */
  LEND("CheckOut/CheckIn");

  private final String title;

  NcipOperation(String title) {
    this.title = title;
  }

  /** What the table calls it. */
  String title() {
    return title;
  }
}
