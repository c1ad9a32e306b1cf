package org.samling.testing;

/** How much is tried: a little each time, and all of it by {@code ./samling verify --long}. */
public final class LongRun {

  /** Whether all of it is tried. */
  public static final boolean IS_LONG = Boolean.getBoolean("samling.long");

  private LongRun() {}

  /**
   * How often something is done.
   *
   * @param usual in every run of the tests
   * @param all in a long one
   */
  public static int times(int usual, int all) {
    return IS_LONG ? all : usual;
  }
}
