package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingState;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.SchoolClass;

/**
 * Loads the sets, groups and bookings that a batch of commands is decided on. Where nothing is
 * booked and nothing is in a set, these are a few looks into indexes.
 */
final class BookingsLoader {

  /** The sets that are named, or of which a named item is part; null for items of none. */
  private static final String SETS_WANTED =
      """
      (select barcode from item_set where tenant_id = ? and barcode = any (?)
       union
       select part_of_set from item where tenant_id = ? and barcode = any (?)) s
      """;

  private static final String SETS =
      """
      select t.barcode, t.name, array(select i.id from item i
        where i.tenant_id = t.tenant_id and i.part_of_set = t.barcode order by i.barcode) as items
      from %s join item_set t on t.tenant_id = ? and t.barcode = s.barcode
      """
          .formatted(SETS_WANTED);

  private static final String ITEMS_OF_SETS =
      FactsLoader.ITEM_COLUMNS
          + "from "
          + SETS_WANTED
          + "join item i on i.tenant_id = ? and i.part_of_set = s.barcode\n"
          + FactsLoader.DESCRIBED_AND_LENT;

  private static final String GROUPS =
      """
      select p.id, p.name, g.school, g.class_key, g.grade,
        array(select m.patron_id from patron_group_member m
          where m.tenant_id = p.tenant_id and m.group_id = p.id order by m.patron_id) as members,
        array(select m.responsible from patron_group_member m
          where m.tenant_id = p.tenant_id and m.group_id = p.id order by m.patron_id) as responsible
      from (select distinct patron_id from patron_identifier where tenant_id = ? and value = any (?)) w
      join patron p on p.tenant_id = ? and p.id = w.patron_id and p.kind = 'GROUP'
      left join patron_group g on g.tenant_id = p.tenant_id and g.patron_id = p.id
      """;

  /** The titles that are named by their keys: the tenant's own record before a common one. */
  private static final String TITLES =
      """
      select w.source, w.control_number, case when l.id is null then c.id else l.id end as record_id
      from unnest(?, ?) w (source, control_number)
      left join lateral (
        select id from local_record
        where tenant_id = ? and source = w.source and control_number = w.control_number limit 1) l on true
      left join lateral (
        select id from common_record where source = w.source and control_number = w.control_number limit 1) c on true
      where l.id is not null or c.id is not null
      """;

  /**
   * What the commands are about: items, those of the sets that are named, and titles. Where nothing
   * is booked none of them is looked at.
   */
  private static final String NAMED =
      """
      with named as materialized (
        select id, record_id from (
        select id, record_id from item where tenant_id = ? and barcode = any (?)
        union
        select i.id, i.record_id from %s join item i on i.tenant_id = ? and i.part_of_set = s.barcode
        union
        select null::uuid, record_id from hold where tenant_id = ? and id = any (?)
        union
        select null::uuid, record_id from (%s) t
        union
        select null::uuid, record_id from booking where tenant_id = ? and id = any (?) and state = 'BOOKED') n
        where exists (select from booking where tenant_id = ? and state = 'BOOKED')),
      concerned as materialized (
        select b.id, b.record_id from named n
        join booking b on b.tenant_id = ? and b.record_id = n.record_id and b.state = 'BOOKED'
        union
        select b.id, b.record_id from named n
        join booking_copy c on c.tenant_id = ? and c.item_id = n.id
        join booking b on b.tenant_id = c.tenant_id and b.id = c.booking_id and b.state = 'BOOKED'
        union
        select b.id, b.record_id from booking b where b.tenant_id = ? and b.id = any (?) and b.state = 'BOOKED')
      """
          .formatted(SETS_WANTED, TITLES);

  private static final String BOOKINGS =
      NAMED
          + """
          select b.*, p.name as patron_name,
            (select n.value from patron_identifier n where n.tenant_id = b.tenant_id and n.patron_id = b.patron_id
              and n.kind = 'CARD' order by n.active desc, n.value limit 1) as patron,
            c.item_id, c.lent
          from concerned w
          join booking b on b.tenant_id = ? and b.id = w.id
          join patron p on p.tenant_id = b.tenant_id and p.id = b.patron_id
          left join booking_copy c on c.tenant_id = b.tenant_id and c.booking_id = b.id
          order by b.id, c.lent desc, c.item_id
          """;

  /** All copies of titles that are booked, or are to be: any does as well as another. */
  private static final String COPIES =
      NAMED
          + FactsLoader.ITEM_COLUMNS
          + """
          from (
            select record_id from concerned where record_id is not null
            union
            select record_id from (%s) t) w
          cross join lateral (
            select * from item where tenant_id = ? and record_id = w.record_id limit ?) i
          """
              .formatted(TITLES)
          + FactsLoader.DESCRIBED_AND_LENT;

  /** Copies of titles that are booked, and that staff are asked to fetch for a hold. */
  private static final String LOOKED_FOR =
      NAMED
          + """
          select h.target_item_id from (select distinct record_id from concerned where record_id is not null) w
          join hold h on h.tenant_id = ? and h.record_id = w.record_id and h.target_item_id is not null
          """;

  /** What is booked as a set, and booked items whose titles are not. */
  private static final String ITEMS_OF_BOOKINGS =
      FactsLoader.ITEM_COLUMNS
          + """
          from unnest(?) w (id)
          join booking_copy k on k.tenant_id = ? and k.booking_id = w.id
          join item i on i.tenant_id = k.tenant_id and i.id = k.item_id
          """
          + FactsLoader.DESCRIBED_AND_LENT;

  /** Those who booked what comes in: it may be lent to them at once. */
  private static final String BOOKERS =
      NAMED
          + FactsLoader.PATRON_COLUMNS
          + """
          from (
            select distinct b.patron_id from concerned w
            join booking b on b.tenant_id = ? and b.id = w.id where b.forwarded) w
          join patron p on p.tenant_id = ? and p.id = w.patron_id
          cross join lateral (
            select * from patron_identifier n where n.tenant_id = p.tenant_id and n.patron_id = p.id
              and n.kind = 'CARD' order by n.active desc, n.value limit 1) i
          cross join lateral (select i.value as value) wanted
          """
          + FactsLoader.PATRONS_LOANS;

  private final int tenant;
  private final Set<String> items = new LinkedHashSet<>();
  private final Set<String> sets = new LinkedHashSet<>();
  private final Set<String> ofSets = new LinkedHashSet<>();
  private final Set<String> groups = new LinkedHashSet<>();
  private final Set<UUID> holds = new LinkedHashSet<>();
  private final Set<UUID> bookings = new LinkedHashSet<>();
  private final Set<RecordKey> titles = new LinkedHashSet<>();
  private final Set<RecordKey> held = new LinkedHashSet<>();
  private boolean isReturn;
  private boolean looksForItems;

  BookingsLoader(TenantId tenant, List<? extends Command<?>> commands, PatronKeys keys) {
    this.tenant = tenant.value();
    for (var command : commands) {
      if (!(command instanceof FeeCommand<?> || command instanceof PatronCommand)) {
        items.addAll(command.items());
      }
      switch (command) {
        case LoanCommand.Checkout c -> {
          sets.add(c.item());
          groups.addAll(keys.of(tenant, c.patron()));
        }
        case LoanCommand.Renew c -> sets.add(c.item());
        case LoanCommand.Checkin c -> {
          sets.add(c.item());
          ofSets.add(c.item());
          isReturn = true;
        }
        case LoanCommand.CheckinSet c -> {
          sets.add(c.item());
          isReturn = true;
        }
        case LoanCommand<?> _ -> isReturn = true;
        case SetCommand c -> sets.add(c.set());
        case GroupCommand.ChangeGroup c -> groups.addAll(keys.of(tenant, c.patron()));
        case BookingCommand.PlaceBookings c -> {
          titles.addAll(c.records());
          sets.addAll(c.sets());
          groups.addAll(keys.of(tenant, c.patron()));
        }
        case BookingCommand c -> addIfNamed(bookings, c.booking());
        case HoldCommand<?> c -> {
          addIfNamed(holds, c.hold());
          held.addAll(c.records());
          looksForItems = true;
        }
        default -> looksForItems = true; // others ask of bookings what concerns their items
      }
    }
  }

  private static void addIfNamed(Set<UUID> wanted, @Nullable UUID name) {
    if (name != null) {
      wanted.add(name);
    }
  }

  void addTo(Pipeline pipeline, Facts facts) {
    if (!sets.isEmpty() || !ofSets.isEmpty()) {
      pipeline
          .add(row -> facts.bookings().add(set(row)), SETS, sets(tenant))
          .add(row -> FactsLoader.takeItem(row, facts), ITEMS_OF_SETS, sets(tenant));
    }
    if (!groups.isEmpty()) {
      pipeline.add(
          row -> facts.bookings().add(group(row)),
          GROUPS,
          tenant,
          FactsLoader.texts(groups),
          tenant);
    }
    if (!titles.isEmpty()) {
      pipeline.add(
          row ->
              facts
                  .titles()
                  .add(
                      new RecordKey(row.getString("source"), row.getString("control_number")),
                      FactsLoader.uuid(row, "record_id")),
          TITLES,
          titles());
    }
    if (items.isEmpty()
        && sets.isEmpty()
        && holds.isEmpty()
        && bookings.isEmpty()
        && titles.isEmpty()
        && held.isEmpty()) {
      return;
    }
    var found = new LinkedHashMap<UUID, BookingFacts>();
    pipeline
        .add(row -> take(row, found, facts), BOOKINGS, named(tenant))
        .add(
            row -> FactsLoader.takeItem(row, facts),
            COPIES,
            named(titlesThen(tenant, FactsLoader.MAX_ITEMS_OF_TITLE)));
    if (!bookings.isEmpty()) {
      pipeline.add(
          row -> FactsLoader.takeItem(row, facts),
          ITEMS_OF_BOOKINGS,
          new Pipeline.Texts("uuid", List.copyOf(bookings)),
          tenant);
    }
    if (looksForItems) {
      pipeline.add(
          row -> facts.bookings().addLookedFor(FactsLoader.uuid(row, "target_item_id")),
          LOOKED_FOR,
          named(tenant));
    }
    if (isReturn) {
      pipeline.add(
          row -> facts.addBorrower(FactsLoader.patron(row)), BOOKERS, named(tenant, tenant));
    }
  }

  private Object[] sets(Object... others) {
    var parameters = new ArrayList<Object>();
    addSets(parameters);
    parameters.addAll(List.of(others));
    return parameters.toArray();
  }

  private void addSets(List<Object> parameters) {
    parameters.add(tenant);
    parameters.add(FactsLoader.texts(sets));
    parameters.add(tenant);
    parameters.add(FactsLoader.texts(ofSets));
  }

  private Object[] titles() {
    return titlesThen();
  }

  private Object[] titlesThen(Object... others) {
    return titlesThen(titles, others);
  }

  private Object[] titlesThen(Set<RecordKey> named, Object... others) {
    var parameters = new ArrayList<Object>();
    parameters.add(FactsLoader.texts(named.stream().map(RecordKey::source).toList()));
    parameters.add(FactsLoader.texts(named.stream().map(RecordKey::number).toList()));
    parameters.add(tenant);
    parameters.addAll(List.of(others));
    return parameters.toArray();
  }

  /** The parameters of {@link #NAMED}, and those that follow. */
  private Object[] named(Object... others) {
    var ids = new Pipeline.Texts("uuid", List.copyOf(bookings));
    var parameters = new ArrayList<Object>();
    parameters.add(tenant);
    parameters.add(FactsLoader.texts(items));
    addSets(parameters);
    parameters.add(tenant);
    parameters.add(tenant);
    parameters.add(new Pipeline.Texts("uuid", List.copyOf(holds)));
    var all = new LinkedHashSet<>(titles);
    all.addAll(held);
    parameters.addAll(List.of(titlesThen(all)));
    parameters.add(tenant);
    parameters.add(ids);
    parameters.add(tenant);
    parameters.add(tenant);
    parameters.add(tenant);
    parameters.add(tenant);
    parameters.add(ids);
    parameters.addAll(List.of(others));
    return parameters.toArray();
  }

  private static SetFacts set(ResultSet row) throws SQLException {
    return new SetFacts(row.getString("barcode"), row.getString("name"), uuids(row, "items"));
  }

  private static GroupFacts group(ResultSet row) throws SQLException {
    var patrons = uuids(row, "members");
    var responsible = (Boolean[]) row.getArray("responsible").getArray();
    var members = new ArrayList<GroupFacts.Member>();
    for (var i = 0; i < patrons.size(); i++) {
      members.add(new GroupFacts.Member(patrons.get(i), responsible[i]));
    }
    var school = row.getString("school");
    return new GroupFacts(
        FactsLoader.uuid(row, "id"),
        row.getString("name"),
        school == null
            ? null
            : new SchoolClass(
                school, row.getString("class_key"), row.getObject("grade", Integer.class)),
        members);
  }

  static List<UUID> uuids(ResultSet row, String column) throws SQLException {
    return List.of((UUID[]) row.getArray(column).getArray());
  }

  /** A row for each copy, or one of none. */
  private static void take(ResultSet row, Map<UUID, BookingFacts> found, Facts facts)
      throws SQLException {
    var id = FactsLoader.uuid(row, "id");
    var before = found.get(id);
    var copies = new ArrayList<>(before == null ? List.<BookingFacts.Copy>of() : before.copies());
    var item = row.getObject("item_id", UUID.class);
    if (item != null) {
      copies.add(new BookingFacts.Copy(item, row.getBoolean("lent")));
    }
    var booking = booking(row, copies);
    found.put(id, booking);
    facts.bookings().add(booking);
  }

  static BookingFacts booking(ResultSet row, List<BookingFacts.Copy> copies) throws SQLException {
    var patron = row.getString("patron");
    return new BookingFacts(
        FactsLoader.uuid(row, "id"),
        FactsLoader.uuid(row, "patron_id"),
        patron == null ? "" : patron,
        row.getString("patron_name"),
        row.getObject("record_id", UUID.class),
        row.getString("set_barcode"),
        new BookingFacts.Terms(
            row.getInt("minimum"),
            row.getInt("preferred"),
            row.getObject("from_day", LocalDate.class),
            row.getObject("until_day", LocalDate.class),
            row.getString("pickup_branch"),
            row.getString("copies_of"),
            row.getBoolean("forwarded")),
        BookingState.valueOf(row.getString("state")),
        row.getInt("returned"),
        FactsLoader.instant(row, "placed_at"),
        copies);
  }
}
