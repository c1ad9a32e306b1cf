package org.samling.ncip;

/**
 * How large a message may be. Whatever goes beyond a limit is refused before it takes more memory
 * than a message at the limit would.
 *
 * @param maxBytes the most bytes of a message, at most 64 MiB
 * @param maxDepth how deep elements may lie in one another, at most 500
 * @param maxElements the most elements of a message, those that are skipped included
 * @param maxTextLength the most characters of one element's text, and of one attribute
 * @param maxAttributes the most attributes of one element, its namespaces included
 */
public record NcipLimits(
    int maxBytes, int maxDepth, int maxElements, int maxTextLength, int maxAttributes) {
  /** Ten times what real messages need, and little enough for a hundred of them at once. */
  public static final NcipLimits DEFAULT = new NcipLimits(128 * 1024, 32, 2_000, 16 * 1024, 16);

  private static final int LARGEST = 64 * 1024 * 1024;
  private static final int DEEPEST = 500;

  public NcipLimits {
    if (maxBytes < 1 || maxDepth < 1 || maxElements < 1 || maxTextLength < 1 || maxAttributes < 1) {
      throw new IllegalArgumentException("a limit of an NCIP message is at least 1");
    }
    if (maxBytes > LARGEST || maxDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "an NCIP message has at most %d bytes and is at most %d elements deep"
              .formatted(LARGEST, DEEPEST));
    }
  }
}
