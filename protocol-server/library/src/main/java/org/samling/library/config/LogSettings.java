package org.samling.library.config;

/**
 * What the server logs.
 *
 * @param format how a line is written
 * @param level how much is logged
 */
public record LogSettings(Format format, Level level) {

  /** How a line is written. */
  public enum Format {
    /** For people. */
    TEXT,
    /** As a JSON object. */
    JSON
  }

  /** How much is logged; each level includes those before it. */
  public enum Level {
    /** What somebody has to attend to. */
    ERROR,
    /** What may become an error. */
    WARN,
    /** What was begun and ended. */
    INFO,
    /** Every answer. */
    DEBUG,
    /** Everything. */
    TRACE
  }
}
