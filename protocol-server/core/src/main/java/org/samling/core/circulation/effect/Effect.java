package org.samling.core.circulation.effect;

/** A change that a decision asks the store to write. */
public sealed interface Effect
    permits LoanEffect,
        OfflineEffect,
        ItemEffect,
        HoldEffect,
        PatronEffect,
        LedgerEffect,
        BookingEffect {}
