package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.organisation.Tenants;
import org.samling.routes.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Charges what loans that are overdue cost by now, as it comes due. */
public final class FeeAccrual extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(FeeAccrual.class);

  private final Tenants tenants;
  private final OverdueLoans loans;
  private final IntConsumer charged;

  /**
   * Makes the job.
   *
   * @param tenants whose loans
   * @param inquiries finds them
   * @param commands charges them
   * @param period how often it runs; the first time after as long
   * @param charged is told how many a run charged
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
   * Charges every overdue loan that costs more than was charged.
   *
   * @param now the time until which loans had to be returned
   * @return how many were charged
   */
  public int run(Instant now) {
    var done =
        forEach(
            tenants,
            tenant ->
                loans.walk(
                    tenant,
                    now,
                    (origin, loan) -> new FeeCommand.AccrueOverdue(origin, loan.item())));
    if (done > 0) {
      LOG.info("{} fees were charged for overdue loans", done);
    }
    charged.accept(done);
    return done;
  }
}
