package org.samling.postgres.loader;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
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
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.SchoolClass;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.BookingRow;
import org.samling.postgres.tables.ItemRow;
import org.samling.postgres.tables.PatronRow;

/**
 * Loads the sets, groups and bookings that a batch of commands is decided on. A tenant that uses
 * none of them is asked for none.
 */
final class BookingsLoader {

  /** The named sets and the sets that a named item is part of; null for items of no set. */
  private static final String SETS_WANTED =
      """
      (select barcode from item_set where tenant_id = :tenant and barcode = any (:sets)
       union
       select part_of_set from item where tenant_id = :tenant and barcode = any (:itemsOfSets)) s
      """;

  private static final String SETS =
      """
      select t.barcode, t.name, array(select i.id from item i
        where i.tenant_id = t.tenant_id and i.part_of_set = t.barcode order by i.barcode) as items
      from %s join item_set t on t.tenant_id = :tenant and t.barcode = s.barcode
      """
          .formatted(SETS_WANTED);

  private static final String ITEMS_OF_SETS =
      FactsLoader.ITEM_COLUMNS
          + "from "
          + SETS_WANTED
          + "join item i on i.tenant_id = :tenant and i.part_of_set = s.barcode\n"
          + FactsLoader.DESCRIBED_AND_LENT;

  private static final String GROUPS =
      """
      select p.id, p.name, g.school, g.class_key, g.grade,
        array(select m.patron_id from patron_group_member m
          where m.tenant_id = p.tenant_id and m.group_id = p.id order by m.patron_id) as members,
        array(select m.responsible from patron_group_member m
          where m.tenant_id = p.tenant_id and m.group_id = p.id order by m.patron_id) as responsible
      from (
        select patron_id from patron_identifier where tenant_id = :tenant and value = any (:groups)
        union
        select m.group_id from patron_identifier i
        join patron_group_member m on m.tenant_id = i.tenant_id and m.patron_id = i.patron_id
        where i.tenant_id = :tenant and i.value = any (:joining)
        union
        select o.group_id from patron_identifier i
        join patron_group_member m on m.tenant_id = i.tenant_id and m.group_id = i.patron_id
        join patron_group_member o on o.tenant_id = m.tenant_id and o.patron_id = m.patron_id
        where i.tenant_id = :tenant and i.value = any (:classes)) w
      join patron p on p.tenant_id = :tenant and p.id = w.patron_id and p.kind = 'GROUP'
      left join patron_group g on g.tenant_id = p.tenant_id and g.patron_id = p.id
      """;

  /** The schools whose patrons are to join a group. */
  private static final String SCHOOLS =
      """
      select distinct p.branch from patron_identifier i
      join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      where i.tenant_id = :tenant and i.value = any (:joining)
        and exists (select from patron_group g where g.tenant_id = p.tenant_id and g.school = p.branch)
      """;

  /** The titles with these keys: the tenant's own record before a common one. */
  private static final String TITLES =
      """
      select w.source, w.control_number, case when l.id is null then c.id else l.id end as record_id
      from unnest(%s) w (source, control_number)
      left join lateral (
        select id from local_record
        where tenant_id = :tenant and source = w.source and control_number = w.control_number limit 1) l on true
      left join lateral (
        select id from common_record where source = w.source and control_number = w.control_number limit 1) c on true
      where l.id is not null or c.id is not null
      """;

  /** The titles that are to be booked. */
  private static final String BOOKED_TITLES = TITLES.formatted(":bookedSources, :bookedNumbers");

  /** The titles to be booked or held. */
  private static final String ASKED_TITLES = TITLES.formatted(":askedSources, :askedNumbers");

  /**
   * What the commands are about: items, items of the named sets, and titles. Where no booking is
   * open none of them is looked up.
   */
  private static final String NAMED =
      """
      with named as materialized (
        select id, record_id from (
        select id, record_id from item where tenant_id = :tenant and barcode = any (:items)
        union
        select i.id, i.record_id from %s join item i on i.tenant_id = :tenant and i.part_of_set = s.barcode
        union
        select null::uuid, record_id from hold where tenant_id = :tenant and id = any (:holds)
        union
        select null::uuid, record_id from (%s) t
        union
        select null::uuid, record_id from booking where tenant_id = :tenant and id = any (:bookings) and state = 'BOOKED'
        union
        select item_id, null::uuid from booking_copy where tenant_id = :tenant and booking_id = any (:bookings)) n
        where exists (select from booking where tenant_id = :tenant and state = 'BOOKED')),
      concerned as materialized (
        select b.id, b.record_id from named n
        join booking b on b.tenant_id = :tenant and b.record_id = n.record_id and b.state = 'BOOKED'
        union
        select b.id, b.record_id from named n
        join booking_copy c on c.tenant_id = :tenant and c.item_id = n.id
        join booking b on b.tenant_id = c.tenant_id and b.id = c.booking_id and b.state = 'BOOKED'
        union
        select b.id, b.record_id from booking b where b.tenant_id = :tenant and b.id = any (:bookings) and b.state = 'BOOKED')
      """
          .formatted(SETS_WANTED, ASKED_TITLES);

  private static final String BOOKINGS =
      NAMED
          + """
          select b.*, p.name as patron_name,
            (select n.value from patron_identifier n where n.tenant_id = b.tenant_id and n.patron_id = b.patron_id
              and n.kind = 'CARD' order by n.active desc, n.value limit 1) as patron,
            c.item_id, c.lent
          from concerned w
          join booking b on b.tenant_id = :tenant and b.id = w.id
          join patron p on p.tenant_id = b.tenant_id and p.id = b.patron_id
          left join booking_copy c on c.tenant_id = b.tenant_id and c.booking_id = b.id
          order by b.id, c.lent desc, c.item_id
          """;

  /** Some copies of the titles w: any copy will do. */
  private static final String SOME_COPIES =
      """
      cross join lateral (
        select * from item where tenant_id = :tenant and record_id = w.record_id limit :limit) i
      """
          + FactsLoader.DESCRIBED_AND_LENT;

  /** Copies of the titles that are booked. */
  private static final String COPIES =
      NAMED
          + FactsLoader.ITEM_COLUMNS
          + "from (select distinct record_id from concerned where record_id is not null) w\n"
          + SOME_COPIES;

  /** Copies of the titles that are to be booked. */
  private static final String COPIES_TO_BOOK =
      FactsLoader.ITEM_COLUMNS
          + "from (select distinct record_id from (%s) t) w\n".formatted(BOOKED_TITLES)
          + SOME_COPIES;

  /** Copies of booked titles that are on the pull list for a hold. */
  private static final String LOOKED_FOR =
      NAMED
          + """
          select h.target_item_id from (select distinct record_id from concerned where record_id is not null) w
          join hold h on h.tenant_id = :tenant and h.record_id = w.record_id and h.target_item_id is not null
          """;

  /** The items of booked sets, and items booked singly rather than by title. */
  private static final String ITEMS_OF_BOOKINGS =
      FactsLoader.ITEM_COLUMNS
          + """
          from unnest(:bookings) w (id)
          join booking_copy k on k.tenant_id = :tenant and k.booking_id = w.id
          join item i on i.tenant_id = k.tenant_id and i.id = k.item_id
          """
          + FactsLoader.DESCRIBED_AND_LENT;

  /** The patrons who booked a returned item: it may be lent to them at once. */
  private static final String BOOKERS =
      NAMED
          + FactsLoader.PATRON_COLUMNS
          + """
          from (
            select distinct b.patron_id from concerned w
            join booking b on b.tenant_id = :tenant and b.id = w.id where b.forwarded) w
          join patron p on p.tenant_id = :tenant and p.id = w.patron_id
          cross join lateral (
            select * from patron_identifier n where n.tenant_id = p.tenant_id and n.patron_id = p.id
              and n.kind = 'CARD' order by n.active desc, n.value limit 1) i
          cross join lateral (select i.value as value) wanted
          """
          + FactsLoader.PATRONS_LOANS;

  private final Set<String> items = new LinkedHashSet<>();
  private final Set<String> sets = new LinkedHashSet<>();
  private final Set<String> ofSets = new LinkedHashSet<>();
  private final Set<String> groups = new LinkedHashSet<>();
  private final Set<String> classes = new LinkedHashSet<>();
  private final Set<String> joining = new LinkedHashSet<>();
  private final Set<UUID> holds = new LinkedHashSet<>();
  private final Set<UUID> bookings = new LinkedHashSet<>();
  private final Set<RecordKey> titles = new LinkedHashSet<>();
  private final Set<RecordKey> held = new LinkedHashSet<>();
  private boolean isReturn;
  private boolean looksForItems;

  private final Set<Use> uses;

  BookingsLoader(
      TenantId tenant, List<? extends Command<?>> commands, PatronKeys keys, Set<Use> uses) {
    this.uses = uses;
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
        case GroupCommand.ChangeGroup c -> {
          groups.addAll(keys.of(tenant, c.patron()));
          if (c.schoolClass() != null) {
            classes.addAll(keys.of(tenant, c.patron()));
          }
          c.joining().forEach(member -> joining.addAll(keys.of(tenant, member)));
        }
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
        default -> looksForItems = true; // other commands need only the bookings of their items
      }
    }
  }

  private static void addIfNamed(Set<UUID> wanted, @Nullable UUID name) {
    if (name != null) {
      wanted.add(name);
    }
  }

  void addTo(Pipeline pipeline, Facts facts) {
    var named = parameters();
    if (uses.contains(Use.SETS) && !(sets.isEmpty() && ofSets.isEmpty())) {
      pipeline
          .each(SetFacts.class, facts.bookings()::add, SETS, named)
          .each(ItemRow.Lent.class, row -> row.addTo(facts), ITEMS_OF_SETS, named);
    }
    if (uses.contains(Use.GROUPS) && !groups.isEmpty()) {
      pipeline.each(GroupRow.class, row -> facts.bookings().add(row.facts()), GROUPS, named);
    }
    if (uses.contains(Use.GROUPS) && !joining.isEmpty()) {
      pipeline.each(String.class, facts.bookings()::addSchool, SCHOOLS, named);
    }
    if (!titles.isEmpty()) {
      pipeline
          .each(
              TitleRow.class,
              row -> facts.titles().add(row.key(), row.recordId()),
              BOOKED_TITLES,
              named)
          .each(ItemRow.Lent.class, row -> row.addTo(facts), COPIES_TO_BOOK, named);
    }
    if (uses.contains(Use.BOOKINGS) && namesWhatMayBeBooked()) {
      addBookings(pipeline, facts, named);
    }
  }

  private boolean namesWhatMayBeBooked() {
    return !(items.isEmpty()
        && sets.isEmpty()
        && holds.isEmpty()
        && bookings.isEmpty()
        && titles.isEmpty()
        && held.isEmpty());
  }

  private void addBookings(Pipeline pipeline, Facts facts, Parameters named) {
    var found = new LinkedHashMap<UUID, BookingFacts>();
    pipeline
        .each(
            BookingRow.class,
            row -> facts.bookings().add(found.compute(row.id(), (_, before) -> row.facts(before))),
            BOOKINGS,
            named)
        .each(ItemRow.Lent.class, row -> row.addTo(facts), COPIES, named);
    if (!bookings.isEmpty()) {
      pipeline.each(ItemRow.Lent.class, row -> row.addTo(facts), ITEMS_OF_BOOKINGS, named);
    }
    if (looksForItems) {
      pipeline.each(UUID.class, facts.bookings()::addLookedFor, LOOKED_FOR, named);
    }
    if (isReturn) {
      pipeline.each(PatronRow.class, row -> facts.addBorrower(row.facts()), BOOKERS, named);
    }
  }

  /** The parameters of all statements. */
  private Parameters parameters() {
    var asked = new LinkedHashSet<>(titles);
    asked.addAll(held);
    return Parameters.of("items", SqlArray.texts(items))
        .and("sets", SqlArray.texts(sets))
        .and("itemsOfSets", SqlArray.texts(ofSets))
        .and("groups", SqlArray.texts(groups))
        .and("classes", SqlArray.texts(classes))
        .and("joining", SqlArray.texts(joining))
        .and("holds", SqlArray.uuids(holds))
        .and("bookings", SqlArray.uuids(bookings))
        .and("bookedSources", sources(titles))
        .and("bookedNumbers", numbers(titles))
        .and("askedSources", sources(asked))
        .and("askedNumbers", numbers(asked))
        .and("limit", FactsLoader.MAX_ITEMS_OF_TITLE);
  }

  private static SqlArray sources(Set<RecordKey> records) {
    return SqlArray.texts(records.stream().map(RecordKey::source).toList());
  }

  private static SqlArray numbers(Set<RecordKey> records) {
    return SqlArray.texts(records.stream().map(RecordKey::number).toList());
  }

  private record TitleRow(String source, String controlNumber, UUID recordId) {

    RecordKey key() {
      return new RecordKey(source, controlNumber);
    }
  }

  /** A group with its members, and whether each of them is responsible for it. */
  private record GroupRow(
      UUID id,
      String name,
      @Nullable String school,
      @Nullable String classKey,
      @Nullable Integer grade,
      List<UUID> members,
      List<Boolean> responsible) {

    GroupFacts facts() {
      return new GroupFacts(
          id,
          name,
          school == null || classKey == null ? null : new SchoolClass(school, classKey, grade),
          IntStream.range(0, members.size())
              .mapToObj(i -> new GroupFacts.Member(members.get(i), responsible.get(i)))
              .toList());
    }
  }
}
