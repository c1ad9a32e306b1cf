package org.samling.postgres.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.PatronRegister.UnfitPatronException;
import org.samling.core.policy.Unit;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.CprRows;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/**
 * The data that only some patrons have, for patrons that are put: further identifiers and numbers,
 * guardians, consents, withdrawn admissions, notes. What was decided since (a blocked identifier, a
 * protected address, a withdrawn consent) is not undone.
 */
final class PatronParticulars {

  private record PatronRow(
      UUID id,
      PatronKind kind,
      @Nullable String pickup,
      @Nullable UUID guardian,
      @Nullable Boolean resident,
      boolean isProtected,
      @Nullable LocalDate awayFrom,
      @Nullable LocalDate awayUntil) {}

  private static final RowStatement<PatronRow> PUT =
      RowStatement.of(
          PatronRow.class,
          """
          update patron p set kind = e.kind, preferred_pickup = coalesce(e.pickup, p.preferred_pickup),
            guardian_id = case when p.came_of_age_on is null then coalesce(e.guardian, p.guardian_id) end,
            resident = coalesce(e.resident, p.resident), address_protected = p.address_protected or e.is_protected,
            away_from = coalesce(e.away_from, p.away_from), away_until = coalesce(e.away_until, p.away_until)
          from {rows} where p.tenant_id = :tenant and p.id = e.id
          """);

  private record IdentifierRow(
      String value,
      IdentifierKind kind,
      UUID patronId,
      @Nullable String blocked,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validUntil) {}

  private static final RowStatement<IdentifierRow> PUT_IDENTIFIERS =
      RowStatement.of(
          IdentifierRow.class,
          """
          insert into patron_identifier (tenant_id, value, kind, patron_id, active, blocked_reason, valid_from, valid_until)
          select :tenant, e.value, e.kind, e.patron_id, e.blocked is null, e.blocked, e.valid_from, e.valid_until
          from {rows}
          on conflict (tenant_id, value) do update
          set active = patron_identifier.active and excluded.active,
            blocked_reason = coalesce(excluded.blocked_reason, patron_identifier.blocked_reason),
            valid_from = coalesce(excluded.valid_from, patron_identifier.valid_from),
            valid_until = coalesce(excluded.valid_until, patron_identifier.valid_until)
          """);

  private record ConsentRow(UUID patronId, Consent consent, Instant at) {}

  private static final RowStatement<ConsentRow> PUT_CONSENTS =
      RowStatement.of(
          ConsentRow.class,
          """
          insert into patron_consent (tenant_id, patron_id, consent, given_at)
          select :tenant, e.patron_id, e.consent, e.at from {rows}
          where not exists (select from patron_consent c
            where c.tenant_id = :tenant and c.patron_id = e.patron_id and c.consent = e.consent)
          """);

  private record AdmissionRow(
      UUID patronId, Unit.Level level, String unit, String reason, @Nullable LocalDate until) {}

  private static final RowStatement<AdmissionRow> PUT_ADMISSIONS =
      RowStatement.of(
          AdmissionRow.class,
          """
          insert into patron_admission_withdrawal (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, patron_id, level, unit) do update set reason = excluded.reason, until = excluded.until
          """);

  private record NoteRow(UUID id, UUID patronId, NoteKind kind, String text, Instant madeAt) {}

  private static final RowStatement<NoteRow> PUT_NOTES =
      RowStatement.of(
          NoteRow.class,
          """
          insert into patron_note (tenant_id, made_by, {*}) select :tenant, 'register', {e.*} from {rows}
          where not exists (select from patron_note n
            where n.tenant_id = :tenant and n.patron_id = e.patron_id and n.kind = e.kind and n.text = e.text)
          """);

  private final TenantId tenant;
  private final PatronKeys keys;
  private final List<NewPatron> patrons;

  PatronParticulars(TenantId tenant, PatronKeys keys, List<NewPatron> patrons) {
    this.tenant = tenant;
    this.keys = keys;
    this.patrons = patrons;
  }

  /** The stored forms of all identifiers that the patrons name, including their guardians'. */
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
   * Checks that no identifier belongs to somebody else, and that guardians exist.
   *
   * @param known the patrons of the identifiers that exist already
   * @param ids the patrons' numbers, by their cards
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
            patron.card(), "guardian", "the guardian must be another patron of this library");
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
   * Adds the statements that write the data, after the patrons themselves.
   *
   * @param known the patrons of the identifiers that exist already
   * @param ids the patrons' numbers, by their cards
   */
  Pipeline addTo(Pipeline pipeline, Map<String, UUID> known, Map<String, UUID> ids, Instant now) {
    var rows = new LinkedHashMap<UUID, PatronRow>();
    var identifiers = new LinkedHashMap<String, IdentifierRow>();
    var consents = new LinkedHashMap<String, ConsentRow>();
    var admissions = new LinkedHashMap<String, AdmissionRow>();
    var notes = new ArrayList<NoteRow>();
    var numbers = new CprRows(tenant, keys);
    for (var patron : patrons) {
      var id = id(ids, patron);
      var p = patron.particulars();
      var absence = p.absence();
      rows.put(
          id,
          new PatronRow(
              id,
              p.kind(),
              p.preferredPickup(),
              owner(known, ids, p.guardian()),
              p.isResident(),
              p.isAddressProtected(),
              absence == null ? null : absence.from(),
              absence == null ? null : absence.until()));
      for (var i : p.identifiers()) {
        identifiers.put(
            i.value(),
            new IdentifierRow(i.value(), i.kind(), id, i.blocked(), i.from(), i.until()));
      }
      p.consents().forEach(c -> consents.put(id + c.name(), new ConsentRow(id, c, now)));
      for (var w : p.admissionWithdrawn()) {
        var place = w.place();
        admissions.put(
            id + place.toString(),
            new AdmissionRow(id, place.level(), place.code(), w.reason(), w.until()));
      }
      p.notes().forEach(n -> notes.add(new NoteRow(Uuids.next(now), id, n.kind(), n.text(), now)));
      var cpr = p.cpr();
      if (cpr != null) {
        numbers.add(id, cpr);
      }
    }
    pipeline
        .write(PUT, rows.values())
        .write(PUT_IDENTIFIERS, identifiers.values())
        .write(PUT_CONSENTS, consents.values())
        .write(PUT_ADMISSIONS, admissions.values())
        .write(PUT_NOTES, notes);
    return numbers.addTo(pipeline);
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
