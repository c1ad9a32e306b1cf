package org.samling.core.circulation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item on its way between branches.
 *
 * @param id the way
 * @param itemId the item
 * @param from the code of the branch from which it was sent
 * @param to the code of the branch to which it was sent
 * @param holdId the hold that it was sent for, or null
 * @param sentAt when
 * @param crate the transport crate that it lies in, or null
 */
public record TransitFacts(
    UUID id,
    UUID itemId,
    String from,
    String to,
    @Nullable UUID holdId,
    Instant sentAt,
    @Nullable String crate) {}
