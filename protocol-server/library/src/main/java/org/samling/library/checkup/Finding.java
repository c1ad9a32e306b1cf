package org.samling.library.checkup;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was looked at, and how it is.
 *
 * @param level whether it is right
 * @param what what was found, with its place where it has one
 * @param advice what to do, or null where nothing is to be done
 */
public record Finding(Level level, String what, @Nullable String advice) {

  /** How something is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** It works, and will not for long, or not for everybody. */
    WARN,
    /** It does not work. */
    FAIL
  }

  static Finding ok(String what) {
    return new Finding(Level.OK, what, null);
  }

  static Finding warn(String what, String advice) {
    return new Finding(Level.WARN, what, advice);
  }

  static Finding fail(String what, String advice) {
    return new Finding(Level.FAIL, what, advice);
  }

  /** One line, or two with the advice. */
  @Override
  public String toString() {
    return "%-4s  %s%s"
        .formatted(
            level.name().toLowerCase(Locale.ROOT),
            what,
            advice == null ? "" : System.lineSeparator() + "      " + advice);
  }
}
