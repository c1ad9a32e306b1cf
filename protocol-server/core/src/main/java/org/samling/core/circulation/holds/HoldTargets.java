package org.samling.core.circulation.holds;

import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.bookings.BookingClaims;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.policy.Setting;

/** Chooses the items that staff are asked to fetch from the shelf for waiting holds. */
public final class HoldTargets {

  private final DecisionContext context;
  private final Facts facts;
  private final HoldQueue queue;
  private final BookingClaims claims;

  public HoldTargets(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.queue = new HoldQueue(context, facts);
    this.claims = new BookingClaims(context, facts);
  }

  /**
   * The item that can be at the pickup branch first, counting the days until staff are there to
   * fetch it and the days in transit. Ties go to the nearer item, then to the one least often not
   * found. Never an item that a booking needs soon: it would not be given to the hold.
   *
   * @param excluded an item that must not be requested again, or null
   */
  public Optional<ItemFacts> find(HoldFacts hold, @Nullable UUID excluded) {
    if (hold.isPausedOn(context.today()) || queue.isHeldBack(hold)) {
      return Optional.empty();
    }
    var taken = targets(hold);
    return facts
        .itemsOf(hold.recordId())
        .filter(item -> !item.id().equals(excluded) && !taken.contains(item.id()))
        .filter(item -> item.id().equals(hold.target()) || !facts.bookings().isLookedFor(item.id()))
        .filter(this::isOnShelf)
        .filter(item -> !claims.isNeededSoon(item))
        .filter(item -> queue.mayFill(item).test(hold))
        .min(
            Comparator.comparingInt((ItemFacts item) -> days(item, hold.pickup()))
                .thenComparingInt(item -> context.distance(item.at(), hold.pickup()))
                .thenComparingInt(ItemFacts::notFound)
                .thenComparing(ItemFacts::barcode));
  }

  /** The items targeted for other holds on the title. */
  private Set<UUID> targets(HoldFacts hold) {
    return facts
        .open(hold.recordId())
        .filter(other -> !other.id().equals(hold.id()))
        .flatMap(other -> Optional.ofNullable(other.target()).stream())
        .collect(Collectors.toSet());
  }

  /** Whether an item stands on a shelf from which it can be fetched for a hold. */
  boolean isOnShelf(ItemFacts item) {
    var policy = context.policy();
    return (item.status() == ItemStatus.AVAILABLE || item.status() == ItemStatus.TO_BE_RESHELVED)
        && item.holdId() == null
        && policy.setting(Setting.HOLD_PULL, item.at(), item.location(), context.today()).value()
        && ItemRules.isForLoan(item, policy, context.now());
  }

  /** The number of days until an item can be at a branch. */
  private int days(ItemFacts item, String pickup) {
    var policy = context.policy();
    var today = context.today();
    var fetched = policy.calendar(item.at()).nextStaffedDay(today, policy.time(context.now()));
    var waits = (int) today.until(fetched, ChronoUnit.DAYS);
    var way =
        item.at().equals(pickup) ? 0 : policy.setting(Setting.TRANSIT_DAYS, pickup, today).value();
    return waits + way;
  }
}
