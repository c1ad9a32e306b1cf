package org.samling.postgres.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;

/** Keeps tenants' own notice texts; versions are added and never changed. */
public final class PostgresNoticeTemplates implements NoticeTemplates {

  private static final String CURRENT =
      """
      select distinct on (kind, language, form) * from notice_template where tenant_id = ?
      order by kind, language, form, version desc
      """;

  private static final String HISTORY =
      """
      select * from notice_template where tenant_id = ? and kind = ? and language = ? and form = ? order by version desc
      """;

  /** If two people start from the same version, the second finds its number taken. */
  private static final String SAVE =
      """
      insert into notice_template (tenant_id, kind, language, form, version, subject, body, saved_by)
      select e.tenant_id, e.kind, e.language, e.form, e.expected + 1, e.subject, e.body, e.by
      from (values (:tenant::int, :kind::text, :language::text, :form::text, :expected::int, :subject::text, :body::text,
        :by::text))
        e (tenant_id, kind, language, form, expected, subject, body, by)
      where e.expected = coalesce((select max(version) from notice_template t where t.tenant_id = e.tenant_id
        and t.kind = e.kind and t.language = e.language and t.form = e.form), 0)
      on conflict do nothing returning *
      """;

  private final Database database;

  public PostgresNoticeTemplates(Database database) {
    this.database = database;
  }

  @Override
  public List<Version> current(TenantId tenant) {
    return database.inTenant(
        tenant, p -> p.list(VersionRow.class, VersionRow::kept, CURRENT, tenant.value()));
  }

  @Override
  public List<Version> history(TenantId tenant, Name name) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                VersionRow.class,
                VersionRow::kept,
                HISTORY,
                tenant.value(),
                name.kind(),
                name.language(),
                name.form()));
  }

  @Override
  public Optional<Version> save(
      TenantId tenant, Name name, @Nullable Text text, String by, int expected) {
    return database.inTenant(
        tenant,
        p ->
            p.optional(
                VersionRow.class,
                VersionRow::kept,
                SAVE,
                Parameters.of("kind", name.kind())
                    .and("language", name.language())
                    .and("form", name.form())
                    .and("expected", expected)
                    .and("subject", text == null ? null : text.subject())
                    .and("body", text == null ? null : text.body())
                    .and("by", by)));
  }

  private record VersionRow(
      Name name,
      int version,
      @Nullable String subject,
      @Nullable String body,
      String savedBy,
      Instant savedAt) {

    Version kept() {
      return new Version(
          name, version, body == null ? null : new Text(subject, body), savedBy, savedAt);
    }
  }
}
