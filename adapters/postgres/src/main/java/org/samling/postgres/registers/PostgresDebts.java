package org.samling.postgres.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.debt.Claim;
import org.samling.core.debt.DebtMessage;
import org.samling.core.debt.Debts;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.writer.PostgresAccessLog;

/** Keeps claims, and what the debtor system reports about them. */
public final class PostgresDebts implements Debts {

  private static final int AT_ONCE = 1_000;

  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('debt ' || ?, 0))";

  /** Fees that are old enough and not claimed yet, of patrons who owe enough in such fees. */
  private static final RowStatement<LimitRow> CLAIM =
      RowStatement.of(
          LimitRow.class,
          """
          with limits as materialized (select * from {rows}),
          owing as materialized (
            select e.patron_id from ledger_entry e where e.tenant_id = :tenant group by 1 having sum(e.amount) > 0),
          fees as materialized (
            select f.patron_id, f.id, f.created_at, f.arose_at, f.amount + coalesce((
              select sum(e.amount) from ledger_entry e
              where e.tenant_id = f.tenant_id and e.patron_id = f.patron_id and e.fee_id = f.id), 0) as open
            from owing o join ledger_entry f on f.tenant_id = :tenant and f.patron_id = o.patron_id and f.kind = 'CREATION'),
          old as materialized (
            select f.*, l.least from fees f
            join patron p on p.tenant_id = :tenant and p.id = f.patron_id and p.kind <> 'GROUP'
            join limits l on l.branch = p.branch
            where f.open > 0 and f.arose_at < l.before)
          insert into debt_claim (tenant_id, number, fee_id, fee_created_at, patron_id, told)
          select :tenant, m.last + row_number() over (order by o.arose_at, o.id), o.id, o.created_at, o.patron_id, 0
          from old o
          join (select patron_id, sum(open) as open from old group by 1) s on s.patron_id = o.patron_id and s.open >= o.least
          cross join (select coalesce(max(number), 0) as last from debt_claim where tenant_id = :tenant) m
          where not exists (select from debt_claim c where c.tenant_id = :tenant and c.fee_id = o.id)
          """);

  private static final String CLAIMS =
      """
      select * from (
        select c.number, c.fee_id as fee, c.patron_id, c.told, c.withdrawn_at as withdrawn, n.value as patron, f.amount + coalesce((
            select sum(e.amount) from ledger_entry e
            where e.tenant_id = c.tenant_id and e.patron_id = c.patron_id and e.fee_id = c.fee_id), 0) as open
        from debt_claim c
        join ledger_entry f on f.tenant_id = c.tenant_id and f.id = c.fee_id and f.created_at = c.fee_created_at
        left join lateral (%s) n on true
        where c.tenant_id = :tenant and (:number::bigint is null or c.number = :number)) c
      """
          .formatted(identifierOf("c"));

  private static final String PAGE =
      CLAIMS
          + """
          where c.number > :after and (not :open or c.open <> 0 or c.told <> 0)
          order by c.number limit :limit
          """;

  private static final String CHANGED =
      CLAIMS
          + """
          cross join lateral (
            select not exists (select from debt_line l where l.tenant_id = :tenant and l.claim = c.number) as is_new) l
          where c.withdrawn is null and c.open <> c.told order by c.number
          """;

  private static final String MAKE =
      """
      insert into debt_export (tenant_id, number, made_at, made_by, lines)
      select :tenant, coalesce(max(number), 0) + 1, :made, :by, :lines from debt_export where tenant_id = :tenant
      returning number
      """;

  private static final RowStatement<LineRow> ADD_LINES =
      RowStatement.of(
          LineRow.class,
          """
          insert into debt_line (tenant_id, export, {*}) select :tenant, :export, {e.*} from {rows}
          """);

  private static final RowStatement<ToldRow> TELL =
      RowStatement.of(
          ToldRow.class,
          """
          update debt_claim c set told = e.amount from {rows}
          where c.tenant_id = :tenant and c.number = e.claim
          """);

  private static final String EXPORTS =
      """
      select number, made_at as made, made_by as by, lines from debt_export
      where tenant_id = :tenant and (:number::bigint is null or number = :number) order by number desc limit :limit
      """;

  private static final String LINES =
      """
      select l.position, l.kind, l.claim, l.amount, f.fee_type, f.amount as charged, f.arose_at, f.reason,
        c.patron_id as borrower, p.id as patron_id, encode(p.cpr_sealed, 'hex') as sealed,
        p.cpr_seal_key_version as version, p.name, p.birth_date
      from debt_line l
      join debt_claim c on c.tenant_id = l.tenant_id and c.number = l.claim
      join ledger_entry f on f.tenant_id = c.tenant_id and f.id = c.fee_id and f.created_at = c.fee_created_at
      join patron b on b.tenant_id = c.tenant_id and b.id = c.patron_id
      join patron p on p.tenant_id = b.tenant_id and p.id = coalesce(b.guardian_id, b.id)
      where l.tenant_id = :tenant and l.export = ? and l.position > ?
      order by l.position limit ?
      """;

  private static final String PAYMENT =
      "select id from payment where tenant_id = ? and reference = ?";

  private static final String BEGIN =
      """
      insert into debt_message (tenant_id, id, kind, claim, amount, of_id, on_day, begun_at, begun_by)
      values (:tenant, :id, :kind, :claim, :amount, :of, :day, :at, :by) on conflict do nothing returning id
      """;

  private static final String MESSAGES =
      """
      select id, kind, claim, amount, of_id as of, on_day as day, begun_at as begun, state, reason from debt_message
      where tenant_id = :tenant
      """;

  private static final String MESSAGE = MESSAGES + " and id = :id";

  private static final String UNSETTLED =
      MESSAGES + " and state <> 'DONE' order by begun_at, id limit ?";

  private static final String END =
      """
      with ended as (
        update debt_message set state = :state, reason = :reason where tenant_id = :tenant and id = :id and state = 'BEGUN'
        returning kind, claim, amount, state),
      told as (
        update debt_claim c set
          told = greatest(0, c.told + case e.kind when 'PAYMENT_REVERSAL' then e.amount else -e.amount end),
          withdrawn_at = case e.kind when 'WITHDRAWAL' then coalesce(c.withdrawn_at, now()) else c.withdrawn_at end
        from ended e where e.state = 'DONE' and c.tenant_id = :tenant and c.number = e.claim)
      select 1 from ended
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  public PostgresDebts(
      Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.log = log;
  }

  /**
   * Selects the identifier by which commands find the patron of a row today: a card if possible.
   */
  static String identifierOf(String row) {
    return """
    select i.value from patron_identifier i
    where i.tenant_id = %1$s.tenant_id and i.patron_id = %1$s.patron_id and i.kind <> 'CPR' and %2$s
    order by i.kind <> 'CARD', i.value limit 1
    """
        .formatted(row, FactsLoader.IDENTIFIES);
  }

  private record Changed(Claim claim, boolean isNew) {}

  /** From which age and which sum on fees are claimed, for the patrons of a branch. */
  private record LimitRow(String branch, Instant before, long least) {}

  private record LineRow(int position, long claim, String kind, long amount) {}

  private record ToldRow(long claim, long amount) {}

  @Override
  public Optional<Export> export(TenantId tenant, Instant now, String by) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var limits = limits(policy, now);
    return database.ask(connection -> {
      var claim =
          Pipeline.of(tenant)
              .add(Acting.SET, Acting.of(tenant))
              .add(LOCK, tenant.toString())
              .compare(CLAIM, limits);
      var answer = claim.list(Changed.class, CHANGED, Parameters.of("number", null));
      claim.run(connection);
      var changed = answer.get();
      if (changed.isEmpty()) {
        new Pipeline().commit(connection);
        return Optional.empty();
      }
      long made =
          Rows.one(
              connection,
              Long.class,
              MAKE,
              Parameters.of("tenant", tenant)
                  .and("made", now)
                  .and("by", by)
                  .and("lines", changed.size()));
      write(changed, tenant, made).commit(connection);
      return Optional.of(new Export(made, now, by, changed.size()));
    });
  }

  private static Pipeline write(List<Changed> changed, TenantId tenant, long export) {
    var lines = new ArrayList<LineRow>();
    var claimed = new LinkedHashMap<Long, ToldRow>();
    for (var c : changed) {
      var claim = c.claim();
      var kind = c.isNew() ? "CLAIM" : "BALANCE";
      lines.add(new LineRow(lines.size() + 1, claim.number(), kind, claim.open()));
      claimed.put(claim.number(), new ToldRow(claim.number(), claim.open()));
    }
    return Pipeline.of(tenant)
        .write(ADD_LINES, lines, Parameters.of("export", export))
        .write(TELL, claimed.values());
  }

  /** From which age and which sum on fees are claimed, for the patrons of each branch. */
  private static List<LimitRow> limits(LendingPolicy policy, Instant now) {
    var today = policy.day(now);
    var limits = new ArrayList<LimitRow>();
    for (var branch : policy.branches().keySet()) {
      var days = policy.setting(Setting.DEBT_MINIMUM_AGE_DAYS, branch, today).value();
      limits.add(
          new LimitRow(
              branch,
              today.minusDays(days).plusDays(1).atStartOfDay(policy.tenant().zone()).toInstant(),
              policy.setting(Setting.DEBT_MINIMUM_AMOUNT, branch, today).value()));
    }
    return limits;
  }

  @Override
  public List<Export> exports(TenantId tenant) {
    return exports(tenant, null);
  }

  @Override
  public Optional<Export> export(TenantId tenant, long number) {
    return exports(tenant, number).stream().findFirst();
  }

  private List<Export> exports(TenantId tenant, @Nullable Long number) {
    return database.inTenant(
        tenant,
        p -> p.list(Export.class, EXPORTS, Parameters.of("number", number).and("limit", AT_ONCE)));
  }

  @Override
  public void lines(TenantId tenant, long export, Consumer<Line> lines) {
    var zone = policies.ask(database, tenant, new Pipeline()).tenant().zone();
    var after = 0;
    int size;
    do {
      var from = after;
      var page =
          database.inTenant(tenant, p -> p.list(ClaimLine.class, LINES, export, from, AT_ONCE));
      page.forEach(line -> {
        log.read(tenant, line.borrower());
        if (!line.borrower().equals(line.patron().patronId())) {
          log.read(tenant, line.patron().patronId());
        }
      });
      page.forEach(line -> lines.accept(line.line(zone, line.patron().cpr(keys, tenant))));
      size = page.size();
      after += size;
    } while (size == AT_ONCE);
  }

  private record ClaimLine(
      int position,
      String kind,
      long claim,
      long amount,
      FeeType feeType,
      long charged,
      Instant aroseAt,
      @Nullable String reason,
      UUID borrower,
      PostgresNationalSeries.SealedRow patron,
      String name,
      @Nullable LocalDate birthDate) {

    Line line(ZoneId zone, @Nullable Cpr cpr) {
      return new Line(
          position,
          kind.equals("CLAIM"),
          claim,
          amount,
          feeType,
          charged,
          aroseAt.atZone(zone).toLocalDate(),
          reason,
          new Line.Debtor(borrower, cpr, name, birthDate));
    }
  }

  @Override
  public Optional<Claim> claim(TenantId tenant, long number) {
    return listed(tenant, number).stream().findFirst();
  }

  @Override
  public List<Claim> claims(TenantId tenant) {
    var claims = listed(tenant, null);
    claims.forEach(claim -> log.read(tenant, claim.patronId()));
    return claims;
  }

  @Override
  public List<Claim> claims(TenantId tenant, boolean isOpen, long after, int limit) {
    var page =
        Parameters.of("number", null).and("open", isOpen).and("after", after).and("limit", limit);
    var claims = database.inTenant(tenant, p -> p.list(Claim.class, PAGE, page));
    claims.forEach(claim -> log.read(tenant, claim.patronId()));
    return claims;
  }

  private List<Claim> listed(TenantId tenant, @Nullable Long number) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                Claim.class,
                CLAIMS + " order by c.number limit :limit",
                Parameters.of("number", number).and("limit", MAX_LISTED)));
  }

  @Override
  public Optional<UUID> payment(TenantId tenant, String reference) {
    return database.inTenant(
        tenant, p -> p.optional(UUID.class, PAYMENT, tenant.value(), reference));
  }

  @Override
  public StoredMessage begin(TenantId tenant, DebtMessage message, String by) {
    var named =
        Parameters.of("id", message.id())
            .and("kind", message.kind())
            .and("claim", message.claim())
            .and("amount", message.amount())
            .and("of", message.of())
            .and("day", message.day())
            .and("at", Instant.now())
            .and("by", by);
    return database.inTenant(
        tenant,
        p -> {
          var isNew = p.any(BEGIN, named);
          return p.one(MessageRow.class, MESSAGE, named).map(row -> row.kept(!isNew.get()));
        });
  }

  private record MessageRow(
      DebtMessage message, State state, @Nullable String reason, Instant begun) {

    StoredMessage kept(boolean isAgain) {
      return new StoredMessage(message, state, reason, begun, isAgain);
    }
  }

  @Override
  public boolean end(TenantId tenant, DebtMessage message, @Nullable String reason) {
    return database.inTenant(
        tenant,
        p ->
            p.any(
                END,
                Parameters.of("id", message.id())
                    .and("state", reason == null ? State.DONE : State.REFUSED)
                    .and("reason", reason)));
  }

  @Override
  public List<StoredMessage> unsettled(TenantId tenant) {
    return database.inTenant(
        tenant, p -> p.list(MessageRow.class, row -> row.kept(true), UNSETTLED, MAX_LISTED));
  }
}
