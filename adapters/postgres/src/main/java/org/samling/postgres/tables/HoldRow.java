package org.samling.postgres.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldRequest;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.HoldType;
import org.samling.postgres.loader.HoldsLoader;

/**
 * The columns of table hold: what is requested, and the state of the request. Statements that
 * place, change and read holds take their columns from here, so that a new one is declared only
 * once.
 */
public record HoldRow(UUID id, UUID patronId, Instant placedAt, Wish wish, Standing standing) {

  public static HoldRow of(HoldFacts hold) {
    return new HoldRow(
        hold.id(), hold.patronId(), hold.placedAt(), Wish.of(hold.wish()), Standing.of(hold));
  }

  /** What a hold asks for. */
  record Wish(
      HoldType type,
      @Nullable UUID wantedItemId,
      @Nullable String wantedBranch,
      @Nullable String wantedVolume,
      @Nullable String wantedYear,
      @Nullable String wantedIssue,
      int queueClass,
      @Nullable UUID groupId,
      int groupPosition) {

    private static Wish of(HoldRequest wish) {
      var issue = wish.enumeration();
      return new Wish(
          wish.type(),
          wish.item(),
          wish.branch(),
          issue == null ? null : issue.volume(),
          issue == null ? null : issue.year(),
          issue == null ? null : issue.issue(),
          wish.queueClass(),
          wish.group(),
          wish.position());
    }

    private HoldRequest facts() {
      return new HoldRequest(
          type,
          wantedItemId,
          wantedBranch,
          Enumeration.of(wantedVolume, wantedYear, wantedIssue),
          queueClass,
          groupId,
          groupPosition);
    }
  }

  /** The columns of a hold that change after it is placed. */
  record Standing(
      HoldState state,
      @Nullable UUID itemId,
      String pickupBranch,
      @Nullable Instant expiresAt,
      @Nullable UUID targetItemId,
      Pause pause,
      Shelf shelf) {

    public static Standing of(HoldFacts hold) {
      return new Standing(
          hold.state(),
          hold.itemId(),
          hold.pickup(),
          hold.expires(),
          hold.target(),
          Pause.of(hold.pause()),
          Shelf.of(hold.shelf()));
    }
  }

  /** The period in which a hold is paused, so that others go first. */
  public record Pause(@Nullable LocalDate pausedFrom, @Nullable LocalDate pausedUntil) {

    public static Pause of(HoldFacts.@Nullable Pause pause) {
      return new Pause(pause == null ? null : pause.from(), pause == null ? null : pause.until());
    }

    public HoldFacts.@Nullable Pause facts() {
      return pausedFrom == null ? null : new HoldFacts.Pause(pausedFrom, pausedUntil);
    }
  }

  /** The place of a hold on the hold shelf. */
  public record Shelf(
      @Nullable Integer pickupNumber,
      @Nullable Instant pickupUntil,
      @Nullable Instant unstoppedPickupUntil) {

    public static Shelf of(HoldFacts.@Nullable Shelf shelf) {
      return new Shelf(
          shelf == null ? null : (Integer) shelf.number(),
          shelf == null ? null : shelf.until(),
          shelf == null ? null : shelf.unstopped());
    }

    public HoldFacts.@Nullable Shelf facts() {
      return pickupUntil == null
          ? null
          : new HoldFacts.Shelf(
              pickupNumber == null ? 0 : pickupNumber, pickupUntil, unstoppedPickupUntil);
    }
  }

  /** A hold that is written for the first time. */
  public record New(UUID recordId, Instant changedAt, HoldRow hold) {

    public static New of(HoldFacts hold, Instant at) {
      return new New(hold.recordId(), at, HoldRow.of(hold));
    }
  }

  /** A change of a hold. */
  public record Change(UUID id, Instant changedAt, Standing standing) {

    public static Change of(HoldFacts hold, Instant at) {
      return new Change(hold.id(), at, Standing.of(hold));
    }
  }

  /** A hold of a patron, as {@link HoldsLoader#COLUMNS} asks for it. */
  public record Found(
      HoldRow hold,
      UUID recordId,
      String name,
      @Nullable String phone,
      String branch,
      @Nullable LocalDate awayFrom,
      @Nullable LocalDate awayUntil,
      @Nullable String delivery,
      @Nullable String patron) {

    public HoldFacts facts() {
      var standing = hold.standing;
      return new HoldFacts(
          hold.id,
          recordId,
          new HoldFacts.Holder(
              hold.patronId,
              patron == null ? "" : patron,
              name,
              phone,
              branch,
              PatronRow.absence(awayFrom, awayUntil),
              delivery),
          hold.wish.facts(),
          standing.pickupBranch,
          hold.placedAt,
          standing.expiresAt,
          standing.pause.facts(),
          new HoldFacts.Progress(
              standing.state, standing.itemId, standing.targetItemId, standing.shelf.facts()));
    }
  }
}
