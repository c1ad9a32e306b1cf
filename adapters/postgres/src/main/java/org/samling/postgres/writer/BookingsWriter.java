package org.samling.postgres.writer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingState;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.postgres.rows.Latest;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;

/** Gathers a batch's changes to sets, groups and bookings; each is written in its final state. */
final class BookingsWriter {

  private record SetRow(String barcode, String name, Instant madeAt) {}

  private static final RowStatement<SetRow> PUT_SETS =
      RowStatement.of(
          SetRow.class,
          """
          insert into item_set (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, barcode) do update set name = excluded.name
          """);

  private record InSet(UUID id, @Nullable String set) {}

  private static final RowStatement<InSet> PUT_INTO_SETS =
      RowStatement.of(
          InSet.class,
          """
          update item set part_of_set = e.set from {rows}
          where item.tenant_id = :tenant and item.id = e.id
          """);

  private static final String DISSOLVE_SETS =
      "delete from item_set s using unnest(?) e (barcode) where s.tenant_id = :tenant and s.barcode = e.barcode";

  private record GroupRow(
      UUID patronId, @Nullable String school, @Nullable String classKey, @Nullable Integer grade) {

    static GroupRow of(GroupFacts group) {
      var of = group.schoolClass();
      return new GroupRow(
          group.patronId(),
          of == null ? null : of.school(),
          of == null ? null : of.key(),
          of == null ? null : of.grade());
    }
  }

  private static final RowStatement<GroupRow> PUT_GROUPS =
      RowStatement.of(
          GroupRow.class,
          """
          insert into patron_group (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, patron_id) do update
          set school = excluded.school, class_key = excluded.class_key, grade = excluded.grade
          """);

  private record GroupName(UUID id, String name) {}

  private static final RowStatement<GroupName> NAME_GROUPS =
      RowStatement.of(
          GroupName.class,
          """
          update patron set name = e.name from {rows}
          where patron.tenant_id = :tenant and patron.id = e.id and patron.name <> e.name
          """);

  private static final String CLEAR_MEMBERS =
      "delete from patron_group_member m using unnest(?) e (id) where m.tenant_id = :tenant and m.group_id = e.id";

  private record MemberRow(UUID groupId, UUID patronId, boolean responsible) {}

  private static final RowStatement<MemberRow> PUT_MEMBERS =
      RowStatement.of(
          MemberRow.class,
          "insert into patron_group_member (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  /** The columns of table booking; the title is one of the tenant's or a common one. */
  private record WrittenBooking(
      UUID id,
      UUID patronId,
      @Nullable UUID recordId,
      @Nullable String setBarcode,
      Terms terms,
      BookingState state,
      int returned,
      Instant placedAt,
      Instant changedAt) {
    /** What a booking asks for. */
    record Terms(
        int minimum,
        int preferred,
        LocalDate fromDay,
        LocalDate untilDay,
        String pickupBranch,
        @Nullable String copiesOf,
        boolean forwarded) {}

    static WrittenBooking of(Changed changed) {
      var b = changed.booking();
      var terms = b.terms();
      return new WrittenBooking(
          b.id(),
          b.patronId(),
          b.recordId(),
          b.set(),
          new WrittenBooking.Terms(
              terms.minimum(),
              terms.preferred(),
              terms.from(),
              terms.until(),
              terms.pickup(),
              terms.copiesOf(),
              terms.isForwarded()),
          b.state(),
          b.returned(),
          b.placedAt(),
          changed.at());
    }
  }

  private static final RowStatement<WrittenBooking> PUT_BOOKINGS =
      RowStatement.of(
          WrittenBooking.class,
          """
          insert into booking (tenant_id, id, patron_id, common_record_id, local_record_id, set_barcode, minimum, preferred,
            from_day, until_day, pickup_branch, copies_of, forwarded, state, returned, placed_at, changed_at)
          select :tenant, e.id, e.patron_id, c.id, case when c.id is null then e.record_id end, e.set_barcode, e.minimum,
            e.preferred, e.from_day, e.until_day, e.pickup_branch, e.copies_of, e.forwarded, e.state, e.returned, e.placed_at,
            e.changed_at
          from {rows} left join common_record c on c.id = e.record_id
          on conflict (tenant_id, id) do update
          set from_day = excluded.from_day, until_day = excluded.until_day, state = excluded.state, returned = excluded.returned,
            changed_at = excluded.changed_at
          """);

  private static final String CLEAR_COPIES =
      "delete from booking_copy c using unnest(?) e (id) where c.tenant_id = :tenant and c.booking_id = e.id";

  private record CopyRow(
      UUID bookingId, UUID itemId, LocalDate fromDay, LocalDate untilDay, boolean lent) {

    static Stream<CopyRow> of(BookingFacts booking) {
      var terms = booking.terms();
      return booking.copies().stream()
          .map(copy ->
              new CopyRow(booking.id(), copy.itemId(), terms.from(), terms.until(), copy.isLent()));
    }
  }

  private static final RowStatement<CopyRow> PUT_COPIES =
      RowStatement.of(
          CopyRow.class,
          "insert into booking_copy (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private final Map<String, SetFacts> sets = new LinkedHashMap<>();
  private final Set<String> dissolved = new LinkedHashSet<>();
  private final Map<UUID, InSet> inSets = new LinkedHashMap<>();
  private final Map<UUID, GroupFacts> groups = new LinkedHashMap<>();
  private final Map<UUID, Changed> bookings = new LinkedHashMap<>();

  private record Changed(BookingFacts booking, Instant at) {}

  void add(BookingEffect effect) {
    switch (effect) {
      case BookingEffect.SetPut(var set, var added, var removed, _) -> {
        sets.put(set.barcode(), set);
        dissolved.remove(set.barcode());
        removed.forEach(this::takenOut);
        added.forEach(item -> inSets.put(item, new InSet(item, set.barcode())));
      }
      case BookingEffect.SetDissolved(var set, _) -> {
        dissolved.add(set.barcode());
        set.items().forEach(this::takenOut);
      }
      case BookingEffect.GroupChanged(var group, _) -> groups.put(group.patronId(), group);
      case BookingEffect.BookingChanged(var booking, var at) ->
          bookings.put(booking.id(), new Changed(booking, at));
    }
  }

  private void takenOut(UUID item) {
    inSets.put(item, new InSet(item, null));
  }

  void addTo(Pipeline pipeline, Instant now) {
    pipeline
        .write(
            PUT_SETS,
            sets.values().stream().map(set -> new SetRow(set.barcode(), set.name(), now)).toList())
        .write(PUT_INTO_SETS, inSets.values());
    if (!dissolved.isEmpty()) {
      pipeline.add(DISSOLVE_SETS, SqlArray.texts(dissolved));
    }
    if (!groups.isEmpty()) {
      addGroups(pipeline);
    }
    if (!bookings.isEmpty()) {
      addBookings(pipeline);
    }
  }

  private void addGroups(Pipeline pipeline) {
    var all = groups.values();
    pipeline
        .write(PUT_GROUPS, all.stream().map(GroupRow::of).toList())
        .add(CLEAR_MEMBERS, SqlArray.uuids(groups.keySet()))
        .write(NAME_GROUPS, all.stream().map(g -> new GroupName(g.patronId(), g.name())).toList())
        .write(
            PUT_MEMBERS,
            Latest.of(
                all.stream()
                    .flatMap(g ->
                        g.members().stream()
                            .map(m -> new MemberRow(g.patronId(), m.patronId(), m.isResponsible())))
                    .toList(),
                m -> m.groupId() + " " + m.patronId()));
  }

  private void addBookings(Pipeline pipeline) {
    var all = bookings.values();
    pipeline
        .write(PUT_BOOKINGS, all.stream().map(WrittenBooking::of).toList())
        .add(CLEAR_COPIES, SqlArray.uuids(bookings.keySet()))
        .write(
            PUT_COPIES,
            Latest.of(
                all.stream().map(Changed::booking).flatMap(CopyRow::of).toList(),
                c -> c.bookingId() + " " + c.itemId()));
  }
}
