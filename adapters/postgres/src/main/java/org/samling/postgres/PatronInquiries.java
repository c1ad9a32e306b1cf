package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.samling.core.circulation.Inquiries.OfAge;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.AdmissionWithdrawal;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronProfile;
import org.samling.core.patron.PostalAddress;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Unit;

/** Answers questions about who patrons are. */
final class PatronInquiries {

  private static final String PATRON =
      """
      (select i.patron_id from patron_identifier i where i.tenant_id = ? and i.value = any (?)
        order by i.kind = 'CPR' limit 1)\
      """;

  private static final String PROFILE =
      """
      select p.id, p.kind, b.agency, p.preferred_pickup, p.guardian_id, p.resident, p.address, p.address_protected,
        p.away_from, p.away_until
      from patron p join branch b on b.tenant_id = p.tenant_id and b.code = p.branch
      where p.tenant_id = ? and p.id = %s
      """
          .formatted(PATRON);

  private static final String CONSENTS =
      """
      select consent, given_at from patron_consent
      where tenant_id = ? and withdrawn_at is null and patron_id = %s
      """
          .formatted(PATRON);

  private static final String BLOCKS =
      """
      select code, note, since, until, card_retained from patron_block
      where tenant_id = ? and patron_id = %s order by code
      """
          .formatted(PATRON);

  /** Where the patron may not go by themselves: all that was said, also what is over. */
  private static final String ADMISSION_WITHDRAWN =
      """
      select level, unit, reason, since, until from patron_admission_withdrawal
      where tenant_id = ? and patron_id = %s
      """
          .formatted(PATRON);

  private static final String IDENTIFIERS =
      """
      select kind, value, active, blocked_reason, valid_from, valid_until from patron_identifier
      where tenant_id = ? and patron_id = %s order by kind, value
      """
          .formatted(PATRON);

  private static final String NOTES =
      """
      select id, kind, text, made_by, made_at from patron_note
      where tenant_id = ? and patron_id = %s order by made_at, id
      """
          .formatted(PATRON);

  private static final String OF_AGE =
      """
      select p.id, p.branch from unnest(?, ?) w (branch, born)
      cross join lateral (
        select id, branch from patron
        where tenant_id = ? and branch = w.branch and birth_date <= w.born and came_of_age_on is null
          and kind = 'PERSON'
          and (guardian_id is not null or birth_date > w.born - (? - (created_at at time zone ?)::date))
        order by birth_date, id limit ?) p
      limit ?
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  PatronInquiries(Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.log = log;
  }

  RefusalReason whyNobody(TenantId tenant, String identifier) {
    var named = new FactsLoader.Named();
    named.add(identifier, keys.of(tenant, identifier));
    var facts = new Facts();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> facts.add(FactsLoader.identification(row), FactsLoader.patron(row)),
                FactsLoader.PATRONS,
                named.asked(),
                named.keys(),
                tenant.value()));
    return facts.whyNobody(identifier).reason();
  }

  Optional<PatronProfile> profile(TenantId tenant, String identifier) {
    var id = tenant.value();
    var kept = FactsLoader.texts(keys.of(tenant, identifier));
    var found = new ArrayList<PatronProfile>();
    var consents = new EnumMap<Consent, Instant>(Consent.class);
    var blocks = new ArrayList<PatronProfile.Block>();
    var admission = new ArrayList<AdmissionWithdrawal>();
    var identifiers = new ArrayList<PatronProfile.Identifier>();
    var notes = new ArrayList<PatronProfile.Note>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    consents.put(
                        Consent.valueOf(row.getString("consent")),
                        FactsLoader.instant(row, "given_at")),
                CONSENTS,
                id,
                id,
                kept)
            .add(row -> blocks.add(block(row)), BLOCKS, id, id, kept)
            .add(
                row -> admission.add(admissionWithdrawn(row)),
                ADMISSION_WITHDRAWN + "order by level, unit",
                id,
                id,
                kept)
            .add(row -> identifiers.add(identifier(row)), IDENTIFIERS, id, id, kept)
            .add(row -> notes.add(note(row)), NOTES, id, id, kept)
            .add(
                row -> {
                  log.read(tenant, FactsLoader.uuid(row, "id"));
                  found.add(
                      new PatronProfile(
                          PatronKind.valueOf(row.getString("kind")),
                          row.getString("agency"),
                          row.getString("preferred_pickup"),
                          row.getObject("guardian_id", UUID.class),
                          row.getBoolean("resident"),
                          address(row),
                          FactsLoader.absence(row),
                          consents,
                          blocks,
                          admission,
                          identifiers,
                          notes));
                },
                PROFILE,
                id,
                id,
                kept));
    return found.stream().findFirst();
  }

  List<OfAge> comingOfAge(TenantId tenant, Instant now, int limit) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var today = policy.day(now);
    var branches = List.copyOf(policy.branches().keySet());
    var born =
        branches.stream()
            .map(branch ->
                today.minusYears(policy.setting(Setting.PATRON_ADULT_AGE, branch, today).value()))
            .toList();
    var found = new ArrayList<OfAge>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> found.add(new OfAge(FactsLoader.uuid(row, "id"), row.getString("branch"))),
                OF_AGE,
                FactsLoader.texts(branches),
                new Pipeline.Texts("date", born),
                tenant.value(),
                today,
                policy.tenant().zone().getId(),
                limit,
                limit));
    return found;
  }

  /** A patron's address with what is known of its protection. */
  static PostalAddress address(ResultSet row) throws SQLException {
    return new PostalAddress(row.getString("address"), row.getBoolean("address_protected"));
  }

  private static PatronProfile.Block block(ResultSet row) throws SQLException {
    return new PatronProfile.Block(
        BlockCode.ofLetter(row.getString("code").charAt(0)),
        row.getString("note"),
        FactsLoader.instant(row, "since"),
        row.getObject("until", LocalDate.class),
        row.getBoolean("card_retained"));
  }

  static AdmissionWithdrawal admissionWithdrawn(ResultSet row) throws SQLException {
    return new AdmissionWithdrawal(
        new Unit(Unit.Level.valueOf(row.getString("level")), row.getString("unit")),
        row.getString("reason"),
        FactsLoader.instant(row, "since"),
        row.getObject("until", LocalDate.class));
  }

  private static PatronProfile.Identifier identifier(ResultSet row) throws SQLException {
    var kind = IdentifierKind.valueOf(row.getString("kind"));
    var reason = row.getString("blocked_reason");
    return new PatronProfile.Identifier(
        kind,
        kind == IdentifierKind.CPR ? null : row.getString("value"),
        row.getBoolean("active") ? null : reason == null ? "blocked" : reason,
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_until", LocalDate.class));
  }

  private static PatronProfile.Note note(ResultSet row) throws SQLException {
    return new PatronProfile.Note(
        FactsLoader.uuid(row, "id"),
        NoteKind.valueOf(row.getString("kind")),
        row.getString("text"),
        row.getString("made_by"),
        FactsLoader.instant(row, "made_at"));
  }
}
