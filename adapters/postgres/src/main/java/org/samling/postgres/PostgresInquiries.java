package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Check;
import org.samling.core.circulation.CheckinOutcome;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.Desk;
import org.samling.core.circulation.Explanation;
import org.samling.core.circulation.Facts;
import org.samling.core.circulation.FeeType;
import org.samling.core.circulation.HoldState;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemFacts;
import org.samling.core.circulation.ItemRules;
import org.samling.core.circulation.ItemShown;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.PatronFacts;
import org.samling.core.circulation.PatronRules;
import org.samling.core.circulation.RefusalReason;
import org.samling.core.circulation.TermRules;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronProfile;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix.Sought;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Unit;

/** Answers questions in one round trip each. */
final class PostgresInquiries implements Inquiries {

  private static final String PATRON_ID =
      """
      (select i.patron_id from patron_identifier i where i.tenant_id = ? and i.value = any (?) and %s
        order by i.kind = 'CPR' limit 1)\
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String PATRON =
      FactsLoader.PATRON_COLUMNS
          + ", p.email, p.phone, p.address, p.address_protected\n"
          + FactsLoader.NAMED_PATRONS;

  private static final String LOANS =
      FactsLoader.ITEM
          + """
          , o.due_at, o.renewals, o.recalled_at, o.claimed_returned_at, o.lost_at
          from loan o
          join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
          left join common_record c on c.id = i.common_record_id
          left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
          where o.tenant_id = ? and o.returned_at is null and o.patron_id = %s
          order by o.due_at, i.barcode limit %d
          """
              .formatted(PATRON_ID, MAX_LISTED);

  private static final String HOLDS =
      """
      select h.id, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as control_number,
        coalesce(l.title, c.title) as title, i.barcode, h.pickup_branch, h.state, h.placed_at,
        h.expires_at, h.pickup_number, h.pickup_until
      from hold h
      left join common_record c on c.id = h.common_record_id
      left join local_record l on l.tenant_id = h.tenant_id and l.id = h.local_record_id
      left join item i on i.tenant_id = h.tenant_id and i.id = h.item_id
      where h.tenant_id = ? and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')
        and h.patron_id = %s
      order by h.placed_at, h.id limit %d
      """
          .formatted(PATRON_ID, MAX_LISTED);

  private static final String FEES =
      """
      select e.id, e.fee_type, e.amount, s.open, e.reason, e.arose_at, coalesce(l.title, c.title) as title
      from (
        select coalesce(fee_id, id) as id, sum(amount) as open from ledger_entry
        where tenant_id = ? and patron_id = %s and (fee_id is not null or kind = 'CREATION')
        group by 1 having sum(amount) <> 0) s
      join ledger_entry e on e.tenant_id = ? and e.id = s.id
      left join item i on i.tenant_id = e.tenant_id and i.id = e.item_id
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      order by e.arose_at, e.id limit %d
      """
          .formatted(PATRON_ID, MAX_LISTED);

  private static final String WAITING =
      """
      select count(*) from hold h join item i on i.tenant_id = h.tenant_id and i.record_id = h.record_id
      where h.tenant_id = ? and i.barcode = ? and h.state = 'WAITING'
      """;

  private static final String PICKUP_UNTIL =
      """
      select h.pickup_until from item i join hold h on h.tenant_id = i.tenant_id and h.id = i.hold_id
      where i.tenant_id = ? and i.barcode = ?
      """;

  private static final String OVERDUE_LOANS =
      """
      select o.id, i.barcode, o.lent_branch, o.due_at
      from loan o join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
      where o.tenant_id = ? and o.returned_at is null and o.due_at < ? and (o.due_at, o.id) > (?, ?)
        and o.claimed_returned_at is null and o.lost_at is null
      order by o.due_at, o.id limit ?
      """;

  private static final String WAITING_FOR_RECORDS =
      """
      select record_id, count(*) as waiting from hold
      where tenant_id = ? and record_id = any (?) and state = 'WAITING' group by record_id
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PatronInquiries patrons;

  PostgresInquiries(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.patrons = new PatronInquiries(database, policies, keys);
  }

  private record Contact(
      @Nullable String email, @Nullable String phone, @Nullable String address) {}

  @Override
  public Optional<PatronAccount> patron(TenantId tenant, String identifier) {
    var id = tenant.value();
    var now = Instant.now();
    var named = new FactsLoader.Named();
    named.add(identifier, keys.of(tenant, identifier));
    var kept = named.keys();
    var patrons = new ArrayList<PatronFacts>();
    var contacts = new ArrayList<Contact>();
    var loans = new ArrayList<OpenLoan>();
    var holds = new ArrayList<PatronAccount.Hold>();
    var fees = new ArrayList<PatronAccount.Fee>();
    var admission = new ArrayList<Unit>();
    var policy =
        ask(
            tenant,
            new Pipeline()
                .add(
                    row -> {
                      if (FactsLoader.identification(row).identifies()) {
                        patrons.add(FactsLoader.patron(row));
                        contacts.add(contact(row));
                      }
                    },
                    PATRON,
                    named.asked(),
                    named.keys(),
                    id)
                .add(row -> loans.add(OpenLoan.of(row)), LOANS, id, id, kept)
                .add(row -> holds.add(hold(row)), HOLDS, id, id, kept)
                .add(row -> fees.add(fee(row)), FEES, id, id, kept, id)
                .add(
                    row -> admission.add(PatronInquiries.admissionWithdrawn(row).place()),
                    PatronInquiries.ADMISSION_WITHDRAWN_TODAY,
                    id,
                    id,
                    kept));
    if (patrons.isEmpty()) {
      return Optional.empty();
    }
    var patron = patrons.getFirst();
    var contact = contacts.getFirst();
    var rules = new PatronRules(policy, now, patron.branch());
    return Optional.of(
        new PatronAccount(
            patron,
            contact.email(),
            contact.phone(),
            contact.address(),
            loans.stream().map(loan -> loan.told(patron, rules, now)).toList(),
            holds,
            fees,
            rules.maxLoans(patron),
            rules.maxHolds(patron),
            rules.maxDebt(patron),
            rules.maxOverdue(patron).orElse(null),
            policy.isStopped(Stopped.RECALLS, patron.branch(), policy.day(now)),
            Check.broken(rules.checks(patron)),
            admission));
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

  /** An item with when it is due back, and when it was asked back. */
  record FoundItem(ItemFacts item, @Nullable Instant due, @Nullable Instant recalledAt) {

    static FoundItem of(ResultSet row) throws SQLException {
      return new FoundItem(
          FactsLoader.item(row),
          FactsLoader.instantOrNull(row, "due_at"),
          FactsLoader.instantOrNull(row, "recalled_at"));
    }

    /** Whether it is lent to anybody: what the rules say that ask about no patron. */
    private boolean isForLoan(LendingPolicy policy) {
      return ItemRules.isForLoan(item, policy, Instant.now());
    }

    private @Nullable String owner(LendingPolicy policy) {
      var home = policy.branches().get(item.home());
      var agency = home == null ? null : policy.agencies().get(home.agency());
      return item.borrowedFrom() != null || agency == null ? item.borrowedFrom() : agency.isil();
    }

    ItemState state(LendingPolicy policy, int waiting, @Nullable Instant pickupUntil) {
      return new ItemState(
          ItemShown.of(item, policy),
          item.record(),
          isForLoan(policy),
          item.status(),
          item.at(),
          owner(policy),
          due,
          recalledAt,
          policy.isStopped(Stopped.RECALLS, item.at(), policy.day(Instant.now())),
          pickupUntil,
          waiting);
    }
  }

  @Override
  public Optional<ItemState> item(TenantId tenant, String barcode) {
    var id = tenant.value();
    var found = new ArrayList<FoundItem>();
    var waiting = new int[1];
    var pickupUntil = new ArrayList<@Nullable Instant>();
    var policy =
        ask(
            tenant,
            new Pipeline()
                .add(
                    row -> found.add(FoundItem.of(row)),
                    FactsLoader.ITEMS,
                    FactsLoader.texts(List.of(barcode)),
                    id)
                .add(row -> waiting[0] = row.getInt(1), WAITING, id, barcode)
                .add(
                    row -> pickupUntil.add(FactsLoader.instantOrNull(row, "pickup_until")),
                    PICKUP_UNTIL,
                    id,
                    barcode));
    return found.stream()
        .findFirst()
        .map(f ->
            f.state(policy, waiting[0], pickupUntil.isEmpty() ? null : pickupUntil.getFirst()));
  }

  @Override
  public RefusalReason whyNobody(TenantId tenant, String identifier) {
    return patrons.whyNobody(tenant, identifier);
  }

  @Override
  public Optional<PatronProfile> profile(TenantId tenant, String identifier) {
    return patrons.profile(tenant, identifier);
  }

  @Override
  public List<OfAge> comingOfAge(TenantId tenant, Instant now, int limit) {
    return patrons.comingOfAge(tenant, now, limit);
  }

  @Override
  public Map<UUID, List<ItemState>> items(TenantId tenant, List<UUID> records) {
    if (records.isEmpty()) {
      return Map.of();
    }
    var id = tenant.value();
    var wanted = new Pipeline.Texts("uuid", records);
    var found = new ArrayList<FoundItem>();
    var waiting = new HashMap<UUID, Integer>();
    var policy =
        ask(
            tenant,
            new Pipeline()
                .add(
                    row -> found.add(FoundItem.of(row)),
                    FactsLoader.ITEMS_OF_RECORDS,
                    wanted,
                    id,
                    MAX_ITEMS)
                .add(
                    row -> waiting.put(FactsLoader.uuid(row, "record_id"), row.getInt("waiting")),
                    WAITING_FOR_RECORDS,
                    id,
                    wanted));
    var items = new HashMap<UUID, List<ItemState>>();
    for (var item : found) {
      var record = item.item().recordId();
      items
          .computeIfAbsent(record, _ -> new ArrayList<>())
          .add(item.state(policy, waiting.getOrDefault(record, 0), null));
    }
    return items;
  }

  @Override
  public List<OverdueLoan> overdueLoans(
      TenantId tenant, Instant now, @Nullable OverdueLoan after, int limit) {
    var overdue = new ArrayList<OverdueLoan>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    overdue.add(
                        new OverdueLoan(
                            FactsLoader.uuid(row, "id"),
                            row.getString("barcode"),
                            row.getString("lent_branch"),
                            FactsLoader.instant(row, "due_at"))),
                OVERDUE_LOANS,
                tenant.value(),
                now.atOffset(ZoneOffset.UTC),
                (after == null ? Instant.EPOCH : after.due()).atOffset(ZoneOffset.UTC),
                after == null ? new UUID(0, 0) : after.loan(),
                limit));
    return overdue;
  }

  @Override
  public List<RetainedLoan> loansToDetach(TenantId tenant, Instant now, int limit) {
    return EndedLoans.toDetach(database, policy(tenant), now, limit);
  }

  @Override
  public <C extends Command<?>> List<C> effective(TenantId tenant, List<C> commands) {
    if (commands.isEmpty()) {
      return List.of();
    }
    var facts = new Facts();
    var load = new Pipeline();
    new FactsLoader(tenant, commands, keys).addTo(load, facts);
    var desk = new Desk(ask(tenant, load), facts);
    var now = Instant.now();
    return commands.stream()
        .filter(command -> !desk.decide(command, now).effects().isEmpty())
        .toList();
  }

  @Override
  public Explanation explain(Command<?> command) {
    var tenant = command.origin().tenant();
    var facts = new Facts();
    var load = new Pipeline();
    new FactsLoader(tenant, List.of(command), keys).addTo(load, facts);
    var policy = ask(tenant, load);
    var decision = new Desk(policy, facts).decide(command, Instant.now());
    return new Explanation(decision.outcome(), decision.checks());
  }

  @Override
  public Optional<SortRule.Sorted> sorted(LoanCommand.Checkin command) {
    var tenant = command.origin().tenant();
    var facts = new Facts();
    var load = new Pipeline();
    new FactsLoader(tenant, List.of(command), keys).addTo(load, facts);
    var policy = ask(tenant, load);
    return new Desk(policy, facts).decide(command, Instant.now()).outcome()
            instanceof CheckinOutcome.Returned returned
        ? facts.item(command.item()).map(item -> item.sorted(returned.destination()))
        : Optional.empty();
  }

  @Override
  public LendingPolicy policy(TenantId tenant) {
    return ask(tenant, new Pipeline());
  }

  @Override
  public List<Sought> terms(Command<?> command) {
    var tenant = command.origin().tenant();
    var facts = new Facts();
    var load = new Pipeline();
    new FactsLoader(tenant, List.of(command), keys).addTo(load, facts);
    var policy = ask(tenant, load);
    return TermRules.of(command, facts, policy, Instant.now());
  }

  @Override
  public List<StoppedLoan> stoppedLoans(
      TenantId tenant, Suspension stop, @Nullable UUID after, int limit) {
    return new StoppedLoans(database, tenant, stop, policy(tenant)).page(after, limit);
  }

  @Override
  public long countStoppedLoans(TenantId tenant, Suspension stop) {
    return new StoppedLoans(database, tenant, stop, policy(tenant)).count();
  }

  private LendingPolicy ask(TenantId tenant, Pipeline questions) {
    return policies.ask(database, tenant, questions);
  }

  private static Contact contact(ResultSet row) throws SQLException {
    return new Contact(
        row.getString("email"), row.getString("phone"), PatronInquiries.address(row).shown());
  }

  private static PatronAccount.Hold hold(ResultSet row) throws SQLException {
    return new PatronAccount.Hold(
        FactsLoader.uuid(row, "id"),
        new RecordKey(row.getString("source"), row.getString("control_number")),
        row.getString("title"),
        row.getString("barcode"),
        row.getString("pickup_branch"),
        HoldState.valueOf(row.getString("state")),
        FactsLoader.instant(row, "placed_at"),
        FactsLoader.instantOrNull(row, "expires_at"),
        row.getObject("pickup_number", Integer.class),
        FactsLoader.instantOrNull(row, "pickup_until"));
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
