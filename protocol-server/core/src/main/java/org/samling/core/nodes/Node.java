package org.samling.core.nodes;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as the others see it.
 *
 * @param report its last report
 * @param seenAt when that was, by the store's clock
 * @param silentFor the time since then
 * @param missing how many changed records its index lacked then, {@value #MOST_MISSING} at most;
 *     null where it never read the whole catalogue
 * @param missingSince since when the first of them has been missing, to ten seconds or so; null
 *     where none is missing, or for less than that
 */
public record Node(
    NodeReport report,
    Instant seenAt,
    Duration silentFor,
    @Nullable Integer missing,
    @Nullable Instant missingSince) {

  /** More changes than this are not counted. */
  public static final int MOST_MISSING = 10_000;

  /** A node reports once a second; one that was silent for this long is considered gone. */
  private static final Duration GONE = Duration.ofSeconds(15);

  /** An index is usually a second behind; while many records are written, some more. */
  private static final Duration FAR_BEHIND = Duration.ofMinutes(1);

  /** The state of a node's index. */
  public enum IndexState {
    /** It follows the catalogue, within a second or so. */
    FOLLOWS,
    /** It follows the catalogue, but has lagged for long. */
    FAR_BEHIND,
    /** It is being built, or something keeps it from following. */
    DOES_NOT_FOLLOW
  }

  /** Whether it has been silent for so long that it must have died, or hangs. */
  public boolean isGone() {
    return silentFor.compareTo(GONE) > 0;
  }

  /** The state of its index when it was last seen. */
  public IndexState indexState() {
    if (!report.index().isFollowing() || missing == null) {
      return IndexState.DOES_NOT_FOLLOW;
    }
    return missingSince != null && Duration.between(missingSince, seenAt).compareTo(FAR_BEHIND) > 0
        ? IndexState.FAR_BEHIND
        : IndexState.FOLLOWS;
  }
}
