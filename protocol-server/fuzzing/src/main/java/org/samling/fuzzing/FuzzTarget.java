package org.samling.fuzzing;

/** A property that must hold for any input. */
@FunctionalInterface
public interface FuzzTarget {

  /**
   * Tests one input.
   *
   * @throws RuntimeException if the property does not hold
   */
  void test(byte[] input);
}
