package org.samling.core.circulation.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.organisation.ReturnHandling;

/**
 * Something that a machine did while the library could not be asked, and tells of afterwards (SIP2:
 * no block). It is in the world already, so that no policy refuses it: it is recorded with its own
 * dates, at its place among what else happened to the item, whatever order the messages come in.
 * Where the library does not take such transactions nothing comes of it.
 */
public sealed interface OfflineCommand extends Command<OfflineOutcome> {

  /**
   * The key by which the transaction is known for as long as it is kept, whatever message tells of
   * it again, as 64 hexadecimal digits: made of the account, what it was, patron, item and dates.
   */
  String key();

  @Override
  String item();

  /** When it was done, by the machine's clock; null where that can't be read. */
  @Nullable Instant when();

  /** What it was. */
  OfflineTransaction.Message message();

  /**
   * An item was lent.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param item the item's barcode
   * @param when when it was done, or null where that can't be read
   * @param due when the patron was told that it is due, or null to count from {@code when}
   */
  record OfflineCheckout(
      Origin origin,
      String key,
      String patron,
      String item,
      @Nullable Instant when,
      @Nullable Instant due)
      implements OfflineCommand {

    @Override
    public OfflineTransaction.Message message() {
      return OfflineTransaction.Message.CHECKOUT;
    }
  }

  /**
   * An item was taken back.
   *
   * @param origin where it comes from
   * @param item the item's barcode
   * @param when when it was done, or null where that can't be read: its place among what happened
   * @param returned when it counts as handed in: not after {@code when}, and before the loan as the
   *     loan's begin; null for {@code when}
   * @param handling what becomes of holds for it
   */
  record OfflineCheckin(
      Origin origin,
      String key,
      String item,
      @Nullable Instant when,
      @Nullable Instant returned,
      ReturnHandling handling)
      implements OfflineCommand {

    /** At a place where nothing is said of that. */
    public OfflineCheckin(
        Origin origin,
        String key,
        String item,
        @Nullable Instant when,
        @Nullable Instant returned) {
      this(origin, key, item, when, returned, ReturnHandling.USUAL);
    }

    @Override
    public OfflineTransaction.Message message() {
      return OfflineTransaction.Message.CHECKIN;
    }
  }

  /**
   * A loan was lengthened.
   *
   * @param origin where it comes from
   * @param patron the identifier of the patron who had it
   * @param item the item's barcode
   * @param when when it was done, or null where that can't be read
   * @param due when the patron was told that it is due, or null to count from {@code when}
   */
  record OfflineRenewal(
      Origin origin,
      String key,
      String patron,
      String item,
      @Nullable Instant when,
      @Nullable Instant due)
      implements OfflineCommand {

    @Override
    public OfflineTransaction.Message message() {
      return OfflineTransaction.Message.RENEWAL;
    }
  }
}
