package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.ForeignItems;
import org.samling.core.circulation.ForeignItems.HandedIn;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports items that were checked in at another tenant to their owners: the loans end, and the
 * items are in transit home.
 *
 * <p>Each tenant's check-ins are passed on one by one, in the order in which they were committed,
 * and the position is stored after each. A crash in between repeats one, whose key is the event's
 * number. An agreement that has ended meanwhile makes no difference: the item was taken in while it
 * was in force, and the patron who returned it must not stay liable for it.
 */
public final class CheckinRelay extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(CheckinRelay.class);
  private static final String ACTOR = "job hand-in-relay";
  private static final int AT_ONCE = 200;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Tenants tenants;
  private final ForeignItems items;
  private final Inquiries inquiries;
  private final Commands commands;
  private final IntConsumer passedOn;

  /**
   * Creates the job.
   *
   * @param tenants who takes in, and whose items
   * @param period how often it runs; also the delay before the first run
   * @param passedOn receives how many items a run reported to their owners
   */
  public CheckinRelay(
      Tenants tenants,
      ForeignItems items,
      Inquiries inquiries,
      Commands commands,
      Duration period,
      IntConsumer passedOn) {
    super("hand-in-relay", "check-ins could not be reported to the items' owners", period);
    this.tenants = tenants;
    this.items = items;
    this.inquiries = inquiries;
    this.commands = commands;
    this.passedOn = passedOn;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Reports everything that was handed in.
   *
   * @return how many items this run reported to their owners
   */
  public int run() {
    var reported = forEach(tenants, Work.CHECKINS_OF_OTHERS, Instant.now(), this::run);
    passedOn.accept(reported);
    return reported;
  }

  private int run(Tenant tenant) {
    var reported = 0;
    List<HandedIn> found;
    do {
      found = items.handedIn(tenant.id(), AT_ONCE);
      for (var item : found) {
        var isReported = report(tenant, item);
        if (items.passedOn(tenant.id(), item) && isReported) {
          reported++; // by this node: another may have reported the same item at the same time
        }
      }
    } while (found.size() == AT_ONCE);
    if (reported > 0) {
      LOG.info("items of others that {} took in, now in transit home: {}", tenant.code(), reported);
    }
    return reported;
  }

  /**
   * Whether the owner accepted it: not where there is no such item, or something has happened
   * since.
   */
  private boolean report(Tenant by, HandedIn item) {
    var owner = tenants.byCode(item.owner());
    var home =
        owner
            .flatMap(o -> inquiries.item(o.id(), item.barcode()))
            .map(state -> state.item().home());
    return owner.isPresent()
        && home.isPresent()
        && commands.outcome(command(owner.get(), home.get(), by, item))
            instanceof LoanOutcome.Changed;
  }

  private static LoanCommand.CheckinElsewhere command(
      Tenant owner, String home, Tenant by, HandedIn item) {
    return new LoanCommand.CheckinElsewhere(
        new Origin(
            owner.id(),
            CommandKey.of(CommandKey.MAX_WINDOW, "checkin-elsewhere", owner.id(), item.id()),
            ACTOR,
            home,
            Instant.now().plus(DEADLINE)),
        item.barcode(),
        by.code(),
        item.branch(),
        item.at(),
        item.recorded());
  }
}
