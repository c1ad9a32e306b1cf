package org.samling.postgres.backup;

import org.jspecify.annotations.Nullable;

/** A backup can't be made, read or restored; the message says why and what to do. */
public final class BackupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public BackupException(String message) {
    this(message, null);
  }

  /** With what is wrong, and its cause. */
  public BackupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
