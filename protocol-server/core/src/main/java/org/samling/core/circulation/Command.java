package org.samling.core.circulation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;

/**
 * Something that changes what the library knows of its loans, holds and fees. Patrons are named by
 * an identifier (card number), items by their barcode, as people and machines read them.
 *
 * @param <O> what comes of it
 */
public sealed interface Command<O extends Outcome> {

  /** Where it comes from. */
  Origin origin();

  /**
   * Lend an item to a patron.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param item the item's barcode
   * @param renewIfOnLoan whether a loan of the item that the patron already has is renewed instead
   *     of refused
   * @param asRecorded how the loan was made elsewhere, or null for one that is made now
   */
  record Checkout(
      Origin origin,
      String patron,
      String item,
      boolean renewIfOnLoan,
      @Nullable AsRecorded asRecorded)
      implements Command<CheckoutOutcome> {}

  /**
   * How a loan was already made while the library could not be asked, or in another system. Such a
   * loan is not refused by policy: the thing is in the patron's hands. The rule it breaks is
   * recorded with it.
   *
   * @param at when it was made; a time after now counts as now
   * @param due when it is due, or null to count from {@code at}
   * @param renewals how often it was renewed since
   */
  record AsRecorded(Instant at, @Nullable Instant due, int renewals) {}

  /**
   * Take an item back.
   *
   * @param origin where it comes from
   * @param item the item's barcode
   * @param at when it was handed in; a time after now counts as now, one before the loan as the
   *     loan's begin
   */
  record Checkin(Origin origin, String item, Instant at) implements Command<CheckinOutcome> {}

  /**
   * Lengthen a loan.
   *
   * @param origin where it comes from
   * @param patron the identifier of the patron who has it
   * @param item the item's barcode
   */
  record Renew(Origin origin, String patron, String item) implements Command<CheckoutOutcome> {}

  /**
   * Put a patron in the queue for a title.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param record the title
   * @param pickup the code of the branch where the patron will fetch it
   * @param at when it was asked for; the queue goes by this time
   * @param expires when it is no longer wanted, or null
   */
  record PlaceHold(
      Origin origin,
      String patron,
      RecordKey record,
      String pickup,
      Instant at,
      @Nullable Instant expires)
      implements Command<HoldOutcome> {}

  /**
   * Take a patron out of the queue for a title, or give up what was set aside for them.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param record the title
   */
  record CancelHold(Origin origin, String patron, RecordKey record)
      implements Command<HoldOutcome> {}

  /**
   * End a hold that is no longer wanted since its day has passed.
   *
   * @param origin where it comes from
   * @param patron an identifier of its patron
   * @param record its title
   * @param hold the hold; another that the patron placed since is left alone
   */
  record ExpireHold(Origin origin, String patron, RecordKey record, UUID hold)
      implements Command<HoldOutcome> {}

  /**
   * Charge a fee to a patron.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param type what it is for
   * @param amount how much, in minor units of the tenant's currency, more than 0
   * @param item the barcode of the item it is for, or null
   * @param reason why, for the patron to read, or null
   * @param at when it arose
   */
  record ChargeFee(
      Origin origin,
      String patron,
      FeeType type,
      long amount,
      @Nullable String item,
      @Nullable String reason,
      Instant at)
      implements Command<FeeOutcome> {}
}
