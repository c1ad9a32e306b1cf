package org.samling.bench.growth;

/** What is measured at each size; its cost is processor time of server and database together. */
enum GrowthOperation {
  CHECKOUT("checkout (11)", "ms each"),
  PATRON("patron information (63)", "ms each"),
  SEARCH("search, 10 with holdings", "ms each"),
  SCAN("scan, 20 terms", "ms each"),
  IMPORT("import into store and index", "ms a record"),
  REINDEX("index made anew", "ms a record"),
  START("start until ready", "s");

  private final String title;
  private final String unit;

  GrowthOperation(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  String title() {
    return title;
  }

  /** The unit of its cost. */
  String unit() {
    return unit;
  }
}
