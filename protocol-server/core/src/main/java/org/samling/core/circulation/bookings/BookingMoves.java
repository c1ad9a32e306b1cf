package org.samling.core.circulation.bookings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingFacts.Copy;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.outcome.BookingOutcome.Conflict;
import org.samling.core.circulation.outcome.BookingOutcome.InTheWay;
import org.samling.core.circulation.outcome.BookingOutcome.Kind;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;

/** Decides on moving a booking to another period. What it can't have then, it keeps now. */
final class BookingMoves {

  private final DecisionContext context;
  private final Facts facts;

  BookingMoves(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
  }

  Decision move(BookingFacts booking, LocalDate from, LocalDate until) {
    var terms = booking.terms().during(from, until);
    var checks =
        new ArrayList<>(new BookingPeriods(context, facts).checks(terms, booking.terms().from()));
    var hasToBegin = booking.isFetched() && !from.equals(booking.terms().from());
    checks.add(
        new Check(
            RefusalReason.PERIOD_UNFIT,
            new DecisionReason("booking-fetched", "booking.from", "booking", from.toString()),
            booking.isFetched() ? "copies were picked up" : "nothing was picked up",
            hasToBegin));
    if (!Check.broken(checks).isEmpty()) {
      return BookingDesk.refused(context.now(), checks, List.of());
    }
    var plan = new BookingPlan(context, facts);
    var moved = booking.on(terms);
    plan.put(moved.promising(List.of()));
    var lent = lentInTheWay(plan, moved);
    var conflict = lent.isEmpty() ? promise(plan, moved) : conflict(moved, 0, lent);
    if (conflict == null) {
      var after = plan.current(moved);
      return new Decision(
          new BookingOutcome.Changed(
              context.now(), after.id(), after.state(), after.copies().size()),
          after.equals(booking) ? List.of() : plan.effects(),
          checks);
    }
    checks.add(BookingDesk.tooFew(conflict.what(), conflict.minimum(), conflict.free()));
    return BookingDesk.refused(context.now(), checks, List.of(conflict));
  }

  /** Bookings of others for copies that are on loan for this one. */
  private List<InTheWay> lentInTheWay(BookingPlan plan, BookingFacts moved) {
    return moved.copies().stream()
        .filter(Copy::isLent)
        .flatMap(copy -> inTheWay(plan, moved, copy.itemId()))
        .filter(way -> way.kind() == Kind.BOOKED)
        .toList();
  }

  private Stream<InTheWay> inTheWay(BookingPlan plan, BookingFacts moved, UUID id) {
    return facts
        .item(id)
        .flatMap(item -> plan.inTheWay(item, moved.terms(), moved.id(), moved.set()))
        .stream();
  }

  /** Promises copies for the new period; what prevents that, or null. */
  private @Nullable Conflict promise(BookingPlan plan, BookingFacts moved) {
    var promised = moved.promised().toList();
    var record = moved.recordId();
    if (record == null || promised.isEmpty()) {
      var ways = promised.stream().flatMap(id -> inTheWay(plan, moved, id)).toList();
      plan.put(moved);
      return ways.isEmpty() ? null : conflict(moved, promised.size() - ways.size(), ways);
    }
    var had = (int) moved.copies().stream().filter(Copy::isLent).count() + moved.returned();
    var free = new ArrayList<>(plan.free(record, moved.terms(), moved.id()));
    free.removeIf(item -> moved.copy(item.id()).filter(Copy::isLent).isPresent());
    free.sort(Comparator.comparing((ItemFacts item) -> !promised.contains(item.id())));
    if (had + free.size() >= moved.terms().minimum()) {
      var wanted = Math.max(0, moved.terms().preferred() - had);
      plan.put(moved.promising(free.stream().limit(wanted).map(ItemFacts::id).toList()));
      return null;
    }
    return !moved.isFetched() && plan.spread(moved) > 0
        ? null
        : conflict(moved, had + free.size(), plan.conflicts(record, moved.terms()));
  }

  private Conflict conflict(BookingFacts moved, int free, List<InTheWay> ways) {
    var sorted = ways.stream().sorted(Comparator.comparing(InTheWay::copy)).toList();
    return new Conflict(what(moved), moved.terms().minimum(), free, sorted);
  }

  private String what(BookingFacts booking) {
    var set = booking.set();
    var record = booking.recordId();
    return set != null || record == null
        ? String.valueOf(set)
        : facts
            .itemsOf(record)
            .findFirst()
            .map(item -> item.record().toString())
            .orElse(booking.id().toString());
  }
}
