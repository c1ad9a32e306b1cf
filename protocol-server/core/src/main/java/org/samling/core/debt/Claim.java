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
 * @param patron a current identifier of that patron for use in commands, or null where there is
 *     none
 * @param told the open amount in the debtor system: as delivered last, less what it reported since
 * @param open the open amount in the ledger
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
