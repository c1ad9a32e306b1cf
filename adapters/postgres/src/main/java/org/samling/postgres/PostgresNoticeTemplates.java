package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.organisation.TenantId;

/** Keeps tenants' own texts of notices; versions are added, and none is ever changed. */
final class PostgresNoticeTemplates implements NoticeTemplates {

  private static final String CURRENT =
      """
      select distinct on (kind, language, form) * from notice_template where tenant_id = ?
      order by kind, language, form, version desc
      """;

  private static final String HISTORY =
      """
      select * from notice_template where tenant_id = ? and kind = ? and language = ? and form = ? order by version desc
      """;

  /** Of two who begin with the same version, the later one finds its number taken. */
  private static final String SAVE =
      """
      insert into notice_template (tenant_id, kind, language, form, version, subject, body, saved_by)
      select e.tenant_id, e.kind, e.language, e.form, e.expected + 1, e.subject, e.body, e.by
      from (values (?::int, ?::text, ?::text, ?::text, ?::int, ?::text, ?::text, ?::text))
        e (tenant_id, kind, language, form, expected, subject, body, by)
      where e.expected = coalesce((select max(version) from notice_template t where t.tenant_id = e.tenant_id
        and t.kind = e.kind and t.language = e.language and t.form = e.form), 0)
      on conflict do nothing returning *
      """;

  private final Database database;

  PostgresNoticeTemplates(Database database) {
    this.database = database;
  }

  @Override
  public List<Version> current(TenantId tenant) {
    return versions(tenant, CURRENT, tenant.value());
  }

  @Override
  public List<Version> history(TenantId tenant, Name name) {
    return versions(
        tenant,
        HISTORY,
        tenant.value(),
        name.kind().name(),
        name.language().name(),
        name.form().name());
  }

  @Override
  public Optional<Version> save(
      TenantId tenant, Name name, @Nullable Text text, String by, int expected) {
    return versions(
            tenant,
            SAVE,
            tenant.value(),
            name.kind().name(),
            name.language().name(),
            name.form().name(),
            expected,
            text == null ? null : text.subject(),
            text == null ? null : text.body(),
            by)
        .stream()
        .findFirst();
  }

  private List<Version> versions(TenantId tenant, String sql, @Nullable Object... parameters) {
    var versions = new ArrayList<Version>();
    database.inTenant(
        tenant, new Pipeline().add(row -> versions.add(version(row)), sql, parameters));
    return versions;
  }

  private static Version version(ResultSet row) throws SQLException {
    var body = row.getString("body");
    return new Version(
        new Name(
            MessageKind.valueOf(row.getString("kind")),
            NoticeLanguage.valueOf(row.getString("language")),
            NoticeForm.valueOf(row.getString("form"))),
        row.getInt("version"),
        body == null ? null : new Text(row.getString("subject"), body),
        row.getString("saved_by"),
        FactsLoader.instant(row, "saved_at"));
  }
}
