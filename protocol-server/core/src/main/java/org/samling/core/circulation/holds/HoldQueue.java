package org.samling.core.circulation.holds;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.samling.core.circulation.bookings.BookingClaims;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.policy.HoldOrder;
import org.samling.core.policy.Setting;

/** Decides whose turn it is in the queue for an item. */
public final class HoldQueue {

  private final DecisionContext context;
  private final Facts facts;

  public HoldQueue(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
  }

  /** The hold that an item is set aside for. */
  public Optional<HoldFacts> setAside(ItemFacts item) {
    return Optional.ofNullable(item.holdId())
        .flatMap(facts::hold)
        .filter(hold -> hold.state().hasItem());
  }

  /**
   * The waiting holds that an item may fill, next in turn first: those of partners last.
   *
   * @param here the code of the branch where the item is
   */
  public List<HoldFacts> waitingInOrder(ItemFacts item, String here) {
    return waitingFor(item).sorted(order(item, here)).toList();
  }

  /** The waiting holds that an item may fill, in no particular order. */
  Stream<HoldFacts> waitingFor(ItemFacts item) {
    return facts
        .open(item.recordId())
        .filter(hold -> hold.state() == HoldState.WAITING)
        .filter(mayFill(item));
  }

  /** Whether an item may fill a hold of its title today. */
  Predicate<HoldFacts> mayFill(ItemFacts item) {
    var policy = context.policy();
    var protectedDays =
        policy
            .setting(Setting.HOLD_PROTECTED_DAYS, item.home(), item.location(), context.today())
            .value();
    var isProtected = context.today().isBefore(item.accession().plusDays(protectedDays));
    // What was borrowed from another library is for the patron it came for, and nobody after.
    var isKept =
        item.partOfSet() != null
            || item.borrowedFrom() != null
            || new BookingClaims(context, facts).isNeededSoon(item);
    return hold ->
        !isKept
            && hold.wish().isMetBy(item)
            && !hold.isPausedOn(context.today())
            && (hold.expires() == null || !hold.expires().isBefore(context.now()))
            && !isHeldBack(hold)
            && isLentTo(hold, item)
            && (!isProtected || policy.sameAgency(hold.patronBranch(), item.home()));
  }

  /**
   * Whether another of its group goes first: an earlier one in a series, or one that has its item.
   */
  boolean isHeldBack(HoldFacts hold) {
    return facts
        .group(hold)
        .anyMatch(other ->
            switch (hold.wish().type()) {
              case SERIAL -> other.wish().position() < hold.wish().position();
              case PARALLEL -> other.state().hasItem();
              case NORMAL, INTER_LIBRARY -> false;
            });
  }

  /** Whether the patron of a hold is nobody's partner, or one to whom such items are lent. */
  private boolean isLentTo(HoldFacts hold, ItemFacts item) {
    return context
        .policy()
        .partners()
        .home(hold.patronId())
        .map(partner -> partner.isLent(item.category()))
        .orElse(true);
  }

  /** Whether a hold is of the library's own patrons, who go before its partners. */
  boolean isOwn(HoldFacts hold) {
    return context.policy().partners().home(hold.patronId()).isEmpty();
  }

  private Comparator<HoldFacts> order(ItemFacts item, String here) {
    var order = first(this::isOwn);
    for (var by : context.policy().setting(Setting.HOLD_ORDER, here, context.today()).value()) {
      order = order.thenComparing(order(by, item, here));
    }
    return order.thenComparing(HoldFacts.QUEUE);
  }

  private Comparator<HoldFacts> order(HoldOrder by, ItemFacts item, String here) {
    var policy = context.policy();
    return switch (by) {
      case QUEUE -> HoldFacts.QUEUE;
      case PICKUP_HERE -> first(hold -> hold.pickup().equals(here));
      case PICKUP_AT_HOME -> first(hold -> hold.pickup().equals(item.home()));
      case OWN_AGENCY -> first(hold -> policy.sameAgency(hold.patronBranch(), item.home()));
      case PROXIMITY -> Comparator.comparingInt(hold -> context.distance(here, hold.pickup()));
    };
  }

  private static Comparator<HoldFacts> first(Predicate<HoldFacts> goesFirst) {
    return Comparator.comparing(hold -> !goesFirst.test(hold));
  }
}
