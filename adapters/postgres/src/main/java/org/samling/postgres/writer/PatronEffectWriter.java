package org.samling.postgres.writer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.policy.Unit;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;

/** Gathers a batch's effects on patrons and writes each kind with one statement. */
final class PatronEffectWriter {

  /** The columns of table patron that commands change. */
  private record PatronChange(UUID id, Particulars particulars) {

    record Particulars(
        String name,
        @Nullable LocalDate birthDate,
        Membership membership,
        Contact contact,
        @Nullable String preferredPickup,
        @Nullable UUID guardianId,
        boolean resident,
        @Nullable LocalDate awayFrom,
        @Nullable LocalDate awayUntil,
        @Nullable LocalDate cameOfAgeOn) {
      /** Where the patron can be reached. */
      record Contact(
          @Nullable String email,
          @Nullable String phone,
          @Nullable String address,
          boolean addressProtected) {}

      /** What kind of patron, and until when. */
      record Membership(
          String category, String branch, String language, @Nullable LocalDate expiresOn) {}
    }

    static PatronChange of(PatronEffect.PatronChanged c) {
      var p = c.patron();
      var d = c.details();
      var absence = p.absence();
      return new PatronChange(
          p.id(),
          new Particulars(
              p.name(),
              p.birthDate(),
              new Particulars.Membership(p.category(), p.branch(), p.language(), p.expires()),
              new Particulars.Contact(
                  d.email(), d.phone(), d.address().text(), d.address().isProtected()),
              d.preferredPickup(),
              d.guardian(),
              d.isResident(),
              absence == null ? null : absence.from(),
              absence == null ? null : absence.until(),
              d.cameOfAge()));
    }
  }

  private static final String ACCESSES_COARSENED =
      PostgresAccessLog.TO_THE_HOUR + "patron_id = any (?)";

  private static final RowStatement<PatronChange> PATRONS_CHANGED =
      RowStatement.of(
          PatronChange.class,
          """
          update patron p set {particulars = e.particulars}
          from {rows} where p.tenant_id = :tenant and p.id = e.id
          """);

  private record BlockRow(
      UUID patronId,
      String code,
      @Nullable String note,
      @Nullable LocalDate until,
      boolean cardRetained,
      Instant since) {}

  private static final RowStatement<BlockRow> BLOCKS_PUT =
      RowStatement.of(
          BlockRow.class,
          """
          insert into patron_block (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, patron_id, code) do update set {* = excluded.*}
          """);

  private record BlockKey(UUID patronId, String code) {}

  private static final RowStatement<BlockKey> BLOCKS_TAKEN =
      RowStatement.of(
          BlockKey.class,
          """
          delete from patron_block b using {rows}
          where b.tenant_id = :tenant and b.patron_id = e.patron_id and b.code = e.code
          """);

  private record PlaceKey(UUID patronId, Unit.Level level, String unit) {

    static PlaceKey of(UUID patron, Unit place) {
      return new PlaceKey(patron, place.level(), place.code());
    }
  }

  private record WithdrawalRow(
      PlaceKey key, String reason, @Nullable LocalDate until, Instant since) {}

  private static final RowStatement<WithdrawalRow> ADMISSIONS_WITHDRAWN =
      RowStatement.of(
          WithdrawalRow.class,
          """
          insert into patron_admission_withdrawal (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, patron_id, level, unit) do update
          set reason = excluded.reason, until = excluded.until, since = excluded.since
          """);

  private static final RowStatement<PlaceKey> ADMISSIONS_RESTORED =
      RowStatement.of(
          PlaceKey.class,
          """
          delete from patron_admission_withdrawal w using {rows}
          where w.tenant_id = :tenant and w.patron_id = e.patron_id and w.level = e.level and w.unit = e.unit
          """);

  private static final RowStatement<PatronEffect.IdentifierChanged> IDENTIFIERS_CHANGED =
      RowStatement.of(
          PatronEffect.IdentifierChanged.class,
          """
          update patron_identifier i set active = e.blocked is null, blocked_reason = e.blocked
          from {rows} where i.tenant_id = :tenant and i.value = e.key and i.patron_id = e.patron_id
          """);

  private record IdentifierRow(
      UUID patronId,
      IdentifierKind kind,
      String value,
      @Nullable String blockedReason,
      boolean active,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validUntil) {

    static IdentifierRow of(PatronEffect.IdentifierAdded added) {
      var i = added.identifier();
      return new IdentifierRow(
          added.patronId(),
          i.kind(),
          i.value(),
          i.blocked(),
          i.blocked() == null,
          i.from(),
          i.until());
    }
  }

  private static final RowStatement<IdentifierRow> IDENTIFIERS_ADDED =
      RowStatement.of(
          IdentifierRow.class,
          "insert into patron_identifier (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private static final RowStatement<PatronEffect.IdentifiersBlocked> IDENTIFIERS_BLOCKED =
      RowStatement.of(
          PatronEffect.IdentifiersBlocked.class,
          """
          update patron_identifier i set active = false, blocked_reason = e.blocked
          from {rows} where i.tenant_id = :tenant and i.patron_id = e.patron_id and i.active
          """);

  private static final String WARDS_RELEASED =
      """
      update patron p set guardian_id = null from unnest(?) e (guardian_id)
      where p.tenant_id = :tenant and p.guardian_id = e.guardian_id
      """;

  private record ConsentRow(UUID patronId, Consent consent, Instant at) {}

  private static final RowStatement<ConsentRow> CONSENTS_WITHDRAWN =
      RowStatement.of(
          ConsentRow.class,
          """
          update patron_consent c set withdrawn_at = e.at from {rows}
          where c.tenant_id = :tenant and c.patron_id = e.patron_id and c.consent = e.consent and c.withdrawn_at is null
          """);

  private static final RowStatement<ConsentRow> CONSENTS_GIVEN =
      RowStatement.of(
          ConsentRow.class,
          """
          insert into patron_consent (tenant_id, patron_id, consent, given_at)
          select :tenant, e.patron_id, e.consent, e.at from {rows}
          """);

  private static final RowStatement<PatronEffect.NoteAdded> NOTES_ADDED =
      RowStatement.of(
          PatronEffect.NoteAdded.class,
          """
          insert into patron_note (tenant_id, id, patron_id, kind, text, made_by, made_at)
          select :tenant, e.note_id, e.patron_id, e.kind, e.text, e.by, e.at from {rows}
          """);

  private static final RowStatement<PatronEffect.NoteRemoved> NOTES_REMOVED =
      RowStatement.of(
          PatronEffect.NoteRemoved.class,
          """
          delete from patron_note n using {rows}
          where n.tenant_id = :tenant and n.id = e.note_id and n.patron_id = e.patron_id
          """);

  private final Map<UUID, PatronChange> changed = new LinkedHashMap<>();
  private final Map<BlockKey, BlockRow> blocked = new LinkedHashMap<>();
  private final Set<BlockKey> unblocked = new LinkedHashSet<>();
  private final Map<PlaceKey, WithdrawalRow> withdrawnAdmissions = new LinkedHashMap<>();
  private final Set<PlaceKey> restoredAdmissions = new LinkedHashSet<>();
  private final Map<String, PatronEffect.IdentifierChanged> identifiers = new LinkedHashMap<>();
  private final Map<String, IdentifierRow> addedIdentifiers = new LinkedHashMap<>();
  private final Map<UUID, PatronEffect.IdentifiersBlocked> allIdentifiers = new LinkedHashMap<>();
  private final Set<UUID> guardians = new LinkedHashSet<>();
  private final Map<String, ConsentRow> given = new LinkedHashMap<>();
  private final Map<String, ConsentRow> withdrawn = new LinkedHashMap<>();
  private final Set<UUID> kept = new LinkedHashSet<>();
  private final Set<UUID> erased = new LinkedHashSet<>();
  private final Map<UUID, PatronEffect.NoteAdded> notes = new LinkedHashMap<>();
  private final Map<UUID, PatronEffect.NoteRemoved> notesRemoved = new LinkedHashMap<>();

  void add(PatronEffect effect) {
    switch (effect) {
      case PatronEffect.PatronChanged c -> changed.put(c.patron().id(), PatronChange.of(c));
      case PatronEffect.PatronBlocked(
              var id,
              var code,
              var note,
              var until,
              var retained,
              var at) -> {
        var key = new BlockKey(id, String.valueOf(code.letter()));
        unblocked.remove(key);
        blocked.put(key, new BlockRow(id, key.code(), note, until, retained, at));
      }
      case PatronEffect.PatronUnblocked(var id, var code, _) -> {
        var key = new BlockKey(id, String.valueOf(code.letter()));
        blocked.remove(key);
        unblocked.add(key);
      }
      case PatronEffect.AdmissionWithdrawn(var id, var place, var reason, var until, var at) -> {
        var key = PlaceKey.of(id, place);
        restoredAdmissions.remove(key);
        withdrawnAdmissions.put(key, new WithdrawalRow(key, reason, until, at));
      }
      case PatronEffect.AdmissionRestored(var id, var place, _) -> {
        var key = PlaceKey.of(id, place);
        withdrawnAdmissions.remove(key);
        restoredAdmissions.add(key);
      }
      case PatronEffect.IdentifierChanged c -> identifiers.put(c.key(), c);
      case PatronEffect.IdentifierAdded a ->
          addedIdentifiers.put(a.identifier().value(), IdentifierRow.of(a));
      case PatronEffect.IdentifiersBlocked b -> allIdentifiers.put(b.patronId(), b);
      case PatronEffect.WardsReleased(var id, _) -> guardians.add(id);
      case PatronEffect.ConsentChanged(var id, var consent, var isGiven, var at) -> {
        var identity = id + consent.name();
        var row = new ConsentRow(id, consent, at);
        if (isGiven) {
          given.put(identity, row);
          if (consent == Consent.KEEP_HISTORICAL_LOAN_DATA) {
            kept.add(id);
          }
        } else {
          given.remove(identity);
          kept.remove(id);
          withdrawn.put(identity, row);
        }
      }
      case PatronEffect.LoanHistoryErased(var id, _) -> erased.add(id);
      case PatronEffect.NoteAdded n -> notes.put(n.noteId(), n);
      case PatronEffect.NoteRemoved n -> notesRemoved.put(n.noteId(), n);
    }
  }

  /**
   * Adds the statements. The history is erased after the loans of the batch have ended; a consent
   * that is withdrawn and given again in the batch is written as both.
   */
  void addTo(Pipeline pipeline) {
    pipeline
        .write(PATRONS_CHANGED, changed.values())
        .write(BLOCKS_TAKEN, unblocked)
        .write(BLOCKS_PUT, blocked.values())
        .write(ADMISSIONS_RESTORED, restoredAdmissions)
        .write(ADMISSIONS_WITHDRAWN, withdrawnAdmissions.values())
        .write(IDENTIFIERS_ADDED, addedIdentifiers.values())
        .write(IDENTIFIERS_CHANGED, identifiers.values())
        .write(IDENTIFIERS_BLOCKED, allIdentifiers.values());
    add(pipeline, guardians, WARDS_RELEASED);
    pipeline.write(CONSENTS_WITHDRAWN, withdrawn.values()).write(CONSENTS_GIVEN, given.values());
    add(pipeline, kept, EndedLoans.KEPT);
    add(pipeline, erased, EndedLoans.ERASED);
    add(pipeline, erased, ACCESSES_COARSENED);
    pipeline.write(NOTES_ADDED, notes.values()).write(NOTES_REMOVED, notesRemoved.values());
  }

  private static void add(Pipeline pipeline, Set<UUID> patrons, String sql) {
    if (!patrons.isEmpty()) {
      pipeline.add(sql, SqlArray.uuids(patrons));
    }
  }
}
