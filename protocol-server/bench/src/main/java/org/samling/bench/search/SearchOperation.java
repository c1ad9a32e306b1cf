package org.samling.bench.search;

/** The operations of clients of a catalogue. */
public enum SearchOperation {
  /** A search and its first ten records, on an open session. */
  SEARCH("search, present 10"),
  /** The same with the items' current status. */
  HOLDINGS("with holdings"),
  /** A new session for each: connect, Init, search, first ten records, disconnect. */
  RECONNECT("reconnect"),
  /** Ten terms before a word and ten from it on. */
  SCAN("scan, 20 terms"),
  /** An SRU searchRetrieve with the first ten records in MARCXML. */
  SRU("SRU, 10 MARCXML");

  private final String title;

  SearchOperation(String title) {
    this.title = title;
  }

  /** Its name in the table. */
  public String title() {
    return title;
  }
}
