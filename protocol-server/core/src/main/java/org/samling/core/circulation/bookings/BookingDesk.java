package org.samling.core.circulation.bookings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingFacts.Copy;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.facts.BookingState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.outcome.BookingOutcome.Conflict;
import org.samling.core.circulation.outcome.BookingOutcome.Promise;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.PatronRules;
import org.samling.core.policy.Setting;

/** Decides on bookings: all that is asked for, or nothing. */
public final class BookingDesk {

  private final DecisionContext context;
  private final Facts facts;
  private final Instant now;
  private final LocalDate today;

  public BookingDesk(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.now = context.now();
    this.today = context.today();
  }

  public Decision decide(BookingCommand command) {
    return switch (command) {
      case BookingCommand.PlaceBookings c -> place(c);
      case BookingCommand.CancelBooking(_, var id) -> onKnown(id, this::cancel);
      case BookingCommand.MoveBooking(_, var id, var from, var until) ->
          onKnown(id, booking -> new BookingMoves(context, facts).move(booking, from, until));
      case BookingCommand.EndBooking(_, var id) -> onKnown(id, this::end);
      case BookingCommand.RepairBooking(_, var id) -> onKnown(id, this::repair);
    };
  }

  private interface OnKnown {
    public Decision decide(BookingFacts booking);
  }

  private Decision onKnown(UUID id, OnKnown decision) {
    return facts
        .bookings()
        .booking(id)
        .filter(booking -> facts.seen().branch(booking.terms().pickup()))
        .map(decision::decide)
        .orElseGet(() ->
            refused(
                List.of(
                    broken(
                        RefusalReason.BOOKING_UNKNOWN,
                        new DecisionReason("booking-known", "booking.id", "booking", id.toString()),
                        "no open booking")),
                List.of()));
  }

  private Decision cancel(BookingFacts booking) {
    return changed(booking, booking.released(BookingState.CANCELLED));
  }

  private Decision end(BookingFacts booking) {
    var until = booking.terms().until();
    if (!today.isAfter(until)) {
      return refused(
          List.of(
              broken(
                  RefusalReason.BOOKING_NOT_OVER,
                  new DecisionReason("booking-over", "booking.until", "booking", until.toString()),
                  "today " + today)),
          List.of());
    }
    return changed(
        booking,
        booking.released(booking.returned() == 0 ? BookingState.NOT_FETCHED : BookingState.ENDED));
  }

  private Decision repair(BookingFacts booking) {
    var plan = new BookingPlan(context, facts);
    var repaired = booking;
    for (var id : booking.promised().toList()) {
      var item = facts.item(id);
      var isFit =
          item.isPresent()
              && plan.inTheWay(item.get(), booking.terms(), booking.id(), booking.set()).isEmpty();
      if (!isFit && plan.substitute(repaired, id)) {
        repaired = plan.current(repaired);
      }
    }
    return new Decision(
        new BookingOutcome.Changed(now, booking.id(), repaired.state(), repaired.copies().size()),
        plan.effects(),
        List.of());
  }

  private Decision changed(BookingFacts before, BookingFacts after) {
    return new Decision(
        new BookingOutcome.Changed(now, after.id(), after.state(), after.copies().size()),
        after.equals(before) ? List.of() : List.of(new BookingEffect.BookingChanged(after, now)),
        List.of());
  }

  private Decision place(BookingCommand.PlaceBookings command) {
    var patron = facts.patron(command.patron());
    if (patron.isEmpty()) {
      var nobody = facts.whyNobody(command.patron());
      return refused(List.of(nobody), List.of());
    }
    var checks = new ArrayList<>(new PatronRules(context).checks(patron.get()));
    checks.add(mayBook(patron.get()));
    var periods = new BookingPeriods(context, facts);
    command.wanted().forEach(wanted -> checks.addAll(periods.checks(wanted.terms(), null)));
    if (!Check.broken(checks).isEmpty()) {
      return refused(checks, List.of());
    }
    var plan = new BookingPlan(context, facts);
    var placed = new ArrayList<BookingFacts>();
    var conflicts = new ArrayList<Conflict>();
    for (var wanted : command.wanted()) {
      var booking =
          wanted.set() == null
              ? title(plan, patron.get(), wanted, checks, conflicts)
              : set(plan, patron.get(), wanted, wanted.set(), checks, conflicts);
      booking.ifPresent(placed::add);
    }
    if (!Check.broken(checks).isEmpty()) {
      return refused(checks, conflicts);
    }
    var promises = new ArrayList<Promise>();
    for (var i = 0; i < placed.size(); i++) {
      var booking = plan.current(placed.get(i));
      promises.add(
          new Promise(
              booking.id(),
              command.wanted().get(i).name(),
              booking.promised().flatMap(this::barcode).sorted().toList()));
    }
    return new Decision(new BookingOutcome.Placed(now, promises), plan.effects(), checks);
  }

  private Stream<String> barcode(UUID item) {
    return facts.item(item).map(ItemFacts::barcode).stream();
  }

  private Check mayBook(PatronFacts patron) {
    var only = context.setting(Setting.BOOKING_ONLY_GROUPS);
    var isGroup = facts.bookings().group(patron.id()).isPresent();
    return new Check(
        RefusalReason.NOT_A_GROUP,
        DecisionContext.why("groups-book", only),
        isGroup ? "a group" : "no group",
        only.value() && !isGroup);
  }

  private Optional<BookingFacts> title(
      BookingPlan plan,
      PatronFacts patron,
      BookingCommand.BookingLine wanted,
      List<Check> checks,
      List<Conflict> conflicts) {
    var key = wanted.record();
    var record = key == null ? Optional.<UUID>empty() : facts.titles().record(key);
    if (record.isEmpty()) {
      checks.add(
          broken(
              RefusalReason.RECORD_UNKNOWN,
              new DecisionReason("record-known", "record.key", "title", wanted.name()),
              "unknown"));
      return Optional.empty();
    }
    var terms = wanted.terms();
    var free = plan.free(record.get(), terms, null);
    var booking = booking(patron, record.get(), null, terms);
    var count = Math.min(terms.preferred(), free.size());
    if (free.size() >= terms.minimum()) {
      plan.put(booking.promising(free.stream().limit(count).map(ItemFacts::id).toList()));
    } else if (plan.spread(booking) == 0) {
      checks.add(tooFew(wanted.name(), terms.minimum(), free.size()));
      conflicts.add(
          new Conflict(
              wanted.name(), terms.minimum(), free.size(), plan.conflicts(record.get(), terms)));
      return Optional.empty();
    }
    checks.add(enough(wanted));
    return Optional.of(booking);
  }

  private Optional<BookingFacts> set(
      BookingPlan plan,
      PatronFacts patron,
      BookingCommand.BookingLine wanted,
      String barcode,
      List<Check> checks,
      List<Conflict> conflicts) {
    var set = facts.set(barcode);
    if (set.isEmpty()) {
      checks.add(
          broken(
              RefusalReason.SET_UNKNOWN,
              new DecisionReason("set-known", "item-set.barcode", "set", barcode),
              "unknown"));
      return Optional.empty();
    }
    var all = set.get().items().stream().flatMap(id -> facts.item(id).stream()).toList();
    var items = all.stream().filter(BookingDesk::isThere).toList();
    var size = Math.max(1, items.size());
    var asked = wanted.terms();
    var terms =
        new Terms(
            size,
            Math.max(1, all.size()),
            asked.from(),
            asked.until(),
            asked.pickup(),
            asked.copiesOf(),
            asked.isForwarded());
    var inTheWay =
        items.stream()
            .flatMap(item -> plan.inTheWay(item, terms, null, barcode).stream())
            .sorted(Comparator.comparing(BookingOutcome.InTheWay::copy))
            .toList();
    if (items.isEmpty() || !inTheWay.isEmpty()) {
      checks.add(tooFew(wanted.name(), size, items.size() - inTheWay.size()));
      conflicts.add(new Conflict(barcode, size, items.size() - inTheWay.size(), inTheWay));
      return Optional.empty();
    }
    var booking = booking(patron, null, barcode, terms);
    plan.put(booking.promising(items.stream().map(ItemFacts::id).toList()));
    checks.add(enough(wanted));
    return Optional.of(booking);
  }

  /** Whether an item is booked with its set; what is missing is no more lent than booked. */
  private static boolean isThere(ItemFacts item) {
    return switch (item.status()) {
      case MISSING, CLAIMED_RETURNED, LOST, DISCARDED -> false;
      case AVAILABLE,
          ON_LOAN,
          SET_ASIDE,
          ON_HOLD_SHELF,
          IN_TRANSIT,
          TO_BE_RESHELVED,
          ON_ORDER,
          IN_PROCESS ->
          true;
    };
  }

  private BookingFacts booking(
      PatronFacts patron, @Nullable UUID record, @Nullable String set, Terms terms) {
    return new BookingFacts(
        Uuids.next(now),
        patron.id(),
        patron.identifier(),
        patron.name(),
        record,
        set,
        terms,
        BookingState.BOOKED,
        0,
        now,
        List.of());
  }

  static Check tooFew(String what, int minimum, int free) {
    return new Check(
        RefusalReason.TOO_FEW_COPIES,
        new DecisionReason("enough-copies", "booking.minimum", what, Integer.toString(minimum)),
        free + " free",
        true);
  }

  private static Check enough(BookingCommand.BookingLine wanted) {
    var minimum = Integer.toString(wanted.terms().minimum());
    return new Check(
        RefusalReason.TOO_FEW_COPIES,
        new DecisionReason("enough-copies", "booking.minimum", wanted.name(), minimum),
        "enough",
        false);
  }

  private static Check broken(RefusalReason reason, DecisionReason why, String found) {
    return new Check(reason, why, found, true);
  }

  private Decision refused(List<Check> checks, List<Conflict> conflicts) {
    return refused(now, checks, conflicts);
  }

  static Decision refused(Instant now, List<Check> checks, List<Conflict> conflicts) {
    var first = Check.broken(checks).getFirst();
    return Decision.refusal(
        new BookingOutcome.Refused(now, first.reason(), first.why(), conflicts), checks);
  }

  /**
   * Adds to a decision on loans the changes to the bookings they were made for: a returned copy
   * leaves its booking, and the copy of an undone loan is promised again.
   */
  public static Decision following(Decision decision, Facts facts, Instant now) {
    if (facts.bookings().open().isEmpty()) {
      return decision;
    }
    var current = new HashMap<UUID, BookingFacts>();
    var effects = new ArrayList<Effect>();
    for (var effect : decision.effects()) {
      var followed =
          switch (effect) {
            case LoanEffect.LoanClosed closed -> follow(closed.loan(), true, facts, current);
            case LoanEffect.LoanClosedElsewhere closed ->
                follow(closed.loan(), true, facts, current);
            case LoanEffect.LoanUndone undone -> follow(undone.loan(), false, facts, current);
            default -> Optional.<BookingFacts>empty(); // nothing else ends a loan
          };
      if (effect instanceof BookingEffect.BookingChanged(var booking, _)) {
        current.put(booking.id(), booking);
      }
      effects.add(effect);
      followed.ifPresent(booking -> {
        current.put(booking.id(), booking);
        effects.add(new BookingEffect.BookingChanged(booking, now));
      });
    }
    return new Decision(decision.outcome(), effects, decision.checks());
  }

  private static Optional<BookingFacts> follow(
      LoanFacts loan, boolean isOver, Facts facts, Map<UUID, BookingFacts> current) {
    var item = loan.itemId();
    return facts
        .bookings()
        .lentFor(item)
        .map(booking -> current.getOrDefault(booking.id(), booking))
        .filter(booking -> booking.patronId().equals(loan.patronId()))
        .filter(booking -> booking.copy(item).filter(Copy::isLent).isPresent())
        .map(booking -> isOver ? booking.returned(item) : booking.lent(item, false));
  }
}
