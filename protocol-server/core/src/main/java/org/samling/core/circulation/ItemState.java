package org.samling.core.circulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.ItemShown;
import org.samling.core.circulation.facts.ItemStatus;

/**
 * An item with what is going on around it: what a kiosk or another library is told.
 *
 * @param item the item as it is shown
 * @param record the key of the record that describes it
 * @param forLoan whether it is lent at all
 * @param status where it stands
 * @param at the code of the branch where it is, or to which it is on its way
 * @param owner the library whose it is: another from which it is borrowed, or the ISIL of the
 *     agency of the branch where it belongs; null where that is not known
 * @param due when it is due back, or null where it is not on loan
 * @param recalledAt when it was asked back, or null
 * @param recallsStopped whether nothing is recalled at present where it is, by the stop switch
 * @param pickupUntil until when it can be fetched from the hold shelf, or null
 * @param waiting how many patrons wait for the title
 */
public record ItemState(
    ItemShown item,
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
