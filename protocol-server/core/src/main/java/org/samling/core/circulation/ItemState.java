package org.samling.core.circulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.ItemView;

/**
 * An item and its current circulation: what a kiosk or another library is shown.
 *
 * @param item the item as it is shown
 * @param record the key of the record that describes it
 * @param forLoan whether it is lent at all
 * @param status the item's status
 * @param at the code of the branch where it is, or to which it is in transit
 * @param owner the library that owns it: the one it is borrowed from, or the ISIL of its home
 *     branch's agency; null where that is not known
 * @param due when it is due back, or null where it is not on loan
 * @param recalledAt when it was recalled, or null
 * @param recallsStopped whether the stop switch currently suspends recalls where the item is
 * @param pickupUntil the pickup deadline, or null
 * @param waiting how many patrons wait for the title
 */
public record ItemState(
    ItemView item,
    RecordKey record,
    boolean forLoan,
    ItemStatus status,
    String at,
    @Nullable String owner,
    @Nullable Instant due,
    @Nullable Instant recalledAt,
    boolean recallsStopped,
    @Nullable Instant pickupUntil,
    int waiting) {}
