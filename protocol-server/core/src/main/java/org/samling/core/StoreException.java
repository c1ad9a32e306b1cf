package org.samling.core;

import org.jspecify.annotations.Nullable;

/** A fault of the store: not a refusal, and nothing that the person at the kiosk did. */
public final class StoreException extends RuntimeException {

  /** What the caller can be sure of. */
  public enum Kind {
    /** Nothing was done, because too much was waiting or the deadline passed: try again later. */
    BUSY,
    /** Nothing was done, because the store could not be reached or refused the work. */
    UNAVAILABLE,
    /**
     * Nothing was done, because the store does not take what it was given; the same again is
     * refused again.
     */
    REFUSED,
    /**
     * It can't be told whether the effect was written. Whoever asks must not be told either way;
     * the same command sent again gets the truth.
     */
    UNKNOWN
  }

  private final Kind kind;

  /**
   * Makes the exception.
   *
   * @param kind what the caller can be sure of
   * @param message what happened, for the log
   * @param cause the fault beneath, or null
   */
  public StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What the caller can be sure of. */
  public Kind kind() {
    return kind;
  }
}
