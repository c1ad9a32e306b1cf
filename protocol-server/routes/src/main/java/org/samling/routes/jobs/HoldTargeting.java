package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.HoldLists.HoldAt;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Targets items on the shelf for waiting holds: those whose item was lent or is missing, those that
 * were suspended, those of titles that got a new copy. Holds that are suspended now, or whose
 * patron is away, are skipped in favour of others.
 */
public final class HoldTargeting extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(HoldTargeting.class);
  private static final String ACTOR = "job hold-targeting";
  private static final int AT_ONCE = 200;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** Short, because an item that is not found now may be found later. */
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Tenants tenants;
  private final HoldLists lists;
  private final Inquiries inquiries;
  private final Commands commands;
  private final IntConsumer targeted;

  /**
   * Creates the job.
   *
   * @param inquiries filters the holds that can get an item, so that no command is submitted for
   *     the rest
   * @param period how often it runs; also the delay before the first run
   * @param targeted receives for how many holds a run found an item
   */
  public HoldTargeting(
      Tenants tenants,
      HoldLists lists,
      Inquiries inquiries,
      Commands commands,
      Duration period,
      IntConsumer targeted) {
    super("hold-targeting", "items could not be targeted for holds", period);
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
   * Targets an item for every hold that has none on a pull list and could have one.
   *
   * @return for how many holds an item was found
   */
  public int run() {
    var found = forEach(tenants, Work.HOLDS_TO_TARGET, Instant.now(), this::run);
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
      LOG.info("holds of {} for which an item on the shelf was found: {}", tenant.code(), found);
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
