package org.samling.zoom;

/**
 * A target refused what was asked of it, or could not be reached. The message is a sentence that
 * names the target.
 */
public final class ZoomException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** libyaz's own codes begin here; what is below is a diagnostic of the target's. */
  private static final int FIRST_OF_LIBYAZ = 10_000;

  private static final int TIMEOUT = 10_007;

  private final int code;
  private final String diagnosticSet;
  private final String text;
  private final String addinfo;

  ZoomException(String target, int code, String diagnosticSet, String message, String addinfo) {
    super(
        addinfo.isEmpty()
            ? "%s: %s (%s %d)".formatted(target, message, diagnosticSet, code)
            : "%s: %s: %s (%s %d)".formatted(target, message, addinfo, diagnosticSet, code));
    this.code = code;
    this.diagnosticSet = diagnosticSet;
    this.text = message;
    this.addinfo = addinfo;
  }

  /** The number of the diagnostic, or libyaz's own from 10,000 on. */
  public int code() {
    return code;
  }

  /** Whose number that is, such as {@code Bib-1}, {@code info:srw/diagnostic/1} or {@code ZOOM}. */
  public String diagnosticSet() {
    return diagnosticSet;
  }

  /** What the diagnostic is called in its set, in English. */
  public String text() {
    return text;
  }

  /** What the target added, or empty. */
  public String addinfo() {
    return addinfo;
  }

  /** Whether the target could not be talked to; otherwise it answered, and refused. */
  public boolean isConnectionFault() {
    return code >= FIRST_OF_LIBYAZ && code <= TIMEOUT;
  }
}
