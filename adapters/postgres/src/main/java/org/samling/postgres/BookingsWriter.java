package org.samling.postgres;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.facts.SetFacts;

/**
 * Gathers what a batch changes about sets, groups and bookings; each is written as it stands after
 * it.
 */
final class BookingsWriter {

  private static final String PUT_SETS =
      """
      insert into item_set (tenant_id, barcode, name, made_at) select ?, * from unnest(?, ?, ?)
      on conflict (tenant_id, barcode) do update set name = excluded.name
      """;

  private static final String PUT_INTO_SETS =
      """
      update item set part_of_set = e.set from unnest(?, ?) e (id, set)
      where item.tenant_id = ? and item.id = e.id
      """;

  private static final String DISSOLVE_SETS =
      """
      delete from item_set s using unnest(?) e (barcode) where s.tenant_id = ? and s.barcode = e.barcode
      """;

  private static final String PUT_GROUPS =
      """
      insert into patron_group (tenant_id, patron_id, school, class_key, grade) select ?, * from unnest(?, ?, ?, ?)
      on conflict (tenant_id, patron_id) do update
      set school = excluded.school, class_key = excluded.class_key, grade = excluded.grade
      """;

  private static final String NAME_GROUPS =
      """
      update patron set name = e.name from unnest(?, ?) e (id, name)
      where patron.tenant_id = ? and patron.id = e.id and patron.name <> e.name
      """;

  private static final String CLEAR_MEMBERS =
      """
      delete from patron_group_member m using unnest(?) e (id) where m.tenant_id = ? and m.group_id = e.id
      """;

  private static final String PUT_MEMBERS =
      """
      insert into patron_group_member (tenant_id, group_id, patron_id, responsible)
      select ?, e.group_id, e.patron_id, e.responsible from unnest(?, ?, ?, ?) e (id, group_id, patron_id, responsible)
      """;

  private static final String PUT_BOOKINGS =
      """
      insert into booking (tenant_id, id, patron_id, common_record_id, local_record_id, set_barcode, minimum, preferred,
        from_day, until_day, pickup_branch, copies_of, forwarded, state, returned, placed_at, changed_at)
      select ?, e.id, e.patron_id, c.id, case when c.id is null then e.record_id end, e.set, e.minimum, e.preferred,
        e.from_day, e.until_day, e.pickup, e.copies_of, e.forwarded, e.state, e.returned, e.placed_at, e.changed_at
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, patron_id, record_id, set, minimum, preferred, from_day, until_day, pickup, copies_of, forwarded, state,
          returned, placed_at, changed_at)
      left join common_record c on c.id = e.record_id
      on conflict (tenant_id, id) do update
      set state = excluded.state, returned = excluded.returned, changed_at = excluded.changed_at
      """;

  private static final String CLEAR_COPIES =
      """
      delete from booking_copy c using unnest(?) e (id) where c.tenant_id = ? and c.booking_id = e.id
      """;

  private static final String PUT_COPIES =
      """
      insert into booking_copy (tenant_id, booking_id, item_id, from_day, until_day, lent)
      select ?, e.booking_id, e.item_id, e.from_day, e.until_day, e.lent
      from unnest(?, ?, ?, ?, ?, ?) e (id, booking_id, item_id, from_day, until_day, lent)
      """;

  private final Map<String, SetFacts> sets = new LinkedHashMap<>();
  private final Columns dissolved = new Columns("text");
  private final Columns inSets = new Columns("uuid", "text");
  private final Map<UUID, GroupFacts> groups = new LinkedHashMap<>();
  private final Map<UUID, Changed> bookings = new LinkedHashMap<>();

  private record Changed(BookingFacts booking, Instant at) {}

  void add(BookingEffect effect) {
    switch (effect) {
      case BookingEffect.SetPut(var set, var added, var removed, _) -> {
        sets.put(set.barcode(), set);
        dissolved.remove(set.barcode());
        removed.forEach(this::takenOut);
        added.forEach(item -> inSets.row(item, set.barcode()));
      }
      case BookingEffect.SetDissolved(var set, _) -> {
        dissolved.row(set.barcode());
        set.items().forEach(this::takenOut);
      }
      case BookingEffect.GroupChanged(var group, _) -> groups.put(group.patronId(), group);
      case BookingEffect.BookingChanged(var booking, var at) ->
          bookings.put(booking.id(), new Changed(booking, at));
    }
  }

  private void takenOut(UUID item) {
    @Nullable String none = null;
    inSets.row(item, none);
  }

  void addTo(Pipeline pipeline, int tenant, Instant now) {
    if (!sets.isEmpty()) {
      var rows = new Columns("text", "text", "timestamptz");
      sets.values().forEach(set -> rows.row(set.barcode(), set.name(), now));
      pipeline.add(PUT_SETS, rows.after(tenant));
    }
    if (!inSets.isEmpty()) {
      pipeline.add(PUT_INTO_SETS, inSets.before(tenant));
    }
    if (!dissolved.isEmpty()) {
      pipeline.add(DISSOLVE_SETS, dissolved.before(tenant));
    }
    if (!groups.isEmpty()) {
      addGroups(pipeline, tenant);
    }
    if (!bookings.isEmpty()) {
      addBookings(pipeline, tenant);
    }
  }

  private void addGroups(Pipeline pipeline, int tenant) {
    var rows = new Columns("uuid", "text", "text", "int2");
    var ids = new Columns("uuid");
    var names = new Columns("uuid", "text");
    var members = new Columns("text", "uuid", "uuid", "bool");
    for (var group : groups.values()) {
      var of = group.schoolClass();
      rows.row(
          group.patronId(),
          of == null ? null : of.school(),
          of == null ? null : of.key(),
          of == null ? null : of.grade());
      ids.row(group.patronId());
      names.row(group.patronId(), group.name());
      group
          .members()
          .forEach(m ->
              members.row(
                  group.patronId() + " " + m.patronId(),
                  group.patronId(),
                  m.patronId(),
                  m.isResponsible()));
    }
    pipeline.add(PUT_GROUPS, rows.after(tenant)).add(CLEAR_MEMBERS, ids.before(tenant));
    pipeline.add(NAME_GROUPS, names.before(tenant));
    pipeline.add(PUT_MEMBERS, members.after(tenant));
  }

  private void addBookings(Pipeline pipeline, int tenant) {
    var rows =
        new Columns(
            "uuid",
            "uuid",
            "uuid",
            "text",
            "int4",
            "int4",
            "date",
            "date",
            "text",
            "text",
            "bool",
            "text",
            "int4",
            "timestamptz",
            "timestamptz");
    var ids = new Columns("uuid");
    var copies = new Columns("text", "uuid", "uuid", "date", "date", "bool");
    for (var changed : bookings.values()) {
      var b = changed.booking();
      var terms = b.terms();
      rows.row(
          b.id(),
          b.patronId(),
          b.recordId(),
          b.set(),
          terms.minimum(),
          terms.preferred(),
          terms.from(),
          terms.until(),
          terms.pickup(),
          terms.copiesOf(),
          terms.isForwarded(),
          b.state().name(),
          b.returned(),
          b.placedAt(),
          changed.at());
      ids.row(b.id());
      b.copies()
          .forEach(copy ->
              copies.row(
                  b.id() + " " + copy.itemId(),
                  b.id(),
                  copy.itemId(),
                  terms.from(),
                  terms.until(),
                  copy.isLent()));
    }
    pipeline.add(PUT_BOOKINGS, rows.after(tenant)).add(CLEAR_COPIES, ids.before(tenant));
    pipeline.add(PUT_COPIES, copies.after(tenant));
  }
}
