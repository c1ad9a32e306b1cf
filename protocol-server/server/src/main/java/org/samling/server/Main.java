package org.samling.server;

import org.samling.server.cli.Samling;

/** Where the Java command line begins. */
public final class Main {

  private Main() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Samling.run(arguments));
  }
}
