package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import org.samling.core.circulation.ForeignItems;
import org.samling.core.circulation.ForeignItems.HandedIn;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.routes.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells tenants which of their items others took in: their loans end, and they are on their way
 * home.
 *
 * <p>Each tenant's hand-ins are passed on in the order in which they were committed, one after
 * another, and how far is kept in the database after each. A crash in between repeats one, whose
 * key is the event's number. An agreement that ended meanwhile changes nothing: the item was taken
 * in while it held, and the patron who handed it in must not go on owing for it.
 */
public final class HandInRelay extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(HandInRelay.class);
  private static final String ACTOR = "job hand-in-relay";
  private static final int AT_ONCE = 200;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Tenants tenants;
  private final ForeignItems items;
  private final Inquiries inquiries;
  private final Commands commands;
  private final IntConsumer passedOn;

  /**
   * Makes the job.
   *
   * @param tenants who takes in, and whose items
   * @param items finds what was taken in
   * @param inquiries knows where an item belongs
   * @param commands tells the owners
   * @param period how often it runs; the first time after as long
   * @param passedOn is told how many items' owners a run told
   */
  public HandInRelay(
      Tenants tenants,
      ForeignItems items,
      Inquiries inquiries,
      Commands commands,
      Duration period,
      IntConsumer passedOn) {
    super("hand-in-relay", "hand-ins could not be passed on to their owners", period);
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
   * Passes on all that was handed in.
   *
   * @return how many items' owners were told by this run
   */
  public int run() {
    var told = forEach(tenants, this::run);
    passedOn.accept(told);
    return told;
  }

  private int run(Tenant tenant) {
    var told = 0;
    List<HandedIn> found;
    do {
      found = items.handedIn(tenant.id(), AT_ONCE);
      for (var item : found) {
        var isTold = tell(tenant, item);
        if (items.passedOn(tenant.id(), item) && isTold) {
          told++; // by this node: another may have told the same at the same time
        }
      }
    } while (found.size() == AT_ONCE);
    if (told > 0) {
      LOG.info("{} items that {} took in are on their way home", told, tenant.code());
    }
    return told;
  }

  /** Whether the owner took it: not where there is no such item, or something happened since. */
  private boolean tell(Tenant by, HandedIn item) {
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
