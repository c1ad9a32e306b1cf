package org.samling.bench.reference;

/** The references beside which the server is measured, in turn in the same run. */
public enum Reference {
  /** pgbench, which writes or reads the same rows by one statement, in the same PostgreSQL. */
  PGBENCH("pgbench", "postgresql"),
  /** Zebra's server, on the same records. */
  ZEBRASRV("zebrasrv", "idzebra-2.0"),
  /** Zebra's indexer, on the same records. */
  ZEBRAIDX("zebraidx", "idzebra-2.0"),
  /** The JDK's XML parser, which reads the same documents and discards the result. */
  STAX("StAX", ""),
  /** One DELETE of the same rows from a plain table, in the same PostgreSQL. */
  DELETE("DELETE", "");

  private final String title;
  private final String debianPackage;

  Reference(String title, String debianPackage) {
    this.title = title;
    this.debianPackage = debianPackage;
  }

  /** The name in tables. */
  public String title() {
    return title;
  }

  /** Whether it is installed. */
  public boolean isThere() {
    return switch (this) {
      case PGBENCH -> Pgbench.isThere();
      case ZEBRASRV, ZEBRAIDX -> Zebra.isThere();
      case STAX, DELETE -> true;
    };
  }

  /** A message that it is not installed, with the command to install it. */
  public String missing() {
    return "%s is not installed (Debian: apt-get install %s)".formatted(title, debianPackage);
  }
}
