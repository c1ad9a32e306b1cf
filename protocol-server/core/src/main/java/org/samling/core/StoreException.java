package org.samling.core;

import org.jspecify.annotations.Nullable;

/** A fault of the store: not a refusal, and nothing that the person at the kiosk did. */
public final class StoreException extends RuntimeException {

  /**
   * After how many seconds to ask again, for protocols that have to name a time: HTTP's {@code
   * Retry-After}. A waiting hash, lock or connection is over by then.
   */
  public static final int RETRY_AFTER = 5;

  /** What the caller can be sure of. */
  public enum Kind {
    /**
     * This time nothing was begun: too much was waiting, or the deadline passed. What the same
     * command did when it came before was not looked up.
     */
    BUSY,
    /**
     * Nothing was done, and nothing will be: the command's key was looked up and is not there, and
     * what was begun was rolled back.
     */
    UNAVAILABLE,
    /**
     * Nothing was done, because the store does not take what it was given; the same again is
     * refused again.
     */
    REFUSED,
    /**
     * Nothing can be promised: the store could not be asked, or did not say what became of the
     * work. Whoever asks must not be told either way; the same command sent again gets the truth.
     */
    UNKNOWN
  }

  private final Kind kind;

  /**
   * Makes the exception.
   *
   * @param kind what the caller can be sure of
   * @param message what happened, for the log; of what is {@link Kind#REFUSED}, why, as a sentence
   *     for whoever gave it
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
