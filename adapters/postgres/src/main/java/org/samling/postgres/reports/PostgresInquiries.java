package org.samling.postgres.reports;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldView;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.desk.Desk;
import org.samling.core.circulation.facts.HoldReference;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.loans.TermRules;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.Explanation;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronProfile;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix.LookupResult;
import org.samling.core.policy.Sight;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.BoundSight;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.loader.Use;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.ItemRow;
import org.samling.postgres.writer.PostgresAccessLog;
import org.samling.postgres.writer.StoppedLoans;

/** Answers queries in one round trip each, or in one for several. */
public final class PostgresInquiries implements Inquiries {

  private static final String WAITING =
      """
      select count(*) from hold h join item i on i.tenant_id = h.tenant_id and i.record_id = h.record_id
      where h.tenant_id = :tenant and i.barcode = ? and h.state = 'WAITING'
      """;

  private static final String PICKUP_UNTIL =
      """
      select h.pickup_until from item i join hold h on h.tenant_id = i.tenant_id and h.id = i.hold_id
      where i.tenant_id = :tenant and i.barcode = ?
      """;

  private static final String OVERDUE_LOANS =
      """
      select o.id as loan, i.barcode as item, o.lent_branch as branch, o.due_at as due
      from loan o join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
      where o.tenant_id = :tenant and o.returned_at is null and o.due_at < ? and (o.due_at, o.id) > (?, ?)
        and o.claimed_returned_at is null and o.lost_at is null
      order by o.due_at, o.id limit ?
      """;

  private static final String WAITING_FOR_RECORDS =
      """
      select record_id, count(*) as waiting from hold
      where tenant_id = :tenant and state = 'WAITING' and record_id in (select unnest(:records) union select base from (
      """
          + FactsLoader.BASES_OF_LAYERS
          + """
          ) b) group by record_id
          """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PatronInquiries patrons;
  private final PatronAccounts accounts;
  private final HoldInquiries holds;
  private final RecordHoldings holdings;
  private final BoundSight sights;
  private final PostgresDeskLists lists;
  private final PostgresAccessLog log;
  private final BiConsumer<TenantId, String> arrivals;

  /** Inquiries before which nobody arrives. */
  public PostgresInquiries(
      Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this(database, policies, keys, log, (_, _) -> {});
  }

  /**
   * Inquiries on a database.
   *
   * @param arrivals is told whose account is asked for, before it is read
   */
  public PostgresInquiries(
      Database database,
      PolicyCache policies,
      PatronKeys keys,
      PostgresAccessLog log,
      BiConsumer<TenantId, String> arrivals) {
    this.arrivals = arrivals;
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.patrons = new PatronInquiries(database, policies, keys, log);
    this.accounts = new PatronAccounts(database, policies, keys);
    this.holds = new HoldInquiries(database);
    this.holdings = new RecordHoldings(database, policies);
    this.sights = new BoundSight(database, policies, keys);
    this.lists = new PostgresDeskLists(database, keys, log);
    this.log = log;
  }

  @Override
  public Optional<PatronAccount> patron(
      TenantId tenant, String identifier, Set<PatronAccount.Part> parts) {
    arrivals.accept(tenant, identifier);
    var account =
        accounts
            .of(tenant, identifier, Bounds.now().isNone() ? parts : all(parts))
            .flatMap(told -> seen(tenant, told.account(), BoundSight.of(told.policy())));
    account.ifPresent(a -> log.read(tenant, a.patron().id()));
    return account;
  }

  /** Who is bound is told how many there are of what they see, and so has to look at all of it. */
  private static Set<PatronAccount.Part> all(Set<PatronAccount.Part> parts) {
    var all = EnumSet.copyOf(PatronAccount.Part.LISTS);
    all.addAll(parts);
    return all;
  }

  private Optional<PatronAccount> seen(
      TenantId tenant, PatronAccount account, Optional<Sight> sight) {
    if (sight.isEmpty()) {
      return Optional.of(account);
    }
    var patron = account.patron();
    return sight
        .filter(s -> s.sees(patron.branch()))
        .map(s ->
            account.seen(
                s,
                lists.loans(tenant, patron.id()).entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().branch())),
                lists.feeBranches(tenant, patron.id())));
  }

  /** An item with its due date and when it was recalled. */
  record FoundItem(ItemFacts item, @Nullable Instant due, @Nullable Instant recalledAt) {

    static FoundItem of(ItemRow.Lent row) {
      var terms = row.loan() == null ? null : row.loan().loan().terms();
      return new FoundItem(
          row.item().facts(),
          terms == null ? null : terms.dueAt(),
          terms == null ? null : terms.recall().recalledAt());
    }

    /** Whether it can be lent at all, by the rules that look at no patron. */
    private boolean isForLoan(LendingPolicy policy) {
      return ItemRules.isForLoan(item, policy, Instant.now());
    }

    ItemState state(LendingPolicy policy, int waiting, @Nullable Instant pickupUntil) {
      return new ItemState(
          ItemView.of(item, policy),
          item.record(),
          isForLoan(policy),
          item.status(),
          item.at(),
          RecordHoldings.owner(policy, item.home(), item.borrowedFrom()),
          due,
          recalledAt,
          policy.isStopped(Stopped.RECALLS, item.at(), policy.day(Instant.now())),
          pickupUntil,
          waiting);
    }
  }

  @Override
  public Optional<ItemState> item(TenantId tenant, String barcode) {
    var questions = new Pipeline();
    var found =
        questions.optional(
            ItemRow.Lent.class,
            FoundItem::of,
            FactsLoader.ITEMS,
            Parameters.of("items", SqlArray.texts(List.of(barcode))));
    var waiting = questions.one(Integer.class, WAITING, barcode);
    var pickupUntil = questions.optional(Instant.class, PICKUP_UNTIL, barcode);
    var policy = ask(tenant, questions);
    return found
        .get()
        .map(f -> f.state(policy, waiting.get(), pickupUntil.get().orElse(null)))
        .or(() -> new SetStates(database, policies).of(tenant, barcode))
        .filter(state -> sees(policy, state));
  }

  private static boolean sees(LendingPolicy policy, ItemState state) {
    return BoundSight.of(policy)
        .map(sight -> sight.sees(state.item().home(), state.at()))
        .orElse(true);
  }

  @Override
  public Optional<HoldView> hold(TenantId tenant, UUID hold) {
    return seen(tenant, holds.hold(tenant, hold));
  }

  @Override
  public Optional<HoldView> hold(TenantId tenant, HoldReference reference) {
    return seen(tenant, holds.hold(tenant, reference));
  }

  private Optional<HoldView> seen(TenantId tenant, Optional<HoldView> hold) {
    return hold.filter(
        found -> sights.of(tenant).map(s -> s.sees(found.hold().pickup())).orElse(true));
  }

  @Override
  public RefusalReason whyNobody(TenantId tenant, String identifier) {
    return sights.hides(tenant, identifier)
        ? RefusalReason.PATRON_UNKNOWN
        : patrons.whyNobody(tenant, identifier);
  }

  @Override
  public boolean isCard(TenantId tenant, String identifier) {
    return patrons.isCard(tenant, identifier);
  }

  @Override
  public Optional<PatronProfile> profile(TenantId tenant, String identifier) {
    if (sights.hides(tenant, identifier)) {
      return Optional.empty();
    }
    var profile = patrons.profile(tenant, identifier);
    var sight = sights.of(tenant);
    return sight.isEmpty() ? profile : profile.map(found -> found.seen(sight.get()));
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
    var wanted = Parameters.of("records", SqlArray.uuids(records)).and("limit", MAX_ITEMS);
    var waiting = new HashMap<UUID, Integer>();
    var layers = new HashMap<UUID, UUID>();
    var questions =
        new Pipeline()
            .each(
                LayerRow.class,
                row -> layers.put(row.base(), row.layer()),
                FactsLoader.BASES_OF_LAYERS,
                wanted)
            .each(
                WaitingRow.class,
                row -> waiting.put(row.recordId(), row.waiting()),
                WAITING_FOR_RECORDS,
                wanted);
    var found =
        questions.list(ItemRow.Lent.class, FoundItem::of, FactsLoader.ITEMS_OF_RECORDS, wanted);
    var policy = ask(tenant, questions);
    var items = new HashMap<UUID, List<ItemState>>();
    var sight = BoundSight.of(policy);
    for (var item : found.get()) {
      var facts = item.item();
      if (sight.filter(s -> !s.sees(facts.home(), facts.at())).isPresent()) {
        continue;
      }
      var record = facts.recordId();
      items
          .computeIfAbsent(layers.getOrDefault(record, record), _ -> new ArrayList<>())
          .add(item.state(policy, waiting.getOrDefault(record, 0), null));
    }
    return items;
  }

  @Override
  public Map<UUID, List<Holding>> holdings(TenantId tenant, List<UUID> records) {
    if (records.isEmpty()) {
      return Map.of();
    }
    var page = holdings.of(tenant, records);
    var sight = BoundSight.of(page.policy());
    if (sight.isEmpty()) {
      return page.items();
    }
    var seen = new HashMap<UUID, List<Holding>>();
    page.items()
        .forEach((record, items) -> {
          var ofRecord =
              items.stream().filter(item -> sight.get().sees(item.home(), item.at())).toList();
          if (!ofRecord.isEmpty()) {
            seen.put(record, ofRecord);
          }
        });
    return seen;
  }

  private record LayerRow(UUID layer, UUID base) {}

  private record WaitingRow(UUID recordId, int waiting) {}

  @Override
  public List<OverdueLoan> overdueLoans(
      TenantId tenant, Instant now, @Nullable OverdueLoan after, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                OverdueLoan.class,
                OVERDUE_LOANS,
                now,
                after == null ? Instant.EPOCH : after.due(),
                after == null ? new UUID(0, 0) : after.loan(),
                limit));
  }

  /** What commands would be decided on now. */
  private record Known(LendingPolicy policy, Facts facts) {

    Desk desk() {
      return new Desk(policy, facts);
    }
  }

  private Known facts(TenantId tenant, List<? extends Command<?>> commands) {
    var facts = new Facts();
    var load = new Pipeline();
    new FactsLoader(tenant, commands, keys, Use.ALL).addTo(load, facts);
    return new Known(ask(tenant, load), facts);
  }

  @Override
  public <C extends Command<?>> List<C> effective(TenantId tenant, List<C> commands) {
    if (commands.isEmpty()) {
      return List.of();
    }
    var desk = facts(tenant, commands).desk();
    var now = Instant.now();
    return commands.stream()
        .filter(command -> !desk.decide(command, now).effects().isEmpty())
        .toList();
  }

  @Override
  public Explanation explain(Command<?> command) {
    var tenant = command.origin().tenant();
    var now = facts(tenant, List.of(command));
    var decision = now.desk().decide(command, Instant.now());
    return new Explanation(decision.outcome(), decision.checks());
  }

  @Override
  public Optional<SortRule.ReturnedItem> sorted(LoanCommand.Checkin command) {
    var tenant = command.origin().tenant();
    var now = facts(tenant, List.of(command));
    return now.desk().decide(command, Instant.now()).outcome()
            instanceof CheckinOutcome.Returned returned
        ? now.facts().item(command.item()).map(returned.destination()::sorted)
        : Optional.empty();
  }

  @Override
  public Optional<LendingPolicy> knownPolicy(TenantId tenant) {
    return policies.known(tenant);
  }

  @Override
  public LendingPolicy policy(TenantId tenant) {
    return ask(tenant, new Pipeline());
  }

  @Override
  public List<LookupResult> terms(Command<?> command) {
    var tenant = command.origin().tenant();
    var now = facts(tenant, List.of(command));
    return TermRules.of(command, now.facts(), now.policy(), Instant.now());
  }

  @Override
  public List<StoppedLoan> stoppedLoans(
      TenantId tenant, Suspension stop, Set<DayOfWeek> weekdays, @Nullable UUID after, int limit) {
    return new StoppedLoans(database, tenant, stop, weekdays, policy(tenant)).page(after, limit);
  }

  @Override
  public long countStoppedLoans(TenantId tenant, Suspension stop) {
    return new StoppedLoans(database, tenant, stop, Set.of(), policy(tenant)).count();
  }

  private LendingPolicy ask(TenantId tenant, Pipeline questions) {
    return policies.ask(database, tenant, questions);
  }
}
