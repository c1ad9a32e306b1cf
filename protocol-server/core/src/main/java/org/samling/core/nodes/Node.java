package org.samling.core.nodes;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as the others see it.
 *
 * @param report what it told of itself last
 * @param seenAt when that was, by the store's clock
 * @param silentFor how long ago that is
 * @param missing how many changed records its index lacked then, {@value #MOST_MISSING} at most;
 *     null where the catalogue was never read whole
 * @param missingSince since when the first of them can be told, to ten seconds or so; null where
 *     none is missing, or since less than that
 */
public record Node(
    NodeReport report,
    Instant seenAt,
    Duration silentFor,
    @Nullable Integer missing,
    @Nullable Instant missingSince) {

  /** More changes than this are not counted. */
  public static final int MOST_MISSING = 10_000;

  /** A node tells of itself once a second; one that was silent for so long is taken to be gone. */
  private static final Duration GONE = Duration.ofSeconds(15);

  /** An index is usually a second behind; while many records are written, some more. */
  private static final Duration FAR_BEHIND = Duration.ofMinutes(1);

  /** What becomes of a node's index. */
  public enum IndexState {
    /** It follows the catalogue, within a second or so. */
    FOLLOWS,
    /** It follows the catalogue, and has for long lacked something. */
    FAR_BEHIND,
    /** It is being made, or something keeps it from following. */
    DOES_NOT_FOLLOW
  }

  /** Whether it has not been seen for so long that it must be gone, or hang. */
  public boolean isGone() {
    return silentFor.compareTo(GONE) > 0;
  }

  /** What became of its index when it was last seen. */
  public IndexState indexState() {
    if (!report.index().isFollowing() || missing == null) {
      return IndexState.DOES_NOT_FOLLOW;
    }
    return missingSince != null && Duration.between(missingSince, seenAt).compareTo(FAR_BEHIND) > 0
        ? IndexState.FAR_BEHIND
        : IndexState.FOLLOWS;
  }
}
