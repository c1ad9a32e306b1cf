package org.samling.exchange.debt;

import java.nio.file.Path;
import java.util.Locale;

/** How files of debt are written. */
public enum DebtFormat {
  /** CSV (RFC 4180) with a line of headings. */
  CSV,
  /** One JSON object. */
  JSON;

  /** Its name, which is the ending of files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of a file, by the ending of its name: JSON, or else CSV. */
  static DebtFormat of(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? JSON : CSV;
  }

  @Override
  public String toString() {
    return word();
  }
}
