package org.samling.postgres.backup;

/** Hears how far a backup or its restoration has come. */
public interface Progress {

  /**
   * So much is done.
   *
   * @param done bytes, before they are packed
   * @param total how many there will be, about
   * @param what what is done now, such as a table
   */
  void at(long done, long total, String what);
}
