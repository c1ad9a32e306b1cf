package org.samling.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.PatronRegister.UnfitPatronException;

/**
 * What not every patron has, of some patrons that are put: their further identifiers and numbers,
 * guardians, consents, withdrawn admissions, notes. What was decided since (a block of an
 * identifier, the protection of an address, a consent that was taken back) is not undone.
 */
final class PatronParticulars {

  private static final String PUT =
      """
      update patron p set kind = e.kind, preferred_pickup = coalesce(e.pickup, p.preferred_pickup),
        guardian_id = case when p.came_of_age_on is null then coalesce(e.guardian, p.guardian_id) end,
        resident = coalesce(e.resident, p.resident), address_protected = p.address_protected or e.protected,
        away_from = coalesce(e.away_from, p.away_from), away_until = coalesce(e.away_until, p.away_until)
      from unnest(?, ?, ?, ?, ?, ?, ?, ?) e (id, kind, pickup, guardian, resident, protected, away_from, away_until)
      where p.tenant_id = ? and p.id = e.id
      """;

  private static final String PUT_IDENTIFIERS =
      """
      insert into patron_identifier (tenant_id, value, kind, patron_id, active, blocked_reason, valid_from, valid_until)
      select ?, e.value, e.kind, e.patron_id, e.blocked is null, e.blocked, e.valid_from, e.valid_until
      from unnest(?, ?, ?, ?, ?, ?) e (value, kind, patron_id, blocked, valid_from, valid_until)
      on conflict (tenant_id, value) do update
      set active = patron_identifier.active and excluded.active,
        blocked_reason = coalesce(excluded.blocked_reason, patron_identifier.blocked_reason),
        valid_from = coalesce(excluded.valid_from, patron_identifier.valid_from),
        valid_until = coalesce(excluded.valid_until, patron_identifier.valid_until)
      """;

  private static final String PUT_CONSENTS =
      """
      insert into patron_consent (tenant_id, patron_id, consent, given_at)
      select ?, e.patron_id, e.consent, e.at from unnest(?, ?, ?, ?) e (id, patron_id, consent, at)
      where not exists (select from patron_consent c
        where c.tenant_id = ? and c.patron_id = e.patron_id and c.consent = e.consent)
      """;

  private static final String PUT_ADMISSIONS =
      """
      insert into patron_admission_withdrawal (tenant_id, patron_id, level, unit, reason, until)
      select ?, e.patron_id, e.level, e.unit, e.reason, e.until
      from unnest(?, ?, ?, ?, ?, ?) e (id, patron_id, level, unit, reason, until)
      on conflict (tenant_id, patron_id, level, unit) do update set reason = excluded.reason, until = excluded.until
      """;

  private static final String PUT_NOTES =
      """
      insert into patron_note (tenant_id, id, patron_id, kind, text, made_by, made_at)
      select ?, e.id, e.patron_id, e.kind, e.text, 'register', e.at from unnest(?, ?, ?, ?, ?) e (id, patron_id, kind, text, at)
      where not exists (select from patron_note n
        where n.tenant_id = ? and n.patron_id = e.patron_id and n.kind = e.kind and n.text = e.text)
      """;

  private final TenantId tenant;
  private final PatronKeys keys;
  private final List<NewPatron> patrons;

  PatronParticulars(TenantId tenant, PatronKeys keys, List<NewPatron> patrons) {
    this.tenant = tenant;
    this.keys = keys;
    this.patrons = patrons;
  }

  /** As what the identifiers are kept that the patrons name, their guardians' included. */
  List<String> named() {
    var named = new ArrayList<String>();
    for (var patron : patrons) {
      var particulars = patron.particulars();
      named.add(patron.card());
      particulars.identifiers().forEach(i -> named.add(i.value()));
      var guardian = particulars.guardian();
      if (guardian != null) {
        named.add(guardian);
      }
      var cpr = particulars.cpr();
      if (cpr != null) {
        named.addAll(keys.of(tenant, cpr.digits()));
      }
    }
    return named;
  }

  /**
   * Checks that no identifier is somebody else's, and that guardians are there.
   *
   * @param known whose the identifiers are that are there already
   * @param ids who the patrons are, by their cards
   * @throws UnfitPatronException for the first that does not fit
   */
  void check(Map<String, UUID> known, Map<String, UUID> ids) {
    var owners = new HashMap<>(known);
    owners.putAll(ids);
    for (var patron : patrons) {
      var id = id(ids, patron);
      for (var identifier : patron.particulars().identifiers()) {
        own(owners, identifier.value(), id, patron, "identifiers");
      }
      var cpr = patron.particulars().cpr();
      if (cpr != null) {
        var all = keys.of(tenant, cpr.digits());
        all.subList(1, all.size()).forEach(key -> own(owners, key, id, patron, "cpr"));
      }
      var guardian = patron.particulars().guardian();
      if (guardian != null && (!owners.containsKey(guardian) || owners.get(guardian).equals(id))) {
        throw new UnfitPatronException(
            patron.card(), "guardian", "the guardian is no other patron of this library");
      }
    }
  }

  private static void own(
      Map<String, UUID> owners, String key, UUID id, NewPatron patron, String particular) {
    var owner = owners.putIfAbsent(key, id);
    if (owner != null && !owner.equals(id)) {
      throw new UnfitPatronException(patron.card(), particular, "another patron has it");
    }
  }

  static UUID id(Map<String, UUID> ids, NewPatron patron) {
    var id = ids.get(patron.card());
    if (id == null) {
      throw new IllegalStateException("every patron was given an identity");
    }
    return id;
  }

  /**
   * Adds what writes them, after the patrons themselves.
   *
   * @param known whose the identifiers are that are there already
   * @param ids who the patrons are, by their cards
   */
  Pipeline addTo(Pipeline pipeline, Map<String, UUID> known, Map<String, UUID> ids, Instant now) {
    var rows = new Columns("uuid", "text", "text", "uuid", "bool", "bool", "date", "date");
    var identifiers = new Columns("text", "text", "uuid", "text", "date", "date");
    var consents = new Columns("text", "uuid", "text", "timestamptz");
    var admissions = new Columns("text", "uuid", "text", "text", "text", "date");
    var notes = new Columns("uuid", "uuid", "text", "text", "timestamptz");
    var numbers = new CprRows(tenant, keys);
    var at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
    for (var patron : patrons) {
      var id = id(ids, patron);
      var p = patron.particulars();
      var absence = p.absence();
      rows.row(
          id,
          p.kind().name(),
          p.preferredPickup(),
          owner(known, ids, p.guardian()),
          p.isResident(),
          p.isAddressProtected(),
          absence == null ? null : absence.from(),
          absence == null ? null : absence.until());
      for (var i : p.identifiers()) {
        identifiers.row(i.value(), i.kind().name(), id, i.blocked(), i.from(), i.until());
      }
      p.consents().forEach(c -> consents.row(id + c.name(), id, c.name(), at));
      for (var w : p.admissionWithdrawn()) {
        var place = w.place();
        admissions.row(
            id + place.toString(), id, place.level().name(), place.code(), w.reason(), w.until());
      }
      p.notes().forEach(n -> notes.row(Uuids.next(now), id, n.kind().name(), n.text(), at));
      var cpr = p.cpr();
      if (cpr != null) {
        numbers.add(id, cpr);
      }
    }
    pipeline.add(PUT, rows.before(tenant.value()));
    add(pipeline, identifiers, PUT_IDENTIFIERS, false);
    add(pipeline, consents, PUT_CONSENTS, true);
    add(pipeline, admissions, PUT_ADMISSIONS, false);
    add(pipeline, notes, PUT_NOTES, true);
    return numbers.addTo(pipeline);
  }

  private void add(Pipeline pipeline, Columns columns, String sql, boolean tenantLastToo) {
    if (!columns.isEmpty()) {
      var parameters = new ArrayList<Object>(List.of(columns.after(tenant.value())));
      if (tenantLastToo) {
        parameters.add(tenant.value());
      }
      pipeline.add(sql, parameters.toArray());
    }
  }

  private static @Nullable UUID owner(
      Map<String, UUID> known, Map<String, UUID> ids, @Nullable String card) {
    if (card == null) {
      return null;
    }
    var own = ids.get(card);
    return own == null ? known.get(card) : own;
  }
}
