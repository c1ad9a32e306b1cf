package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/** Keeps claims, and what the debtor system says of them. */
final class PostgresDebts implements Debts {

  private static final int AT_ONCE = 1_000;

  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('debt ' || ?, 0))";

  /** Fees that are old enough, of patrons who owe enough in such, and not claimed yet. */
  private static final String CLAIM =
      """
      with limits as materialized (select * from unnest(?, ?, ?) l (branch, before, least)),
      owing as materialized (
        select e.patron_id from ledger_entry e where e.tenant_id = ? group by 1 having sum(e.amount) > 0),
      fees as materialized (
        select f.patron_id, f.id, f.created_at, f.arose_at, f.amount + coalesce((
          select sum(e.amount) from ledger_entry e
          where e.tenant_id = f.tenant_id and e.patron_id = f.patron_id and e.fee_id = f.id), 0) as open
        from owing o join ledger_entry f on f.tenant_id = ? and f.patron_id = o.patron_id and f.kind = 'CREATION'),
      old as materialized (
        select f.*, l.least from fees f
        join patron p on p.tenant_id = ? and p.id = f.patron_id
        join limits l on l.branch = p.branch
        where f.open > 0 and f.arose_at < l.before)
      insert into debt_claim (tenant_id, number, fee_id, fee_created_at, patron_id, told)
      select ?, m.last + row_number() over (order by o.arose_at, o.id), o.id, o.created_at, o.patron_id, 0
      from old o
      join (select patron_id, sum(open) as open from old group by 1) s on s.patron_id = o.patron_id and s.open >= o.least
      cross join (select coalesce(max(number), 0) as last from debt_claim where tenant_id = ?) m
      where not exists (select from debt_claim c where c.tenant_id = ? and c.fee_id = o.id)
      """;

  private static final String CLAIMS =
      """
      select * from (
        select c.number, c.fee_id, c.patron_id, c.told, c.withdrawn_at, n.value as patron, f.amount + coalesce((
            select sum(e.amount) from ledger_entry e
            where e.tenant_id = c.tenant_id and e.patron_id = c.patron_id and e.fee_id = c.fee_id), 0) as open
        from debt_claim c
        join ledger_entry f on f.tenant_id = c.tenant_id and f.id = c.fee_id and f.created_at = c.fee_created_at
        left join lateral (%s) n on true
        where c.tenant_id = ? and (?::bigint is null or c.number = ?)) c
      """
          .formatted(identifierOf("c"));

  private static final String CHANGED =
      CLAIMS
          + """
          cross join lateral (
            select not exists (select from debt_line l where l.tenant_id = ? and l.claim = c.number) as is_new) l
          where c.withdrawn_at is null and c.open <> c.told order by c.number
          """;

  private static final String MAKE =
      """
      insert into debt_export (tenant_id, number, made_at, made_by, lines)
      select ?, coalesce(max(number), 0) + 1, ?, ?, ? from debt_export where tenant_id = ?
      returning number
      """;

  private static final String ADD_LINES =
      """
      insert into debt_line (tenant_id, export, position, claim, kind, amount)
      select ?, ?, * from unnest(?, ?, ?, ?)
      """;

  private static final String TELL =
      """
      update debt_claim c set told = e.amount from unnest(?, ?) e (claim, amount)
      where c.tenant_id = ? and c.number = e.claim
      """;

  private static final String EXPORTS =
      """
      select number, made_at, made_by, lines from debt_export
      where tenant_id = ? and (?::bigint is null or number = ?) order by number desc limit ?
      """;

  private static final String LINES =
      """
      select l.position, l.kind, l.claim, l.amount, f.fee_type, f.amount as charged, f.arose_at, f.reason, c.patron_id,
        encode(p.cpr_sealed, 'hex') as sealed, p.cpr_seal_key_version as version, p.name, p.birth_date
      from debt_line l
      join debt_claim c on c.tenant_id = l.tenant_id and c.number = l.claim
      join ledger_entry f on f.tenant_id = c.tenant_id and f.id = c.fee_id and f.created_at = c.fee_created_at
      join patron p on p.tenant_id = c.tenant_id and p.id = c.patron_id
      where l.tenant_id = ? and l.export = ? and l.position > ?
      order by l.position limit ?
      """;

  private static final String PAYMENT =
      "select id from payment where tenant_id = ? and reference = ?";

  private static final String BEGIN =
      """
      insert into debt_message (tenant_id, id, kind, claim, amount, of_id, on_day, begun_at, begun_by)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id
      """;

  private static final String MESSAGES =
      """
      select id, kind, claim, amount, of_id, on_day, begun_at, state, reason from debt_message
      where tenant_id = ?
      """;

  private static final String MESSAGE = MESSAGES + " and id = ?";

  private static final String UNSETTLED =
      MESSAGES + " and state <> 'DONE' order by begun_at, id limit ?";

  private static final String END =
      """
      with ended as (
        update debt_message set state = ?, reason = ? where tenant_id = ? and id = ? and state = 'BEGUN'
        returning kind, claim, amount, state),
      told as (
        update debt_claim c set
          told = greatest(0, c.told + case e.kind when 'PAYMENT_REVERSAL' then e.amount else -e.amount end),
          withdrawn_at = case e.kind when 'WITHDRAWAL' then coalesce(c.withdrawn_at, now()) else c.withdrawn_at end
        from ended e where e.state = 'DONE' and c.tenant_id = ? and c.number = e.claim)
      select count(*) from ended
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  PostgresDebts(Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.log = log;
  }

  /** By what commands find the patron of a row today: a card, or else another name. */
  static String identifierOf(String row) {
    return """
    select i.value from patron_identifier i
    where i.tenant_id = %1$s.tenant_id and i.patron_id = %1$s.patron_id and i.kind <> 'CPR' and %2$s
    order by i.kind <> 'CARD', i.value limit 1
    """
        .formatted(row, FactsLoader.IDENTIFIES);
  }

  private record Changed(Claim claim, boolean isNew) {}

  @Override
  public Optional<Export> export(TenantId tenant, Instant now, String by) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var limits = limits(policy, now);
    var number = tenant.value();
    return database.ask(connection -> {
      var changed = new ArrayList<Changed>();
      new Pipeline()
          .add(Database.SET_TENANT, tenant.toString())
          .add(LOCK, tenant.toString())
          .add(
              CLAIM,
              limits.get(0),
              limits.get(1),
              limits.get(2),
              number,
              number,
              number,
              number,
              number,
              number)
          .add(
              row -> changed.add(new Changed(claim(row), row.getBoolean("is_new"))),
              CHANGED,
              number,
              null,
              null,
              number)
          .run(connection);
      if (changed.isEmpty()) {
        new Pipeline().commit(connection);
        return Optional.empty();
      }
      var made = new long[1];
      new Pipeline()
          .add(
              row -> made[0] = row.getLong(1),
              MAKE,
              number,
              now.atOffset(ZoneOffset.UTC),
              by,
              changed.size(),
              number)
          .run(connection);
      write(changed, number, made[0]).commit(connection);
      return Optional.of(new Export(made[0], now, by, changed.size()));
    });
  }

  private static Pipeline write(List<Changed> changed, int tenant, long export) {
    var lines = new Columns("int4", "int8", "text", "int8");
    var told = new Columns("int8", "int8");
    for (var c : changed) {
      var claim = c.claim();
      var kind = c.isNew() ? "CLAIM" : "BALANCE";
      lines.row(lines.size() + 1, claim.number(), kind, claim.open());
      told.row(claim.number(), claim.open());
    }
    var parameters = new ArrayList<Object>(List.of(tenant, export));
    parameters.addAll(lines.arrays());
    return new Pipeline().add(ADD_LINES, parameters.toArray()).add(TELL, told.before(tenant));
  }

  /** By which day and from which sum on, for the patrons of each branch. */
  private static List<Pipeline.Texts> limits(LendingPolicy policy, Instant now) {
    var today = policy.day(now);
    var branches = new ArrayList<String>();
    var before = new ArrayList<OffsetDateTime>();
    var least = new ArrayList<Long>();
    for (var branch : policy.branches().keySet()) {
      var days = policy.setting(Setting.DEBT_MINIMUM_AGE_DAYS, branch, today).value();
      branches.add(branch);
      before.add(
          today
              .minusDays(days)
              .plusDays(1)
              .atStartOfDay(policy.tenant().zone())
              .toOffsetDateTime());
      least.add((long) policy.setting(Setting.DEBT_MINIMUM_AMOUNT, branch, today).value());
    }
    return List.of(
        FactsLoader.texts(branches),
        new Pipeline.Texts("timestamptz", before),
        new Pipeline.Texts("int8", least));
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
    var found = new ArrayList<Export>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    found.add(
                        new Export(
                            row.getLong("number"),
                            FactsLoader.instant(row, "made_at"),
                            row.getString("made_by"),
                            row.getInt("lines"))),
                EXPORTS,
                tenant.value(),
                number,
                number,
                AT_ONCE));
    return found;
  }

  @Override
  public void lines(TenantId tenant, long export, Consumer<Line> lines) {
    var zone = policies.ask(database, tenant, new Pipeline()).tenant().zone();
    var page = new ArrayList<Line>();
    var after = 0;
    do {
      page.clear();
      database.inTenant(
          tenant,
          new Pipeline()
              .add(
                  row -> page.add(line(tenant, zone, row)),
                  LINES,
                  tenant.value(),
                  export,
                  after,
                  AT_ONCE));
      page.forEach(line -> log.read(tenant, line.patronId()));
      page.forEach(lines);
      after += page.size();
    } while (page.size() == AT_ONCE);
  }

  private Line line(TenantId tenant, ZoneId zone, ResultSet row) throws SQLException {
    return new Line(
        row.getInt("position"),
        row.getString("kind").equals("CLAIM"),
        row.getLong("claim"),
        row.getLong("amount"),
        FeeType.valueOf(row.getString("fee_type")),
        row.getLong("charged"),
        FactsLoader.instant(row, "arose_at").atZone(zone).toLocalDate(),
        row.getString("reason"),
        FactsLoader.uuid(row, "patron_id"),
        PostgresNationalSeries.cpr(keys, tenant, row),
        row.getString("name"),
        row.getObject("birth_date", LocalDate.class));
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

  private List<Claim> listed(TenantId tenant, @Nullable Long number) {
    var found = new ArrayList<Claim>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> found.add(claim(row)),
                CLAIMS + " order by c.number limit ?",
                tenant.value(),
                number,
                number,
                MAX_LISTED));
    return found;
  }

  private static Claim claim(ResultSet row) throws SQLException {
    return new Claim(
        row.getLong("number"),
        FactsLoader.uuid(row, "fee_id"),
        FactsLoader.uuid(row, "patron_id"),
        row.getString("patron"),
        row.getLong("told"),
        row.getLong("open"),
        FactsLoader.instantOrNull(row, "withdrawn_at"));
  }

  @Override
  public Optional<UUID> payment(TenantId tenant, String reference) {
    var found = new ArrayList<UUID>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> found.add(FactsLoader.uuid(row, "id")), PAYMENT, tenant.value(), reference));
    return found.stream().findFirst();
  }

  @Override
  public Kept begin(TenantId tenant, DebtMessage message, String by) {
    var isNew = new boolean[1];
    var found = new ArrayList<Kept>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                _ -> isNew[0] = true,
                BEGIN,
                tenant.value(),
                message.id(),
                message.kind().name(),
                message.claim(),
                message.amount(),
                message.of(),
                message.day(),
                Instant.now().atOffset(ZoneOffset.UTC),
                by)
            .add(row -> found.add(kept(row, !isNew[0])), MESSAGE, tenant.value(), message.id()));
    return found.getFirst();
  }

  private static Kept kept(ResultSet row, boolean isAgain) throws SQLException {
    return new Kept(
        new DebtMessage(
            row.getString("id"),
            DebtMessage.Kind.valueOf(row.getString("kind")),
            row.getLong("claim"),
            row.getLong("amount"),
            row.getString("of_id"),
            row.getObject("on_day", LocalDate.class)),
        State.valueOf(row.getString("state")),
        row.getString("reason"),
        FactsLoader.instant(row, "begun_at"),
        isAgain);
  }

  @Override
  public boolean end(TenantId tenant, DebtMessage message, @Nullable String reason) {
    var ended = new boolean[1];
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> ended[0] = row.getLong(1) > 0,
                END,
                reason == null ? State.DONE.name() : State.REFUSED.name(),
                reason,
                tenant.value(),
                message.id(),
                tenant.value()));
    return ended[0];
  }

  @Override
  public List<Kept> unsettled(TenantId tenant) {
    var found = new ArrayList<Kept>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(row -> found.add(kept(row, true)), UNSETTLED, tenant.value(), MAX_LISTED));
    return found;
  }
}
