package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.BookingLists.DueBooking;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;

/**
 * Ends bookings whose last day has passed, and assigns other copies to bookings whose copy will not
 * be there.
 */
public final class BookingUpkeep extends Job {

  private static final String ACTOR = "job booking-upkeep";
  private static final int AT_ONCE = 500;

  /** Short, because a booking that could not be repaired now may be so later. */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Tenants tenants;
  private final BookingLists lists;
  private final Inquiries inquiries;
  private final Commands commands;
  private final IntConsumer ended;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param ended receives how many a run ended
   */
  public BookingUpkeep(
      Tenants tenants,
      BookingLists lists,
      Inquiries inquiries,
      Commands commands,
      Duration period,
      IntConsumer ended) {
    super("booking-upkeep", "bookings could not be ended or repaired", period);
    this.tenants = tenants;
    this.lists = lists;
    this.inquiries = inquiries;
    this.commands = commands;
    this.ended = ended;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Ends and repairs the bookings of all tenants once.
   *
   * @return how many bookings were ended
   */
  public int run() {
    var count = forEach(tenants, Work.BOOKINGS, Instant.now(), this::run);
    ended.accept(count);
    return count;
  }

  private int run(Tenant tenant) {
    var count =
        submit(
            tenant.id(),
            lists.over(tenant.id(), AT_ONCE),
            due ->
                new BookingCommand.EndBooking(origin(tenant, "end-booking", due), due.booking()));
    submit(
        tenant.id(),
        lists.unfit(tenant.id(), AT_ONCE),
        due ->
            new BookingCommand.RepairBooking(origin(tenant, "repair-booking", due), due.booking()));
    return count;
  }

  private int submit(
      TenantId tenant, List<DueBooking> found, Function<DueBooking, BookingCommand> command) {
    var candidates = found.stream().map(command).toList();
    var done = 0;
    for (var one : inquiries.effective(tenant, candidates)) {
      if (commands.outcome(one) instanceof BookingOutcome.Changed) {
        done++;
      }
    }
    return done;
  }

  private static Origin origin(Tenant tenant, String what, DueBooking due) {
    return new Origin(
        tenant.id(),
        CommandKey.of(WINDOW, what, tenant.id(), due.booking()),
        ACTOR,
        due.pickup(),
        Instant.now().plus(DEADLINE));
  }
}
