package org.samling.postgres.backup;

/** Receives the progress of a backup or a restore. */
public interface Progress {

  /**
   * Reports progress.
   *
   * @param done bytes so far, before compression
   * @param total about how many there will be
   * @param what what is being done now, such as a table
   */
  void at(long done, long total, String what);
}
