package org.samling.server;

import org.samling.cli.Samling;
import org.samling.cli.client.OperationCommands;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The main class of the command line. */
public final class Main {

  private Main() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] arguments) {
    if (!OperationCommands.isOne(arguments)) {
      // Lucene and the PostgreSQL driver log through java.util.logging.
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
    System.exit(Samling.run(arguments));
  }
}
