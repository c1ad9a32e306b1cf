package org.samling.core.nodes;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a node's index of the catalogue stands, as the node itself knows.
 *
 * @param records how many records can be found
 * @param place up to which change the catalogue can be searched, or null while the whole of it was
 *     never read
 * @param isFollowing whether the index follows the catalogue: not while it is being made, nor while
 *     the store or its disk keeps it from doing so
 */
public record NodeIndex(long records, @Nullable Place place, boolean isFollowing) {

  /** Of a node whose index can't be asked. */
  public static final NodeIndex UNKNOWN = new NodeIndex(0, null, false);

  /**
   * A change of the catalogue. Nodes of one library can be compared by it: it goes up.
   *
   * @param transaction the transaction of the change, as PostgreSQL counts them
   * @param record the record that was changed
   */
  public record Place(long transaction, UUID record) {}
}
