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
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.Outcome;

/** A command that changes a hold. */
public sealed interface HoldCommand<O extends Outcome> extends Command<O> {

  /** The hold that it concerns, or null where it names none. */
  default @Nullable UUID hold() {
    return null;
  }

  /**
   * How a hold is placed.
   *
   * @param pickup the code of the pickup branch
   * @param at when it was placed; a future time counts as now
   * @param expires when the hold expires, or null
   * @param interLibrary whether it is for another library, or on another library's item
   * @param reference a partner's reference for it, or null
   * @param isOfOneCopy whether a title hold is fixed to the copy that can be picked up first, if
   *     one is on a shelf, rather than left open to any copy
   * @param acceptedFee the highest fee that the patron accepts, in minor units; 0 for none
   */
  record HoldOptions(
      String pickup,
      Instant at,
      @Nullable Instant expires,
      boolean interLibrary,
      @Nullable HoldReference reference,
      boolean isOfOneCopy,
      long acceptedFee) {

    /** A hold for which no fee is accepted. */
    public HoldOptions(
        String pickup,
        Instant at,
        @Nullable Instant expires,
        boolean interLibrary,
        @Nullable HoldReference reference,
        boolean isOfOneCopy) {
      this(pickup, at, expires, interLibrary, reference, isOfOneCopy, 0);
    }

    /** A hold without a partner's reference. */
    public HoldOptions(String pickup, Instant at, @Nullable Instant expires, boolean interLibrary) {
      this(pickup, at, expires, interLibrary, null, false);
    }

    /** A hold of the library's own. */
    public static HoldOptions at(String pickup, Instant at, @Nullable Instant expires) {
      return new HoldOptions(pickup, at, expires, false);
    }

    /**
     * The same, with a fee that the patron accepts.
     *
     * @param fee the highest, in minor units
     */
    public HoldOptions accepting(long fee) {
      return new HoldOptions(pickup, at, expires, interLibrary, reference, isOfOneCopy, fee);
    }
  }

  /**
   * Places a hold on a title.
   *
   * @param patron the patron's identifier
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
      HoldOptions placing)
      implements HoldCommand<HoldOutcome> {

    /** A hold on any volume or issue. */
    public PlaceHold(
        Origin origin,
        String patron,
        RecordKey record,
        @Nullable String ofBranch,
        HoldOptions placing) {
      this(origin, patron, record, ofBranch, null, placing);
    }
  }

  /**
   * Places a hold on one item: a volume, an issue, a particular copy.
   *
   * @param patron the patron's identifier
   * @param item the item's barcode
   * @param placing how
   */
  record PlaceItemHold(Origin origin, String patron, String item, HoldOptions placing)
      implements HoldCommand<HoldOutcome> {}

  /**
   * Places holds on several titles, on all of them or none.
   *
   * @param patron the patron's identifier
   * @param type {@link HoldType#PARALLEL} where the first available one is enough, {@link
   *     HoldType#SERIAL} where one follows the other
   * @param titles the titles, or single volumes or issues of them, from 2 to {@link #MAX_TITLES},
   *     in order
   * @param placing how
   */
  record PlaceHolds(
      Origin origin, String patron, HoldType type, List<WantedTitle> titles, HoldOptions placing)
      implements HoldCommand<HoldOutcome> {

    /** The most titles combined. */
    public static final int MAX_TITLES = 50;

    /** Copies the titles and checks them. */
    public PlaceHolds {
      titles = List.copyOf(titles);
      if (type != HoldType.PARALLEL && type != HoldType.SERIAL) {
        throw new IllegalArgumentException("titles are grouped as PARALLEL or SERIAL, not " + type);
      }
      if (titles.size() < 2 || titles.size() > MAX_TITLES) {
        throw new IllegalArgumentException(
            "a group must have 2 to %d titles, not %d".formatted(MAX_TITLES, titles.size()));
      }
      if (titles.stream().distinct().count() < titles.size()) {
        throw new IllegalArgumentException("a title is named twice");
      }
    }

    @Override
    public List<RecordKey> records() {
      return titles.stream().map(WantedTitle::record).toList();
    }
  }

  /**
   * Records a hold that was placed in another system. Policy does not refuse it: the patron is
   * already waiting, or an item is ready for them.
   *
   * @param patron the patron's identifier
   * @param item for a waiting hold, the barcode of the only item that is wanted, or null for any;
   *     else that of the item that is set aside
   * @param placing how
   * @param stage its state there: {@link HoldState#WAITING}, {@link HoldState#IN_TRANSIT} or {@link
   *     HoldState#READY}
   * @param until for a hold that is ready, the last pickup day; null to count from today
   * @param pausedFrom the first day of its pause, or null
   * @param pausedUntil the last day of its pause, or null where none is set
   */
  record RecordHold(
      Origin origin,
      String patron,
      RecordKey record,
      @Nullable String item,
      HoldOptions placing,
      HoldState stage,
      @Nullable LocalDate until,
      @Nullable LocalDate pausedFrom,
      @Nullable LocalDate pausedUntil)
      implements HoldCommand<HoldOutcome> {

    /** A hold that is not paused. */
    public RecordHold(
        Origin origin,
        String patron,
        RecordKey record,
        @Nullable String item,
        HoldOptions placing,
        HoldState stage,
        @Nullable LocalDate until) {
      this(origin, patron, record, item, placing, stage, until, null);
    }

    private RecordHold(
        Origin origin,
        String patron,
        RecordKey record,
        @Nullable String item,
        HoldOptions placing,
        HoldState stage,
        @Nullable LocalDate until,
        @Nullable LocalDate pausedFrom) {
      this(origin, patron, record, item, placing, stage, until, pausedFrom, null);
    }

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
   * Changes the pickup branch and expiry of a hold.
   *
   * @param patron the identifier of its patron
   * @param pickup the code of the pickup branch, or null to leave it; of one that is ready or bound
   *     it stays as it is
   * @param expires when the hold expires, or null to leave it
   */
  record ChangeHold(
      Origin origin, String patron, UUID hold, @Nullable String pickup, @Nullable Instant expires)
      implements HoldCommand<HoldOutcome> {}

  /**
   * Pauses a hold, which lets others go first but keeps its place, or ends its pause.
   *
   * @param patron the identifier of its patron
   * @param pause when it is paused, replacing any earlier pause, or null for none
   */
  record PauseHold(Origin origin, String patron, UUID hold, HoldFacts.@Nullable Pause pause)
      implements HoldCommand<HoldOutcome> {}

  /**
   * Changes a hold as {@link ChangeHold} does, where its id is not known.
   *
   * @param patron the identifier of its patron
   * @param item an item of the title, to choose among several holds: the one on this item, or that
   *     has it; or null
   * @param pickup the code of the pickup branch, or null to leave it
   * @param expires when the hold expires, or null to leave it
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
   * Cancels a patron's hold on a title, whether it waits or has an item set aside. Of holds on
   * several items of the title, the oldest.
   *
   * @param patron the patron's identifier
   * @param item an item of the title: the hold on this item, or that has it, is preferred; or null
   */
  record CancelHold(Origin origin, String patron, RecordKey record, @Nullable String item)
      implements HoldCommand<HoldOutcome> {

    /** Cancels the hold on any item. */
    public CancelHold(Origin origin, String patron, RecordKey record) {
      this(origin, patron, record, null);
    }
  }

  /**
   * Cancels one hold.
   *
   * @param patron the identifier of its patron
   */
  record CancelHoldById(Origin origin, String patron, UUID hold)
      implements HoldCommand<HoldOutcome> {}

  /**
   * Ends a hold whose time is over: a waiting hold that has expired, or a ready one that was not
   * picked up.
   *
   * @param patron an identifier of its patron
   */
  record ExpireHold(Origin origin, String patron, UUID hold) implements HoldCommand<HoldOutcome> {}

  /**
   * Puts an item that was set aside on the hold shelf: the hold gets its pickup number and
   * deadline.
   *
   * @param origin its branch is the pickup branch
   * @param item the item's barcode
   */
  record ShelveHold(Origin origin, String item) implements HoldCommand<HoldOutcome> {}

  /**
   * Records that a partner has sent an item for a hold: the hold gets it if it still waits.
   *
   * @param item the item's barcode here
   * @param from the code of the tenant that sent it
   */
  record SupplyHold(Origin origin, UUID hold, String item, String from)
      implements HoldCommand<HoldOutcome> {}

  /** Targets a waiting hold: looks for an item on the shelf for it. */
  record TargetHold(Origin origin, UUID hold) implements HoldCommand<HoldOutcome> {}

  /**
   * Records that an item on the pull list was not found: the hold gets the next one, and after
   * several times the item is marked missing.
   *
   * @param origin its branch is the branch of the shelf
   * @param item the item's barcode
   */
  record ReportNotFound(Origin origin, String item) implements HoldCommand<HoldOutcome> {}

  /** Adjusts the pickup deadline of a ready hold to the current calendar and stop switch. */
  record ReschedulePickup(Origin origin, UUID hold) implements HoldCommand<HoldOutcome> {}
}
