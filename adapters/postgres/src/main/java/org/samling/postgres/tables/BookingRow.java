package org.samling.postgres.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingState;

/**
 * A booking with one of its copies, or with none. A booking with several copies has several rows.
 *
 * @param patron one of the patron's cards, or null where none is left
 */
public record BookingRow(
    UUID id,
    UUID patronId,
    @Nullable String patron,
    String patronName,
    @Nullable UUID recordId,
    @Nullable String setBarcode,
    int minimum,
    int preferred,
    LocalDate fromDay,
    LocalDate untilDay,
    String pickupBranch,
    @Nullable String copiesOf,
    boolean forwarded,
    BookingState state,
    int returned,
    Instant placedAt,
    @Nullable UUID itemId,
    @Nullable Boolean lent) {

  /**
   * The booking.
   *
   * @param before the booking built from the rows before this one, or null
   */
  public BookingFacts facts(@Nullable BookingFacts before) {
    var copies = new ArrayList<>(before == null ? List.<BookingFacts.Copy>of() : before.copies());
    if (itemId != null) {
      copies.add(new BookingFacts.Copy(itemId, Boolean.TRUE.equals(lent)));
    }
    return new BookingFacts(
        id,
        patronId,
        patron == null ? "" : patron,
        patronName,
        recordId,
        setBarcode,
        new BookingFacts.Terms(
            minimum, preferred, fromDay, untilDay, pickupBranch, copiesOf, forwarded),
        state,
        returned,
        placedAt,
        copies);
  }
}
