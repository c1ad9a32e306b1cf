package org.samling.operations.debt;

import org.samling.operations.Download;
import org.samling.operations.Words;

/** The formats of files for a debtor system. */
public enum DebtFormat {
  /** CSV (RFC 4180) with a header line. */
  CSV(Download.CSV),
  /** One JSON object. */
  JSON(Download.JSON);

  private final String mediaType;

  DebtFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** Its name, which is also the file extension. */
  String word() {
    return Words.of(this);
  }
}
