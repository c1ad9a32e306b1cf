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
import org.samling.core.circulation.HoldFacts;
import org.samling.core.circulation.HoldState;
import org.samling.core.circulation.ItemFacts;
import org.samling.core.circulation.ItemStatus;
import org.samling.core.circulation.LoanFacts;
import org.samling.core.circulation.PatronFacts;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.BlockCode;

/**
 * Loads all that a batch of commands is decided on: one statement per kind of fact, none per
 * command.
 */
final class FactsLoader {

  static final String PATRONS =
      """
      select i.value, p.id, p.name, p.category, p.branch, p.language, p.expires_on,
        (select string_agg(b.code, '' order by b.code) from patron_block b
          where b.tenant_id = p.tenant_id and b.patron_id = p.id) as blocks,
        l.loans, l.overdue,
        (select count(*) from hold h where h.tenant_id = p.tenant_id and h.patron_id = p.id
          and h.state in ('WAITING', 'IN_TRANSIT', 'READY')) as holds,
        (select coalesce(sum(e.amount), 0) from ledger_entry e
          where e.tenant_id = p.tenant_id and e.patron_id = p.id) as debt
      from unnest(?) wanted (value)
      join patron_identifier i on i.tenant_id = ? and i.value = wanted.value and i.active
      join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      cross join lateral (
        select count(*) as loans, count(*) filter (where due_at < now()) as overdue from loan
        where tenant_id = p.tenant_id and patron_id = p.id and returned_at is null) l
      """;

  private static final String ITEM_COLUMNS =
      """
      select i.barcode, i.id, i.record_id, coalesce(l.source, c.source) as source,
        coalesce(l.control_number, c.control_number) as control_number, coalesce(l.title, c.title) as title,
        coalesce(l.author, c.author) as author, i.category, i.home_branch, i.at_branch, i.status, i.hold_id,
        i.location, i.call_number, o.id as loan_id, o.patron_id, o.lent_at, o.due_at, o.renewals,
        (select min(n.value) from patron_identifier n
          where n.tenant_id = o.tenant_id and n.patron_id = o.patron_id and n.active) as patron
      """;

  private static final String DESCRIBED_AND_LENT =
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

  private static final String HOLDS =
      """
      select h.id, h.record_id, h.patron_id, h.pickup_branch, h.placed_at, h.state, h.item_id, p.name,
        (select min(n.value) from patron_identifier n
          where n.tenant_id = h.tenant_id and n.patron_id = h.patron_id and n.active) as patron
      from hold h
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      where h.tenant_id = ? and h.state in ('WAITING', 'IN_TRANSIT', 'READY')
        and h.record_id in (
          select i.record_id from item i where i.tenant_id = ? and i.barcode = any (?)
          union all
          select r.id from unnest(?, ?) wanted (source, control_number)
          join common_record r on r.source = wanted.source and r.control_number = wanted.control_number
          union all
          select r.id from unnest(?, ?) wanted (source, control_number)
          join local_record r on r.tenant_id = ? and r.source = wanted.source
            and r.control_number = wanted.control_number)
      """;

  /**
   * The record of the items is told by a case: behind row-level security PostgreSQL looks nothing
   * up in an index by a coalesce, and would read all items of the tenant.
   */
  private static final String TITLES =
      """
      select wanted.source, wanted.control_number, coalesce(l.id, c.id) as record_id,
        (select count(*) from item i join item_category k on k.tenant_id = i.tenant_id and k.code = i.category
          where i.tenant_id = ? and i.record_id = case when l.id is null then c.id else l.id end and k.for_loan) as lendable
      from unnest(?, ?) wanted (source, control_number)
      left join local_record l on l.tenant_id = ? and l.source = wanted.source
        and l.control_number = wanted.control_number
      left join common_record c on c.source = wanted.source and c.control_number = wanted.control_number
      where coalesce(l.id, c.id) is not null
      """;

  private final int tenant;
  private final Set<String> patrons = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();
  private final Set<RecordKey> titles = new LinkedHashSet<>();

  FactsLoader(TenantId tenant, List<? extends Command<?>> commands) {
    this.tenant = tenant.value();
    for (var command : commands) {
      switch (command) {
        case Command.Checkout c -> want(c.patron(), c.item());
        case Command.Renew r -> want(r.patron(), r.item());
        case Command.Checkin c -> items.add(c.item());
        case Command.PlaceHold h -> {
          patrons.add(h.patron());
          titles.add(h.record());
        }
        case Command.CancelHold h -> {
          patrons.add(h.patron());
          titles.add(h.record());
        }
        case Command.ExpireHold h -> {
          patrons.add(h.patron());
          titles.add(h.record());
        }
        case Command.ChargeFee f -> want(f.patron(), f.item());
      }
    }
  }

  private void want(String patron, @Nullable String item) {
    patrons.add(patron);
    if (item != null) {
      items.add(item);
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
    var sources = texts(titles.stream().map(RecordKey::source).toList());
    var numbers = texts(titles.stream().map(RecordKey::number).toList());
    if (!items.isEmpty() || !titles.isEmpty()) {
      pipeline.add(
          row -> facts.add(hold(row)),
          HOLDS,
          tenant,
          tenant,
          texts(items),
          sources,
          numbers,
          sources,
          numbers,
          tenant);
    }
    if (!titles.isEmpty()) {
      pipeline.add(
          row ->
              facts.add(
                  new RecordKey(row.getString("source"), row.getString("control_number")),
                  new Facts.TitleFacts(uuid(row, "record_id"), row.getInt("lendable"))),
          TITLES,
          tenant,
          sources,
          numbers,
          tenant);
    }
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
        row.getObject("expires_on", LocalDate.class),
        blocks,
        row.getInt("loans"),
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
        row.getString("home_branch"),
        row.getString("at_branch"),
        ItemStatus.valueOf(row.getString("status")),
        row.getObject("hold_id", UUID.class),
        row.getString("location"),
        row.getString("call_number"));
  }

  private static void takeItem(ResultSet row, Facts facts) throws SQLException {
    var item = item(row);
    facts.add(item);
    if (row.getObject("loan_id", UUID.class) != null) {
      var patron = row.getString("patron");
      facts.add(
          new LoanFacts(
              uuid(row, "loan_id"),
              item.id(),
              uuid(row, "patron_id"),
              patron == null ? "" : patron,
              instant(row, "lent_at"),
              instant(row, "due_at"),
              row.getInt("renewals")));
    }
  }

  private static HoldFacts hold(ResultSet row) throws SQLException {
    var patron = row.getString("patron");
    return new HoldFacts(
        uuid(row, "id"),
        uuid(row, "record_id"),
        uuid(row, "patron_id"),
        patron == null ? "" : patron,
        row.getString("name"),
        row.getString("pickup_branch"),
        instant(row, "placed_at"),
        HoldState.valueOf(row.getString("state")),
        row.getObject("item_id", UUID.class));
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
