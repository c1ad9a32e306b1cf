package org.samling.core.circulation;

import java.time.Instant;
import java.util.UUID;

/**
 * An open loan.
 *
 * @param id the loan
 * @param itemId what is lent
 * @param patronId to whom
 * @param patron an identifier of that patron
 * @param at when it began
 * @param due when it is due
 * @param renewals how often it was renewed
 */
public record LoanFacts(
    UUID id, UUID itemId, UUID patronId, String patron, Instant at, Instant due, int renewals) {}
