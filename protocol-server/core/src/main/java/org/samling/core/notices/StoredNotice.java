package org.samling.core.notices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notice, as it is stored.
 *
 * @param key its natural key
 * @param card a card of the patron, or null where there is none any more
 * @param step the step of an overdue loan, else 0
 * @param about see {@link Notices.Occasion}
 * @param createdAt when it was created
 * @param sendAt when it is sent at the earliest
 * @param state its state
 * @param message the message that carries it, or null
 */
public record StoredNotice(
    UUID id,
    String key,
    NoticeKind kind,
    @Nullable String card,
    int step,
    Instant about,
    Instant createdAt,
    Instant sendAt,
    NoticeState state,
    @Nullable StoredMessage message) {}
