package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.HoldLists.HoldAt;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.routes.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for items on the shelves for holds that wait: those whose item was lent or is missing,
 * those that were paused, those of titles that got a new copy. What is looked for for holds that
 * are paused now, or whose patron is away, is left to others.
 */
public final class HoldTargeting extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(HoldTargeting.class);
  private static final String ACTOR = "job hold-targeting";
  private static final int AT_ONCE = 200;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** Short, for what is not found now may be found later. */
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Tenants tenants;
  private final HoldLists lists;
  private final Inquiries inquiries;
  private final Commands commands;
  private final IntConsumer targeted;

  /**
   * Makes the job.
   *
   * @param tenants whose holds
   * @param lists finds them
   * @param inquiries says for which something can be found, so that no others are asked about
   * @param commands looks for items
   * @param period how often it runs; the first time after as long
   * @param targeted is told for how many a run found an item
   */
  public HoldTargeting(
      Tenants tenants,
      HoldLists lists,
      Inquiries inquiries,
      Commands commands,
      Duration period,
      IntConsumer targeted) {
    super("hold-targeting", "items could not be looked for", period);
    this.tenants = tenants;
    this.lists = lists;
    this.inquiries = inquiries;
    this.commands = commands;
    this.targeted = targeted;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Looks for items for every hold that has none on a pull list and could have one.
   *
   * @return for how many one was found
   */
  public int run() {
    var found = forEach(tenants, this::run);
    targeted.accept(found);
    return found;
  }

  private int run(Tenant tenant) {
    var found = 0;
    @Nullable UUID after = null;
    List<HoldAt> holds;
    do {
      holds = lists.untargetedHolds(tenant.id(), after, AT_ONCE);
      var wanted = new ArrayList<HoldCommand.TargetHold>();
      for (var hold : holds) {
        after = hold.hold();
        wanted.add(command(tenant, hold));
      }
      for (var effective : inquiries.effective(tenant.id(), wanted)) {
        var outcome = commands.outcome(effective);
        found += outcome instanceof HoldOutcome.Changed changed && changed.item() != null ? 1 : 0;
      }
    } while (holds.size() == AT_ONCE);
    if (found > 0) {
      LOG.info("items on the shelf were found for {} holds of {}", found, tenant.code());
    }
    return found;
  }

  private static HoldCommand.TargetHold command(Tenant tenant, HoldAt hold) {
    return new HoldCommand.TargetHold(
        new Origin(
            tenant.id(),
            CommandKey.of(WINDOW, "target-hold", tenant.id(), hold.hold()),
            ACTOR,
            hold.pickup(),
            Instant.now().plus(DEADLINE)),
        hold.hold());
  }
}
