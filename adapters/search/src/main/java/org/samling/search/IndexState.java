package org.samling.search;

import org.jspecify.annotations.Nullable;
import org.samling.core.search.CatalogueFeed.Position;

/**
 * How the index stands.
 *
 * @param documents how many records are searchable
 * @param position the place in the feed up to which they are known, or null while the catalogue was
 *     never read whole
 * @param hasCaughtUp whether everything that the feed had to tell was searchable at some moment
 *     since the index was opened
 * @param fault why the index does not follow the feed at this moment, as a sentence; null while it
 *     does
 */
public record IndexState(
    int documents, @Nullable Position position, boolean hasCaughtUp, @Nullable String fault) {

  /** Whether it follows the catalogue, and is not just being made. */
  public boolean isFollowing() {
    return fault == null && hasCaughtUp;
  }
}
