package org.samling.z3950.ber;

/**
 * The limits of one APDU. A message that exceeds a limit is refused before anything is built from
 * it.
 *
 * @param maxBytes the most bytes, {@value #LEAST_BYTES} to 64 MiB
 * @param maxDepth the deepest nesting of elements, {@value #LEAST_DEPTH} to {@value
 *     #LARGEST_DEPTH}; every nested operator of an RPN query takes one level, and the parts around
 *     and below the operators take a dozen
 * @param maxNodes the most elements, {@value #LEAST_NODES} to 4 million; reading takes up to 50
 *     bytes of memory for each
 */
public record BerLimits(int maxBytes, int maxDepth, int maxNodes) {

  /** The limit that was exceeded. */
  public enum Limit {
    BYTES,
    DEPTH,
    NODES
  }

  private static final int LEAST_BYTES = 64;
  private static final int LEAST_DEPTH = 16;
  private static final int LARGEST_DEPTH = 528;
  private static final int LEAST_NODES = 64;
  private static final int LARGEST_NODES = 4_000_000;

  /** One mebibyte, queries of 512 levels, 65,536 elements. */
  public static final BerLimits DEFAULT = new BerLimits(1 << 20, LARGEST_DEPTH, 1 << 16);

  /** The most bytes that any limit may allow: 64 MiB. */
  public static final int LARGEST_BYTES = 64 << 20;

  /** For bytes that are already in memory. */
  public static final BerLimits LARGEST =
      new BerLimits(LARGEST_BYTES, LARGEST_DEPTH, LARGEST_NODES);

  /**
   * Checks the limits. Queries are processed by recursion, so their depth must suit a thread's
   * stack.
   */
  public BerLimits {
    check("bytes", maxBytes, LEAST_BYTES, LARGEST_BYTES);
    check("levels", maxDepth, LEAST_DEPTH, LARGEST_DEPTH);
    check("elements", maxNodes, LEAST_NODES, LARGEST_NODES);
  }

  private static void check(String what, int value, int minimum, int maximum) {
    if (value < minimum || value > maximum) {
      throw new IllegalArgumentException(
          "a limit of %d %s; choose one from %d to %d".formatted(value, what, minimum, maximum));
    }
  }

  /** The value of this limit. */
  public int allowed(Limit limit) {
    return switch (limit) {
      case BYTES -> maxBytes;
      case DEPTH -> maxDepth;
      case NODES -> maxNodes;
    };
  }
}
