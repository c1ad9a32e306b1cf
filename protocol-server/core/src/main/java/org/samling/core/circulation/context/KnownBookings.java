package org.samling.core.circulation.context;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingState;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.facts.SetFacts;

/**
 * The known open bookings, with the sets and groups that bookings and loans refer to.
 *
 * <p>Used by one thread at a time.
 */
public final class KnownBookings {

  private static final Comparator<BookingFacts> BY_TIME =
      Comparator.comparing((BookingFacts booking) -> booking.terms().from())
          .thenComparing(BookingFacts::placedAt)
          .thenComparing(BookingFacts::id);

  private final Map<UUID, BookingFacts> bookings = new LinkedHashMap<>();
  private final Map<String, SetFacts> sets = new HashMap<>();
  private final Map<UUID, GroupFacts> groups = new HashMap<>();
  private final Set<String> schools = new HashSet<>();
  private final Set<UUID> lookedFor = new HashSet<>();

  /** Adds a booking. */
  public void add(BookingFacts booking) {
    bookings.put(booking.id(), booking);
  }

  /** Adds a set. */
  public void add(SetFacts set) {
    sets.put(set.barcode(), set);
  }

  /** Adds a group. */
  public void add(GroupFacts group) {
    groups.put(group.patronId(), group);
  }

  /** Adds a branch that has school classes. */
  public void addSchool(String branch) {
    schools.add(branch);
  }

  /** Whether a branch is known to have school classes. */
  public boolean isSchool(String branch) {
    return schools.contains(branch);
  }

  /** The classes of other schools in which somebody is a pupil. */
  public List<GroupFacts> classesElsewhere(UUID patronId, String school) {
    return groups.values().stream()
        .filter(
            group -> group.schoolClass() != null && !group.schoolClass().school().equals(school))
        .filter(group -> group.members().contains(new GroupFacts.Member(patronId, false)))
        .toList();
  }

  /** Adds a copy of a booked title that is on the pull list for a hold. */
  public void addLookedFor(UUID item) {
    lookedFor.add(item);
  }

  /**
   * Whether a copy of a booked title is on the pull list for a hold, which itself need not be
   * known.
   */
  public boolean isLookedFor(UUID item) {
    return lookedFor.contains(item);
  }

  public Optional<SetFacts> set(String barcode) {
    return Optional.ofNullable(sets.get(barcode));
  }

  public Optional<GroupFacts> group(UUID patronId) {
    return Optional.ofNullable(groups.get(patronId));
  }

  /** An open booking. */
  public Optional<BookingFacts> booking(UUID id) {
    return Optional.ofNullable(bookings.get(id))
        .filter(booking -> booking.state() == BookingState.BOOKED);
  }

  /** The open bookings, earliest start first. */
  public List<BookingFacts> open() {
    return bookings.values().stream()
        .filter(booking -> booking.state() == BookingState.BOOKED)
        .sorted(BY_TIME)
        .toList();
  }

  /** The open bookings to which an item is promised, earliest start first. */
  public List<BookingFacts> promisedTo(UUID item) {
    return bookings.isEmpty()
        ? List.of()
        : open().stream()
            .filter(booking -> booking.copy(item).filter(copy -> !copy.isLent()).isPresent())
            .toList();
  }

  /** The booking for which an item is on loan. */
  public Optional<BookingFacts> lentFor(UUID item) {
    return bookings.isEmpty()
        ? Optional.empty()
        : open().stream()
            .filter(booking -> booking.copy(item).filter(BookingFacts.Copy::isLent).isPresent())
            .findFirst();
  }

  void apply(BookingEffect effect) {
    switch (effect) {
      case BookingEffect.BookingChanged(var booking, _) -> add(booking);
      case BookingEffect.SetPut(var set, _, _, _) -> add(set);
      case BookingEffect.SetDissolved(var set, _) -> sets.remove(set.barcode());
      case BookingEffect.GroupChanged(var group, _) -> add(group);
    }
  }
}
