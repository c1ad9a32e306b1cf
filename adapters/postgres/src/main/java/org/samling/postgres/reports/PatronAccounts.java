package org.samling.postgres.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.PatronAccount.Part;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemKind;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.rules.PatronRules;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PostalAddress;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Unit;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.QueryBatcher;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.HoldRow;
import org.samling.postgres.tables.InterlibraryHolds;
import org.samling.postgres.tables.PatronRow;

/**
 * Reads patrons' accounts: with one statement who they are, what they may and how much they have,
 * and with one more for each part that is asked for. Requests for a tenant that come at the same
 * time share the round trip and the statements.
 */
final class PatronAccounts {

  /** The patrons found by identifiers that are valid now. */
  private static final String WHO =
      """
      from (
        select distinct on (w.asked) w.asked, i.patron_id
        from unnest(:asked, :keys) w (asked, key)
        join patron_identifier i on i.tenant_id = :tenant and i.value = w.key
        where %s
        order by w.asked, i.kind = 'CPR') who
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String PATRONS =
      FactsLoader.PATRON_COLUMNS
          + ", p.email, p.phone, p.address, p.address_protected\n"
          + FactsLoader.NAMED_PATRONS;

  private static final String LOANS =
      """
      select who.asked, o.due_at, o.renewals, o.recalled_at, o.claimed_returned_at, o.lost_at,
        i.barcode, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as control_number,
        coalesce(l.title, c.title) as title, i.category, i.material_group, i.circulation_modifier, i.accessioned_on,
        i.home_branch, i.location
      """
          + WHO
          + """
          cross join lateral (
            select tenant_id, item_id, due_at, renewals, recalled_at, claimed_returned_at, lost_at from loan
            where tenant_id = :tenant and patron_id = who.patron_id
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
        h.paused_from, h.paused_until, ap.partner, ap.partner_stage
      """
          + WHO
          + """
          cross join lateral (
            select * from hold where tenant_id = :tenant and patron_id = who.patron_id
              and state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')
            order by placed_at, id limit %d) h
          left join common_record c on c.id = h.common_record_id
          left join local_record l on l.tenant_id = h.tenant_id and l.id = h.local_record_id
          left join item i on i.tenant_id = h.tenant_id and i.id = h.item_id
          """
              .formatted(Inquiries.MAX_LISTED)
          + InterlibraryHolds.AT_PARTNER
          + "order by h.placed_at, h.id";

  private static final String FEES =
      """
      select who.asked, e.id, e.fee_type as type, e.amount, e.open, e.reason, e.arose_at as arose,
        coalesce(l.title, c.title) as title, '{}'::text[] as also
      """
          + WHO
          + """
          cross join lateral (
            select e.*, s.open from (
              select coalesce(fee_id, id) as id, sum(amount) as open from ledger_entry
              where tenant_id = :tenant and patron_id = who.patron_id and (fee_id is not null or kind = 'CREATION')
              group by 1 having sum(amount) <> 0) s
            join ledger_entry e on e.tenant_id = :tenant and e.id = s.id
            order by e.arose_at, e.id limit %d) e
          left join item i on i.tenant_id = e.tenant_id and i.id = e.item_id
          left join common_record c on c.id = coalesce(i.common_record_id, e.record_id)
          left join local_record l on l.tenant_id = e.tenant_id and l.id = coalesce(i.local_record_id, e.record_id)
          order by e.arose_at, e.id
          """
              .formatted(Inquiries.MAX_LISTED);

  /**
   * The other titles of late fees: only who has such a fee is asked for them, since every account
   * would pay for the question.
   */
  private static final String COVERED =
      """
      select e.id as fee, t.titles from ledger_entry e
      join loan o on o.tenant_id = e.tenant_id and o.id = e.loan_id
      cross join lateral (
        select array_agg(distinct t.title order by t.title) as titles from (
          select coalesce(ol.title, oc.title) as title from (
            select n.id, n.item_id, n.due_at from loan n
            where o.returned_at is null and n.tenant_id = o.tenant_id and n.patron_id = e.patron_id
            union all
            select n.id, n.item_id, n.due_at from loan_history h
            join loan n on n.tenant_id = h.tenant_id and n.id = h.loan_id
            where o.returned_at is not null and h.tenant_id = o.tenant_id and h.patron_id = e.patron_id
              and h.ended_at between o.returned_at - interval '25 hours' and o.returned_at + interval '25 hours'
              and n.returned_branch is not distinct from o.returned_branch
              and day_of(n.tenant_id, n.returned_at) = day_of(n.tenant_id, o.returned_at)) n
          join item oi on oi.tenant_id = o.tenant_id and oi.id = n.item_id
          left join common_record oc on oc.id = oi.common_record_id
          left join local_record ol on ol.tenant_id = oi.tenant_id and ol.id = oi.local_record_id
          where n.id <> o.id and day_of(o.tenant_id, n.due_at) = e.due_day
          limit 50) t) t
      where e.tenant_id = :tenant and e.id = any (:fees) and t.titles is not null
      """;

  private static final String ADMISSION_WITHDRAWN =
      "select who.asked, a.*\n"
          + WHO
          + """
          join patron_admission_withdrawal a on a.tenant_id = :tenant and a.patron_id = who.patron_id
          where a.until is null or a.until >= today_of(a.tenant_id)
          order by a.level, a.unit
          """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final Map<TenantId, QueryBatcher<Asked, Optional<Told>>> gatherings =
      new ConcurrentHashMap<>();

  private record Asked(String identifier, Set<Part> parts) {}

  /**
   * An account as everybody may see it.
   *
   * @param policy the policy by which it was made
   */
  record Told(PatronAccount account, LendingPolicy policy) {}

  PatronAccounts(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
  }

  Optional<Told> of(TenantId tenant, String identifier, Set<Part> parts) {
    return gatherings
        .computeIfAbsent(tenant, t -> new QueryBatcher<>(asked -> of(t, asked)))
        .answer(new Asked(identifier, Set.copyOf(parts)));
  }

  /** The patrons of whose account a part was asked for; all without a part. */
  private Parameters named(TenantId tenant, List<Asked> asked, @Nullable Part part) {
    var named = new FactsLoader.Named();
    asked.stream()
        .filter(one -> part == null || one.parts().contains(part))
        .map(Asked::identifier)
        .forEach(identifier -> named.add(identifier, keys.of(tenant, identifier)));
    return named.parameters();
  }

  private Map<Asked, Optional<Told>> of(TenantId tenant, List<Asked> asked) {
    var found = new HashMap<String, Found>();
    var questions =
        new Pipeline()
            .each(
                AddressedRow.class,
                row -> {
                  if (row.patron().identification().identifies()) {
                    found.putIfAbsent(row.patron().asked(), new Found(row));
                  }
                },
                PATRONS,
                named(tenant, asked, null));
    for (var part : Part.values()) {
      if (asked.stream().anyMatch(one -> one.parts().contains(part))) {
        addTo(questions, part, found, named(tenant, asked, part));
      }
    }
    var policy = policies.ask(database, tenant, questions);
    tellCovered(tenant, found.values());
    var now = Instant.now();
    var accounts = new HashMap<Asked, Optional<Told>>();
    for (var one : asked) {
      accounts.put(
          one,
          Optional.ofNullable(found.get(one.identifier()))
              .map(patron -> new Told(patron.told(one.parts(), policy, now), policy)));
    }
    return accounts;
  }

  private static void addTo(
      Pipeline questions, Part part, Map<String, Found> found, Parameters named) {
    switch (part) {
      case LOANS ->
          questions.each(
              OpenLoan.class,
              row -> of(found, row.asked()).ifPresent(f -> f.loans.add(row)),
              LOANS,
              named);
      case HOLDS ->
          questions.each(
              OwnHold.class,
              row -> of(found, row.asked()).ifPresent(f -> f.holds.add(row.hold().hold())),
              HOLDS,
              named);
      case FEES ->
          questions.each(
              OwnFee.class,
              row -> of(found, row.asked()).ifPresent(f -> f.fees.add(row.fee())),
              FEES,
              named);
      case ADMISSION ->
          questions.each(
              OwnWithdrawal.class,
              row -> of(found, row.asked()).ifPresent(f -> f.barred.add(row.place())),
              ADMISSION_WITHDRAWN,
              named);
    }
  }

  private record Covered(UUID fee, List<String> titles) {}

  /** Adds the other titles that late fees cover. */
  private void tellCovered(TenantId tenant, Collection<Found> found) {
    var late =
        found.stream()
            .flatMap(patron -> patron.fees.stream())
            .filter(fee -> fee.type() == FeeType.OVERDUE)
            .map(PatronAccount.Fee::id)
            .toList();
    if (late.isEmpty()) {
      return;
    }
    var covered =
        database
            .inTenant(
                tenant,
                p -> p.list(Covered.class, COVERED, Parameters.of("fees", SqlArray.uuids(late))))
            .stream()
            .collect(Collectors.toMap(Covered::fee, Covered::titles));
    found.forEach(patron ->
        patron.fees.replaceAll(fee -> fee.covering(covered.getOrDefault(fee.id(), List.of()))));
  }

  /**
   * Each statement has its own snapshot: a patron added meanwhile may be missing from an earlier
   * one.
   */
  private static Optional<Found> of(Map<String, Found> found, String asked) {
    return Optional.ofNullable(found.get(asked));
  }

  private record AddressedRow(
      PatronRow patron,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String address,
      boolean addressProtected) {}

  private record OwnHold(String asked, ShownHold hold) {}

  private record OwnFee(String asked, PatronAccount.Fee fee) {}

  private record OwnWithdrawal(String asked, Unit.Level level, String unit) {

    Unit place() {
      return new Unit(level, unit);
    }
  }

  /** A patron with everything found for them. */
  private static final class Found {

    private final PatronFacts patron;
    private final PatronAccount.Contact contact;
    private final List<OpenLoan> loans = new ArrayList<>();
    private final List<PatronAccount.Hold> holds = new ArrayList<>();
    private final List<PatronAccount.Fee> fees = new ArrayList<>();
    private final List<Unit> barred = new ArrayList<>();

    Found(AddressedRow row) {
      patron = row.patron().facts();
      contact =
          new PatronAccount.Contact(
              row.email(),
              row.phone(),
              new PostalAddress(row.address(), row.addressProtected()).shown());
    }

    PatronAccount told(Set<Part> parts, LendingPolicy policy, Instant now) {
      var rules = new PatronRules(policy, now, patron.branch());
      return new PatronAccount(
          patron,
          contact,
          parts,
          loans.stream().map(loan -> loan.told(patron, rules, now)).toList(),
          holds,
          fees,
          new PatronAccount.Limits(
              rules.maxLoans(patron),
              rules.maxHolds(patron),
              rules.maxDebt(patron),
              rules.maxOverdue(patron).orElse(null)),
          policy.isStopped(Stopped.RECALLS, patron.branch(), policy.day(now)),
          Check.broken(rules.checks(patron)),
          barred);
    }
  }

  /** An open loan as it is read. */
  private record OpenLoan(
      String asked,
      Instant dueAt,
      int renewals,
      @Nullable Instant recalledAt,
      @Nullable Instant claimedReturnedAt,
      @Nullable Instant lostAt,
      String barcode,
      String source,
      String controlNumber,
      String title,
      String category,
      @Nullable String materialGroup,
      @Nullable String circulationModifier,
      LocalDate accessionedOn,
      String homeBranch,
      @Nullable String location) {

    PatronAccount.Loan told(PatronFacts patron, PatronRules rules, Instant now) {
      var kind =
          new ItemKind(
              category, materialGroup, circulationModifier, accessionedOn, homeBranch, location);
      return new PatronAccount.Loan(
          barcode,
          new RecordKey(source, controlNumber),
          title,
          dueAt,
          dueAt.isBefore(now),
          new PatronAccount.LoanState(
              recalledAt != null, claimedReturnedAt != null, lostAt != null),
          renewals > 0 && renewals >= rules.maxRenewals(patron, kind));
    }
  }

  /** A hold as patrons and staff are shown it. */
  record ShownHold(
      UUID id,
      String source,
      String controlNumber,
      String title,
      @Nullable String wantedVolume,
      @Nullable String wantedYear,
      @Nullable String wantedIssue,
      @Nullable String barcode,
      String pickupBranch,
      HoldState state,
      Instant placedAt,
      @Nullable Instant expiresAt,
      @Nullable Integer pickupNumber,
      @Nullable Instant pickupUntil,
      HoldRow.Pause pause,
      InterlibraryHolds.AtPartner partner) {

    PatronAccount.Hold hold() {
      return new PatronAccount.Hold(
          id,
          new PatronAccount.Hold.Wanted(
              new RecordKey(source, controlNumber),
              title,
              Enumeration.of(wantedVolume, wantedYear, wantedIssue)),
          barcode,
          pickupBranch,
          state,
          placedAt,
          expiresAt,
          pickupNumber,
          pickupUntil,
          pause.facts(),
          partner.told());
    }
  }
}
