package org.samling.console.web;

/**
 * A diagnostic of a standard, which says why a query was not answered. It is shown in the language
 * of the page if it has been translated, or else in English, the language of the standard.
 *
 * @param key its key in the files {@code words/diagnostics_LANGUAGE.properties}; there is none for
 *     English, in which the standards are written
 * @param text the standard's text
 * @param details the additional information, as received; may be empty
 */
public record Diagnostic(String key, String text, String details) {

  /**
   * Returns a diagnostic of the Z39.50 set bib-1.
   *
   * @param condition its number
   */
  public static Diagnostic bib1(long condition, String text, String details) {
    return new Diagnostic("diagnostic.bib-1." + condition, text, details);
  }

  /** Returns a diagnostic of the set {@code info:srw/diagnostic/1}, which CQL and SRU share. */
  public static Diagnostic srw(int number, String text, String details) {
    return new Diagnostic("diagnostic.srw-1." + number, text, details);
  }
}
