package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.Facts;
import org.samling.core.circulation.ItemFacts;
import org.samling.core.circulation.ItemStatus;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.LoanFacts;
import org.samling.core.circulation.PatronFacts;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.BlockCode;

/**
 * Loads all that a batch of commands is decided on: one statement per kind of fact, none per
 * command.
 */
final class FactsLoader {

  /** What is asked of patrons p, found by their identifiers i, with their loans l. */
  static final String PATRON_COLUMNS =
      """
      select i.value, p.id, p.name, p.category, p.branch, p.language, p.birth_date, p.expires_on,
        (select string_agg(b.code, '' order by b.code) from patron_block b
          where b.tenant_id = p.tenant_id and b.patron_id = p.id) as blocks,
        l.groups, l.overdue,
        (select count(*) from hold h where h.tenant_id = p.tenant_id and h.patron_id = p.id
          and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')) as holds,
        (select coalesce(sum(e.amount), 0) from ledger_entry e
          where e.tenant_id = p.tenant_id and e.patron_id = p.id) as debt
      """;

  static final String PATRONS_LOANS =
      """
      cross join lateral (
        select array_agg(material_group) as groups, count(*) filter (where due_at < now()) as overdue from loan
        where tenant_id = p.tenant_id and patron_id = p.id and returned_at is null) l
      """;

  static final String PATRONS =
      PATRON_COLUMNS
          + """
          from unnest(?) wanted (value)
          join patron_identifier i on i.tenant_id = ? and i.value = wanted.value and i.active
          join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
          """
          + PATRONS_LOANS;

  static final String ITEM_COLUMNS =
      """
      select i.barcode, i.id, i.record_id, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as control_number, coalesce(l.title, c.title) as title,
        coalesce(l.author, c.author) as author, i.category, i.material_group, i.circulation_modifier,
        i.accessioned_on, i.price, i.home_branch, i.at_branch, i.status, i.hold_id, i.not_found,
        i.part_of_set, i.borrowed_from, i.floating_group, i.location, i.call_number,
        i.moved_at, o.id as loan_id, o.patron_id, o.lent_branch, o.material_group as loan_group, o.lent_at, o.due_at,
        o.unstopped_due_at, o.renewals, o.renewed_at, o.renewed_branch, o.due_before_renewal, o.hold_id as loan_hold_id, o.hold_was_set_aside,
        o.recalled_at, o.claimed_returned_at, o.lost_at, o.returned_branch,
        (select min(n.value) from patron_identifier n
          where n.tenant_id = o.tenant_id and n.patron_id = o.patron_id and n.active) as patron
      """;

  static final String DESCRIBED_AND_LENT =
      """
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      left join loan o on o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is null
      """;

  static final String ITEMS =
      ITEM_COLUMNS
          + """
          from unnest(?) wanted (barcode)
          join item i on i.tenant_id = ? and i.barcode = wanted.barcode
          """
          + DESCRIBED_AND_LENT;

  static final String ITEMS_OF_RECORDS =
      ITEM_COLUMNS
          + """
          from unnest(?) wanted (record_id)
          cross join lateral (
            select * from item where tenant_id = ? and record_id = wanted.record_id
            order by home_branch, barcode limit ?) i
          """
          + DESCRIBED_AND_LENT
          + "order by i.home_branch, i.barcode";

  /** The return that was the last that happened to an item. */
  private static final String LAST_RETURNS =
      ITEM_COLUMNS
          + """
          from unnest(?) wanted (barcode)
          join item i on i.tenant_id = ? and i.barcode = wanted.barcode
          left join common_record c on c.id = i.common_record_id
          left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
          join loan o on o.tenant_id = i.tenant_id and o.id = i.returned_loan_id
          """;

  private static final String ITEMS_OF_TITLES =
      ITEM_COLUMNS
          + """
          from (
            select r.id from unnest(?, ?) wanted (source, control_number)
            join common_record r on r.source = wanted.source and r.control_number = wanted.control_number
            union all
            select r.id from unnest(?, ?) wanted (source, control_number)
            join local_record r on r.tenant_id = ? and r.source = wanted.source
              and r.control_number = wanted.control_number) wanted
          cross join lateral (
            select * from item where tenant_id = ? and record_id = wanted.id limit ?) i
          """
          + DESCRIBED_AND_LENT;

  private static final String TITLES =
      """
      select wanted.source, wanted.control_number, coalesce(l.id, c.id) as record_id
      from unnest(?, ?) wanted (source, control_number)
      left join local_record l on l.tenant_id = ? and l.source = wanted.source
        and l.control_number = wanted.control_number
      left join common_record c on c.source = wanted.source and c.control_number = wanted.control_number
      where coalesce(l.id, c.id) is not null
      """;

  /** How many items of a title are looked at when somebody asks for it. */
  static final int MAX_ITEMS_OF_TITLE = 1_000;

  private final int tenant;
  private final List<? extends Command<?>> commands;
  private final Set<String> patrons = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();
  private final Set<String> undoneReturns = new LinkedHashSet<>();
  private final Set<RecordKey> titles = new LinkedHashSet<>();
  private final LedgerLoader ledger;

  FactsLoader(TenantId tenant, List<? extends Command<?>> commands) {
    this.tenant = tenant.value();
    this.commands = commands;
    this.ledger = new LedgerLoader(tenant, commands);
    for (var command : commands) {
      addIfNamed(patrons, command.patron());
      addIfNamed(items, command.item());
      titles.addAll(command.records());
      if (command instanceof LoanCommand.UndoCheckin undo) {
        undoneReturns.add(undo.item());
      }
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
      pipeline.add(row -> facts.add(patron(row)), PATRONS, texts(patrons), tenant);
    }
    if (!items.isEmpty()) {
      pipeline.add(row -> takeItem(row, facts), ITEMS, texts(items), tenant);
    }
    if (!undoneReturns.isEmpty()) {
      pipeline.add(row -> facts.add(lastReturn(row)), LAST_RETURNS, texts(undoneReturns), tenant);
    }
    var sources = texts(titles.stream().map(RecordKey::source).toList());
    var numbers = texts(titles.stream().map(RecordKey::number).toList());
    if (!titles.isEmpty()) {
      pipeline
          .add(
              row ->
                  facts.add(
                      new RecordKey(row.getString("source"), row.getString("control_number")),
                      new Facts.TitleFacts(uuid(row, "record_id"))),
              TITLES,
              sources,
              numbers,
              tenant)
          .add(
              row -> takeItem(row, facts),
              ITEMS_OF_TITLES,
              sources,
              numbers,
              sources,
              numbers,
              tenant,
              tenant,
              MAX_ITEMS_OF_TITLE);
    }
    new HoldsLoader(tenant, commands).addTo(pipeline, facts);
    new TransportLoader(tenant, commands).addTo(pipeline, facts);
    ledger.addTo(pipeline, facts);
  }

  static Pipeline.Texts texts(java.util.Collection<String> values) {
    return new Pipeline.Texts("text", List.copyOf(values));
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
        blocks,
        strings(row, "groups"),
        row.getInt("overdue"),
        row.getInt("holds"),
        row.getLong("debt"));
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
        row.getString("floating_group"),
        row.getString("location"),
        row.getString("call_number"));
  }

  static void takeItem(ResultSet row, Facts facts) throws SQLException {
    var item = item(row);
    facts.add(item);
    if (row.getObject("loan_id", UUID.class) != null) {
      facts.add(loan(row, item.id()));
    }
  }

  private static LoanFacts loan(ResultSet row, UUID item) throws SQLException {
    var patron = row.getString("patron");
    var renewed = instantOrNull(row, "renewed_at");
    var before = instantOrNull(row, "due_before_renewal");
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
            : new LoanFacts.Renewal(renewed, row.getString("renewed_branch"), before),
        fulfilled == null
            ? null
            : new LoanFacts.Fulfilled(fulfilled, row.getBoolean("hold_was_set_aside")),
        instantOrNull(row, "recalled_at"),
        instantOrNull(row, "claimed_returned_at"),
        instantOrNull(row, "lost_at"));
  }

  private static Facts.Return lastReturn(ResultSet row) throws SQLException {
    return new Facts.Return(
        loan(row, uuid(row, "id")), instant(row, "moved_at"), row.getString("returned_branch"));
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
