package org.samling.core.circulation.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a title, or a set, that are promised to a patron for a time.
 *
 * @param id the booking
 * @param patronId who booked
 * @param patron an identifier of that patron
 * @param patronName that patron's name
 * @param recordId the title, or null where it is a set
 * @param set the set's barcode, or null where it is a title
 * @param terms how many of what, when and where
 * @param state how far it has come
 * @param returned how many copies were lent for it and have come back
 * @param placedAt when it was made
 * @param copies what is promised or on loan for it
 */
public record BookingFacts(
    UUID id,
    UUID patronId,
    String patron,
    String patronName,
    @Nullable UUID recordId,
    @Nullable String set,
    Terms terms,
    BookingState state,
    int returned,
    Instant placedAt,
    List<Copy> copies) {

  /** Copies the list. */
  public BookingFacts {
    copies = List.copyOf(copies);
  }

  /**
   * How many copies of a booking, when and where.
   *
   * @param minimum how many are of use at least
   * @param preferred how many are wanted; not less
   * @param from the first day
   * @param until the last day, on which they are due; not before the first
   * @param pickup the code of the branch where they are fetched
   * @param copiesOf the code of the branch whose copies they are, or null for any
   * @param isForwarded whether what comes in for it is lent to its patron without being read again
   */
  public record Terms(
      int minimum,
      int preferred,
      LocalDate from,
      LocalDate until,
      String pickup,
      @Nullable String copiesOf,
      boolean isForwarded) {

    /** How many copies a booking is for at most. */
    public static final int MAX_COPIES = 200;

    /** For how many days a booking is at most. */
    public static final int MAX_DAYS = 366;

    /** Checks the numbers. */
    public Terms {
      if (minimum < 1 || preferred < minimum || preferred > MAX_COPIES) {
        throw new IllegalArgumentException(
            "a booking is for 1 to %d copies, and for as many as are of use at least"
                .formatted(MAX_COPIES));
      }
    }
  }

  /**
   * A copy.
   *
   * @param itemId the item
   * @param isLent whether it was fetched; else it is promised
   */
  public record Copy(UUID itemId, boolean isLent) {}

  /** The items that are promised and were not fetched. */
  public Stream<UUID> promised() {
    return copies.stream().filter(copy -> !copy.isLent()).map(Copy::itemId);
  }

  public Optional<Copy> copy(UUID item) {
    return copies.stream().filter(copy -> copy.itemId().equals(item)).findFirst();
  }

  /** With another copy in the place of one. */
  public BookingFacts swapped(UUID item, UUID other) {
    return with(
        state,
        returned,
        copies.stream()
            .map(copy -> copy.itemId().equals(item) ? new Copy(other, copy.isLent()) : copy)
            .toList());
  }

  /** With these copies promised, beside what is on loan for it. */
  public BookingFacts promising(List<UUID> items) {
    var all = new ArrayList<>(copies.stream().filter(Copy::isLent).toList());
    items.forEach(item -> all.add(new Copy(item, false)));
    return with(state, returned, all);
  }

  /** With one more copy promised. */
  public BookingFacts promisingAlso(UUID item) {
    var all = new ArrayList<>(copies);
    all.add(new Copy(item, false));
    return with(state, returned, all);
  }

  /** Without a copy that was promised and will not be there; what is on loan for it stays. */
  public BookingFacts without(UUID item) {
    return with(
        state,
        returned,
        copies.stream().filter(copy -> copy.isLent() || !copy.itemId().equals(item)).toList());
  }

  /** Once one of its copies was fetched, or as though it had not been. */
  public BookingFacts lent(UUID item, boolean isLent) {
    return with(
        state,
        returned,
        copies.stream()
            .map(copy -> copy.itemId().equals(item) ? new Copy(item, isLent) : copy)
            .toList());
  }

  /** Once one of its copies has come back. */
  public BookingFacts returned(UUID item) {
    var left = copies.stream().filter(copy -> !copy.itemId().equals(item)).toList();
    return with(left.isEmpty() ? BookingState.ENDED : state, returned + 1, left);
  }

  /** Once it is over, or nothing more is promised to it. */
  public BookingFacts released(BookingState end) {
    var left = copies.stream().filter(Copy::isLent).toList();
    return with(left.isEmpty() ? end : state, returned, left);
  }

  private BookingFacts with(BookingState newState, int newReturned, List<Copy> newCopies) {
    return new BookingFacts(
        id,
        patronId,
        patron,
        patronName,
        recordId,
        set,
        terms,
        newState,
        newReturned,
        placedAt,
        newCopies);
  }
}
