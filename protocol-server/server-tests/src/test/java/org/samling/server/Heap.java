package org.samling.server;

/** How much memory of this process is in use. */
public final class Heap {

  private static final int TRIES = 3;

  private Heap() {}

  /** What is in use after the garbage was collected, in bytes. */
  public static long used() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /**
   * Fails where more is in use however often the garbage is collected.
   *
   * @param most so many bytes may be
   * @return how many are
   */
  public static long atMost(long most) {
    var least = Long.MAX_VALUE;
    for (var i = 0; i < TRIES; i++) {
      least = Math.min(least, used());
      if (least <= most) {
        return least;
      }
    }
    throw new AssertionError("%,d bytes are in use, %,d may be".formatted(least, most));
  }
}
