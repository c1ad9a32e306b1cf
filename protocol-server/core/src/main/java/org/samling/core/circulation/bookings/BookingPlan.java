package org.samling.core.circulation.bookings;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.outcome.BookingOutcome.InTheWay;
import org.samling.core.circulation.outcome.BookingOutcome.Kind;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/**
 * Which copies are promised to which bookings, as a decision changes them. A promised copy that has
 * not been fetched may be replaced by another of the title; no booking ends up with fewer copies.
 */
public final class BookingPlan {

  private final DecisionContext context;
  private final Facts facts;
  private final LocalDate today;
  private final Map<UUID, BookingFacts> bookings = new LinkedHashMap<>();
  private final Set<UUID> changed = new LinkedHashSet<>();

  public BookingPlan(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.today = context.today();
    facts.bookings().open().forEach(booking -> bookings.put(booking.id(), booking));
  }

  /** Puts a changed booking into the plan. */
  void put(BookingFacts booking) {
    bookings.put(booking.id(), booking);
    changed.add(booking.id());
  }

  /** A booking as it now stands in the plan. */
  BookingFacts current(BookingFacts booking) {
    return bookings.getOrDefault(booking.id(), booking);
  }

  /** The effects that change the bookings as planned. */
  List<Effect> effects() {
    return changed.stream()
        .flatMap(id -> Optional.ofNullable(bookings.get(id)).stream())
        .map(booking -> (Effect) new BookingEffect.BookingChanged(booking, context.now()))
        .toList();
  }

  /** The open bookings that an item is promised to, earliest start first. */
  List<BookingFacts> promisedTo(UUID item) {
    return bookings.values().stream()
        .filter(b -> b.copy(item).filter(copy -> !copy.isLent()).isPresent())
        .sorted(
            Comparator.comparing((BookingFacts b) -> b.terms().from())
                .thenComparing(BookingFacts::id))
        .toList();
  }

  /** The number of whole days kept free before a booking, as its pickup branch has set. */
  int gap(Terms terms) {
    return setting(Setting.BOOKING_GAP_DAYS, terms);
  }

  private int setting(Setting<Integer> setting, Terms terms) {
    return context.policy().setting(setting, terms.pickup(), today).value();
  }

  /** Whether a booking's copies can be fetched already. */
  boolean isNear(BookingFacts booking) {
    var early = setting(Setting.BOOKING_EARLY_DAYS, booking.terms());
    return !today.isBefore(booking.terms().from().minusDays(early));
  }

  /**
   * What keeps an item from being promised on these terms; empty if it can be.
   *
   * @param own the booking itself, which is no conflict, or null
   * @param set the set that the item is to be part of, or null for none
   */
  public Optional<InTheWay> inTheWay(
      ItemFacts item, Terms terms, @Nullable UUID own, @Nullable String set) {
    if (!canBeBooked(item, terms, set)) {
      return Optional.of(new InTheWay(item.barcode(), Kind.NOT_FOR_LOAN, null));
    }
    for (var booking : bookings.values()) {
      if (!booking.id().equals(own)
          && booking.copy(item.id()).isPresent()
          && overlap(booking.terms(), terms)) {
        return Optional.of(new InTheWay(item.barcode(), Kind.BOOKED, booking.terms().until()));
      }
    }
    return stays(item, terms);
  }

  /** The same for an item on its own. */
  private Optional<InTheWay> inTheWay(ItemFacts item, Terms terms, @Nullable UUID own) {
    return inTheWay(item, terms, own, null);
  }

  /** The loan or hold, if any, that keeps an item past the start of a booking. */
  private Optional<InTheWay> stays(ItemFacts item, Terms terms) {
    var first = terms.from().minusDays(gap(terms));
    var loan = facts.loanOf(item.id());
    if (loan.isPresent()) {
      var due = context.policy().day(loan.get().due());
      if (due.isBefore(today)) {
        return Optional.of(new InTheWay(item.barcode(), Kind.OVERDUE, null));
      }
      return due.isBefore(first)
          ? Optional.empty()
          : Optional.of(new InTheWay(item.barcode(), Kind.ON_LOAN, due));
    }
    if (item.holdId() != null) {
      var days = context.get(Term.LOAN_DAYS, context.of(null, item)).value();
      var until = today.plusDays(days);
      return until.isBefore(first)
          ? Optional.empty()
          : Optional.of(new InTheWay(item.barcode(), Kind.HELD, until));
    }
    return Optional.empty();
  }

  private boolean canBeBooked(ItemFacts item, Terms terms, @Nullable String set) {
    var isThere =
        switch (item.status()) {
          case AVAILABLE, ON_LOAN, SET_ASIDE, ON_HOLD_SHELF, IN_TRANSIT, TO_BE_RESHELVED -> true;
          case ON_ORDER, IN_PROCESS, MISSING, CLAIMED_RETURNED, LOST, DISCARDED -> false;
        };
    var copiesOf = terms.copiesOf();
    return isThere
        && (set == null ? item.partOfSet() == null : set.equals(item.partOfSet()))
        && item.borrowedFrom() == null
        && (copiesOf == null || copiesOf.equals(item.home()))
        && ItemRules.isForLoan(item, context.policy(), context.now());
  }

  private boolean overlap(Terms one, Terms other) {
    var gap = Math.max(gap(one), gap(other));
    return !one.until().plusDays(gap).isBefore(other.from())
        && !other.until().plusDays(gap).isBefore(one.from());
  }

  /** The copies of a title that can be promised, the best first. */
  List<ItemFacts> free(UUID record, Terms terms, @Nullable UUID own) {
    return facts
        .itemsOf(record)
        .filter(item -> inTheWay(item, terms, own).isEmpty())
        .sorted(
            Comparator.comparingInt(
                    (ItemFacts item) -> context.distance(item.home(), terms.pickup()))
                .thenComparingLong(item -> idle(item, terms))
                .thenComparing(ItemFacts::barcode))
        .toList();
  }

  /** The days a copy would be idle before a booking; few are better, to keep free periods long. */
  private long idle(ItemFacts item, Terms terms) {
    return bookings.values().stream()
        .filter(b -> b.copy(item.id()).isPresent())
        .map(b -> b.terms().until())
        .filter(until -> until.isBefore(terms.from()))
        .mapToLong(until -> until.until(terms.from(), ChronoUnit.DAYS))
        .min()
        .orElse(today.until(terms.from(), ChronoUnit.DAYS));
  }

  /** Replaces a copy promised to a booking by another; false if no other is free. */
  boolean substitute(BookingFacts booking, UUID item) {
    var record = booking.recordId();
    var other =
        record == null
            ? Optional.<ItemFacts>empty()
            : free(record, booking.terms(), booking.id()).stream()
                .filter(copy -> !copy.id().equals(item) && booking.copy(copy.id()).isEmpty())
                .findFirst();
    other.ifPresent(copy -> put(booking.swapped(item, copy.id())));
    return other.isPresent();
  }

  /**
   * Reassigns the copies of a title to all bookings that are not near, with one more among them.
   *
   * @param booking the additional booking
   * @return how many copies it gets: at most as many as preferred, or 0 if its minimum can't be met
   */
  int spread(BookingFacts booking) {
    var record = booking.recordId();
    if (record == null) {
      return 0;
    }
    for (var count = booking.terms().preferred(); count >= booking.terms().minimum(); count--) {
      var spread = spread(record, booking, count);
      if (spread.isPresent()) {
        spread.get().forEach((b, items) -> put(b.promising(items)));
        return count;
      }
    }
    return 0;
  }

  /** First come first served: each copy goes on to the booking that begins soonest after. */
  private Optional<Map<BookingFacts, List<UUID>>> spread(UUID record, BookingFacts one, int count) {
    var needs = new LinkedHashMap<BookingFacts, Integer>();
    bookings.values().stream()
        .filter(b -> record.equals(b.recordId()) && !isNear(b) && !b.id().equals(one.id()))
        .filter(b -> b.promised().findAny().isPresent())
        .forEach(b -> needs.put(b, (int) b.promised().count()));
    needs.put(one, count);
    var free = firstFree(record, needs.keySet());
    var spread = new LinkedHashMap<BookingFacts, List<UUID>>();
    var inOrder =
        needs.keySet().stream()
            .sorted(
                Comparator.comparing((BookingFacts b) -> b.terms().from())
                    .thenComparing(BookingFacts::placedAt)
                    .thenComparing(BookingFacts::id))
            .toList();
    for (var booking : inOrder) {
      var terms = booking.terms();
      var chosen =
          facts
              .itemsOf(record)
              .filter(item -> canBeBooked(item, terms, null) && stays(item, terms).isEmpty())
              .filter(item -> !free.getOrDefault(item.id(), LocalDate.MIN).isAfter(terms.from()))
              .sorted(
                  Comparator.comparing(
                          (ItemFacts item) -> free.getOrDefault(item.id(), LocalDate.MIN))
                      .reversed()
                      .thenComparing(ItemFacts::barcode))
              .limit(needs.getOrDefault(booking, 0))
              .map(ItemFacts::id)
              .toList();
      if (chosen.size() < needs.getOrDefault(booking, 0)) {
        return Optional.empty();
      }
      var next = terms.until().plusDays(longestGap(needs.keySet()) + 1L);
      chosen.forEach(item -> free.put(item, next));
      spread.put(booking, chosen);
    }
    return Optional.of(spread);
  }

  private int longestGap(Set<BookingFacts> needs) {
    return needs.stream().mapToInt(b -> gap(b.terms())).max().orElse(0);
  }

  /** The day from which each copy is free of the bookings that are not reassigned. */
  private Map<UUID, LocalDate> firstFree(UUID record, Set<BookingFacts> needs) {
    var free = new HashMap<UUID, LocalDate>();
    var gap = longestGap(needs);
    facts
        .itemsOf(record)
        .forEach(item ->
            bookings.values().stream()
                .filter(b -> b.copy(item.id()).isPresent())
                .filter(b ->
                    !needs.contains(b)
                        || b.copy(item.id()).filter(BookingFacts.Copy::isLent).isPresent())
                .map(b -> b.terms().until().plusDays(Math.max(gap, gap(b.terms())) + 1L))
                .max(Comparator.naturalOrder())
                .ifPresent(day -> free.put(item.id(), day)));
    return free;
  }

  /** The conflicts that keep a title's copies from being promised. */
  List<InTheWay> conflicts(UUID record, Terms terms) {
    var all = new ArrayList<InTheWay>();
    facts
        .itemsOf(record)
        .sorted(Comparator.comparing(ItemFacts::barcode))
        .forEach(item -> inTheWay(item, terms, null).ifPresent(all::add));
    return all;
  }
}
