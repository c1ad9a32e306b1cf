package org.samling.postgres;

import java.io.IOException;

/** Signals to other processes, sent by the system's own {@code kill}. */
public final class Signals {

  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param signal its name, {@code KILL}
   * @param pid the process
   */
  public static void send(String signal, long pid) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("process %d took no signal %s".formatted(pid, signal));
    }
  }
}
