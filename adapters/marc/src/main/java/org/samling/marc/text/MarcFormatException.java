package org.samling.marc.text;

/**
 * A record can't be read; the message is the reason, a sentence for a cataloguer. The readers turn
 * it into a rejected record, so it never leaves this module.
 */
public final class MarcFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MarcFormatException(String reason) {
    super(reason, null, false, false);
  }

  /** The reason, as a sentence. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
