package org.samling.marc.text;

/**
 * Says that a record can't be read; its message is the reason, a sentence for a cataloguer. It
 * never leaves the package: the readers turn it into a rejected record.
 */
public final class MarcFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MarcFormatException(String reason) {
    super(reason, null, false, false);
  }

  /** The sentence that says what is wrong. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
