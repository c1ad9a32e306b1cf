package org.samling.bench.soak;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.samling.bench.measure.Superuser;
import org.samling.core.organisation.TenantId;

/**
 * What a server has acknowledged since a library without loans was made, and so what its database
 * has to hold: these loans and no others.
 *
 * <p>Safe for use by many threads.
 */
final class SoakLedger {

  private static final String OPEN =
      """
      select i.barcode, n.value from loan l
      join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
      join patron_identifier n on n.tenant_id = l.tenant_id and n.patron_id = l.patron_id
      where l.tenant_id = %s and l.returned_at is null
      """;

  private static final String STATES =
      """
      select count(*) from item i where i.tenant_id = %s
        and (i.status = 'ON_LOAN')::int <> (select count(*) from loan l
          where l.tenant_id = i.tenant_id and l.item_id = i.id and l.returned_at is null)
      """;

  private final Map<String, String> loans = new ConcurrentHashMap<>();
  private final AtomicLong checkouts = new AtomicLong();
  private final AtomicLong renewals = new AtomicLong();
  private final AtomicLong again = new AtomicLong();

  /** Held in part by whoever changes something, and as a whole while nothing may change. */
  private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

  /** Something that may change loans. */
  interface Change {
    void make() throws Exception;
  }

  /** Makes a change; waits as long as nothing may change. */
  void change(Change change) throws Exception {
    gate.readLock().lock();
    try {
      change.make();
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Does something while nothing changes, once what is under way was answered. */
  void still(Change look) throws Exception {
    gate.writeLock().lock();
    try {
      look.make();
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** A checkout was acknowledged. */
  void lent(String barcode, String card) {
    loans.put(barcode, card);
    checkouts.incrementAndGet();
  }

  /** A checkin was acknowledged. */
  void returned(String barcode) {
    loans.remove(barcode);
  }

  /** A renewal was acknowledged. */
  void renewed() {
    renewals.incrementAndGet();
  }

  /** A message got no reply in time, or the answer that it may come again later. */
  void askedAgain() {
    again.incrementAndGet();
  }

  /** How many messages that was. */
  long again() {
    return again.get();
  }

  /** What the database holds against it; to be asked while nothing changes. */
  List<String> differences(Superuser superuser, TenantId tenant) throws SQLException {
    var differences = new ArrayList<String>();
    var there = new TreeMap<String, List<String>>();
    superuser.rows(
        OPEN.formatted(tenant),
        row ->
            there.computeIfAbsent(row.getString(1), _ -> new ArrayList<>()).add(row.getString(2)));
    loans.forEach((barcode, card) -> {
      if (!List.of(card).equals(there.get(barcode))) {
        differences.add(
            "the loan of %s to %s was acknowledged, and there is %s"
                .formatted(barcode, card, there.get(barcode)));
      }
    });
    there.keySet().stream()
        .filter(barcode -> !loans.containsKey(barcode))
        .forEach(barcode ->
            differences.add(
                "%s is on loan to %s, which was not acknowledged, or its return was"
                    .formatted(barcode, there.get(barcode))));
    var made = superuser.number("select count(*) from loan where tenant_id = " + tenant);
    if (made != checkouts.get()) {
      differences.add(
          "%,d checkouts were acknowledged, and %,d loans made".formatted(checkouts.get(), made));
    }
    var renewed =
        superuser.number("select coalesce(sum(renewals), 0) from loan where tenant_id = " + tenant);
    if (renewed != renewals.get()) {
      differences.add(
          "%,d renewals were acknowledged, and %,d made".formatted(renewals.get(), renewed));
    }
    var wrong = superuser.number(STATES.formatted(tenant));
    if (wrong > 0) {
      differences.add(
          "%,d items are on loan without a loan, or with one or more and not on loan"
              .formatted(wrong));
    }
    return differences;
  }
}
