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
 * @param holder the patron it is for
 * @param wish what the hold asks for beyond the title
 * @param pickup the code of the pickup branch
 * @param placedAt when it was placed; the queue goes by class, then by this time, then by the id
 * @param expires when the hold expires, or null
 * @param pause when it is paused (others go first, and it keeps its place), or null
 * @param progress how far it is
 */
public record HoldFacts(
    UUID id,
    UUID recordId,
    Holder holder,
    HoldRequest wish,
    String pickup,
    Instant placedAt,
    @Nullable Instant expires,
    @Nullable Pause pause,
    Progress progress) {

  /** The order in which patrons wait: by class, then by time, then by the hold's id. */
  public static final Comparator<HoldFacts> QUEUE =
      Comparator.comparingInt((HoldFacts hold) -> hold.wish().queueClass())
          .thenComparing(HoldFacts::placedAt)
          .thenComparing(HoldFacts::id);

  /**
   * The patron of a hold.
   *
   * @param patron an identifier of that patron
   * @param patronName that patron's name
   * @param patronPhone that patron's telephone number, or null where it is not known
   * @param patronBranch the code of that patron's own branch
   * @param absence when that patron is away and all their holds are paused, or null
   * @param delivery where another library that asked wants it sent, or null
   */
  public record Holder(
      UUID patronId,
      String patron,
      String patronName,
      @Nullable String patronPhone,
      String patronBranch,
      @Nullable Absence absence,
      @Nullable String delivery) {

    /** A patron whose telephone number is filled in when the hold is read again. */
    public static Holder of(PatronFacts patron) {
      return new Holder(
          patron.id(),
          patron.identifier(),
          patron.name(),
          null,
          patron.branch(),
          patron.absence(),
          null);
    }
  }

  /**
   * How far a hold is.
   *
   * @param itemId the item set aside for it or borrowed, or null
   * @param target the item on the pull list for it, or null
   * @param shelf its place on the hold shelf and pickup deadline; null unless it is ready, or ended
   *     without being picked up
   */
  public record Progress(
      HoldState state, @Nullable UUID itemId, @Nullable UUID target, @Nullable Shelf shelf) {

    private Progress(HoldState state, @Nullable UUID itemId, @Nullable Shelf shelf) {
      this(state, itemId, null, shelf);
    }

    /** In a state with this item, or null, which is neither pulled nor on the hold shelf. */
    private static Progress of(HoldState state, @Nullable UUID itemId) {
      return new Progress(state, itemId, null);
    }

    /** In the queue. */
    public static Progress waiting() {
      return of(HoldState.WAITING, null);
    }
  }

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
    var absence = holder.absence;
    return (pause != null && pause.covers(day)) || (absence != null && absence.covers(day));
  }

  /** The hold with its patron's absence changed or removed. */
  public HoldFacts withAbsence(@Nullable Absence newAbsence) {
    var away =
        new Holder(
            holder.patronId,
            holder.patron,
            holder.patronName,
            holder.patronPhone,
            holder.patronBranch,
            newAbsence,
            holder.delivery);
    return new HoldFacts(id, recordId, away, wish, pickup, placedAt, expires, pause, progress);
  }

  /** The hold with an item set aside for it or in transit. */
  public HoldFacts bound(HoldState newState, UUID item) {
    return with(Progress.of(newState, item));
  }

  /** The hold with its item on the hold shelf. */
  public HoldFacts ready(UUID item, Shelf place) {
    return with(new Progress(HoldState.READY, item, place));
  }

  /** The hold without its item, which somebody else got: back at its place in the queue. */
  public HoldFacts waitingAgain() {
    return with(Progress.waiting());
  }

  /**
   * The hold once it has ended. It keeps the item it had and, unless that was picked up, its place
   * on the hold shelf, from where staff take it.
   */
  public HoldFacts ended(HoldState endState) {
    var shelf = endState == HoldState.FULFILLED ? null : progress.shelf;
    return with(new Progress(endState, progress.itemId, shelf));
  }

  /** The hold with this item on the pull list for it, or with none. */
  public HoldFacts targeted(@Nullable UUID item) {
    return with(new Progress(progress.state, progress.itemId, item, progress.shelf));
  }

  /** The hold as changed by the patron. */
  public HoldFacts changed(
      String newPickup, @Nullable Instant newExpires, @Nullable Pause newPause) {
    return new HoldFacts(
        id, recordId, holder, wish, newPickup, placedAt, newExpires, newPause, progress);
  }

  private HoldFacts with(Progress newProgress) {
    return new HoldFacts(id, recordId, holder, wish, pickup, placedAt, expires, pause, newProgress);
  }

  public UUID patronId() {
    return holder.patronId;
  }

  public String patron() {
    return holder.patron;
  }

  public String patronName() {
    return holder.patronName;
  }

  public HoldState state() {
    return progress.state;
  }

  public @Nullable UUID itemId() {
    return progress.itemId;
  }

  public @Nullable UUID target() {
    return progress.target;
  }

  public @Nullable Shelf shelf() {
    return progress.shelf;
  }

  public @Nullable String patronPhone() {
    return holder.patronPhone;
  }

  public String patronBranch() {
    return holder.patronBranch;
  }
}
