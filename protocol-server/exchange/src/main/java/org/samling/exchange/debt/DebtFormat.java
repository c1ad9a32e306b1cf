package org.samling.exchange.debt;

import java.nio.file.Path;
import java.util.Locale;

/** The formats of debt files. */
public enum DebtFormat {
  /** CSV (RFC 4180) with a header line. */
  CSV,
  /** One JSON object. */
  JSON;

  /** Its name, which is also the file extension. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of a file by its extension: JSON, or otherwise CSV. */
  static DebtFormat of(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? JSON : CSV;
  }

  @Override
  public String toString() {
    return word();
  }
}
