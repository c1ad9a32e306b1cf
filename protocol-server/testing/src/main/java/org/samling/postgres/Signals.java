package org.samling.postgres;

import java.io.IOException;

/** Signals to other processes, sent by the system's own {@code kill}. */
public final class Signals {

  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param signal the signal's name, such as {@code KILL}
   * @param pid the process id
   */
  public static void send(String signal, long pid) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("process %d could not be sent the signal %s".formatted(pid, signal));
    }
  }
}
