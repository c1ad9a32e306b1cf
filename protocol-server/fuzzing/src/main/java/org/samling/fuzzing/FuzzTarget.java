package org.samling.fuzzing;

/** What has to hold for any input. */
@FunctionalInterface
public interface FuzzTarget {

  /**
   * One try.
   *
   * @throws RuntimeException where something does not hold
   */
  void tryWith(byte[] input);
}
