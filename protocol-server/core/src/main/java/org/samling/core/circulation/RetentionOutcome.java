package org.samling.core.circulation;

import java.time.Instant;

/**
 * What came of looking whether loans that are over still say whose they were. It names neither the
 * patron nor the loans.
 *
 * @param at when it was decided
 * @param detached how many of them no longer do
 * @param kept how many of them do, and are not asked about before something changes
 */
public record RetentionOutcome(Instant at, int detached, int kept) implements Outcome {}
