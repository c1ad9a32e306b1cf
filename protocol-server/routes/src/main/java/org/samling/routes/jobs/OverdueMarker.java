package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marks overdue loans, once for each overdue step that they reach, so that a notice follows. */
public final class OverdueMarker extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(OverdueMarker.class);

  private final Tenants tenants;
  private final OverdueLoans loans;
  private final IntConsumer marked;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param marked receives how many loans a run marked
   */
  public OverdueMarker(
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
   * Marks every loan that has reached an overdue step for which it is not marked yet.
   *
   * @param now the time by which loans were due
   * @return how many loans were marked
   */
  public int run(Instant now) {
    var done =
        forEach(
            tenants,
            Work.OVERDUE_LOANS,
            now,
            tenant ->
                loans.walk(
                    tenant,
                    now,
                    (origin, loan) -> new LoanCommand.MarkOverdue(origin, loan.item())));
    if (done > 0) {
      LOG.info("loans that reached another overdue step: {}", done);
    }
    marked.accept(done);
    return done;
  }
}
