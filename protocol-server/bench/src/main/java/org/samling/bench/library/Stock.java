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
 * What a tenant has that can be lent, taken back, renewed and waited for without a refusal. It
 * follows what the bench does with it.
 *
 * <p>Safe for use by many threads.
 */
public final class Stock {

  /** Who may borrow: the bench lifts all limits of number and debt. */
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
  private final Queue<Lent> lent = new ConcurrentLinkedQueue<>();
  private final List<String> cards = new ArrayList<>();
  private final List<String> waiters = new ArrayList<>();
  private final List<RecordKey> wanted = new ArrayList<>();
  private final AtomicInteger holds = new AtomicInteger();

  /**
   * An item.
   *
   * @param branch where it belongs, and where it is lent and taken back
   */
  public record Copy(String barcode, String branch) {}

  /**
   * An item on loan.
   *
   * @param copy the item
   * @param card the card of who has it
   */
  public record Lent(Copy copy, String card) {}

  /**
   * A wish.
   *
   * @param card the card of a patron who waits for nothing yet
   * @param title a title that others wait for; the more do, the likelier
   */
  public record Wish(String card, RecordKey title) {}

  private Stock(TenantId tenant) {
    this.tenant = tenant;
  }

  /** Reads what a tenant has. */
  public static Stock read(Superuser superuser, TenantId tenant) throws SQLException {
    var stock = new Stock(tenant);
    superuser.rows(of(FREE, tenant), row -> stock.free.add(copy(row)));
    superuser.rows(of(LENT, tenant), row -> stock.lent.add(new Lent(copy(row), row.getString(3))));
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

  /** All items on the shelf; whoever takes one from it takes it from here. */
  public Queue<Copy> free() {
    return free;
  }

  public TenantId tenant() {
    return tenant;
  }

  /** The code of a branch. */
  public String branch() {
    return some(free.peek(), "items on the shelf").branch();
  }

  /** Takes an item that can be lent; {@link #lend} or {@link #shelve} puts it back. */
  public Copy takeFree() {
    return some(free.poll(), "items on the shelf");
  }

  /** Takes an item that is on loan; {@link #lend} or {@link #shelve} puts it back. */
  public Lent takeLent() {
    return some(lent.poll(), "loans");
  }

  /** How many loans {@link #takeLent} can give. */
  public int loans() {
    return lent.size();
  }

  /** The item is on loan now. */
  public void lend(Copy copy, String card) {
    lent.add(new Lent(copy, card));
  }

  /** The item is on the shelf now. */
  public void shelve(Copy copy) {
    free.add(copy);
  }

  /** Takes back everything that anybody has on loan, past the library's rules. */
  public void takeAllBack(Superuser superuser) throws SQLException {
    superuser.execute(TAKE_BACK.replace("{tenant}", tenant.toString()));
    for (var one = lent.poll(); one != null; one = lent.poll()) {
      free.add(one.copy());
    }
  }

  /** The card of somebody who may borrow. */
  public String card() {
    some(cards.isEmpty() ? null : cards, "patrons");
    return cards.get(ThreadLocalRandom.current().nextInt(cards.size()));
  }

  /** How many wishes there are before the first patron has a second one. */
  public int wishes() {
    return waiters.size();
  }

  /** A wish; that of a patron who had one before comes after all others'. */
  public Wish wish() {
    some(wanted.isEmpty() || waiters.isEmpty() ? null : wanted, "titles with a queue");
    var number = holds.getAndIncrement();
    return new Wish(
        waiters.get(Math.floorMod(number, waiters.size())),
        wanted.get(Math.floorMod(number, wanted.size())));
  }

  private <T> T some(@Nullable T found, String what) {
    if (found == null) {
      throw new IllegalStateException(
          "tenant %s has no %s left to measure with: generate a larger library, or take fewer or shorter rounds"
              .formatted(tenant, what));
    }
    return found;
  }
}
