package org.samling.ncip;

/**
 * The limits of a message. A message that exceeds a limit is refused before it takes more memory
 * than a message at the limit would.
 *
 * @param maxBytes the largest message in bytes, at most 64 MiB
 * @param maxDepth the deepest nesting of elements, at most 500
 * @param maxElements the most elements of a message, including those that are skipped
 * @param maxTextLength the most characters in one element's text, or in one attribute
 * @param maxAttributes the most attributes of one element, including its namespaces
 */
public record NcipLimits(
    int maxBytes, int maxDepth, int maxElements, int maxTextLength, int maxAttributes) {
  /** Ten times what real messages need, and small enough for a hundred of them at once. */
  public static final NcipLimits DEFAULT = new NcipLimits(128 * 1024, 32, 2_000, 16 * 1024, 16);

  private static final int LARGEST = 64 * 1024 * 1024;
  private static final int DEEPEST = 500;

  public NcipLimits {
    if (maxBytes < 1 || maxDepth < 1 || maxElements < 1 || maxTextLength < 1 || maxAttributes < 1) {
      throw new IllegalArgumentException("a limit of an NCIP message must be at least 1");
    }
    if (maxBytes > LARGEST || maxDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "the limits of an NCIP message must be at most %d bytes and %d nested elements"
              .formatted(LARGEST, DEEPEST));
    }
  }
}
