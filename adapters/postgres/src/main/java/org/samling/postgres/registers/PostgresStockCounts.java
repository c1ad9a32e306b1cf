package org.samling.postgres.registers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;
import org.samling.core.stock.StockCounts;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Keeps stock counts. */
public final class PostgresStockCounts implements StockCounts {

  private static final String BEGIN =
      """
      insert into stock_count (tenant_id, id, branch, location, from_call_number, to_call_number, begun_at, begun_by)
      values (:tenant, :id, :branch, :location, :from, :to, :at, :by)
      """;

  private static final String COUNTS =
      """
      select k.*, (select count(distinct s.barcode) from stock_scan s
        where s.tenant_id = k.tenant_id and s.count_id = k.id) as scanned
      from stock_count k where k.tenant_id = ?
      """;

  private static final String LIST =
      COUNTS
          + """
          and ((k.closed_at is null), k.id) < (coalesce(?::boolean, true), coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
          order by (k.closed_at is null) desc, k.id desc limit ?
          """;

  private static final String ONE = COUNTS + "and k.id = ?";

  /** Locks the count, so that one that is closed meanwhile takes no more scans. */
  private static final String GOES_ON =
      "select id from stock_count where tenant_id = ? and id = ? and closed_at is null for update";

  private static final RowStatement<Scan> SCAN =
      RowStatement.of(
          Scan.class,
          """
          insert into stock_scan (tenant_id, count_id, barcode, part, scanned_at)
          select :tenant, k.id, e.barcode, e.part, now() from {rows}
          join stock_count k on k.tenant_id = :tenant and k.id = :id and k.closed_at is null
          on conflict do nothing returning barcode
          """);

  /** The condition that item i belongs to the shelves of count k. */
  private static final String IN_RANGE =
      """
      coalesce(i.home_branch = k.branch
        and (k.location is null or i.location = k.location or starts_with(i.location, k.location || ' > '))
        and (k.from_call_number is null or shelf_order(i.call_number) collate "C" >= shelf_order(k.from_call_number) collate "C")
        and (k.to_call_number is null or shelf_order(i.call_number) collate "C" <= shelf_order(k.to_call_number) collate "C"
          or starts_with(shelf_order(i.call_number) collate "C", shelf_order(k.to_call_number) collate "C")), false)
      """;

  private static final String TITLED =
      """
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      """;

  private static final String COLUMNS =
      """
      coalesce(l.title, c.title) as title, i.home_branch, i.location, i.call_number, i.status, i.part_count
      """;

  private static final String READ =
      "select r.barcode, r.parts, "
          + IN_RANGE
          + " and i.at_branch = k.branch as in_place,"
          + COLUMNS
          + """
          from (
            select s.barcode, array_agg(s.part order by s.part) filter (where s.part > 0) as parts
            from stock_scan s where s.tenant_id = :tenant and s.count_id = :id group by s.barcode) r
          join stock_count k on k.tenant_id = :tenant and k.id = :id
          left join item i on i.tenant_id = k.tenant_id and i.barcode = r.barcode
          """
          + TITLED
          + "order by shelf_order(i.location) collate \"C\", shelf_order(i.call_number) collate \"C\", r.barcode";

  /** Items that should be on these shelves, and were not scanned. */
  private static final String NOT_READ =
      "select i.barcode, i.moved_at > k.begun_at or i.created_at > k.begun_at as moved,"
          + COLUMNS
          + """
          from stock_count k
          join item i on i.tenant_id = k.tenant_id and i.home_branch = k.branch and i.at_branch = k.branch
            and i.status in ('AVAILABLE', 'TO_BE_RESHELVED')
          """
          + TITLED
          + "where k.tenant_id = :tenant and k.id = :id and "
          + IN_RANGE
          + """
          and not exists (
            select from stock_scan s where s.tenant_id = k.tenant_id and s.count_id = k.id and s.barcode = i.barcode)
          order by shelf_order(i.location) collate "C", shelf_order(i.call_number) collate "C", i.barcode
          """;

  private static final String CLOSE =
      """
      update stock_count set closed_at = :at, closed_by = :by, marked_missing = :missing, taken_in = :takenIn
      where tenant_id = :tenant and id = :id and closed_at is null returning id
      """;

  private final Database database;

  public PostgresStockCounts(Database database) {
    this.database = database;
  }

  @Override
  public UUID begin(TenantId tenant, Range range, String by) {
    var now = Instant.now();
    var id = Uuids.next(now);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                BEGIN,
                Parameters.of("id", id)
                    .and("branch", range.branch())
                    .and("location", range.location())
                    .and("from", range.from())
                    .and("to", range.to())
                    .and("at", now)
                    .and("by", by)));
    return id;
  }

  @Override
  public List<Count> list(TenantId tenant, @Nullable Place after, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                CountRow.class,
                CountRow::count,
                LIST,
                tenant.value(),
                after == null ? null : after.goesOn(),
                after == null ? null : after.id(),
                limit));
  }

  @Override
  public Optional<Count> count(TenantId tenant, UUID id) {
    return database.inTenant(
        tenant, p -> p.optional(CountRow.class, CountRow::count, ONE, tenant.value(), id));
  }

  private record CountRow(
      UUID id,
      String branch,
      @Nullable String location,
      @Nullable String fromCallNumber,
      @Nullable String toCallNumber,
      Instant begunAt,
      String begunBy,
      int scanned,
      @Nullable Instant closedAt,
      @Nullable String closedBy,
      @Nullable Integer markedMissing,
      @Nullable Integer takenIn) {

    Count count() {
      return new Count(
          id,
          new Range(branch, location, fromCallNumber, toCallNumber),
          begunAt,
          begunBy,
          scanned,
          closing());
    }

    private @Nullable Closing closing() {
      return closedAt == null || closedBy == null
          ? null
          : new Closing(
              closedAt,
              closedBy,
              markedMissing == null ? 0 : markedMissing,
              takenIn == null ? 0 : takenIn);
    }
  }

  @Override
  public Optional<Integer> scan(TenantId tenant, UUID id, List<Scan> scans) {
    if (scans.size() > MAX_SCANS) {
      throw new IllegalArgumentException(
          "at most %,d items can be scanned at once, not %,d".formatted(MAX_SCANS, scans.size()));
    }
    return database.inTenant(
        tenant,
        p -> {
          var goesOn = p.any(GOES_ON, tenant.value(), id);
          var added = p.list(String.class, SCAN, scans, Parameters.of("id", id));
          return added.map(rows -> goesOn.get() ? Optional.of(rows.size()) : Optional.empty());
        });
  }

  @Override
  public List<Result> results(TenantId tenant, UUID id) {
    var count = Parameters.of("id", id);
    var results = new ArrayList<Result>();
    database.inTenant(
        tenant,
        new Pipeline()
            .each(ReadRow.class, row -> results.add(row.result()), READ, count)
            .each(MissedRow.class, row -> results.add(row.result()), NOT_READ, count));
    results.sort(Comparator.comparing(Result::finding));
    return results;
  }

  /** What is known of an item; null throughout for one that is not the library's. */
  private record Item(
      String barcode,
      @Nullable String title,
      @Nullable String homeBranch,
      @Nullable String location,
      @Nullable String callNumber,
      @Nullable ItemStatus status,
      @Nullable Integer partCount) {

    Result result(Finding finding, List<Integer> parts) {
      return new Result(finding, barcode, title, homeBranch, location, callNumber, status, parts);
    }

    Result result(Finding finding) {
      return result(finding, List.of());
    }
  }

  /** An item that was not scanned. */
  private record MissedRow(Item item, boolean moved) {

    Result result() {
      return item.result(moved ? Finding.MOVED : Finding.MISSING);
    }
  }

  /**
   * An item that was scanned.
   *
   * @param parts the parts whose tags were read
   */
  private record ReadRow(Item item, List<Integer> parts, boolean inPlace) {

    Result result() {
      return switch (item.status()) {
        case null -> item.result(Finding.UNKNOWN);
        case ON_LOAN -> item.result(Finding.ON_LOAN);
        case MISSING, LOST, CLAIMED_RETURNED -> item.result(Finding.FOUND_AGAIN);
        case SET_ASIDE, ON_HOLD_SHELF, IN_TRANSIT, ON_ORDER, IN_PROCESS ->
            item.result(Finding.NOT_ON_SHELF);
        case DISCARDED -> item.result(Finding.WITHDRAWN);
        case AVAILABLE, TO_BE_RESHELVED -> {
          var unread = unread();
          yield !inPlace
              ? item.result(Finding.MISPLACED)
              : item.result(unread.isEmpty() ? Finding.IN_PLACE : Finding.INCOMPLETE, unread);
        }
      };
    }

    /** The parts that were not read, if any tags of parts were. */
    private List<Integer> unread() {
      var count = item.partCount();
      return parts.isEmpty() || count == null
          ? List.of()
          : IntStream.rangeClosed(1, count).boxed().filter(part -> !parts.contains(part)).toList();
    }
  }

  @Override
  public boolean close(TenantId tenant, UUID id, Closing closing) {
    return database.inTenant(
        tenant,
        p ->
            p.any(
                CLOSE,
                Parameters.of("id", id)
                    .and("at", closing.at())
                    .and("by", closing.by())
                    .and("missing", closing.missing())
                    .and("takenIn", closing.takenIn())));
  }
}
