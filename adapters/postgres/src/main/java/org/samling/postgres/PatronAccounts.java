package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.rules.PatronRules;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Unit;

/**
 * Tells what patrons have, hold and owe: those of a tenant that are asked for at the same time in
 * one round trip.
 */
final class PatronAccounts {

  /** The patrons whom identifiers find at present. */
  private static final String WHO =
      """
      from (
        select distinct on (w.asked) w.asked, i.patron_id
        from unnest(?, ?) w (asked, key)
        join patron_identifier i on i.tenant_id = ? and i.value = w.key
        where %s
        order by w.asked, i.kind = 'CPR') who
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String PATRONS =
      FactsLoader.PATRON_COLUMNS
          + ", p.email, p.phone, p.address, p.address_protected\n"
          + FactsLoader.NAMED_PATRONS;

  private static final String LOANS =
      FactsLoader.ITEM
          + ", who.asked, o.due_at, o.renewals, o.recalled_at, o.claimed_returned_at, o.lost_at\n"
          + WHO
          + """
          cross join lateral (
            select * from loan where tenant_id = ? and patron_id = who.patron_id
            order by due_at limit %d) o
          join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
          left join common_record c on c.id = i.common_record_id
          left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
          order by o.due_at, i.barcode
          """
              .formatted(Inquiries.MAX_LISTED);

  private static final String HOLDS =
      """
      select who.asked, h.id, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as control_number,
        coalesce(l.title, c.title) as title, i.barcode, h.pickup_branch, h.state, h.placed_at,
        h.expires_at, h.pickup_number, h.pickup_until, h.wanted_volume, h.wanted_year, h.wanted_issue,
        h.paused_from, h.paused_until
      """
          + WHO
          + """
          cross join lateral (
            select * from hold where tenant_id = ? and patron_id = who.patron_id
              and state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')
            order by placed_at, id limit %d) h
          left join common_record c on c.id = h.common_record_id
          left join local_record l on l.tenant_id = h.tenant_id and l.id = h.local_record_id
          left join item i on i.tenant_id = h.tenant_id and i.id = h.item_id
          order by h.placed_at, h.id
          """
              .formatted(Inquiries.MAX_LISTED);

  private static final String FEES =
      """
      select who.asked, e.id, e.fee_type, e.amount, e.open, e.reason, e.arose_at, coalesce(l.title, c.title) as title
      """
          + WHO
          + """
          cross join lateral (
            select e.*, s.open from (
              select coalesce(fee_id, id) as id, sum(amount) as open from ledger_entry
              where tenant_id = ? and patron_id = who.patron_id and (fee_id is not null or kind = 'CREATION')
              group by 1 having sum(amount) <> 0) s
            join ledger_entry e on e.tenant_id = ? and e.id = s.id
            order by e.arose_at, e.id limit %d) e
          left join item i on i.tenant_id = e.tenant_id and i.id = e.item_id
          left join common_record c on c.id = i.common_record_id
          left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
          order by e.arose_at, e.id
          """
              .formatted(Inquiries.MAX_LISTED);

  private static final String ADMISSION_WITHDRAWN =
      "select who.asked, a.*\n"
          + WHO
          + """
          join patron_admission_withdrawal a on a.tenant_id = ? and a.patron_id = who.patron_id
          where a.until is null or a.until >= today_of(a.tenant_id)
          order by a.level, a.unit
          """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final Map<TenantId, Gathering<String, Optional<PatronAccount>>> gatherings =
      new ConcurrentHashMap<>();

  PatronAccounts(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
  }

  Optional<PatronAccount> of(TenantId tenant, String identifier) {
    return gatherings
        .computeIfAbsent(tenant, t -> new Gathering<>(asked -> of(t, asked)))
        .answer(identifier);
  }

  private Map<String, Optional<PatronAccount>> of(TenantId tenant, List<String> identifiers) {
    var id = tenant.value();
    var named = new FactsLoader.Named();
    identifiers.forEach(identifier -> named.add(identifier, keys.of(tenant, identifier)));
    var asked = named.asked();
    var kept = named.keys();
    var found = new HashMap<String, Found>();
    var policy =
        policies.ask(
            database,
            tenant,
            new Pipeline()
                .add(
                    row -> {
                      if (FactsLoader.identification(row).identifies()) {
                        found.putIfAbsent(row.getString("asked"), new Found(row));
                      }
                    },
                    PATRONS,
                    asked,
                    kept,
                    id)
                .add(
                    row -> take(row, found, f -> f.loans.add(OpenLoan.of(row))),
                    LOANS,
                    asked,
                    kept,
                    id,
                    id)
                .add(
                    row -> take(row, found, f -> f.holds.add(hold(row))),
                    HOLDS,
                    asked,
                    kept,
                    id,
                    id)
                .add(
                    row -> take(row, found, f -> f.fees.add(fee(row))),
                    FEES,
                    asked,
                    kept,
                    id,
                    id,
                    id)
                .add(
                    row ->
                        take(
                            row,
                            found,
                            f -> f.barred.add(PatronInquiries.admissionWithdrawn(row).place())),
                    ADMISSION_WITHDRAWN,
                    asked,
                    kept,
                    id,
                    id));
    var now = Instant.now();
    var accounts = new HashMap<String, Optional<PatronAccount>>();
    for (var identifier : identifiers) {
      accounts.put(
          identifier,
          Optional.ofNullable(found.get(identifier)).map(account -> account.told(policy, now)));
    }
    return accounts;
  }

  private interface Taking {
    void by(Found found) throws SQLException;
  }

  /** Each statement sees what it finds: a patron who came in meanwhile is nobody's yet. */
  private static void take(ResultSet row, Map<String, Found> found, Taking taking)
      throws SQLException {
    var patron = found.get(row.getString("asked"));
    if (patron != null) {
      taking.by(patron);
    }
  }

  /** A patron, and what was found of theirs. */
  private static final class Found {

    private final PatronFacts patron;
    private final @Nullable String email;
    private final @Nullable String phone;
    private final @Nullable String address;
    private final List<OpenLoan> loans = new ArrayList<>();
    private final List<PatronAccount.Hold> holds = new ArrayList<>();
    private final List<PatronAccount.Fee> fees = new ArrayList<>();
    private final List<Unit> barred = new ArrayList<>();

    Found(ResultSet row) throws SQLException {
      patron = FactsLoader.patron(row);
      email = row.getString("email");
      phone = row.getString("phone");
      address = PatronInquiries.address(row).shown();
    }

    PatronAccount told(LendingPolicy policy, Instant now) {
      var rules = new PatronRules(policy, now, patron.branch());
      return new PatronAccount(
          patron,
          email,
          phone,
          address,
          loans.stream().map(loan -> loan.told(patron, rules, now)).toList(),
          holds,
          fees,
          rules.maxLoans(patron),
          rules.maxHolds(patron),
          rules.maxDebt(patron),
          rules.maxOverdue(patron).orElse(null),
          policy.isStopped(Stopped.RECALLS, patron.branch(), policy.day(now)),
          Check.broken(rules.checks(patron)),
          barred);
    }
  }

  /** An open loan as it was found. */
  private record OpenLoan(
      ItemFacts item, Instant due, int renewals, PatronAccount.LoanState state) {

    static OpenLoan of(ResultSet row) throws SQLException {
      return new OpenLoan(
          FactsLoader.item(row),
          FactsLoader.instant(row, "due_at"),
          row.getInt("renewals"),
          new PatronAccount.LoanState(
              row.getObject("recalled_at") != null,
              row.getObject("claimed_returned_at") != null,
              row.getObject("lost_at") != null));
    }

    PatronAccount.Loan told(PatronFacts patron, PatronRules rules, Instant now) {
      return new PatronAccount.Loan(
          item.barcode(),
          item.record(),
          item.title(),
          due,
          due.isBefore(now),
          state,
          renewals > 0 && renewals >= rules.maxRenewals(patron, item));
    }
  }

  static PatronAccount.Hold hold(ResultSet row) throws SQLException {
    return new PatronAccount.Hold(
        FactsLoader.uuid(row, "id"),
        new RecordKey(row.getString("source"), row.getString("control_number")),
        row.getString("title"),
        Enumeration.of(
            row.getString("wanted_volume"),
            row.getString("wanted_year"),
            row.getString("wanted_issue")),
        row.getString("barcode"),
        row.getString("pickup_branch"),
        HoldState.valueOf(row.getString("state")),
        FactsLoader.instant(row, "placed_at"),
        FactsLoader.instantOrNull(row, "expires_at"),
        row.getObject("pickup_number", Integer.class),
        FactsLoader.instantOrNull(row, "pickup_until"),
        HoldsLoader.pause(row));
  }

  private static PatronAccount.Fee fee(ResultSet row) throws SQLException {
    return new PatronAccount.Fee(
        FactsLoader.uuid(row, "id"),
        FeeType.valueOf(row.getString("fee_type")),
        row.getLong("amount"),
        row.getLong("open"),
        row.getString("title"),
        row.getString("reason"),
        FactsLoader.instant(row, "arose_at"));
  }
}
