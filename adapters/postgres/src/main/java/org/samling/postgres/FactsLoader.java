package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Identification;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.StockFacts;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Absence;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.IdentifierKind;

/**
 * Loads all that a batch of commands is decided on: one statement per kind of fact, none per
 * command.
 */
final class FactsLoader {

  private static final String IS_IN_TIME =
      """
      (i.valid_from is null or i.valid_from <= today_of(i.tenant_id))
          and (i.valid_until is null or i.valid_until >= today_of(i.tenant_id))\
      """;

  /** That an identifier identifies at present: a condition on patron_identifier i. */
  static final String IDENTIFIES = "i.active and " + IS_IN_TIME;

  /** What is asked of patrons p, found by their identifiers i, which were wanted. */
  static final String PATRON_COLUMNS =
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
   * A loan that names a patron is open, by a constraint. That it is, no statement asks that finds
   * loans by their patron: one index alone fits then, whatever statistics say.
   */
  static final String PATRONS_LOANS =
      """
      cross join lateral (
        select array_agg(material_group) as groups, count(*) filter (where due_at < now()) as overdue from loan
        where tenant_id = p.tenant_id and patron_id = p.id) l
      """;

  private static final String IDENTIFIED =
      """
      join patron_identifier i on i.tenant_id = ? and i.value = wanted.key
      join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      """
          + PATRONS_LOANS;

  /** Patrons by what identifiers are kept as; also those whom it does not identify at present. */
  static final String NAMED_PATRONS = "from unnest(?, ?) wanted (value, key)\n" + IDENTIFIED;

  static final String PATRONS = PATRON_COLUMNS + NAMED_PATRONS;

  /** Patrons by number: under a card of theirs. */
  private static final String PATRONS_BY_NUMBER =
      PATRON_COLUMNS
          + """
          from (
            select min(n.value), min(n.value) from unnest(?) w (id)
            join patron_identifier n on n.tenant_id = ? and n.patron_id = w.id and n.kind = 'CARD'
            group by w.id) wanted (value, key)
          """
          + IDENTIFIED;

  /** What is asked of items i, described by records c or l. */
  static final String ITEM =
      """
      select i.barcode, i.id, i.record_id, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as control_number, coalesce(l.title, c.title) as title,
        coalesce(l.author, c.author) as author, i.category, i.material_group, i.circulation_modifier,
        i.accessioned_on, i.price, i.home_branch, i.at_branch, i.status, i.hold_id, i.not_found,
        i.part_of_set, i.borrowed_from, i.due_to_lender, i.floating_group, i.location, i.call_number, i.properties,
        i.volume, i.issue_year, i.issue, i.part_count, i.parts_missing, i.ordered_as, i.withdrawn_at, i.withdrawn_reason,
        i.withdrawn_from\
      """;

  static final String ITEM_COLUMNS = itemColumns("o");

  /**
   * The columns of an item and its loan.
   *
   * @param whose what says whose the loan is: the loan itself, or for one that is over its history
   */
  static String itemColumns(String whose) {
    return ITEM
        + """
        , i.moved_at, o.id as loan_id, w.patron_id, o.lent_branch, o.material_group as loan_group, o.lent_at, o.due_at,
          o.unstopped_due_at, o.renewals, o.renewed_at, o.renewed_branch, o.due_before_renewal,
          o.unstopped_due_before_renewal, w.hold_id as loan_hold_id, w.hold_was_set_aside,
          o.recalled_at, o.due_before_recall, o.unstopped_due_before_recall, o.claimed_returned_at, o.lost_at, o.returned_branch, o.floated_from,
          (select n.value from patron_identifier n where n.tenant_id = o.tenant_id and n.patron_id = w.patron_id
            and n.kind = 'CARD' order by n.active desc, n.value limit 1) as patron
        """
            .replace("w.", whose + ".");
  }

  static final String DESCRIBED_AND_LENT =
      """
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      left join loan o on o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is null
      """;

  /**
   * The open loan o of item i. It is looked for by the item ({@code offset 0}): by statistics of a
   * day without loans all that are open are as good as none, and would be read first.
   */
  static final String OPEN_LOAN =
      """
      cross join lateral (
        select * from loan where tenant_id = i.tenant_id and item_id = i.id and returned_at is null offset 0) o
      """;

  static final String ITEMS =
      ITEM_COLUMNS
          + """
          from unnest(?) wanted (barcode)
          join item i on i.tenant_id = ? and i.barcode = wanted.barcode
          """
          + DESCRIBED_AND_LENT;

  /** The common records that a tenant's layers are added to, and what is seen in their place. */
  static final String BASES_OF_LAYERS =
      """
      select l.record_id as layer, c.id as base from record_link l
      cross join unnest(base_agencies()) a (source)
      join common_record c on c.source = a.source and c.control_number = l.control_number
      where l.tenant_id = ? and l.is_layer and l.record_id = any (?)
      """;

  static final String ITEMS_OF_RECORDS =
      ITEM_COLUMNS
          + """
          from (select unnest(?) union select base from (
          """
          + BASES_OF_LAYERS
          + """
          ) b) wanted (record_id)
          cross join lateral (
            select * from item where tenant_id = ? and record_id = wanted.record_id
            order by home_branch, barcode limit ?) i
          """
          + DESCRIBED_AND_LENT
          + "order by i.home_branch, i.barcode";

  /** The return that was the last that happened to an item. */
  private static final String LAST_RETURNS =
      itemColumns("h")
          + """
          from unnest(?) wanted (barcode)
          join item i on i.tenant_id = ? and i.barcode = wanted.barcode
          left join common_record c on c.id = i.common_record_id
          left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
          join loan o on o.tenant_id = i.tenant_id and o.id = i.returned_loan_id
          join loan_history h on h.tenant_id = o.tenant_id and h.loan_id = o.id
          """;

  /** How many items of a title are looked at when somebody asks for it. */
  static final int MAX_ITEMS_OF_TITLE = 1_000;

  private final int tenant;
  private final TitlesLoader titles;
  private final HoldsLoader holds;
  private final TransportLoader transports;
  private final BookingsLoader bookings;
  private final Named patrons = new Named();
  private final Set<UUID> patronNumbers = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();
  private final Set<String> undoneReturns = new LinkedHashSet<>();
  private final LedgerLoader ledger;
  private final OfflineLoader offline;
  private final PatronDetailsLoader details;

  FactsLoader(TenantId tenant, List<? extends Command<?>> commands, PatronKeys keys) {
    this.tenant = tenant.value();
    this.titles = new TitlesLoader(tenant, commands, keys);
    this.holds = new HoldsLoader(tenant, commands);
    this.transports = new TransportLoader(this.tenant, commands);
    this.bookings = new BookingsLoader(tenant, commands, keys);
    this.ledger = new LedgerLoader(tenant, commands, keys);
    this.offline = new OfflineLoader(tenant, commands);
    this.details = new PatronDetailsLoader(this.tenant);
    for (var command : commands) {
      var patron = command.patron();
      var kept = patron == null ? List.<String>of() : keys.of(tenant, patron);
      if (patron != null) {
        patrons.add(patron, kept);
      }
      addIfNamed(patronNumbers, command.patronId());
      if (command instanceof PatronCommand change) {
        details.add(change, kept);
        if (change instanceof PatronCommand.SetGuardian set) {
          addIfNamed(patronNumbers, set.guardian());
        }
      }
      items.addAll(command.items());
      if (command instanceof GroupCommand group) {
        group.named().forEach(named -> patrons.add(named, keys.of(tenant, named)));
      }
      if (command instanceof LoanCommand.Checkout c && c.by() != null) {
        patrons.add(c.by(), keys.of(tenant, c.by()));
      }
      if (command instanceof LoanCommand.UndoCheckin undo) {
        undoneReturns.add(undo.item());
      }
    }
  }

  /** Identifiers as they are asked for, each with what it may be kept as. */
  static final class Named {

    private record Kept(String asked, String key) {}

    private final Set<Kept> all = new LinkedHashSet<>();

    void add(String identifier, List<String> keys) {
      keys.forEach(key -> all.add(new Kept(identifier, key)));
    }

    boolean isEmpty() {
      return all.isEmpty();
    }

    Pipeline.Texts asked() {
      return texts(all.stream().map(Kept::asked).toList());
    }

    Pipeline.Texts keys() {
      return texts(all.stream().map(Kept::key).toList());
    }
  }

  private static <T> void addIfNamed(Set<T> wanted, @Nullable T name) {
    if (name != null) {
      wanted.add(name);
    }
  }

  /** Adds the statements that load what the commands name. */
  void addTo(Pipeline pipeline, Facts facts) {
    if (!patrons.isEmpty()) {
      pipeline.add(row -> takePatron(row, facts), PATRONS, patrons.asked(), patrons.keys(), tenant);
    }
    if (!patronNumbers.isEmpty()) {
      pipeline.add(
          row -> takePatron(row, facts),
          PATRONS_BY_NUMBER,
          new Pipeline.Texts("uuid", List.copyOf(patronNumbers)),
          tenant,
          tenant);
    }
    details.addTo(pipeline, facts);
    if (!items.isEmpty()) {
      pipeline.add(row -> takeItem(row, facts), ITEMS, texts(items), tenant);
    }
    if (!undoneReturns.isEmpty()) {
      pipeline.add(row -> facts.add(lastReturn(row)), LAST_RETURNS, texts(undoneReturns), tenant);
    }
    titles.addTo(pipeline, facts);
    holds.addTo(pipeline, facts);
    transports.addTo(pipeline, facts);
    bookings.addTo(pipeline, facts);
    ledger.addTo(pipeline, facts);
    offline.addTo(pipeline, facts);
  }

  static Pipeline.Texts texts(java.util.Collection<String> values) {
    return new Pipeline.Texts("text", List.copyOf(values));
  }

  private static void takePatron(ResultSet row, Facts facts) throws SQLException {
    facts.add(identification(row), patron(row));
  }

  static Identification identification(ResultSet row) throws SQLException {
    return new Identification(
        row.getString("asked"),
        uuid(row, "id"),
        IdentifierKind.valueOf(row.getString("kind")),
        row.getString("key"),
        row.getBoolean("is_blocked"),
        row.getBoolean("is_in_time"));
  }

  static PatronFacts patron(ResultSet row) throws SQLException {
    var blocks = new ArrayList<BlockCode>();
    var letters = row.getString("blocks");
    if (letters != null) {
      letters.chars().forEach(letter -> blocks.add(BlockCode.ofLetter((char) letter)));
    }
    return new PatronFacts(
        uuid(row, "id"),
        row.getString("value"),
        row.getString("name"),
        row.getString("category"),
        row.getString("branch"),
        row.getString("language"),
        row.getObject("birth_date", LocalDate.class),
        row.getObject("expires_on", LocalDate.class),
        absence(row),
        blocks,
        strings(row, "groups"),
        row.getInt("overdue"),
        row.getInt("holds"),
        row.getLong("debt"));
  }

  static @Nullable Absence absence(ResultSet row) throws SQLException {
    var from = row.getObject("away_from", LocalDate.class);
    var until = row.getObject("away_until", LocalDate.class);
    return from == null || until == null ? null : new Absence(from, until);
  }

  static ItemFacts item(ResultSet row) throws SQLException {
    return new ItemFacts(
        uuid(row, "id"),
        row.getString("barcode"),
        uuid(row, "record_id"),
        new RecordKey(row.getString("source"), row.getString("control_number")),
        row.getString("title"),
        row.getString("author"),
        row.getString("category"),
        row.getString("material_group"),
        row.getString("circulation_modifier"),
        row.getObject("accessioned_on", LocalDate.class),
        row.getObject("price", Long.class),
        row.getString("home_branch"),
        row.getString("at_branch"),
        ItemStatus.valueOf(row.getString("status")),
        row.getObject("hold_id", UUID.class),
        row.getInt("not_found"),
        row.getString("part_of_set"),
        row.getString("borrowed_from"),
        instantOrNull(row, "due_to_lender"),
        row.getString("floating_group"),
        row.getString("location"),
        row.getString("call_number"),
        row.getString("properties"),
        stock(row));
  }

  private static StockFacts stock(ResultSet row) throws SQLException {
    var count = row.getInt("part_count");
    var withdrawn = instantOrNull(row, "withdrawn_at");
    return new StockFacts(
        Enumeration.of(
            row.getString("volume"), row.getString("issue_year"), row.getString("issue")),
        count == 1
            ? null
            : new Parts(
                count,
                Arrays.stream((Short[]) row.getArray("parts_missing").getArray())
                    .map(Short::intValue)
                    .toList()),
        row.getString("ordered_as"),
        withdrawn == null
            ? null
            : new StockFacts.Withdrawal(
                withdrawn,
                row.getString("withdrawn_reason"),
                ItemStatus.valueOf(row.getString("withdrawn_from"))));
  }

  static void takeItem(ResultSet row, Facts facts) throws SQLException {
    var item = item(row);
    facts.add(item);
    facts.addMove(item.id(), instant(row, "moved_at"));
    if (row.getObject("loan_id", UUID.class) != null) {
      facts.add(loan(row, item.id()));
    }
  }

  static LoanFacts loan(ResultSet row, UUID item) throws SQLException {
    var patron = row.getString("patron");
    var renewed = instantOrNull(row, "renewed_at");
    var before = instantOrNull(row, "due_before_renewal");
    var beforeRecall = instantOrNull(row, "due_before_recall");
    var fulfilled = row.getObject("loan_hold_id", UUID.class);
    return new LoanFacts(
        uuid(row, "loan_id"),
        item,
        uuid(row, "patron_id"),
        patron == null ? "" : patron,
        row.getString("lent_branch"),
        row.getString("loan_group"),
        instant(row, "lent_at"),
        instant(row, "due_at"),
        instantOrNull(row, "unstopped_due_at"),
        row.getInt("renewals"),
        renewed == null || before == null
            ? null
            : new LoanFacts.Renewal(
                renewed,
                row.getString("renewed_branch"),
                before,
                instantOrNull(row, "unstopped_due_before_renewal")),
        fulfilled == null
            ? null
            : new LoanFacts.Fulfilled(fulfilled, row.getBoolean("hold_was_set_aside")),
        instantOrNull(row, "recalled_at"),
        beforeRecall == null
            ? null
            : new LoanFacts.BeforeRecall(
                beforeRecall, instantOrNull(row, "unstopped_due_before_recall")),
        instantOrNull(row, "claimed_returned_at"),
        instantOrNull(row, "lost_at"));
  }

  private static Facts.Return lastReturn(ResultSet row) throws SQLException {
    return new Facts.Return(
        loan(row, uuid(row, "id")),
        instant(row, "moved_at"),
        row.getString("returned_branch"),
        row.getString("floated_from"));
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static List<String> strings(ResultSet row, String column) throws SQLException {
    var array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
