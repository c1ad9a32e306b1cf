package org.samling.bench.search;

/** What clients of a catalogue do again and again. */
public enum SearchOperation {
  /** A search, and the first ten records it has found, on a session that stays open. */
  SEARCH("search, present 10"),
  /** The same with the records' items, as they are now. */
  HOLDINGS("with holdings"),
  /** A session for each: connect, Init, search, the first ten records, disconnect. */
  RECONNECT("reconnect"),
  /** Ten terms before a word and ten from it on. */
  SCAN("scan, 20 terms"),
  /** A searchRetrieve of SRU, with the first ten records in MARCXML. */
  SRU("SRU, 10 MARCXML");

  private final String title;

  SearchOperation(String title) {
    this.title = title;
  }

  /** What the table calls it. */
  public String title() {
    return title;
  }
}
