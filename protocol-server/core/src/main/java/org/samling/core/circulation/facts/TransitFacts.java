package org.samling.core.circulation.facts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The transit of an item to a branch.
 *
 * @param from the code of the branch from which it was sent, or null where another tenant sent it
 * @param elsewhere the other tenant's branch that sent it, as {@code tenant/branch}, or null
 * @param to the code of the branch to which it was sent
 * @param holdId the hold that it was sent for, or null
 * @param sentAt when it was sent
 * @param crate the transport crate that it is in, or null
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

  /** Checks that exactly one sender is set. */
  public TransitFacts {
    if ((from == null) == (elsewhere == null)) {
      throw new IllegalArgumentException("an item is sent from a branch here or elsewhere");
    }
  }

  /** The transit with the item in a crate. */
  public TransitFacts in(String newCrate) {
    return new TransitFacts(id, itemId, from, elsewhere, to, holdId, sentAt, newCrate);
  }
}
