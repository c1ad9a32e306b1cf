package org.samling.postgres.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries.OfAge;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.AdmissionWithdrawal;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronProfile;
import org.samling.core.patron.PostalAddress;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Unit;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.PatronRow;
import org.samling.postgres.writer.PostgresAccessLog;

/** Answers questions about who patrons are. */
final class PatronInquiries {

  private static final String PATRON =
      """
      (select i.patron_id from patron_identifier i where i.tenant_id = :tenant and i.value = any (:keys)
        order by i.kind = 'CPR' limit 1)\
      """;

  private static final String PROFILE =
      """
      select p.id, p.kind, b.agency, p.preferred_pickup, p.guardian_id, p.resident, p.address, p.address_protected,
        p.away_from, p.away_until
      from patron p join branch b on b.tenant_id = p.tenant_id and b.code = p.branch
      where p.tenant_id = :tenant and p.id = %s
      """
          .formatted(PATRON);

  private static final String CONSENTS =
      """
      select consent, given_at from patron_consent
      where tenant_id = :tenant and withdrawn_at is null and patron_id = %s
      """
          .formatted(PATRON);

  private static final String BLOCKS =
      """
      select code, note, since, until, card_retained from patron_block
      where tenant_id = :tenant and patron_id = %s order by code
      """
          .formatted(PATRON);

  /** The patron's withdrawn admissions to places, including those that are over. */
  private static final String ADMISSION_WITHDRAWN =
      """
      select level, unit, reason, since, until from patron_admission_withdrawal
      where tenant_id = :tenant and patron_id = %s order by level, unit
      """
          .formatted(PATRON);

  private static final String IDENTIFIERS =
      """
      select kind, value, active, blocked_reason, valid_from, valid_until from patron_identifier
      where tenant_id = :tenant and patron_id = %s order by kind, value
      """
          .formatted(PATRON);

  private static final String NOTES =
      """
      select id, kind, text, made_by as by, made_at as at from patron_note
      where tenant_id = :tenant and patron_id = %s order by made_at, id
      """
          .formatted(PATRON);

  private static final String OF_AGE =
      """
      select p.id as patron, p.branch from unnest(:branches, :born) w (branch, born)
      cross join lateral (
        select id, branch from patron
        where tenant_id = :tenant and branch = w.branch and birth_date <= w.born and came_of_age_on is null
          and kind = 'PERSON'
          and (guardian_id is not null or birth_date > w.born - (:today - (created_at at time zone :zone)::date))
        order by birth_date, id limit :limit) p
      limit :limit
      """;

  private static final String IS_CARD =
      """
      select exists (
        select from patron_identifier where tenant_id = :tenant and value = :identifier and kind = 'CARD')
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
            .each(
                PatronRow.class, row -> row.addTo(facts), FactsLoader.PATRONS, named.parameters()));
    return facts.whyNobody(identifier).reason();
  }

  boolean isCard(TenantId tenant, String identifier) {
    return database.inTenant(
        tenant, p -> p.one(Boolean.class, IS_CARD, Parameters.of("identifier", identifier)));
  }

  Optional<PatronProfile> profile(TenantId tenant, String identifier) {
    var kept = Parameters.of("keys", SqlArray.texts(keys.of(tenant, identifier)));
    var found =
        database.inTenant(
            tenant,
            p -> {
              var consents = p.list(ConsentRow.class, CONSENTS, kept);
              var blocks = p.list(BlockRow.class, BlockRow::block, BLOCKS, kept);
              var admission =
                  p.list(WithdrawalRow.class, WithdrawalRow::withdrawal, ADMISSION_WITHDRAWN, kept);
              var identifiers =
                  p.list(IdentifierRow.class, IdentifierRow::identifier, IDENTIFIERS, kept);
              var notes = p.list(PatronProfile.Note.class, NOTES, kept);
              return p.optional(ProfileRow.class, PROFILE, kept)
                  .map(profile ->
                      profile.map(row ->
                          new Found(
                              row.id(),
                              row.profile(
                                  consents.get(),
                                  blocks.get(),
                                  admission.get(),
                                  identifiers.get(),
                                  notes.get()))));
            });
    found.ifPresent(f -> log.read(tenant, f.patron()));
    return found.map(Found::profile);
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
    return database.inTenant(
        tenant,
        p ->
            p.list(
                OfAge.class,
                OF_AGE,
                Parameters.of("branches", SqlArray.texts(branches))
                    .and("born", SqlArray.dates(born))
                    .and("today", today)
                    .and("zone", policy.tenant().zone().getId())
                    .and("limit", limit)));
  }

  private record Found(UUID patron, PatronProfile profile) {}

  private record ProfileRow(
      UUID id,
      PatronKind kind,
      String agency,
      @Nullable String preferredPickup,
      @Nullable UUID guardianId,
      boolean resident,
      @Nullable String address,
      boolean addressProtected,
      @Nullable LocalDate awayFrom,
      @Nullable LocalDate awayUntil) {

    PatronProfile profile(
        List<ConsentRow> consents,
        List<PatronProfile.Block> blocks,
        List<AdmissionWithdrawal> admission,
        List<PatronProfile.Identifier> identifiers,
        List<PatronProfile.Note> notes) {
      var given = new EnumMap<Consent, Instant>(Consent.class);
      consents.forEach(row -> given.put(row.consent(), row.givenAt()));
      return new PatronProfile(
          kind,
          agency,
          preferredPickup,
          guardianId,
          resident,
          new PostalAddress(address, addressProtected),
          PatronRow.absence(awayFrom, awayUntil),
          given,
          new PatronProfile.Restrictions(blocks, admission),
          identifiers,
          notes);
    }
  }

  private record ConsentRow(Consent consent, Instant givenAt) {}

  private record BlockRow(
      String code,
      @Nullable String note,
      Instant since,
      @Nullable LocalDate until,
      boolean cardRetained) {

    PatronProfile.Block block() {
      return new PatronProfile.Block(
          BlockCode.ofLetter(code.charAt(0)), note, since, until, cardRetained);
    }
  }

  private record WithdrawalRow(
      Unit.Level level, String unit, String reason, Instant since, @Nullable LocalDate until) {

    AdmissionWithdrawal withdrawal() {
      return new AdmissionWithdrawal(new Unit(level, unit), reason, since, until);
    }
  }

  private record IdentifierRow(
      IdentifierKind kind,
      String value,
      boolean active,
      @Nullable String blockedReason,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validUntil) {

    PatronProfile.Identifier identifier() {
      var reason = blockedReason == null ? "blocked" : blockedReason;
      return new PatronProfile.Identifier(
          kind,
          kind == IdentifierKind.CPR ? null : value,
          active ? null : reason,
          validFrom,
          validUntil);
    }
  }
}
