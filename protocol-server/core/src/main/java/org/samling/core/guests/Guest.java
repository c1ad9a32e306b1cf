package org.samling.core.guests;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;

/**
 * A guest, as the lender keeps them beside the patron.
 *
 * @param patron the patron that they are here
 * @param card their card
 * @param home the tenant whose patron they are
 * @param link the home's number for this guest
 * @param since when they first came
 * @param toldAt when their home last told how they stand
 * @param leavingSince since when they may not borrow any more and wait to be erased, or null
 * @param isAgreed whether the agreement is in force
 */
public record Guest(
    UUID patron,
    String card,
    Tenant home,
    UUID link,
    Instant since,
    Instant toldAt,
    @Nullable Instant leavingSince,
    boolean isAgreed) {

  /** Whether they wait to be erased. */
  public boolean isLeaving() {
    return leavingSince != null;
  }
}
