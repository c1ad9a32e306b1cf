package org.samling.core.circulation.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Absence;

/**
 * A hold.
 *
 * @param recordId the title
 * @param patronId the patron it is for
 * @param patron an identifier of that patron
 * @param patronName that patron's name
 * @param patronPhone that patron's telephone number, or null where it is not known
 * @param patronBranch the code of that patron's own branch
 * @param absence when that patron is away and all their holds are paused, or null
 * @param wish what the hold asks for beyond the title
 * @param pickup the code of the pickup branch
 * @param placedAt when it was placed; the queue goes by class, then by this time, then by the id
 * @param expires when the hold expires, or null
 * @param pause when it is paused (others go first, and it keeps its place), or null
 * @param itemId the item set aside for it or borrowed, or null
 * @param target the item on the pull list for it, or null
 * @param shelf its place on the hold shelf and pickup deadline; null unless it is ready
 */
public record HoldFacts(
    UUID id,
    UUID recordId,
    UUID patronId,
    String patron,
    String patronName,
    @Nullable String patronPhone,
    String patronBranch,
    @Nullable Absence absence,
    HoldRequest wish,
    String pickup,
    Instant placedAt,
    @Nullable Instant expires,
    @Nullable Pause pause,
    HoldState state,
    @Nullable UUID itemId,
    @Nullable UUID target,
    @Nullable Shelf shelf) {

  /** The order in which patrons wait: by class, then by time, then by the hold's id. */
  public static final Comparator<HoldFacts> QUEUE =
      Comparator.comparingInt((HoldFacts hold) -> hold.wish().queueClass())
          .thenComparing(HoldFacts::placedAt)
          .thenComparing(HoldFacts::id);

  /**
   * A pause, during which a hold lets others go first.
   *
   * @param from the first day
   * @param until the last day, or null where none is set
   */
  public record Pause(LocalDate from, @Nullable LocalDate until) {

    /** Checks that it does not end before it begins. */
    public Pause {
      if (until != null && until.isBefore(from)) {
        throw new IllegalArgumentException("a pause must end on or after its first day");
      }
    }

    boolean covers(LocalDate day) {
      return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
  }

  /**
   * A place on the hold shelf.
   *
   * @param number the pickup number, from 1 to 9999, that no other hold on the branch's hold shelf
   *     has
   * @param until the pickup deadline
   * @param unstopped what the pickup deadline would be had the stop switch not been used, or null
   *     where that is the same
   */
  public record Shelf(int number, Instant until, @Nullable Instant unstopped) {}

  /** Whether it is paused on a day, itself or because its patron is away. */
  public boolean isPausedOn(LocalDate day) {
    return (pause != null && pause.covers(day)) || (absence != null && absence.covers(day));
  }

  /** The hold with its patron's absence changed or removed. */
  public HoldFacts withAbsence(@Nullable Absence newAbsence) {
    return new HoldFacts(
        id,
        recordId,
        patronId,
        patron,
        patronName,
        patronPhone,
        patronBranch,
        newAbsence,
        wish,
        pickup,
        placedAt,
        expires,
        pause,
        state,
        itemId,
        target,
        shelf);
  }

  /** The hold with an item set aside for it or in transit. */
  public HoldFacts bound(HoldState newState, UUID item) {
    return with(newState, item, null, null);
  }

  /** The hold with its item on the hold shelf. */
  public HoldFacts ready(UUID item, Shelf place) {
    return with(HoldState.READY, item, null, place);
  }

  /** The hold without its item, which somebody else got: back at its place in the queue. */
  public HoldFacts waitingAgain() {
    return with(HoldState.WAITING, null, null, null);
  }

  /** The hold once it has ended; it keeps the item it had. */
  public HoldFacts ended(HoldState endState) {
    return with(endState, itemId, null, null);
  }

  /** The hold with this item on the pull list for it, or with none. */
  public HoldFacts targeted(@Nullable UUID item) {
    return with(state, itemId, item, shelf);
  }

  /** The hold as changed by the patron. */
  public HoldFacts changed(
      String newPickup, @Nullable Instant newExpires, @Nullable Pause newPause) {
    return new HoldFacts(
        id,
        recordId,
        patronId,
        patron,
        patronName,
        patronPhone,
        patronBranch,
        absence,
        wish,
        newPickup,
        placedAt,
        newExpires,
        newPause,
        state,
        itemId,
        target,
        shelf);
  }

  private HoldFacts with(
      HoldState newState, @Nullable UUID item, @Nullable UUID newTarget, @Nullable Shelf place) {
    return new HoldFacts(
        id,
        recordId,
        patronId,
        patron,
        patronName,
        patronPhone,
        patronBranch,
        absence,
        wish,
        pickup,
        placedAt,
        expires,
        pause,
        newState,
        item,
        newTarget,
        place);
  }
}
