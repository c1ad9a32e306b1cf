package org.samling.postgres.backup;

/** Is told how far a backup or a restore has come. */
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
