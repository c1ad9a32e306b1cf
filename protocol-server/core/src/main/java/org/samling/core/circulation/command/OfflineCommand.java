package org.samling.core.circulation.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.organisation.ReturnHandling;

/**
 * A transaction that a machine made while it was offline and reports afterwards (SIP2: no block).
 * It has already happened, so policy does not refuse it: it is recorded with its own dates, in its
 * place in the item's timeline, whatever order the messages come in. Where the library does not
 * accept such transactions, it has no effect.
 */
public sealed interface OfflineCommand extends Command<OfflineOutcome> {

  /**
   * The key that identifies the transaction for as long as it is kept, whatever message repeats it,
   * as 64 hexadecimal digits: made from the account, what was done, patron, item and dates.
   */
  String key();

  @Override
  String item();

  /** When it was done, by the machine's clock; null where that can't be read. */
  @Nullable Instant when();

  /** What was done. */
  OfflineTransaction.Message message();

  /**
   * An item was lent.
   *
   * @param patron the patron's identifier
   * @param item the item's barcode
   * @param when when it was done, or null where that can't be read
   * @param due the due date given to the patron, or null to count from {@code when}
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
   * An item was returned.
   *
   * @param item the item's barcode
   * @param when when it was done, its place in the item's timeline; null where that can't be read
   * @param returned when it counts as handed in: no later than {@code when}; a time before the loan
   *     counts as the loan's start; null for {@code when}
   * @param handling how holds on it are handled
   */
  record OfflineCheckin(
      Origin origin,
      String key,
      String item,
      @Nullable Instant when,
      @Nullable Instant returned,
      ReturnHandling handling)
      implements OfflineCommand {

    /** A return with the usual handling. */
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
   * A loan was renewed.
   *
   * @param patron the identifier of the patron who had it
   * @param item the item's barcode
   * @param when when it was done, or null where that can't be read
   * @param due the due date given to the patron, or null to count from {@code when}
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
