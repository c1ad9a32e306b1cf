package org.samling.core.debt;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fee that was handed over to the debtor system. Amounts are in minor units of the tenant's
 * currency.
 *
 * @param number its number, from 1 on, in each tenant
 * @param patronId who owes it
 * @param patron an identifier by which commands find that patron today, or null where none does
 * @param told what the debtor system takes to be open: as it was told last, less what it told of
 * @param open what is open by the ledger
 * @param withdrawn when the debtor system gave it back, or null
 */
public record Claim(
    long number,
    UUID fee,
    UUID patronId,
    @Nullable String patron,
    long told,
    long open,
    @Nullable Instant withdrawn) {}
