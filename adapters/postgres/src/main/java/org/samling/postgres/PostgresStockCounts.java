package org.samling.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Keeps counts of shelves. */
final class PostgresStockCounts implements StockCounts {

  private static final String BEGIN =
      """
      insert into stock_count (tenant_id, id, branch, location, from_call_number, to_call_number, begun_at, begun_by)
      values (?, ?, ?, ?, ?, ?, ?, ?)
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

  /** The count is locked, so that none that ends meanwhile takes more. */
  private static final String GOES_ON =
      "select id from stock_count where tenant_id = ? and id = ? and closed_at is null for update";

  private static final String SCAN =
      """
      insert into stock_scan (tenant_id, count_id, barcode, part, scanned_at)
      select ?, k.id, e.barcode, e.part, now() from unnest(?, ?) e (barcode, part)
      join stock_count k on k.tenant_id = ? and k.id = ? and k.closed_at is null
      on conflict do nothing returning barcode
      """;

  /** That item i belongs to the shelves of count k. */
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
            from stock_scan s where s.tenant_id = ? and s.count_id = ? group by s.barcode) r
          join stock_count k on k.tenant_id = ? and k.id = ?
          left join item i on i.tenant_id = k.tenant_id and i.barcode = r.barcode
          """
          + TITLED
          + "order by shelf_order(i.location) collate \"C\", shelf_order(i.call_number) collate \"C\", r.barcode";

  /** What stands on these shelves as the library has it, and was not read. */
  private static final String NOT_READ =
      "select i.barcode, i.moved_at > k.begun_at or i.created_at > k.begun_at as moved,"
          + COLUMNS
          + """
          from stock_count k
          join item i on i.tenant_id = k.tenant_id and i.home_branch = k.branch and i.at_branch = k.branch
            and i.status in ('AVAILABLE', 'TO_BE_RESHELVED')
          """
          + TITLED
          + "where k.tenant_id = ? and k.id = ? and "
          + IN_RANGE
          + """
          and not exists (
            select from stock_scan s where s.tenant_id = k.tenant_id and s.count_id = k.id and s.barcode = i.barcode)
          order by shelf_order(i.location) collate "C", shelf_order(i.call_number) collate "C", i.barcode
          """;

  private static final String CLOSE =
      """
      update stock_count set closed_at = ?, closed_by = ?, marked_missing = ?, taken_in = ?
      where tenant_id = ? and id = ? and closed_at is null returning id
      """;

  private final Database database;

  PostgresStockCounts(Database database) {
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
                tenant.value(),
                id,
                range.branch(),
                range.location(),
                range.from(),
                range.to(),
                now.atOffset(ZoneOffset.UTC),
                by));
    return id;
  }

  @Override
  public List<Count> list(TenantId tenant, @Nullable Place after, int limit) {
    return counts(
        tenant,
        LIST,
        tenant.value(),
        after == null ? null : after.goesOn(),
        after == null ? null : after.id(),
        limit);
  }

  @Override
  public Optional<Count> count(TenantId tenant, UUID id) {
    return counts(tenant, ONE, tenant.value(), id).stream().findFirst();
  }

  private List<Count> counts(TenantId tenant, String sql, @Nullable Object... parameters) {
    var counts = new ArrayList<Count>();
    database.inTenant(tenant, new Pipeline().add(row -> counts.add(count(row)), sql, parameters));
    return counts;
  }

  private static Count count(ResultSet row) throws SQLException {
    var closed = FactsLoader.instantOrNull(row, "closed_at");
    return new Count(
        FactsLoader.uuid(row, "id"),
        new Range(
            row.getString("branch"),
            row.getString("location"),
            row.getString("from_call_number"),
            row.getString("to_call_number")),
        FactsLoader.instant(row, "begun_at"),
        row.getString("begun_by"),
        row.getInt("scanned"),
        closed == null
            ? null
            : new Closing(
                closed,
                row.getString("closed_by"),
                row.getInt("marked_missing"),
                row.getInt("taken_in")));
  }

  @Override
  public Optional<Integer> scan(TenantId tenant, UUID id, List<Scan> scans) {
    if (scans.size() > MAX_SCANS) {
      throw new IllegalArgumentException(
          "at most %,d items are read at once, not %,d".formatted(MAX_SCANS, scans.size()));
    }
    var goesOn = new ArrayList<UUID>();
    var added = new int[1];
    database.inTenant(
        tenant,
        new Pipeline()
            .add(row -> goesOn.add(FactsLoader.uuid(row, "id")), GOES_ON, tenant.value(), id)
            .add(
                _ -> added[0]++,
                SCAN,
                tenant.value(),
                FactsLoader.texts(scans.stream().map(Scan::barcode).toList()),
                new Pipeline.Texts("int2", scans.stream().map(Scan::part).toList()),
                tenant.value(),
                id));
    return goesOn.isEmpty() ? Optional.empty() : Optional.of(added[0]);
  }

  @Override
  public List<Result> results(TenantId tenant, UUID id) {
    var results = new ArrayList<Result>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(row -> results.add(read(row)), READ, tenant.value(), id, tenant.value(), id)
            .add(
                row ->
                    results.add(
                        result(
                            row.getBoolean("moved") ? Finding.MOVED : Finding.MISSING,
                            row,
                            List.of())),
                NOT_READ,
                tenant.value(),
                id));
    results.sort(Comparator.comparing(Result::finding));
    return results;
  }

  private static Result read(ResultSet row) throws SQLException {
    var status = row.getString("status");
    if (status == null) {
      return result(Finding.UNKNOWN, row, List.of());
    }
    var unread = unread(row.getArray("parts"), row.getInt("part_count"));
    return switch (ItemStatus.valueOf(status)) {
      case ON_LOAN -> result(Finding.ON_LOAN, row, List.of());
      case MISSING, LOST, CLAIMED_RETURNED -> result(Finding.FOUND_AGAIN, row, List.of());
      case SET_ASIDE, ON_HOLD_SHELF, IN_TRANSIT, ON_ORDER, IN_PROCESS ->
          result(Finding.NOT_ON_SHELF, row, List.of());
      case DISCARDED -> result(Finding.WITHDRAWN, row, List.of());
      case AVAILABLE, TO_BE_RESHELVED -> {
        if (!row.getBoolean("in_place")) {
          yield result(Finding.MISPLACED, row, List.of());
        }
        yield result(unread.isEmpty() ? Finding.IN_PLACE : Finding.INCOMPLETE, row, unread);
      }
    };
  }

  /** The parts that were not read, where tags of parts were read at all. */
  private static List<Integer> unread(@Nullable Array parts, int count) throws SQLException {
    if (parts == null) {
      return List.of();
    }
    var read = Arrays.stream((Short[]) parts.getArray()).map(Short::intValue).toList();
    return IntStream.rangeClosed(1, count).boxed().filter(part -> !read.contains(part)).toList();
  }

  private static Result result(Finding finding, ResultSet row, List<Integer> parts)
      throws SQLException {
    var status = row.getString("status");
    return new Result(
        finding,
        row.getString("barcode"),
        row.getString("title"),
        row.getString("home_branch"),
        row.getString("location"),
        row.getString("call_number"),
        status == null ? null : ItemStatus.valueOf(status),
        parts);
  }

  @Override
  public boolean close(TenantId tenant, UUID id, Closing closing) {
    var closed = new ArrayList<UUID>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> closed.add(FactsLoader.uuid(row, "id")),
                CLOSE,
                closing.at().atOffset(ZoneOffset.UTC),
                closing.by(),
                closing.missing(),
                closing.takenIn(),
                tenant.value(),
                id));
    return !closed.isEmpty();
  }
}
