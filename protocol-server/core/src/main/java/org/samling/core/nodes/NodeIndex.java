package org.samling.core.nodes;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a node's index of the catalogue, as the node itself reports it.
 *
 * @param records the number of records in it
 * @param place the last change in it, or null while the whole catalogue was never read
 * @param isFollowing whether the index follows the catalogue: not while it is being made, nor while
 *     the store or its disk keeps it from doing so
 */
public record NodeIndex(long records, @Nullable Place place, boolean isFollowing) {

  /** The state of an index that can't be queried. */
  public static final NodeIndex UNKNOWN = new NodeIndex(0, null, false);

  /**
   * A change of the catalogue. It only rises, so that nodes of one library can be compared by it.
   *
   * @param transaction the transaction of the change, as PostgreSQL counts them
   * @param record the record that was changed
   */
  public record Place(long transaction, UUID record) {}
}
