package org.samling.testing;

/** The extent of tests: a little each time, and everything with {@code ./samling verify --long}. */
public final class LongRun {

  /** Whether to test everything. */
  public static final boolean IS_LONG = Boolean.getBoolean("samling.long");

  private LongRun() {}

  /**
   * The number of repetitions.
   *
   * @param usual the number in a normal test run
   * @param all the number in a long run
   */
  public static int times(int usual, int all) {
    return IS_LONG ? all : usual;
  }
}
