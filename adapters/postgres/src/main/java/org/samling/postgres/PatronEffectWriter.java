package org.samling.postgres;

import java.util.UUID;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.patron.Consent;

/** Gathers the effects of a batch on patrons and writes each kind of them with one statement. */
final class PatronEffectWriter {

  private static final String PATRONS_CHANGED =
      """
      update patron p set category = e.category, branch = e.branch, language = e.language, expires_on = e.expires,
        email = e.email, phone = e.phone, address = e.address, address_protected = e.protected,
        preferred_pickup = e.pickup, guardian_id = e.guardian, resident = e.resident, away_from = e.away_from,
        away_until = e.away_until, came_of_age_on = e.of_age
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, category, branch, language, expires, email, phone, address, protected, pickup, guardian, resident,
          away_from, away_until, of_age)
      where p.tenant_id = ? and p.id = e.id
      """;

  private static final String BLOCKS_PUT =
      """
      insert into patron_block (tenant_id, patron_id, code, note, until, card_retained, since)
      select ?, e.patron_id, e.code, e.note, e.until, e.card_retained, e.since
      from unnest(?, ?, ?, ?, ?, ?, ?) e (id, patron_id, code, note, until, card_retained, since)
      on conflict (tenant_id, patron_id, code) do update
      set note = excluded.note, until = excluded.until, card_retained = excluded.card_retained, since = excluded.since
      """;

  private static final String BLOCKS_TAKEN =
      """
      delete from patron_block b using unnest(?, ?, ?) e (id, patron_id, code)
      where b.tenant_id = ? and b.patron_id = e.patron_id and b.code = e.code
      """;

  private static final String ADMISSIONS_WITHDRAWN =
      """
      insert into patron_admission_withdrawal (tenant_id, patron_id, level, unit, reason, until, since)
      select ?, e.patron_id, e.level, e.unit, e.reason, e.until, e.since
      from unnest(?, ?, ?, ?, ?, ?, ?) e (id, patron_id, level, unit, reason, until, since)
      on conflict (tenant_id, patron_id, level, unit) do update
      set reason = excluded.reason, until = excluded.until, since = excluded.since
      """;

  private static final String ADMISSIONS_RESTORED =
      """
      delete from patron_admission_withdrawal w using unnest(?, ?, ?, ?) e (id, patron_id, level, unit)
      where w.tenant_id = ? and w.patron_id = e.patron_id and w.level = e.level and w.unit = e.unit
      """;

  private static final String IDENTIFIERS_CHANGED =
      """
      update patron_identifier i set active = e.blocked is null, blocked_reason = e.blocked
      from unnest(?, ?, ?) e (key, patron_id, blocked)
      where i.tenant_id = ? and i.value = e.key and i.patron_id = e.patron_id
      """;

  private static final String IDENTIFIERS_BLOCKED =
      """
      update patron_identifier i set active = false, blocked_reason = e.blocked
      from unnest(?, ?) e (patron_id, blocked)
      where i.tenant_id = ? and i.patron_id = e.patron_id and i.active
      """;

  private static final String WARDS_RELEASED =
      """
      update patron p set guardian_id = null from unnest(?) e (guardian_id)
      where p.tenant_id = ? and p.guardian_id = e.guardian_id
      """;

  private static final String CONSENTS_WITHDRAWN =
      """
      update patron_consent c set withdrawn_at = e.at from unnest(?, ?, ?, ?) e (id, patron_id, consent, at)
      where c.tenant_id = ? and c.patron_id = e.patron_id and c.consent = e.consent and c.withdrawn_at is null
      """;

  private static final String CONSENTS_GIVEN =
      """
      insert into patron_consent (tenant_id, patron_id, consent, given_at)
      select ?, e.patron_id, e.consent, e.at from unnest(?, ?, ?, ?) e (id, patron_id, consent, at)
      """;

  private static final String NOTES_ADDED =
      """
      insert into patron_note (tenant_id, id, patron_id, kind, text, made_by, made_at)
      select ?, * from unnest(?, ?, ?, ?, ?, ?)
      """;

  private static final String NOTES_REMOVED =
      """
      delete from patron_note n using unnest(?, ?) e (id, patron_id)
      where n.tenant_id = ? and n.id = e.id and n.patron_id = e.patron_id
      """;

  private final int tenant;
  private final Columns changed =
      new Columns(
          "uuid", "text", "text", "text", "date", "text", "text", "text", "bool", "text", "uuid",
          "bool", "date", "date", "date");
  private final Columns blocked =
      new Columns("text", "uuid", "text", "text", "date", "bool", "timestamptz");
  private final Columns unblocked = new Columns("text", "uuid", "text");
  private final Columns withdrawnAdmissions =
      new Columns("text", "uuid", "text", "text", "text", "date", "timestamptz");
  private final Columns restoredAdmissions = new Columns("text", "uuid", "text", "text");
  private final Columns identifiers = new Columns("text", "uuid", "text");
  private final Columns allIdentifiers = new Columns("uuid", "text");
  private final Columns guardians = new Columns("uuid");
  private final Columns given = new Columns("text", "uuid", "text", "timestamptz");
  private final Columns withdrawn = new Columns("text", "uuid", "text", "timestamptz");
  private final Columns kept = new Columns("uuid");
  private final Columns erased = new Columns("uuid");
  private final Columns notes = new Columns("uuid", "uuid", "text", "text", "text", "timestamptz");
  private final Columns notesRemoved = new Columns("uuid", "uuid");

  PatronEffectWriter(int tenant) {
    this.tenant = tenant;
  }

  void add(PatronEffect effect) {
    switch (effect) {
      case PatronEffect.PatronChanged c -> changed(c);
      case PatronEffect.PatronBlocked(
              var id,
              var code,
              var note,
              var until,
              var retained,
              var at) -> {
        var letter = String.valueOf(code.letter());
        unblocked.remove(id + letter);
        blocked.row(id + letter, id, letter, note, until, retained, at);
      }
      case PatronEffect.PatronUnblocked(var id, var code, _) -> {
        var letter = String.valueOf(code.letter());
        blocked.remove(id + letter);
        unblocked.row(id + letter, id, letter);
      }
      case PatronEffect.AdmissionWithdrawn(var id, var place, var reason, var until, var at) -> {
        restoredAdmissions.remove(id + place.toString());
        withdrawnAdmissions.row(
            id + place.toString(), id, place.level().name(), place.code(), reason, until, at);
      }
      case PatronEffect.AdmissionRestored(var id, var place, _) -> {
        withdrawnAdmissions.remove(id + place.toString());
        restoredAdmissions.row(id + place.toString(), id, place.level().name(), place.code());
      }
      case PatronEffect.IdentifierChanged(var id, _, var key, var reason, _) ->
          identifiers.row(key, id, reason);
      case PatronEffect.IdentifiersBlocked(var id, var reason, _) -> allIdentifiers.row(id, reason);
      case PatronEffect.WardsReleased(var id, _) -> guardians.row(id);
      case PatronEffect.ConsentChanged(var id, var consent, var isGiven, var at) -> {
        var identity = id + consent.name();
        if (isGiven) {
          given.row(identity, id, consent.name(), at);
          if (consent == Consent.KEEP_HISTORICAL_LOAN_DATA) {
            kept.row(id);
          }
        } else {
          given.remove(identity);
          kept.remove(id);
          withdrawn.row(identity, id, consent.name(), at);
        }
      }
      case PatronEffect.LoanHistoryErased(var id, _) -> erased.row(id);
      case PatronEffect.NoteAdded(var id, var note, var kind, var text, var by, var at) ->
          notes.row(note, id, kind.name(), text, by, at);
      case PatronEffect.NoteRemoved(UUID id, UUID note, _) -> notesRemoved.row(note, id);
    }
  }

  private void changed(PatronEffect.PatronChanged c) {
    var p = c.patron();
    var d = c.details();
    var absence = p.absence();
    changed.row(
        p.id(),
        p.category(),
        p.branch(),
        p.language(),
        p.expires(),
        d.email(),
        d.phone(),
        d.address().text(),
        d.address().isProtected(),
        d.preferredPickup(),
        d.guardian(),
        d.isResident(),
        absence == null ? null : absence.from(),
        absence == null ? null : absence.until(),
        d.cameOfAge());
  }

  /**
   * Adds the statements. The history is erased after the loans of the batch have ended; a consent
   * that was taken back and given again is both.
   */
  void addTo(Pipeline pipeline) {
    add(pipeline, changed, PATRONS_CHANGED, false);
    add(pipeline, unblocked, BLOCKS_TAKEN, false);
    add(pipeline, blocked, BLOCKS_PUT, true);
    add(pipeline, restoredAdmissions, ADMISSIONS_RESTORED, false);
    add(pipeline, withdrawnAdmissions, ADMISSIONS_WITHDRAWN, true);
    add(pipeline, identifiers, IDENTIFIERS_CHANGED, false);
    add(pipeline, allIdentifiers, IDENTIFIERS_BLOCKED, false);
    add(pipeline, guardians, WARDS_RELEASED, false);
    add(pipeline, withdrawn, CONSENTS_WITHDRAWN, false);
    add(pipeline, given, CONSENTS_GIVEN, true);
    add(pipeline, kept, EndedLoans.KEPT, false);
    add(pipeline, erased, EndedLoans.ERASED, false);
    add(pipeline, notes, NOTES_ADDED, true);
    add(pipeline, notesRemoved, NOTES_REMOVED, false);
  }

  private void add(Pipeline pipeline, Columns columns, String sql, boolean tenantFirst) {
    if (!columns.isEmpty()) {
      pipeline.add(sql, tenantFirst ? columns.after(tenant) : columns.before(tenant));
    }
  }
}
