package org.samling.postgres.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemKind;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.QueryBatcher;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Reads the items that stand beside found records, with one statement for all pages of a tenant
 * that are asked for at the same time. It joins no records: the caller has them.
 */
final class RecordHoldings {

  /** Both subqueries are kept as they are: how many wait is counted once for a record. */
  private static final String HOLDINGS =
      """
      select w.shown, w.waiting, i.barcode, i.category, i.material_group, i.circulation_modifier, i.accessioned_on,
        i.home_branch, i.at_branch, i.status, i.borrowed_from, i.location, i.call_number, i.volume, i.issue_year,
        i.issue, o.due_at
      from (
        select u.shown, u.record_id,
          (select count(*) from hold where tenant_id = :tenant and record_id = u.record_id and state = 'WAITING') as waiting
        from (
          select id as shown, id as record_id from unnest(:records) r (id)
          union all
      """
          + FactsLoader.BASES_OF_LAYERS
          + """
              ) u offset 0) w
          join item i on i.tenant_id = :tenant and i.record_id = w.record_id
          left join lateral (
            select due_at from loan where tenant_id = :tenant and item_id = i.id and returned_at is null offset 0) o on true
          order by i.home_branch, i.barcode limit :limit
          """;

  private final Database database;
  private final PolicyCache policies;
  private final Map<TenantId, QueryBatcher<List<UUID>, Page>> gatherings =
      new ConcurrentHashMap<>();

  /**
   * The items of a page.
   *
   * @param policy the policy by which they are shown
   */
  record Page(LendingPolicy policy, Map<UUID, List<Holding>> items) {}

  RecordHoldings(Database database, PolicyCache policies) {
    this.database = database;
    this.policies = policies;
  }

  /** The items of records, whoever may see them. */
  Page of(TenantId tenant, List<UUID> records) {
    return gatherings
        .computeIfAbsent(tenant, t -> new QueryBatcher<>(pages -> together(t, pages)))
        .answer(List.copyOf(new LinkedHashSet<>(records)));
  }

  private Map<List<UUID>, Page> together(TenantId tenant, List<List<UUID>> pages) {
    var records = new LinkedHashSet<UUID>();
    pages.forEach(records::addAll);
    var rows = new ArrayList<Row>();
    var policy = read(tenant, List.copyOf(records), rows);
    var now = Instant.now();
    var items = new HashMap<UUID, List<Holding>>();
    for (var row : rows) {
      var ofRecord = items.computeIfAbsent(row.shown(), _ -> new ArrayList<>());
      if (ofRecord.size() < Inquiries.MAX_ITEMS) {
        ofRecord.add(row.holding(policy, now));
      }
    }
    var told = new HashMap<List<UUID>, Page>();
    for (var page : pages) {
      var ofPage = new HashMap<UUID, List<Holding>>();
      for (var record : page) {
        var held = items.get(record);
        if (held != null) {
          ofPage.put(record, held);
        }
      }
      told.put(page, new Page(policy, ofPage));
    }
    return told;
  }

  /**
   * Adds the rows of records. Where one has more items than are returned, so that others' may be
   * cut off, each half is read by itself.
   */
  private LendingPolicy read(TenantId tenant, List<UUID> records, List<Row> rows) {
    var limit = records.size() * Inquiries.MAX_ITEMS;
    var questions = new Pipeline();
    var found =
        questions.list(
            Row.class,
            HOLDINGS,
            Parameters.of("records", SqlArray.uuids(records)).and("limit", limit));
    var policy = policies.ask(database, tenant, questions);
    if (found.get().size() < limit || records.size() == 1) {
      rows.addAll(found.get());
      return policy;
    }
    var half = records.size() / 2;
    read(tenant, records.subList(0, half), rows);
    return read(tenant, records.subList(half, records.size()), rows);
  }

  /** The library that owns an item: the one that it is borrowed from, or the ISIL of its home. */
  static @Nullable String owner(LendingPolicy policy, String home, @Nullable String borrowedFrom) {
    var branch = policy.branches().get(home);
    var agency = branch == null ? null : policy.agencies().get(branch.agency());
    return borrowedFrom != null || agency == null ? borrowedFrom : agency.isil();
  }

  private record Row(
      UUID shown,
      int waiting,
      String barcode,
      String category,
      @Nullable String materialGroup,
      @Nullable String circulationModifier,
      LocalDate accessionedOn,
      String homeBranch,
      String atBranch,
      ItemStatus status,
      @Nullable String borrowedFrom,
      @Nullable String location,
      @Nullable String callNumber,
      @Nullable String volume,
      @Nullable String issueYear,
      @Nullable String issue,
      @Nullable Instant dueAt) {

    Holding holding(LendingPolicy policy, Instant now) {
      var kind =
          new ItemKind(
              category, materialGroup, circulationModifier, accessionedOn, homeBranch, location);
      return new Holding(
          barcode,
          homeBranch,
          location,
          callNumber,
          Enumeration.of(volume, issueYear, issue),
          ItemRules.isForLoan(kind, atBranch, policy, now),
          status,
          atBranch,
          owner(policy, homeBranch, borrowedFrom),
          dueAt,
          waiting);
    }
  }
}
