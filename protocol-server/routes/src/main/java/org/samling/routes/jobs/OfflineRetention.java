package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what machines told of afterwards, once it was kept long enough. */
public final class OfflineRetention extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(OfflineRetention.class);

  private final Tenants tenants;
  private final OfflineTransactions transactions;
  private final IntConsumer forgotten;

  /**
   * Makes the job.
   *
   * @param tenants whose transactions
   * @param transactions forgets them
   * @param period how often it runs; the first time after as long
   * @param forgotten is told how many transactions a run forgot
   */
  public OfflineRetention(
      Tenants tenants, OfflineTransactions transactions, Duration period, IntConsumer forgotten) {
    super("offline-retention", "what was done offline is still kept", period);
    this.tenants = tenants;
    this.transactions = transactions;
    this.forgotten = forgotten;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Forgets what was kept long enough, in every tenant.
   *
   * @return how many transactions are gone
   */
  public int run() {
    var done = forEach(tenants, this::run);
    forgotten.accept(done);
    return done;
  }

  private int run(Tenant tenant) {
    var gone = transactions.forget(tenant.id(), Instant.now());
    if (gone > 0) {
      LOG.info("{} transactions of {} that were done offline are forgotten", gone, tenant.code());
    }
    return gone;
  }
}
