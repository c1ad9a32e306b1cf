package org.samling.core.circulation.facts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item on its way to a branch.
 *
 * @param id the way
 * @param itemId the item
 * @param from the code of the branch from which it was sent, or null where that is another tenant's
 * @param elsewhere the other tenant's code and the branch's from which it was sent, as {@code
 *     tenant/branch}, or null
 * @param to the code of the branch to which it was sent
 * @param holdId the hold that it was sent for, or null
 * @param sentAt when
 * @param crate the transport crate that it lies in, or null
 */
public record TransitFacts(
    UUID id,
    UUID itemId,
    @Nullable String from,
    @Nullable String elsewhere,
    String to,
    @Nullable UUID holdId,
    Instant sentAt,
    @Nullable String crate) {

  /** Checks that it was sent from one place. */
  public TransitFacts {
    if ((from == null) == (elsewhere == null)) {
      throw new IllegalArgumentException("an item is sent from a branch here or elsewhere");
    }
  }

  /** The way once the item lies in a crate. */
  public TransitFacts in(String newCrate) {
    return new TransitFacts(id, itemId, from, elsewhere, to, holdId, sentAt, newCrate);
  }
}
