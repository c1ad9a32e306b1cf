package org.samling.core.circulation.bookings;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.DueDate;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.LoansBeforeBookings;
import org.samling.core.policy.Setting;

/** Applies bookings to loans, renewals and returns: who gets an item, and until when. */
public final class BookingClaims {

  private final DecisionContext context;
  private final Facts facts;
  private final LocalDate today;

  public BookingClaims(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.today = context.today();
  }

  /**
   * The effect of bookings on a loan.
   *
   * @param due when it is due
   * @param effects the changes to bookings that come with it
   * @param check the rule that a booked item is not lent past the start of the booking
   * @param isOwn whether the loan fulfils the patron's own booking
   */
  public record Claim(DueDate due, List<Effect> effects, Check check, boolean isOwn) {

    Claim(DueDate due, List<Effect> effects, Check check) {
      this(due, effects, check, false);
    }
  }

  /** The effect of bookings on a loan, given its usual due date. */
  public Claim loan(PatronFacts patron, ItemFacts item, DueDate usual) {
    if (facts.bookings().open().isEmpty()) {
      return new Claim(usual, List.of(), check(item, "not booked", false));
    }
    return own(patron, item).orElseGet(() -> beforeOthers(item, usual, shortest()));
  }

  /** The effect of bookings on a renewal, given its usual due date. */
  public Claim renewal(ItemFacts item, LoanFacts loan, DueDate usual) {
    if (facts.bookings().open().isEmpty()) {
      return new Claim(usual, List.of(), check(item, "not booked", false));
    }
    var claim = beforeOthers(item, usual, 0);
    return claim.check().isBroken() || claim.due().at().isAfter(loan.due())
        ? claim
        : claim.due().equals(usual)
            ? claim
            : new Claim(usual, List.of(), check(item, "booked before it would be due", true));
  }

  private int shortest() {
    return context.setting(Setting.BOOKING_SHORTEST_LOAN_DAYS).value();
  }

  private static Check check(ItemFacts item, String found, boolean isBroken) {
    return new Check(
        RefusalReason.BOOKED,
        new DecisionReason("bookings-first", "booking.copies", "item", item.barcode()),
        found,
        isBroken);
  }

  /**
   * The claim of the patron's own booking; any copy of the title will do as well as a promised one.
   */
  private Optional<Claim> own(PatronFacts patron, ItemFacts item) {
    for (var booking : facts.bookings().open()) {
      var plan = new BookingPlan(context, facts);
      if (booking.patronId().equals(patron.id())
          && booking.promised().findAny().isPresent()
          && plan.isNear(booking)
          && !today.isAfter(booking.terms().until())
          && isOf(booking, item)
          && fetch(plan, booking, item)) {
        var until = booking.terms().until();
        var why =
            new DecisionReason(
                "booking-ends", "booking.until", "booking " + booking.id(), until.toString());
        return Optional.of(
            new Claim(
                context.due(until, why),
                plan.effects(),
                check(item, "booked by this patron", false),
                true));
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(BookingFacts booking, ItemFacts item) {
    var copiesOf = booking.terms().copiesOf();
    return booking.set() != null
        ? booking.copy(item.id()).isPresent()
        : item.recordId().equals(booking.recordId())
            && item.partOfSet() == null
            && (copiesOf == null || copiesOf.equals(item.home()));
  }

  /** Makes an item the copy that is fetched; a booking it was promised to gets another copy. */
  private boolean fetch(BookingPlan plan, BookingFacts booking, ItemFacts item) {
    var copy = booking.copy(item.id());
    if (copy.isPresent() && copy.get().isLent()) {
      return false;
    }
    var others =
        plan.promisedTo(item.id()).stream()
            .filter(b -> !b.id().equals(booking.id()))
            .filter(b -> !b.terms().from().isAfter(booking.terms().until()))
            .toList();
    if (copy.isPresent()) {
      if (!others.isEmpty()) {
        return false;
      }
      plan.put(booking.lent(item.id(), true));
      return true;
    }
    var given = booking.promised().toList().getFirst();
    plan.put(booking.swapped(given, item.id()).lent(item.id(), true));
    return others.stream().allMatch(other -> plan.substitute(other, item.id()));
  }

  /**
   * Makes the loan due before others' bookings of the item, unless another copy will do for them.
   */
  private Claim beforeOthers(ItemFacts item, DueDate usual, int shortest) {
    var plan = new BookingPlan(context, facts);
    var last = context.policy().day(usual.at());
    for (var booking : plan.promisedTo(item.id())) {
      var first = booking.terms().from().minusDays(plan.gap(booking.terms()));
      if (!first.isAfter(last) && !plan.substitute(booking, item.id())) {
        return until(item, booking, first.minusDays(1), usual, shortest);
      }
    }
    return new Claim(usual, plan.effects(), check(item, "not booked by others", false));
  }

  private Claim until(
      ItemFacts item, BookingFacts booking, LocalDate last, DueDate usual, int shortest) {
    var mode = context.setting(Setting.BOOKING_LOANS_BEFORE);
    var day = lastOpenDay(last);
    var why =
        new DecisionReason(
            "booking-begins",
            mode.setting().name(),
            mode.level(),
            "booked from " + booking.terms().from());
    if (mode.value() == LoansBeforeBookings.REFUSE
        || today.until(day, ChronoUnit.DAYS) < Math.max(1, shortest)) {
      return new Claim(
          usual,
          List.of(),
          new Check(RefusalReason.BOOKED, why, "could be lent until " + day, true));
    }
    var end = context.policy().endOfDayWithoutStops(context.place(), day);
    return new Claim(
        new DueDate(end, null, why), List.of(), check(item, "lent until " + day, false));
  }

  private LocalDate lastOpenDay(LocalDate last) {
    var calendar = context.policy().calendar(context.place());
    var day = last;
    while (day.isAfter(today) && !calendar.isOpenOn(day)) {
      day = day.minusDays(1);
    }
    return day;
  }

  /** Whether an item is needed for a booking so soon that it must not fill a hold first. */
  public boolean isNeededSoon(ItemFacts item) {
    if (facts.bookings().promisedTo(item.id()).isEmpty()) {
      return false;
    }
    var plan = new BookingPlan(context, facts);
    var lent = context.setting(Setting.HOLD_PICKUP_DAYS).value() + shortest();
    return plan.promisedTo(item.id()).stream()
        .anyMatch(b ->
            !b.terms().from().minusDays(plan.gap(b.terms())).isAfter(today.plusDays(lent))
                && !plan.substitute(b, item.id()));
  }

  /** The booking that an item goes to when it comes in. */
  public Optional<BookingFacts> next(ItemFacts item) {
    var promised = facts.bookings().promisedTo(item.id());
    if (promised.isEmpty()) {
      return Optional.empty();
    }
    var plan = new BookingPlan(context, facts);
    return promised.stream()
        .filter(b -> plan.isNear(b) && !today.isAfter(b.terms().until()))
        .findFirst();
  }
}
