package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.organisation.Tenants;
import org.samling.routes.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of loans that are overdue, once for each step of lateness that they reach. */
public final class OverdueNotice extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(OverdueNotice.class);

  private final Tenants tenants;
  private final OverdueLoans loans;
  private final IntConsumer marked;

  /**
   * Makes the job.
   *
   * @param tenants whose loans
   * @param inquiries finds them
   * @param commands marks them
   * @param period how often it runs; the first time after as long
   * @param marked is told how many a run marked
   */
  public OverdueNotice(
      Tenants tenants,
      Inquiries inquiries,
      Commands commands,
      Duration period,
      IntConsumer marked) {
    super("overdue-notice", "overdue loans could not be marked", period);
    this.tenants = tenants;
    this.loans = new OverdueLoans(inquiries, commands, "job overdue-notice");
    this.marked = marked;
  }

  @Override
  void work() {
    run(Instant.now());
  }

  /**
   * Tells of every loan that has reached a step of lateness that was not told of.
   *
   * @param now the time until which loans had to be returned
   * @return how many were marked
   */
  public int run(Instant now) {
    var done =
        forEach(
            tenants,
            tenant ->
                loans.walk(
                    tenant,
                    now,
                    (origin, loan) -> new LoanCommand.MarkOverdue(origin, loan.item())));
    if (done > 0) {
      LOG.info("{} loans reached a step of being overdue", done);
    }
    marked.accept(done);
    return done;
  }
}
