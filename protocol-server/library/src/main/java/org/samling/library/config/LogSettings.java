package org.samling.library.config;

/**
 * What the server says of what it does.
 *
 * @param format how a line is written
 * @param level how much is said
 */
public record LogSettings(Format format, Level level) {

  /** How a line is written. */
  public enum Format {
    /** For people. */
    TEXT,
    /** As a JSON object. */
    JSON
  }

  /** How much is said; each says what those before it say. */
  public enum Level {
    /** What somebody has to see to. */
    ERROR,
    /** What may come to that. */
    WARN,
    /** What was begun and ended. */
    INFO,
    /** Every answer. */
    DEBUG,
    /** All there is. */
    TRACE
  }
}
