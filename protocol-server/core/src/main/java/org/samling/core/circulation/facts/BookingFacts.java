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
 * A booking: copies of a title, or a set, promised to a patron for a period.
 *
 * @param patronId the patron who booked
 * @param patron an identifier of that patron
 * @param patronName that patron's name
 * @param recordId the title, or null where it is a set
 * @param set the set's barcode, or null where it is a title
 * @param terms how many of what, when and where
 * @param returned how many of its copies were lent and have been returned
 * @param placedAt when it was made
 * @param copies the copies promised or on loan for it
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
   * @param minimum the fewest copies that are of use
   * @param preferred how many are wanted; at least {@code minimum}
   * @param from the first day
   * @param until the last day, on which they are due; not before the first
   * @param pickup the code of the pickup branch
   * @param copiesOf the code of the branch whose copies they are, or null for any
   * @param isForwarded whether a copy returned for it is lent to its patron without being scanned
   *     again
   */
  public record Terms(
      int minimum,
      int preferred,
      LocalDate from,
      LocalDate until,
      String pickup,
      @Nullable String copiesOf,
      boolean isForwarded) {

    /** The most copies in one booking. */
    public static final int MAX_COPIES = 200;

    /** The longest booking, in days. */
    public static final int MAX_DAYS = 366;

    /** The same in another period. */
    public Terms during(LocalDate first, LocalDate last) {
      return new Terms(minimum, preferred, first, last, pickup, copiesOf, isForwarded);
    }

    /** Checks the numbers. */
    public Terms {
      if (minimum < 1 || preferred < minimum || preferred > MAX_COPIES) {
        throw new IllegalArgumentException(
            "a booking must be for 1 to %d copies, and for no fewer than its minimum"
                .formatted(MAX_COPIES));
      }
    }
  }

  /**
   * A copy.
   *
   * @param isLent whether it is on loan for the booking; else it is promised
   */
  public record Copy(UUID itemId, boolean isLent) {}

  /** Whether copies of it have been picked up. */
  public boolean isFetched() {
    return returned > 0 || copies.stream().anyMatch(Copy::isLent);
  }

  /** The booking on other terms, with the same copies. */
  public BookingFacts on(Terms newTerms) {
    return new BookingFacts(
        id,
        patronId,
        patron,
        patronName,
        recordId,
        set,
        newTerms,
        state,
        returned,
        placedAt,
        copies);
  }

  /** The items that are promised and not yet picked up. */
  public Stream<UUID> promised() {
    return copies.stream().filter(copy -> !copy.isLent()).map(Copy::itemId);
  }

  public Optional<Copy> copy(UUID item) {
    return copies.stream().filter(copy -> copy.itemId().equals(item)).findFirst();
  }

  /** The booking with one copy swapped for another. */
  public BookingFacts swapped(UUID item, UUID other) {
    return with(
        state,
        returned,
        copies.stream()
            .map(copy -> copy.itemId().equals(item) ? new Copy(other, copy.isLent()) : copy)
            .toList());
  }

  /** The booking with these copies promised, in addition to those on loan for it. */
  public BookingFacts promising(List<UUID> items) {
    var all = new ArrayList<>(copies.stream().filter(Copy::isLent).toList());
    items.forEach(item -> all.add(new Copy(item, false)));
    return with(state, returned, all);
  }

  /** The booking with one more copy promised. */
  public BookingFacts promisingAlso(UUID item) {
    var all = new ArrayList<>(copies);
    all.add(new Copy(item, false));
    return with(state, returned, all);
  }

  /** The booking without a promised copy that will not be available; copies on loan stay. */
  public BookingFacts without(UUID item) {
    return with(
        state,
        returned,
        copies.stream().filter(copy -> copy.isLent() || !copy.itemId().equals(item)).toList());
  }

  /** The booking with one of its copies marked as on loan, or as promised again. */
  public BookingFacts lent(UUID item, boolean isLent) {
    return with(
        state,
        returned,
        copies.stream()
            .map(copy -> copy.itemId().equals(item) ? new Copy(item, isLent) : copy)
            .toList());
  }

  /** The booking after one of its copies was returned. */
  public BookingFacts returned(UUID item) {
    var left = copies.stream().filter(copy -> !copy.itemId().equals(item)).toList();
    return with(left.isEmpty() ? BookingState.ENDED : state, returned + 1, left);
  }

  /** The booking once it is over, or once no more copies are promised to it. */
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
