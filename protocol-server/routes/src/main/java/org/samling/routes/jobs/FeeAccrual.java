package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Charges overdue fees for loans as they accrue. */
public final class FeeAccrual extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(FeeAccrual.class);

  private final Tenants tenants;
  private final OverdueLoans loans;
  private final IntConsumer charged;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param charged receives how many loans a run charged
   */
  public FeeAccrual(
      Tenants tenants,
      Inquiries inquiries,
      Commands commands,
      Duration period,
      IntConsumer charged) {
    super("fee-accrual", "fees for overdue loans could not be charged", period);
    this.tenants = tenants;
    this.loans = new OverdueLoans(inquiries, commands, "job fee-accrual");
    this.charged = charged;
  }

  @Override
  void work() {
    run(Instant.now());
  }

  /**
   * Charges every overdue loan whose fee has grown since it was last charged.
   *
   * @param now the time by which loans were due
   * @return how many loans were charged
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
                    (origin, loan) -> new FeeCommand.AccrueOverdue(origin, loan.item())));
    if (done > 0) {
      LOG.info("overdue fees charged: {}", done);
    }
    charged.accept(done);
    return done;
  }
}
