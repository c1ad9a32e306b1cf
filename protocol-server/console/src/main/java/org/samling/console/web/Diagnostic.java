package org.samling.console.web;

/**
 * Why a query was not answered, as a standard numbers it. It is told in the language of the page
 * where there are words for it, and else in the standard's own.
 *
 * @param key its key in the files {@code words/diagnostics_LANGUAGE.properties}; English has none,
 *     since the standards are written in it
 * @param text the standard's text
 * @param details what was added to it, as it came; may be empty
 */
public record Diagnostic(String key, String text, String details) {

  /**
   * One of the set bib-1 of Z39.50.
   *
   * @param condition its number
   */
  public static Diagnostic bib1(long condition, String text, String details) {
    return new Diagnostic("diagnostic.bib-1." + condition, text, details);
  }

  /** One of the set {@code info:srw/diagnostic/1}, which CQL and SRU share. */
  public static Diagnostic srw(int number, String text, String details) {
    return new Diagnostic("diagnostic.srw-1." + number, text, details);
  }
}
