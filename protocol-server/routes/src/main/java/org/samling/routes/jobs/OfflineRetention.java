package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes transactions that kiosks did offline and reported later, once they have been kept long
 * enough.
 */
public final class OfflineRetention extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(OfflineRetention.class);

  private final Tenants tenants;
  private final OfflineTransactions transactions;
  private final IntConsumer forgotten;

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param forgotten receives how many transactions a run deleted
   */
  public OfflineRetention(
      Tenants tenants, OfflineTransactions transactions, Duration period, IntConsumer forgotten) {
    super("offline-retention", "old offline transactions were not deleted", period);
    this.tenants = tenants;
    this.transactions = transactions;
    this.forgotten = forgotten;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Deletes what has been kept long enough, for every tenant.
   *
   * @return how many transactions were deleted
   */
  public int run() {
    var done = forEach(tenants, Work.OFFLINE_TRANSACTIONS, Instant.now(), this::run);
    forgotten.accept(done);
    return done;
  }

  private int run(Tenant tenant) {
    var gone = transactions.forget(tenant.id(), Instant.now());
    if (gone > 0) {
      LOG.info("old offline transactions of {} deleted: {}", tenant.code(), gone);
    }
    return gone;
  }
}
