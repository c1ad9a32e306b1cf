package org.samling.core.circulation.command;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldReference;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.Outcome;

/** Something that changes a hold. */
public sealed interface HoldCommand<O extends Outcome> extends Command<O> {

  /** The hold that it concerns, or null where it names none. */
  default @Nullable UUID hold() {
    return null;
  }

  /**
   * How a hold is placed.
   *
   * @param pickup the code of the branch where the patron will fetch it
   * @param at when it was asked for; a time after now counts as now
   * @param expires when it is no longer wanted, or null
   * @param interLibrary whether it is for another library, or of its item
   * @param reference what a partner calls it, or null
   * @param isOfOneCopy whether a hold on a title is for the copy that can be fetched first, where
   *     one is on a shelf, and no longer for any
   */
  record Placing(
      String pickup,
      Instant at,
      @Nullable Instant expires,
      boolean interLibrary,
      @Nullable HoldReference reference,
      boolean isOfOneCopy) {

    /** A hold that no partner has a number for. */
    public Placing(String pickup, Instant at, @Nullable Instant expires, boolean interLibrary) {
      this(pickup, at, expires, interLibrary, null, false);
    }

    /** A hold of the library's own. */
    public static Placing at(String pickup, Instant at, @Nullable Instant expires) {
      return new Placing(pickup, at, expires, false);
    }
  }

  /**
   * Put a patron in the queue for a title.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param record the title
   * @param ofBranch the code of the branch whose copies are wanted, or null for any
   * @param enumeration the volume or issue that is wanted, or null for any
   * @param placing how
   */
  record PlaceHold(
      Origin origin,
      String patron,
      RecordKey record,
      @Nullable String ofBranch,
      @Nullable Enumeration enumeration,
      Placing placing)
      implements HoldCommand<HoldOutcome> {

    /** Of whichever volume or issue. */
    public PlaceHold(
        Origin origin,
        String patron,
        RecordKey record,
        @Nullable String ofBranch,
        Placing placing) {
      this(origin, patron, record, ofBranch, null, placing);
    }
  }

  /**
   * Put a patron in the queue for one item: a volume, an issue, this very copy.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param item the item's barcode
   * @param placing how
   */
  record PlaceItemHold(Origin origin, String patron, String item, Placing placing)
      implements HoldCommand<HoldOutcome> {}

  /**
   * Put a patron in the queues for several titles, all of them or none.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param type {@link HoldType#PARALLEL} where the first that comes is enough, {@link
   *     HoldType#SERIAL} where one follows the other
   * @param records the titles, from 2 to {@link #MAX_TITLES}, in order
   * @param placing how
   */
  record PlaceHolds(
      Origin origin, String patron, HoldType type, List<RecordKey> records, Placing placing)
      implements HoldCommand<HoldOutcome> {

    /** How many titles go together at most. */
    public static final int MAX_TITLES = 50;

    /** Copies the titles and checks them. */
    public PlaceHolds {
      records = List.copyOf(records);
      if (type != HoldType.PARALLEL && type != HoldType.SERIAL) {
        throw new IllegalArgumentException("titles go together as PARALLEL or SERIAL, not " + type);
      }
      if (records.size() < 2 || records.size() > MAX_TITLES) {
        throw new IllegalArgumentException(
            "2 to %d titles go together, not %d".formatted(MAX_TITLES, records.size()));
      }
      if (records.stream().distinct().count() < records.size()) {
        throw new IllegalArgumentException("a title is named twice");
      }
    }
  }

  /**
   * Record a hold that was placed in another system. It is not refused by policy: somebody waits
   * already, or has an item lying ready.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param record the title
   * @param item the barcode of the only item that is wanted, of a hold that waits, or null; else of
   *     the item that is set aside
   * @param placing how
   * @param stage how far it has come there: {@link HoldState#WAITING}, {@link HoldState#IN_TRANSIT}
   *     or {@link HoldState#READY}
   * @param until the last day on which it can be fetched, of one that is ready; null to count from
   *     today
   * @param pausedFrom the first day on which it lets others go first, or null
   * @param pausedUntil the last such day, or null where none is set
   */
  record RecordHold(
      Origin origin,
      String patron,
      RecordKey record,
      @Nullable String item,
      Placing placing,
      HoldState stage,
      @Nullable LocalDate until,
      @Nullable LocalDate pausedFrom,
      @Nullable LocalDate pausedUntil)
      implements HoldCommand<HoldOutcome> {

    /** Checks the stage. */
    public RecordHold {
      var hasItem = stage == HoldState.IN_TRANSIT || stage == HoldState.READY;
      if (!hasItem && stage != HoldState.WAITING) {
        throw new IllegalArgumentException("a hold is not recorded as " + stage);
      }
      if (hasItem && item == null) {
        throw new IllegalArgumentException("a hold that is " + stage + " names its item");
      }
    }
  }

  /**
   * Change where a hold is fetched and until when it is wanted.
   *
   * @param origin where it comes from
   * @param patron the identifier of its patron
   * @param pickup the code of the branch where it will be fetched, or null to leave it; of one that
   *     is ready or bound it stays as it is
   * @param expires when it is no longer wanted, or null to leave it
   */
  record ChangeHold(
      Origin origin, String patron, UUID hold, @Nullable String pickup, @Nullable Instant expires)
      implements HoldCommand<HoldOutcome> {}

  /**
   * Have a hold let others go first and keep its place, or no longer.
   *
   * @param origin where it comes from
   * @param patron the identifier of its patron
   * @param pause when it does, in place of what was said before, or null for never
   */
  record PauseHold(Origin origin, String patron, UUID hold, HoldFacts.@Nullable Pause pause)
      implements HoldCommand<HoldOutcome> {}

  /**
   * Change a hold as {@link ChangeHold} does, where its number is not known.
   *
   * @param origin where it comes from
   * @param patron the identifier of its patron
   * @param record the title
   * @param item an item of the title: of several holds on it the one on this item or that has it
   *     counts; or null
   * @param pickup the code of the branch where it will be fetched, or null to leave it
   * @param expires when it is no longer wanted, or null to leave it
   */
  record ChangeHoldOnTitle(
      Origin origin,
      String patron,
      RecordKey record,
      @Nullable String item,
      @Nullable String pickup,
      @Nullable Instant expires)
      implements HoldCommand<HoldOutcome> {}

  /**
   * Take a patron out of the queue for a title, or give up what was set aside for them. Of holds on
   * several items of the title the oldest.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param record the title
   * @param item an item of the title: the hold on this item or that has it goes before others; or
   *     null
   */
  record CancelHold(Origin origin, String patron, RecordKey record, @Nullable String item)
      implements HoldCommand<HoldOutcome> {

    /** Of whichever item. */
    public CancelHold(Origin origin, String patron, RecordKey record) {
      this(origin, patron, record, null);
    }
  }

  /**
   * Cancel one hold.
   *
   * @param origin where it comes from
   * @param patron the identifier of its patron
   */
  record CancelHoldById(Origin origin, String patron, UUID hold)
      implements HoldCommand<HoldOutcome> {}

  /**
   * End a hold whose day has passed: one that waits and is no longer wanted, or one that was ready
   * and was not fetched.
   *
   * @param origin where it comes from
   * @param patron an identifier of its patron
   */
  record ExpireHold(Origin origin, String patron, UUID hold) implements HoldCommand<HoldOutcome> {}

  /**
   * Put an item that was set aside on the hold shelf: the hold gets its pickup number and its
   * deadline.
   *
   * @param origin where it comes from; the pickup branch
   * @param item the item's barcode
   */
  record ShelveHold(Origin origin, String item) implements HoldCommand<HoldOutcome> {}

  /**
   * Look for an item on the shelf for a hold that waits.
   *
   * @param origin where it comes from
   */
  record TargetHold(Origin origin, UUID hold) implements HoldCommand<HoldOutcome> {}

  /**
   * Record that an item of the pull list was not found: the hold gets the next, and after some
   * times the item is missing.
   *
   * @param origin where it comes from; the branch of the shelf
   * @param item the item's barcode
   */
  record ReportNotFound(Origin origin, String item) implements HoldCommand<HoldOutcome> {}

  /**
   * Bring the deadline of a hold that is ready into line with the calendar and the stop switch as
   * they stand now.
   *
   * @param origin where it comes from
   */
  record ReschedulePickup(Origin origin, UUID hold) implements HoldCommand<HoldOutcome> {}
}
