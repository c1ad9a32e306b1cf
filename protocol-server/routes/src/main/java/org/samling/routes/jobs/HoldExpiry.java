package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.HoldLists.ExpiredHold;
import org.samling.core.circulation.command.Command;
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
 * Expires holds: those that were not filled in time, and those that were ready and not picked up.
 */
public final class HoldExpiry extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(HoldExpiry.class);
  private static final String ACTOR = "job hold-expiry";
  private static final int AT_ONCE = 200;

  /** Short, because a hold that has not expired yet may do so later. */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Tenants tenants;
  private final HoldLists lists;
  private final Commands commands;
  private final IntConsumer expired;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param expired receives how many holds a run ended
   */
  public HoldExpiry(
      Tenants tenants, HoldLists lists, Commands commands, Duration period, IntConsumer expired) {
    super("hold-expiry", "holds could not be expired", period);
    this.tenants = tenants;
    this.lists = lists;
    this.commands = commands;
    this.expired = expired;
  }

  @Override
  void work() {
    run(Instant.now());
  }

  /**
   * Ends every hold that has expired.
   *
   * @param now the time by which holds expire
   * @return how many holds were ended
   */
  public int run(Instant now) {
    var ended = forEach(tenants, Work.EXPIRED_HOLDS, now, tenant -> run(tenant, now));
    expired.accept(ended);
    return ended;
  }

  private int run(Tenant tenant, Instant now) {
    var ended = 0;
    List<ExpiredHold> found;
    do {
      found = lists.expiredHolds(tenant.id(), now, AT_ONCE);
      var outcomes = new ArrayList<HoldOutcome>();
      found.forEach(hold -> outcomes.add(commands.outcome(command(tenant, hold))));
      var done = outcomes.stream().filter(HoldOutcome.Cancelled.class::isInstance).count();
      ended += (int) done;
      if (done == 0) {
        break; // another node was faster, or they were filled meanwhile
      }
    } while (found.size() == AT_ONCE);
    if (ended > 0) {
      LOG.info("holds of {} that expired: {}", tenant.code(), ended);
    }
    return ended;
  }

  private static Command<HoldOutcome> command(Tenant tenant, ExpiredHold hold) {
    return new HoldCommand.ExpireHold(
        new Origin(
            tenant.id(),
            CommandKey.of(WINDOW, "expire-hold", tenant.id(), hold.hold()),
            ACTOR,
            hold.pickup(),
            Instant.now().plus(DEADLINE)),
        hold.patron(),
        hold.hold());
  }
}
