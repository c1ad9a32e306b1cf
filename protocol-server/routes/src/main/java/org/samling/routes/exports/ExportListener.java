package org.samling.routes.exports;

/** Receives the progress of an export. */
public interface ExportListener {

  /** Some more records were read. */
  void progress(long records);

  /**
   * A record is not in the file.
   *
   * @param record its key, or the requested number
   * @param reason why, as a sentence
   */
  void leftOut(String record, String reason);
}
