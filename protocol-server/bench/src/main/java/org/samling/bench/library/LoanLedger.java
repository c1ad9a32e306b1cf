package org.samling.bench.library;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.samling.bench.measure.Superuser;
import org.samling.core.organisation.TenantId;

/**
 * Records what a server has acknowledged since a library was made, and so what its database must
 * contain of a tenant: these loans and no others.
 *
 * <p>Safe for use by many threads.
 */
public final class LoanLedger {

  private static final String OPEN =
      """
      select i.barcode, n.value from loan l
      join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
      join patron_identifier n on n.tenant_id = l.tenant_id and n.patron_id = l.patron_id
      where l.tenant_id = %s and l.returned_at is null
      """;

  private static final String MADE = "select count(*) from loan where tenant_id = ";

  private static final String RENEWED =
      """
      select i.barcode, sum(l.renewals) from loan l
      join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
      where l.tenant_id = %s group by 1 having sum(l.renewals) > 0
      """;

  private static final String STATES =
      """
      select count(*) from item i where i.tenant_id = %s
        and (i.status = 'ON_LOAN')::int <> (select count(*) from loan l
          where l.tenant_id = i.tenant_id and l.item_id = i.id and l.returned_at is null)
      """;

  private final Map<String, String> loans = new ConcurrentHashMap<>();
  private final AtomicLong checkouts = new AtomicLong();
  private final Map<String, Long> renewals = new ConcurrentHashMap<>();
  private final AtomicLong resent = new AtomicLong();
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  /** Read lock for changes; write lock to keep everything still. */
  private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

  /** The ledger of a tenant without loans. */
  public LoanLedger() {}

  /** The ledger of a tenant, with the loans that the database has now. */
  public static LoanLedger of(Superuser superuser, TenantId tenant) throws SQLException {
    var ledger = new LoanLedger();
    superuser.rows(
        OPEN.formatted(tenant), row -> ledger.loans.put(row.getString(1), row.getString(2)));
    ledger.checkouts.set(superuser.number(MADE + tenant));
    ledger.renewals.putAll(renewals(superuser, tenant));
    return ledger;
  }

  /** An action that may change loans. */
  public interface Change {
    void make() throws Exception;
  }

  /** Makes a change; waits while changes are blocked. */
  public void change(Change change) throws Exception {
    gate.readLock().lock();
    try {
      change.make();
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Runs an action while changes are blocked, after those in progress have been answered. */
  public void whileQuiet(Change look) throws Exception {
    gate.writeLock().lock();
    try {
      look.make();
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** Records an acknowledged checkout. */
  public void lent(String barcode, String card) {
    loans.put(barcode, card);
    checkouts.incrementAndGet();
  }

  /** Records an acknowledged checkin. */
  public void returned(String barcode) {
    loans.remove(barcode);
  }

  /** Records an acknowledged renewal. */
  public void renewed(String barcode) {
    renewals.merge(barcode, 1L, Long::sum);
  }

  /**
   * Records that a message about an item was never answered: whether it was done can't be held
   * against the database.
   */
  public void unknown(String barcode) {
    unknown.add(barcode);
  }

  /** Records a message without a timely reply, or with one to try again later. */
  public void askedAgain() {
    resent.incrementAndGet();
  }

  /** The number of messages sent again. */
  public long resent() {
    return resent.get();
  }

  /** The differences from the database; call it only while changes are blocked. */
  public List<String> differences(Superuser superuser, TenantId tenant) throws SQLException {
    var differences = new ArrayList<String>();
    var there = new TreeMap<String, List<String>>();
    superuser.rows(
        OPEN.formatted(tenant),
        row ->
            there.computeIfAbsent(row.getString(1), _ -> new ArrayList<>()).add(row.getString(2)));
    loans.forEach((barcode, card) -> {
      if (!unknown.contains(barcode) && !List.of(card).equals(there.get(barcode))) {
        differences.add(
            "the loan of %s to %s was acknowledged, but the database has %s"
                .formatted(barcode, card, there.getOrDefault(barcode, List.of())));
      }
    });
    there.keySet().stream()
        .filter(barcode -> !unknown.contains(barcode) && !loans.containsKey(barcode))
        .forEach(barcode ->
            differences.add(
                "%s is on loan to %s, but that was not acknowledged, or its return was"
                    .formatted(barcode, there.get(barcode))));
    var made = superuser.number(MADE + tenant);
    if (made < checkouts.get() || made > checkouts.get() + unknown.size()) {
      differences.add(
          "acknowledged checkouts: %,d; in the database: %,d".formatted(checkouts.get(), made));
    }
    var renewed = renewals(superuser, tenant);
    Stream.concat(renewals.keySet().stream(), renewed.keySet().stream())
        .distinct()
        .filter(barcode -> !unknown.contains(barcode))
        .filter(barcode ->
            !renewals.getOrDefault(barcode, 0L).equals(renewed.getOrDefault(barcode, 0L)))
        .forEach(barcode ->
            differences.add(
                "acknowledged renewals of %s: %,d; in the database: %,d"
                    .formatted(
                        barcode,
                        renewals.getOrDefault(barcode, 0L),
                        renewed.getOrDefault(barcode, 0L))));
    var wrong = superuser.number(STATES.formatted(tenant));
    if (wrong > 0) {
      differences.add("items whose status and loans disagree: %,d".formatted(wrong));
    }
    return differences;
  }

  private static Map<String, Long> renewals(Superuser superuser, TenantId tenant)
      throws SQLException {
    var found = new TreeMap<String, Long>();
    superuser.rows(RENEWED.formatted(tenant), row -> found.put(row.getString(1), row.getLong(2)));
    return found;
  }
}
