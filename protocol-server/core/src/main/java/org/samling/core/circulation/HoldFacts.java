package org.samling.core.circulation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open hold on a title.
 *
 * @param id the hold
 * @param recordId the title
 * @param patronId for whom
 * @param patron an identifier of that patron
 * @param patronName that patron's name
 * @param pickup the code of the branch where it will be fetched
 * @param placedAt when it was asked for; the queue goes by this time, then by the id
 * @param state how far it has come
 * @param itemId the item set aside for it, or null
 */
public record HoldFacts(
    UUID id,
    UUID recordId,
    UUID patronId,
    String patron,
    String patronName,
    String pickup,
    Instant placedAt,
    HoldState state,
    @Nullable UUID itemId) {

  /** The hold with an item set aside for it. */
  public HoldFacts bound(HoldState newState, UUID item) {
    return with(newState, item);
  }

  /** The hold without its item, which somebody else got: back at its place in the queue. */
  public HoldFacts waitingAgain() {
    return with(HoldState.WAITING, null);
  }

  /** The hold once it is over; it keeps the item that it had. */
  public HoldFacts ended(HoldState endState) {
    return with(endState, itemId);
  }

  private HoldFacts with(HoldState newState, @Nullable UUID item) {
    return new HoldFacts(
        id, recordId, patronId, patron, patronName, pickup, placedAt, newState, item);
  }
}
