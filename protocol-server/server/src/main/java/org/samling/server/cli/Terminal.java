package org.samling.server.cli;

import java.io.Console;
import java.util.Optional;

/** Whether a person looks on. */
final class Terminal {

  private Terminal() {}

  /** Whether input and output are a terminal, where a bar can be drawn. */
  static boolean isThere() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
