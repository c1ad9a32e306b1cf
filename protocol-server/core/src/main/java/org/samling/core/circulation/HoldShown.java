package org.samling.core.circulation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold as a partner is told of it, open or not.
 *
 * @param patron an identifier of its patron
 * @param hold the hold; what is no longer open keeps the item that it had
 * @param position its place in the queue, from 1; null unless it waits
 * @param copy the barcode of the item that is set aside or wanted, or of any item of the title;
 *     null where it has none
 * @param id the hold
 */
public record HoldShown(
    UUID id,
    String patron,
    PatronAccount.Hold hold,
    @Nullable Integer position,
    @Nullable String copy) {}
