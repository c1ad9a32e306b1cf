package org.samling.cli.common;

import java.io.Console;
import java.util.Optional;

/** Whether a person sits at the terminal, and who. */
public final class Terminal {

  private Terminal() {}

  /** Whether input and output are a terminal, where a bar can be drawn. */
  static boolean isThere() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** Asks a person to type something; without a terminal nobody can. */
  public static boolean confirms(String question, String wanted) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> wanted.equals(console.readLine("%s", question)))
        .orElse(false);
  }

  /** The name of the operating system's user, for the record of changes. */
  public static String user() {
    return System.getProperty("user.name", "unknown");
  }
}
