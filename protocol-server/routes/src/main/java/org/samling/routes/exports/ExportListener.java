package org.samling.routes.exports;

/** Is told how an export goes on. */
public interface ExportListener {

  /** So many records were read. */
  void progress(long records);

  /**
   * A record is not in the file.
   *
   * @param record what it is known by, or the number that was asked for
   * @param reason why, as a sentence
   */
  void leftOut(String record, String reason);
}
