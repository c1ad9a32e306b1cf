package org.samling.search;

import org.jspecify.annotations.Nullable;
import org.samling.core.search.CatalogueFeed.Position;

/**
 * The state of the index.
 *
 * @param documents how many records are searchable
 * @param position the position in the feed up to which records are searchable, or null until the
 *     catalogue was read completely
 * @param hasCaughtUp whether the whole feed was searchable at some moment since the index was
 *     opened
 * @param fault why the index is not following the feed at the moment, as a sentence, or null
 */
public record IndexState(
    int documents, @Nullable Position position, boolean hasCaughtUp, @Nullable String fault) {

  /** Whether it follows the catalogue, rather than being built. */
  public boolean isFollowing() {
    return fault == null && hasCaughtUp;
  }
}
