package org.samling.bench.library;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.samling.bench.measure.Superuser;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;

/**
 * A tenant's patrons, items and titles with which nothing is refused: checkout, checkin, renewal
 * and hold. Tracks what the bench does with them.
 *
 * <p>Safe for use by many threads.
 */
public final class Stock {

  /** The patrons who may borrow: the bench lifts all limits on numbers and debt. */
  private static final String MAY_BORROW =
      """
      (p.expires_on is null or p.expires_on > current_date + 1)
      and not exists (select from patron_block b where b.tenant_id = p.tenant_id and b.patron_id = p.id)
      """;

  private static final String NOBODY_WAITS =
      """
      not exists (select from hold h where h.tenant_id = i.tenant_id and h.record_id = i.record_id
        and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY'))
      """;

  private static final String FREE =
      """
      select i.barcode, i.home_branch from item i
      join item_category k on k.tenant_id = i.tenant_id and k.code = i.category
      where i.tenant_id = {tenant} and i.status = 'AVAILABLE' and k.for_loan and {nobody-waits} order by md5(i.barcode)
      """;

  private static final String LENT =
      """
      select i.barcode, i.home_branch, n.value from loan l
      join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
      join patron p on p.tenant_id = l.tenant_id and p.id = l.patron_id
      join patron_identifier n on n.tenant_id = p.tenant_id and n.patron_id = p.id
      where l.tenant_id = {tenant} and l.returned_at is null and {nobody-waits} and {may-borrow} order by md5(i.barcode)
      """;

  private static final String CARDS =
      """
      select n.value, exists (select from hold h where h.tenant_id = p.tenant_id and h.patron_id = p.id
        and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY'))
      from patron p join patron_identifier n on n.tenant_id = p.tenant_id and n.patron_id = p.id
      where p.tenant_id = {tenant} and {may-borrow} order by md5(n.value)
      """;

  private static final String WANTED =
      """
      select c.source, c.control_number from hold h join common_record c on c.id = h.common_record_id
      where h.tenant_id = {tenant} and h.state = 'WAITING' order by md5(h.id::text)
      """;

  private static final String TAKE_BACK =
      """
      with l as (update loan set returned_at = lent_at, returned_branch = lent_branch, patron_id = null, hold_id = null
        where tenant_id = {tenant} and returned_at is null returning tenant_id, item_id)
      update item set status = 'AVAILABLE' from l where item.tenant_id = l.tenant_id and item.id = l.item_id
      """;

  private final TenantId tenant;
  private final Queue<Copy> free = new ConcurrentLinkedQueue<>();
  private final Queue<Loan> lent = new ConcurrentLinkedQueue<>();
  private final List<String> cards = new ArrayList<>();
  private final List<String> waiters = new ArrayList<>();
  private final List<RecordKey> wanted = new ArrayList<>();
  private final AtomicInteger holds = new AtomicInteger();

  /**
   * An item.
   *
   * @param branch its home branch, where it is also lent and returned
   */
  public record Copy(String barcode, String branch) {}

  /**
   * An item on loan.
   *
   * @param copy the item
   * @param card the card of the borrower
   */
  public record Loan(Copy copy, String card) {}

  /**
   * A hold request.
   *
   * @param card the card of a patron without holds yet
   * @param title a title with holds; one with more of them is likelier
   */
  public record HoldRequest(String card, RecordKey title) {}

  private Stock(TenantId tenant) {
    this.tenant = tenant;
  }

  /** Reads a tenant's stock. */
  public static Stock read(Superuser superuser, TenantId tenant) throws SQLException {
    var stock = new Stock(tenant);
    superuser.rows(of(FREE, tenant), row -> stock.free.add(copy(row)));
    superuser.rows(of(LENT, tenant), row -> stock.lent.add(new Loan(copy(row), row.getString(3))));
    superuser.rows(
        of(CARDS, tenant),
        row -> {
          stock.cards.add(row.getString(1));
          if (!row.getBoolean(2)) {
            stock.waiters.add(row.getString(1));
          }
        });
    superuser.rows(
        of(WANTED, tenant),
        row -> stock.wanted.add(new RecordKey(row.getString(1), row.getString(2))));
    return stock;
  }

  private static String of(String sql, TenantId tenant) {
    return sql.replace("{nobody-waits}", NOBODY_WAITS)
        .replace("{may-borrow}", MAY_BORROW)
        .replace("{tenant}", tenant.toString());
  }

  private static Copy copy(ResultSet row) throws SQLException {
    return new Copy(row.getString(1), row.getString(2));
  }

  /** The cards of all who may borrow. */
  public List<String> cards() {
    return List.copyOf(cards);
  }

  /** All items on the shelf; the live queue, from which callers take. */
  public Queue<Copy> free() {
    return free;
  }

  public TenantId tenant() {
    return tenant;
  }

  /** The code of a branch. */
  public String branch() {
    return require(free.peek(), "items on the shelf").branch();
  }

  /** Takes an item that can be lent; {@link #lend} or {@link #shelve} returns it. */
  public Copy takeFree() {
    return require(free.poll(), "items on the shelf");
  }

  /** Takes an item that is on loan; {@link #lend} or {@link #shelve} returns it. */
  public Loan takeLent() {
    return require(lent.poll(), "loans");
  }

  /** Whether {@link #takeLent} can return a loan. */
  public boolean hasLoans() {
    return !lent.isEmpty();
  }

  /** How many loans {@link #takeLent} can return; counts them. */
  public int loans() {
    return lent.size();
  }

  /** Records that an item is now on loan. */
  public void lend(Copy copy, String card) {
    lent.add(new Loan(copy, card));
  }

  /** Records that an item is now on the shelf. */
  public void shelve(Copy copy) {
    free.add(copy);
  }

  /** Returns everything on loan, bypassing the library's rules. */
  public void returnAll(Superuser superuser) throws SQLException {
    superuser.execute(TAKE_BACK.replace("{tenant}", tenant.toString()));
    for (var one = lent.poll(); one != null; one = lent.poll()) {
      free.add(one.copy());
    }
  }

  /** The card of a random patron who may borrow. */
  public String card() {
    require(cards.isEmpty() ? null : cards, "patrons");
    return cards.get(ThreadLocalRandom.current().nextInt(cards.size()));
  }

  /** How many hold requests there are before a patron is used again. */
  public int holdRequests() {
    return waiters.size();
  }

  /** The next hold request; patrons are used again only after all others. */
  public HoldRequest nextHoldRequest() {
    require(wanted.isEmpty() || waiters.isEmpty() ? null : wanted, "titles with a queue");
    var number = holds.getAndIncrement();
    return new HoldRequest(
        waiters.get(Math.floorMod(number, waiters.size())),
        wanted.get(Math.floorMod(number, wanted.size())));
  }

  private <T> T require(@Nullable T found, String what) {
    if (found == null) {
      throw new IllegalStateException(
          "tenant %s has no %s left to measure with; generate a larger library, or use fewer or shorter rounds"
              .formatted(tenant, what));
    }
    return found;
  }
}
