package org.samling.core.circulation.outcome;

import java.time.Instant;

/**
 * The outcome of a command: everything its answer is made of, so that a repetition gets the same
 * answer long after the facts have changed.
 */
public sealed interface Outcome
    permits CheckoutOutcome,
        CheckinOutcome,
        LoanOutcome,
        OfflineOutcome,
        HoldOutcome,
        FeeOutcome,
        TransportOutcome,
        PatronOutcome,
        ItemOutcome,
        SetOutcome,
        BookingOutcome {

  /** When it was decided. */
  Instant at();
}
