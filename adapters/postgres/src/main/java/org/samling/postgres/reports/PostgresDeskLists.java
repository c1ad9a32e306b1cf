package org.samling.postgres.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.HoldRow;
import org.samling.postgres.writer.PostgresAccessLog;

/** Answers what staff look up when they serve patrons, in one round trip each. */
public final class PostgresDeskLists implements DeskLists {

  /** Identifies patron p. */
  private static final String WHO =
      """
      p.id as patron_id, p.name, p.category, p.branch, p.birth_date,
        (select n.value from patron_identifier n where n.tenant_id = p.tenant_id and n.patron_id = p.id
          and n.kind = 'CARD' order by n.active desc, n.value limit 1) as card
      """;

  private static final String TITLED =
      """
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      """;

  private static final String BY_NAME =
      "select "
          + WHO
          + """
          from patron p
          where p.tenant_id = :tenant and p.branch = any (:branches) and p.erased_at is null
            and ' ' || translate(lower(p.name), '-', ' ') like all (:words)
            and coalesce((p.name, p.id) > (
              select a.name, a.id from patron a where a.tenant_id = :tenant and a.id = :after), true)
          order by p.name, p.id limit :limit
          """;

  private static final String BY_IDENTIFIER =
      "select "
          + WHO
          + """
          from patron p
          where p.tenant_id = :tenant and p.id = (
            select i.patron_id from patron_identifier i where i.tenant_id = :tenant and i.value = any (?)
            order by i.kind = 'CPR' limit 1)
          """;

  private static final String LOANS =
      """
      select i.barcode, o.lent_branch, o.lent_at, o.renewals
      from loan o join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
      where o.tenant_id = ? and o.patron_id = ?
      order by o.due_at limit ?
      """;

  private static final String FEE_BRANCHES =
      """
      select e.id, coalesce(o.lent_branch, i.home_branch) as branch
      from ledger_entry e
      left join loan o on o.tenant_id = e.tenant_id and o.id = e.loan_id
      left join item i on i.tenant_id = e.tenant_id and i.id = e.item_id
      where e.tenant_id = ? and e.patron_id = ? and e.kind = 'CREATION'
        and coalesce(o.lent_branch, i.home_branch) is not null
      """;

  private static final String BORROWED =
      "select o.lent_branch, o.lent_at, o.renewals, o.due_at, "
          + WHO
          + """
          from item i
          """
          + FactsLoader.OPEN_LOAN
          + """
          join patron p on p.tenant_id = o.tenant_id and p.id = o.patron_id
          where i.tenant_id = ? and i.barcode = ?
          """;

  private static final String QUEUE =
      "select q.* from (select h.id, h.state, h.placed_at, h.pickup_branch, h.wanted_volume,"
          + " h.wanted_year, h.wanted_issue, i.barcode, t.barcode as looked,\n"
          + """
          h.pickup_number, h.pickup_until, h.unstopped_pickup_until,
          h.state = 'WAITING' as waits, h.queue_class, case when h.state = 'WAITING' then row_number() over (
            partition by h.record_id, h.state = 'WAITING' order by h.queue_class, h.placed_at, h.id)::int end as place,
          (coalesce(h.paused_from <= d.today and coalesce(h.paused_until >= d.today, true), false)
            or coalesce(d.today between p.away_from and p.away_until, false)) as is_paused,
          """
          + WHO
          + """
          from hold h
          join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
          left join item i on i.tenant_id = h.tenant_id and i.id = h.item_id
          left join item t on t.tenant_id = h.tenant_id and t.id = h.target_item_id
          cross join (select today_of(:tenant) as today) d
          where h.tenant_id = :tenant and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY') and h.record_id in (
            select id from common_record where source = :source and control_number = :number
            union all
            select id from local_record where tenant_id = :tenant and source = :source and control_number = :number)) q
          where coalesce((q.waits, q.queue_class, q.placed_at, q.id) > (
            select a.state = 'WAITING', a.queue_class, a.placed_at, a.id from hold a
            where a.tenant_id = :tenant and a.id = :after), true)
          order by q.waits, q.queue_class, q.placed_at, q.id limit :limit
          """;

  private static final String HISTORY =
      """
      select i.barcode, coalesce(l.title, c.title) as title, o.lent_branch, o.lent_at, o.renewals, x.ended_at
      from loan_history x
      join loan o on o.tenant_id = x.tenant_id and o.id = x.loan_id
      join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
      """
          + TITLED
          + """
          where x.tenant_id = ? and x.patron_id = ? and o.lent_branch = any (?) and exists (
            select from patron_consent k where k.tenant_id = x.tenant_id and k.patron_id = x.patron_id
              and k.consent = 'KEEP_HISTORICAL_LOAN_DATA' and k.withdrawn_at is null)
          order by x.ended_at desc, i.barcode limit ?
          """;

  private static final String WAYS =
      """
      select coalesce(t.from_branch, t.from_elsewhere) as from, t.to_branch as to, t.sent_at as sent, t.ended_at as ended, t.crate
      from item i join transit t on t.tenant_id = i.tenant_id and t.item_id = i.id
      where i.tenant_id = ? and i.barcode = ?
      order by t.sent_at desc, t.id desc limit ?
      """;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,-]+");
  private static final Pattern WILDCARD = Pattern.compile("[\\\\%_]");

  private final Database database;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  public PostgresDeskLists(Database database, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.keys = keys;
    this.log = log;
  }

  @Override
  public List<Known> patrons(
      TenantId tenant, String name, Collection<String> branches, @Nullable UUID after, int limit) {
    var words =
        BETWEEN_WORDS
            .splitAsStream(name.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .map(word -> "% " + WILDCARD.matcher(word).replaceAll("\\\\$0") + "%")
            .toList();
    if (words.isEmpty() || name.length() > LONGEST_NAME) {
      return List.of();
    }
    var found =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    Who.class,
                    BY_NAME,
                    Parameters.of("branches", SqlArray.texts(branches))
                        .and("words", SqlArray.texts(words))
                        .and("after", after)
                        .and("limit", limit)));
    return found.stream().map(who -> read(tenant, who)).toList();
  }

  @Override
  public Optional<Known> patron(TenantId tenant, String identifier) {
    return database
        .inTenant(
            tenant,
            p -> p.optional(Who.class, BY_IDENTIFIER, SqlArray.texts(keys.of(tenant, identifier))))
        .map(who -> read(tenant, who));
  }

  /** Logs that the patron's account was read. */
  private Known read(TenantId tenant, Who who) {
    log.read(tenant, who.patronId());
    return who.known();
  }

  private @Nullable Known read(TenantId tenant, Who who, Collection<String> branches) {
    return branches.contains(who.branch()) ? read(tenant, who) : null;
  }

  private record Who(
      UUID patronId,
      String name,
      String category,
      String branch,
      @Nullable LocalDate birthDate,
      @Nullable String card) {

    Known known() {
      return new Known(patronId, card == null ? "" : card, name, category, branch, birthDate);
    }
  }

  private record LentRow(String lentBranch, Instant lentAt, int renewals) {

    Lent lent() {
      return new Lent(lentBranch, lentAt, renewals);
    }
  }

  @Override
  public Map<String, Lent> loans(TenantId tenant, UUID patron) {
    log.read(tenant, patron);
    return database
        .inTenant(
            tenant,
            p -> p.list(LentItem.class, LOANS, tenant.value(), patron, Inquiries.MAX_LISTED))
        .stream()
        .collect(Collectors.toMap(LentItem::barcode, item -> item.lent().lent()));
  }

  private record LentItem(String barcode, LentRow lent) {}

  @Override
  public Map<UUID, String> feeBranches(TenantId tenant, UUID patron) {
    log.read(tenant, patron);
    return database
        .inTenant(tenant, p -> p.list(FeeBranch.class, FEE_BRANCHES, tenant.value(), patron))
        .stream()
        .collect(Collectors.toMap(FeeBranch::id, FeeBranch::branch));
  }

  private record FeeBranch(UUID id, String branch) {}

  private record BorrowedRow(Who who, LentRow lent, Instant dueAt) {}

  @Override
  public Optional<Borrowed> borrowed(TenantId tenant, String item, Collection<String> branches) {
    return database
        .inTenant(tenant, p -> p.optional(BorrowedRow.class, BORROWED, tenant.value(), item))
        .map(
            row -> new Borrowed(read(tenant, row.who(), branches), row.lent().lent(), row.dueAt()));
  }

  @Override
  public List<Waiting> queue(
      TenantId tenant,
      RecordKey record,
      Collection<String> branches,
      @Nullable UUID after,
      int limit) {
    var rows =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    WaitingRow.class,
                    QUEUE,
                    Parameters.of("source", record.source())
                        .and("number", record.number())
                        .and("after", after)
                        .and("limit", limit)));
    return rows.stream().map(row -> row.waiting(read(tenant, row.who(), branches))).toList();
  }

  private record WaitingRow(
      UUID id,
      Who who,
      HoldState state,
      @Nullable Integer place,
      Instant placedAt,
      String pickupBranch,
      @Nullable String wantedVolume,
      @Nullable String wantedYear,
      @Nullable String wantedIssue,
      @Nullable String barcode,
      @Nullable String looked,
      HoldRow.Shelf shelf,
      boolean isPaused) {

    Waiting waiting(@Nullable Known patron) {
      return new Waiting(
          id,
          patron,
          state,
          place,
          placedAt,
          pickupBranch,
          Enumeration.of(wantedVolume, wantedYear, wantedIssue),
          barcode,
          looked,
          shelf.facts(),
          isPaused);
    }
  }

  @Override
  public List<Past> history(TenantId tenant, UUID patron, Collection<String> branches, int limit) {
    log.read(tenant, patron);
    return database.inTenant(
        tenant,
        p ->
            p.list(
                PastRow.class,
                PastRow::past,
                HISTORY,
                tenant.value(),
                patron,
                SqlArray.texts(branches),
                limit));
  }

  private record PastRow(String barcode, String title, LentRow lent, Instant endedAt) {

    Past past() {
      return new Past(barcode, title, lent.lent(), endedAt);
    }
  }

  @Override
  public List<Transit> ways(TenantId tenant, String item, int limit) {
    return database.inTenant(tenant, p -> p.list(Transit.class, WAYS, tenant.value(), item, limit));
  }
}
