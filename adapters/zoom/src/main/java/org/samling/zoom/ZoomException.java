package org.samling.zoom;

import java.util.regex.Pattern;

/**
 * A target refused a request or could not be reached. The message is a sentence that names the
 * target.
 */
public final class ZoomException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The diagnostic set of {@link ZoomFault}. */
  private static final String ZOOM = "ZOOM";

  /** Texts from a target are shown and logged: as one line, and truncated. */
  private static final int LONGEST_TEXT = 500;

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\s]+");

  private final int code;
  private final String diagnosticSet;
  private final String text;
  private final String addinfo;

  private ZoomException(
      String target, int code, String diagnosticSet, String text, String addinfo) {
    super(
        addinfo.isEmpty()
            ? "%s: %s (%s %d)".formatted(target, text, diagnosticSet, code)
            : "%s: %s: %s (%s %d)".formatted(target, text, addinfo, diagnosticSet, code));
    this.code = code;
    this.diagnosticSet = diagnosticSet;
    this.text = text;
    this.addinfo = addinfo;
  }

  /** A target could not be reached, or the session broke. */
  static ZoomException fault(String target, ZoomFault fault, String addinfo) {
    return new ZoomException(target, fault.code(), ZOOM, fault.text(), shown(addinfo));
  }

  /**
   * A target refused a request.
   *
   * @param condition the number of its diagnostic
   * @param diagnosticSet the set to which that number belongs
   * @param text the diagnostic's text
   * @param addinfo what the target added, or empty
   */
  static ZoomException refusal(
      String target, long condition, String diagnosticSet, String text, String addinfo) {
    return new ZoomException(
        target,
        Math.clamp(condition, 0, Integer.MAX_VALUE),
        shown(diagnosticSet),
        shown(text),
        shown(addinfo));
  }

  private static String shown(String text) {
    var start = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    return BREAKS.matcher(start).replaceAll(" ").strip();
  }

  /** The number of the diagnostic or, for a connection fault, of ZOOM's own. */
  public int code() {
    return code;
  }

  /** The diagnostic set, such as {@code Bib-1}, {@code info:srw/diagnostic/1} or {@code ZOOM}. */
  public String diagnosticSet() {
    return diagnosticSet;
  }

  /** The diagnostic's text in its set, in English. */
  public String text() {
    return text;
  }

  /** What the target added, or empty. */
  public String addinfo() {
    return addinfo;
  }

  /** Whether communication failed; otherwise the target answered with a refusal. */
  public boolean isConnectionFault() {
    return diagnosticSet.equals(ZOOM);
  }
}
