package org.samling.postgres.loader;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Prefix;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.ItemRow;
import org.samling.postgres.tables.LoanRow;
import org.samling.postgres.tables.PatronRow;

/**
 * Loads everything that a batch of commands is decided on: one statement per kind of fact, none per
 * command.
 */
public final class FactsLoader {

  private static final String IS_IN_TIME =
      """
      (i.valid_from is null or i.valid_from <= today_of(i.tenant_id))
          and (i.valid_until is null or i.valid_until >= today_of(i.tenant_id))\
      """;

  /** A condition on patron_identifier i: the identifier is valid now. */
  public static final String IDENTIFIES = "i.active and " + IS_IN_TIME;

  /** Selects the columns of patrons p, found by their identifiers i, which were wanted. */
  public static final String PATRON_COLUMNS =
      """
      select wanted.value as asked, i.kind, i.value as key, not i.active as is_blocked,
        %s as is_in_time,
        case when i.kind <> 'CPR' then i.value else
          (select n.value from patron_identifier n where n.tenant_id = i.tenant_id and n.patron_id = i.patron_id
            and n.kind = 'CARD' order by n.active desc, n.value limit 1) end as value,
        p.id, p.name, p.category, p.branch, p.language, p.birth_date, p.expires_on,
        p.away_from, p.away_until,
        (select string_agg(b.code, '' order by b.code) from patron_block b
          where b.tenant_id = p.tenant_id and b.patron_id = p.id
            and (b.until is null or b.until >= today_of(b.tenant_id))) as blocks,
        l.groups, l.overdue,
        (select count(*) from hold h where h.tenant_id = p.tenant_id and h.patron_id = p.id
          and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')) as holds,
        (select coalesce(sum(e.amount), 0) from ledger_entry e
          where e.tenant_id = p.tenant_id and e.patron_id = p.id) as debt
      """
          .formatted(IS_IN_TIME);

  /**
   * A constraint makes sure that a loan with a patron is open. Statements that find loans by patron
   * therefore don't ask whether it is: so only one index fits, whatever the statistics say.
   */
  static final String PATRONS_LOANS =
      """
      cross join lateral (
        select array_agg(material_group) as groups, count(*) filter (where due_at < now()) as overdue from loan
        where tenant_id = p.tenant_id and patron_id = p.id) l
      """;

  private static final String IDENTIFIED =
      """
      join patron_identifier i on i.tenant_id = :tenant and i.value = wanted.key
      join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      """
          + PATRONS_LOANS;

  /**
   * Patrons by the stored form of their identifiers, including identifiers that are not valid now.
   */
  public static final String NAMED_PATRONS =
      "from unnest(:asked, :keys) wanted (value, key)\n" + IDENTIFIED;

  public static final String PATRONS = PATRON_COLUMNS + NAMED_PATRONS;

  /** Patrons by number, named by one of their cards. */
  private static final String PATRONS_BY_NUMBER =
      PATRON_COLUMNS
          + """
          from (
            select min(n.value), min(n.value) from unnest(:patrons) w (id)
            join patron_identifier n on n.tenant_id = :tenant and n.patron_id = w.id and n.kind = 'CARD'
            group by w.id) wanted (value, key)
          """
          + IDENTIFIED;

  /** The partners that wait for the titles of items: an item that comes in may be lent to them. */
  private static final String PARTNERS_WAITING =
      PATRON_COLUMNS
          + """
          from (
            select min(n.value), min(n.value) from hold_agreement a
            join hold h on h.tenant_id = a.tenant_id and h.patron_id = a.patron_id and h.state = 'WAITING'
              and h.record_id in (select t.record_id from item t where t.tenant_id = :tenant and t.barcode = any (:items))
            join patron_identifier n on n.tenant_id = a.tenant_id and n.patron_id = a.patron_id and n.kind = 'CARD'
            where a.tenant_id = :tenant and a.side = 'SUPPLIER' and a.state = 'ACCEPTED'
            group by a.patron_id) wanted (value, key)
          """
          + IDENTIFIED;

  /** Selects the columns of items i, described by records c or l. */
  public static final String ITEM =
      """
      select i.barcode, i.id, i.record_id, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as control_number, coalesce(l.title, c.title) as title,
        coalesce(l.author, c.author) as author, i.category, i.material_group, i.circulation_modifier,
        i.accessioned_on, i.price, i.home_branch, i.at_branch, i.status, i.hold_id, i.not_found,
        i.part_of_set, i.borrowed_from, i.due_to_lender, i.lender_is_told, i.lender_renewal, i.floating_group, i.location, i.call_number, i.properties,
        i.volume, i.issue_year, i.issue, i.part_count, i.parts_missing, i.ordered_as, i.withdrawn_at, i.withdrawn_reason,
        i.withdrawn_from\
      """;

  public static final String ITEM_COLUMNS = itemColumns("o");

  /**
   * The columns of an item and its loan.
   *
   * @param whose the alias of the table that has the loan's patron: the loan itself, or its history
   *     once it has ended
   */
  static String itemColumns(String whose) {
    return ITEM
        + """
        , i.moved_at, %2$s, %1$s.patron_id as loan_patron_id, %1$s.hold_id as loan_hold_id,
          %1$s.hold_was_set_aside as loan_hold_was_set_aside,
          (select n.value from patron_identifier n where n.tenant_id = o.tenant_id and n.patron_id = %1$s.patron_id
            and n.kind = 'CARD' order by n.active desc, n.value limit 1) as loan_patron
        """
            .formatted(whose, RowStatement.selected(LoanRow.class, "o", "loan_"));
  }

  public static final String DESCRIBED_AND_LENT =
      """
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      left join loan o on o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is null
      """;

  /**
   * The open loan o of item i. It is looked up by the item ({@code offset 0}): with statistics from
   * a day without loans, the planner takes there to be almost no open loans and would read them all
   * first.
   */
  public static final String OPEN_LOAN =
      """
      cross join lateral (
        select * from loan where tenant_id = i.tenant_id and item_id = i.id and returned_at is null offset 0) o
      """;

  private static final String NAMED_ITEMS =
      """
      from unnest(:items) wanted (barcode)
      join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
      """
          + DESCRIBED_AND_LENT;

  public static final String ITEMS = ITEM_COLUMNS + NAMED_ITEMS;

  /**
   * Items, and whether they are set aside or their titles have open holds: of most nothing more has
   * to be loaded.
   */
  private static final String ITEMS_AND_QUEUES =
      ITEM_COLUMNS
          + """
          , i.hold_id is not null or exists (
              select from hold h where h.tenant_id = i.tenant_id and h.record_id = i.record_id and h.state in %s) as has_queue
          """
              .formatted(HoldsLoader.OPEN)
          + NAMED_ITEMS;

  private record QueuedItem(ItemRow.Lent item, boolean hasQueue) {}

  /** The common records that a tenant's layers are added to, and what is shown in their place. */
  public static final String BASES_OF_LAYERS =
      """
      select l.record_id as layer, c.id as base from record_link l
      cross join unnest(base_agencies()) a (source)
      join common_record c on c.source = a.source and c.control_number = l.control_number
      where l.tenant_id = :tenant and l.is_layer and l.record_id = any (:records)
      """;

  public static final String ITEMS_OF_RECORDS =
      ITEM_COLUMNS
          + """
          from (select unnest(:records) union select base from (
          """
          + BASES_OF_LAYERS
          + """
          ) b) wanted (record_id)
          cross join lateral (
            select * from item where tenant_id = :tenant and record_id = wanted.record_id
            order by home_branch, barcode limit :limit) i
          """
          + DESCRIBED_AND_LENT
          + "order by i.home_branch, i.barcode";

  /** The last return of an item, where nothing happened to the item since. */
  private static final String LAST_RETURNS =
      itemColumns("h")
          + """
          , o.returned_branch, o.floated_from
          from unnest(:items) wanted (barcode)
          join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
          left join common_record c on c.id = i.common_record_id
          left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
          join loan o on o.tenant_id = i.tenant_id and o.id = i.returned_loan_id
          join loan_history h on h.tenant_id = o.tenant_id and h.loan_id = o.id
          """;

  /** How many items of a requested title are looked at. */
  static final int MAX_ITEMS_OF_TITLE = 1_000;

  private final TitlesLoader titles;
  private final HoldsLoader holds;
  private final TransportLoader transports;
  private final BookingsLoader bookings;
  private final Named patrons = new Named();
  private final Set<UUID> patronNumbers = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();
  private final Set<String> undoneReturns = new LinkedHashSet<>();
  private final Set<String> incoming = new LinkedHashSet<>();

  /** Of the items that were loaded, those that are set aside or whose titles have open holds. */
  private final Set<String> queued = new LinkedHashSet<>();

  private final LedgerLoader ledger;
  private final OfflineLoader offline;
  private final PatronDetailsLoader details;

  private final TenantId tenant;
  private final List<? extends Command<?>> commands;
  private final PatronKeys keys;
  private final boolean hasPartners;

  /** Whether all commands are plain loans, renewals and returns, which need little of the rest. */
  private final boolean areLoansOnly;

  /**
   * A loader for a batch.
   *
   * @param uses what the tenant uses; of everything else nothing is loaded
   */
  public FactsLoader(
      TenantId tenant, List<? extends Command<?>> commands, PatronKeys keys, Set<Use> uses) {
    this.tenant = tenant;
    this.commands = commands;
    this.keys = keys;
    this.hasPartners = uses.contains(Use.PARTNERS);
    this.areLoansOnly =
        commands.stream()
            .allMatch(c ->
                c instanceof LoanCommand.Checkout
                    || c instanceof LoanCommand.Renew
                    || c instanceof LoanCommand.Checkin);
    this.titles = new TitlesLoader(tenant, commands, keys);
    this.holds = new HoldsLoader(commands);
    this.transports = new TransportLoader(commands);
    this.bookings = new BookingsLoader(tenant, commands, keys, uses);
    this.ledger = new LedgerLoader(tenant, commands, keys);
    this.offline = new OfflineLoader(commands);
    this.details = new PatronDetailsLoader();
    for (var command : commands) {
      var patron = command.patron();
      var kept = patron == null ? List.<String>of() : keys.of(tenant, patron);
      if (patron != null) {
        patrons.add(patron, kept);
      }
      addIfNamed(patronNumbers, command.patronId());
      if (command instanceof PatronCommand change) {
        details.add(change, kept);
        switch (change) {
          case PatronCommand.SetGuardian set -> addIfNamed(patronNumbers, set.guardian());
          case PatronCommand.AddIdentifier add -> addNew(tenant, keys, add.identifier().value());
          case PatronCommand.ReplaceCard replace -> addNew(tenant, keys, replace.card());
          default -> {} // other changes name no other patron
        }
      }
      items.addAll(command.items());
      if (command instanceof LoanCommand.Checkin checkin) {
        incoming.add(checkin.item());
      }
      if (command instanceof GroupCommand group) {
        group.named().forEach(named -> patrons.add(named, keys.of(tenant, named)));
        group.joining().forEach(member -> details.addMember(keys.of(tenant, member)));
      }
      if (command instanceof LoanCommand.Checkout c && c.by() != null) {
        patrons.add(c.by(), keys.of(tenant, c.by()));
      }
      if (command instanceof LoanCommand.UndoCheckin undo) {
        undoneReturns.add(undo.item());
      }
    }
  }

  /** An identifier that is to be somebody's: whose it is now decides whether it can be. */
  private void addNew(TenantId tenant, PatronKeys keys, String identifier) {
    patrons.add(identifier, keys.of(tenant, identifier));
  }

  /** Identifiers as requested, each with the forms that it may be stored in. */
  public static final class Named {

    private record Kept(String asked, String key) {}

    private final Set<Kept> all = new LinkedHashSet<>();

    public void add(String identifier, List<String> keys) {
      keys.forEach(key -> all.add(new Kept(identifier, key)));
    }

    boolean isEmpty() {
      return all.isEmpty();
    }

    /** The parameters of {@link #NAMED_PATRONS}. */
    public Parameters parameters() {
      return Parameters.of("asked", SqlArray.texts(all.stream().map(Kept::asked).toList()))
          .and("keys", SqlArray.texts(all.stream().map(Kept::key).toList()));
    }
  }

  private static <T> void addIfNamed(Set<T> wanted, @Nullable T name) {
    if (name != null) {
      wanted.add(name);
    }
  }

  /**
   * Adds the statements that load everything that the commands are decided on.
   *
   * @param pipeline one of the tenant
   */
  public void addTo(Pipeline pipeline, Facts facts) {
    addNamed(pipeline, facts);
    holds.addQueues(pipeline, facts, items);
    transports.addOthers(pipeline, facts, _ -> true);
    ledger.addTo(pipeline, facts);
  }

  /**
   * Adds the statements that load the same, but for what {@link #following} adds once more is
   * known.
   *
   * @param pipeline one of the tenant
   */
  public void addFirst(Pipeline pipeline, Facts facts) {
    if (areLoansOnly) {
      addNamed(pipeline, facts);
    } else {
      addTo(pipeline, facts);
    }
  }

  /**
   * What is still to be loaded once the statements of {@link #addFirst} have run. Of most loans and
   * returns that is nothing: nobody waits for the title, and nothing is overdue. Queues are looked
   * up for the titles that have any, ledgers for what is late, and, where lending costs something,
   * for those who have credit.
   *
   * @param now when the commands are about to be decided
   * @param isPaidFor whether loans or holds cost something
   * @return the statements, on their own round trip; maybe none
   */
  public Pipeline following(Facts facts, Instant now, boolean isPaidFor) {
    var pipeline = Pipeline.of(tenant);
    var following = areLoansOnly ? ledger : new LedgerLoader(tenant, List.of(), keys);
    if (areLoansOnly) {
      if (!queued.isEmpty()) {
        holds.addQueues(pipeline, facts, queued);
      }
      transports.addOthers(pipeline, facts, barcode -> !facts.isItem(barcode));
      ledger.keepLate(facts, now);
    }
    if (isPaidFor) {
      following.addCredit(commands, facts);
    }
    following.addTo(pipeline, facts);
    return pipeline;
  }

  private void addNamed(Pipeline pipeline, Facts facts) {
    if (!patrons.isEmpty()) {
      pipeline.each(PatronRow.class, row -> row.addTo(facts), PATRONS, patrons.parameters());
    }
    if (!patronNumbers.isEmpty()) {
      pipeline.each(
          PatronRow.class,
          row -> row.addTo(facts),
          PATRONS_BY_NUMBER,
          Parameters.of("patrons", SqlArray.uuids(patronNumbers)));
    }
    details.addTo(pipeline, facts);
    if (!items.isEmpty()) {
      pipeline.each(
          QueuedItem.class,
          row -> {
            row.item().addTo(facts);
            if (row.hasQueue()) {
              queued.add(row.item().item().barcode());
            }
          },
          ITEMS_AND_QUEUES,
          Parameters.of("items", SqlArray.texts(items)));
    }
    if (hasPartners && !incoming.isEmpty()) {
      pipeline.each(
          PatronRow.class,
          row -> row.addTo(facts),
          PARTNERS_WAITING,
          Parameters.of("items", SqlArray.texts(incoming)));
    }
    if (!undoneReturns.isEmpty()) {
      pipeline.each(
          Returned.class,
          row -> facts.add(row.facts()),
          LAST_RETURNS,
          Parameters.of("items", SqlArray.texts(undoneReturns)));
    }
    titles.addTo(pipeline, facts);
    holds.addTo(pipeline, facts);
    transports.addTo(pipeline, facts);
    bookings.addTo(pipeline, facts);
    offline.addTo(pipeline, facts);
  }

  /** The loan that the last return of an item ended. */
  private record Returned(
      @Prefix("loan_") LoanRow.Found loan,
      Instant movedAt,
      String returnedBranch,
      @Nullable String floatedFrom) {

    Facts.Return facts() {
      return new Facts.Return(loan.facts(), movedAt, returnedBranch, floatedFrom);
    }
  }
}
