package org.samling.library.checkup;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check.
 *
 * @param level how serious it is
 * @param what what was found, with its place if it has one
 * @param advice what to do, or null if nothing needs to be done
 */
public record Finding(Level level, String what, @Nullable String advice) {

  /** How serious a finding is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** It works, but not for much longer, or not for everybody. */
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
