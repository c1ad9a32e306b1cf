package org.samling.server;

/** How much memory of this process is in use. */
public final class Heap {

  private static final int TRIES = 3;

  private Heap() {}

  /** The least that is in use after the garbage was collected, in bytes. */
  public static long used() {
    var least = Long.MAX_VALUE;
    var runtime = Runtime.getRuntime();
    for (var i = 0; i < TRIES; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
