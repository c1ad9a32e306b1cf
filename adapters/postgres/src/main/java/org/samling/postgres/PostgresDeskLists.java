package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.organisation.TenantId;

/** Answers what staff look up who serve patrons, in one round trip each. */
final class PostgresDeskLists implements DeskLists {

  /** Who patron p is. */
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
          where p.tenant_id = ? and p.branch = any (?) and p.erased_at is null
            and ' ' || translate(lower(p.name), '-', ' ') like all (?)
            and coalesce((p.name, p.id) > (
              select a.name, a.id from patron a where a.tenant_id = ? and a.id = ?), true)
          order by p.name, p.id limit ?
          """;

  private static final String BY_IDENTIFIER =
      "select "
          + WHO
          + """
          from patron p
          where p.tenant_id = ? and p.id = (
            select i.patron_id from patron_identifier i where i.tenant_id = ? and i.value = any (?)
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
      select e.id, o.lent_branch
      from ledger_entry e join loan o on o.tenant_id = e.tenant_id and o.id = e.loan_id
      where e.tenant_id = ? and e.patron_id = ? and e.kind = 'CREATION'
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
          cross join (select today_of(?) as today) d
          where h.tenant_id = ? and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY') and h.record_id in (
            select id from common_record where source = ? and control_number = ?
            union all
            select id from local_record where tenant_id = ? and source = ? and control_number = ?)) q
          where coalesce((q.waits, q.queue_class, q.placed_at, q.id) > (
            select a.state = 'WAITING', a.queue_class, a.placed_at, a.id from hold a
            where a.tenant_id = ? and a.id = ?), true)
          order by q.waits, q.queue_class, q.placed_at, q.id limit ?
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
      select coalesce(t.from_branch, t.from_elsewhere) as sender, t.to_branch, t.sent_at, t.ended_at, t.crate
      from item i join transit t on t.tenant_id = i.tenant_id and t.item_id = i.id
      where i.tenant_id = ? and i.barcode = ?
      order by t.sent_at desc, t.id desc limit ?
      """;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,-]+");
  private static final Pattern WILDCARD = Pattern.compile("[\\\\%_]");

  private final Database database;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  PostgresDeskLists(Database database, PatronKeys keys, PostgresAccessLog log) {
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
    return list(
        tenant,
        row -> known(tenant, row),
        BY_NAME,
        tenant.value(),
        FactsLoader.texts(branches),
        FactsLoader.texts(words),
        tenant.value(),
        after,
        limit);
  }

  @Override
  public Optional<Known> patron(TenantId tenant, String identifier) {
    return list(
            tenant,
            row -> known(tenant, row),
            BY_IDENTIFIER,
            tenant.value(),
            tenant.value(),
            FactsLoader.texts(keys.of(tenant, identifier)))
        .stream()
        .findFirst();
  }

  /** Notes that the patron was read. */
  private Known known(TenantId tenant, ResultSet row) throws SQLException {
    var id = FactsLoader.uuid(row, "patron_id");
    log.read(tenant, id);
    var card = row.getString("card");
    return new Known(
        id,
        card == null ? "" : card,
        row.getString("name"),
        row.getString("category"),
        row.getString("branch"),
        row.getObject("birth_date", LocalDate.class));
  }

  private @Nullable Known known(TenantId tenant, ResultSet row, Collection<String> branches)
      throws SQLException {
    return branches.contains(row.getString("branch")) ? known(tenant, row) : null;
  }

  @Override
  public Map<String, Lent> loans(TenantId tenant, UUID patron) {
    log.read(tenant, patron);
    var loans = new HashMap<String, Lent>();
    list(
        tenant,
        row -> loans.put(row.getString("barcode"), lent(row)),
        LOANS,
        tenant.value(),
        patron,
        Inquiries.MAX_LISTED);
    return loans;
  }

  private static Lent lent(ResultSet row) throws SQLException {
    return new Lent(
        row.getString("lent_branch"), FactsLoader.instant(row, "lent_at"), row.getInt("renewals"));
  }

  @Override
  public Map<UUID, String> feeBranches(TenantId tenant, UUID patron) {
    log.read(tenant, patron);
    var branches = new HashMap<UUID, String>();
    list(
        tenant,
        row -> branches.put(FactsLoader.uuid(row, "id"), row.getString("lent_branch")),
        FEE_BRANCHES,
        tenant.value(),
        patron);
    return branches;
  }

  @Override
  public Optional<Borrowed> borrowed(TenantId tenant, String item, Collection<String> branches) {
    return list(
            tenant,
            row ->
                new Borrowed(
                    known(tenant, row, branches), lent(row), FactsLoader.instant(row, "due_at")),
            BORROWED,
            tenant.value(),
            item)
        .stream()
        .findFirst();
  }

  @Override
  public List<Waiting> queue(
      TenantId tenant,
      RecordKey record,
      Collection<String> branches,
      @Nullable UUID after,
      int limit) {
    return list(
        tenant,
        row ->
            new Waiting(
                FactsLoader.uuid(row, "id"),
                known(tenant, row, branches),
                HoldState.valueOf(row.getString("state")),
                row.getObject("place", Integer.class),
                FactsLoader.instant(row, "placed_at"),
                row.getString("pickup_branch"),
                Enumeration.of(
                    row.getString("wanted_volume"),
                    row.getString("wanted_year"),
                    row.getString("wanted_issue")),
                row.getString("barcode"),
                row.getString("looked"),
                HoldsLoader.shelf(row),
                row.getBoolean("is_paused")),
        QUEUE,
        tenant.value(),
        tenant.value(),
        record.source(),
        record.number(),
        tenant.value(),
        record.source(),
        record.number(),
        tenant.value(),
        after,
        limit);
  }

  @Override
  public List<Past> history(TenantId tenant, UUID patron, Collection<String> branches, int limit) {
    log.read(tenant, patron);
    return list(
        tenant,
        row ->
            new Past(
                row.getString("barcode"),
                row.getString("title"),
                lent(row),
                FactsLoader.instant(row, "ended_at")),
        HISTORY,
        tenant.value(),
        patron,
        FactsLoader.texts(branches),
        limit);
  }

  @Override
  public List<Way> ways(TenantId tenant, String item, int limit) {
    return list(
        tenant,
        row ->
            new Way(
                row.getString("sender"),
                row.getString("to_branch"),
                FactsLoader.instant(row, "sent_at"),
                FactsLoader.instantOrNull(row, "ended_at"),
                row.getString("crate")),
        WAYS,
        tenant.value(),
        item,
        limit);
  }

  private interface Reader<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  private <T extends @Nullable Object> List<T> list(
      TenantId tenant, Reader<T> reader, String sql, @Nullable Object... parameters) {
    var list = new ArrayList<T>();
    database.inTenant(
        tenant, new Pipeline().add(row -> list.add(reader.read(row)), sql, parameters));
    return list;
  }
}
