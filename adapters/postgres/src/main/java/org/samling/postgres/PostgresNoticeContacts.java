package org.samling.postgres;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeKind;
import org.samling.core.organisation.TenantId;

/** Keeps where patrons want to be told of what, and which addresses do not work. */
final class PostgresNoticeContacts implements NoticeContacts {

  /** Who reported an address first stays. */
  static final String BOUNCED =
      """
      insert into notice_bounce (tenant_id, address, reason, reported_by) values (?, ?, ?, ?)
      on conflict (tenant_id, address) do nothing returning 1
      """;

  private static final String WISHES =
      "select kind, is_wanted, channel, is_daily from notice_wish where tenant_id = ? and patron_id = ?";

  private static final String PUT =
      """
      insert into notice_wish (tenant_id, patron_id, kind, is_wanted, channel, is_daily) values (?, ?, ?, ?, ?, ?)
      on conflict (tenant_id, patron_id, kind) do update
      set is_wanted = excluded.is_wanted, channel = excluded.channel, is_daily = excluded.is_daily
      """;

  private static final String TAKE_AWAY =
      "delete from notice_wish where tenant_id = ? and patron_id = ? and kind = ?";

  private static final String BOUNCES =
      "select * from notice_bounce where tenant_id = ? order by reported_at desc, address limit ?";

  private static final String ADDRESS_OF =
      "select address from notice_message where tenant_id = ? and id = ? and address is not null";

  private static final String FORGIVE =
      "delete from notice_bounce where tenant_id = ? and address = ? returning 1";

  private final Database database;

  PostgresNoticeContacts(Database database) {
    this.database = database;
  }

  @Override
  public Map<NoticeKind, Wish> wishes(TenantId tenant, UUID patron) {
    var wishes = new EnumMap<NoticeKind, Wish>(NoticeKind.class);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    wishes.put(
                        NoticeKind.valueOf(row.getString("kind")),
                        new Wish(
                            row.getBoolean("is_wanted"),
                            row.getString("channel"),
                            row.getObject("is_daily", Boolean.class))),
                WISHES,
                tenant.value(),
                patron));
    return wishes;
  }

  @Override
  public void put(TenantId tenant, UUID patron, NoticeKind kind, @Nullable Wish wish) {
    database.inTenant(
        tenant,
        wish == null
            ? new Pipeline().add(TAKE_AWAY, tenant.value(), patron, kind.name())
            : new Pipeline()
                .add(
                    PUT,
                    tenant.value(),
                    patron,
                    kind.name(),
                    wish.isWanted(),
                    wish.channel(),
                    wish.isDaily()));
  }

  @Override
  public List<Bounce> bounces(TenantId tenant, int limit) {
    var bounces = new ArrayList<Bounce>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    bounces.add(
                        new Bounce(
                            row.getString("address"),
                            row.getString("reason"),
                            row.getString("reported_by"),
                            FactsLoader.instant(row, "reported_at"))),
                BOUNCES,
                tenant.value(),
                limit));
    return bounces;
  }

  @Override
  public boolean bounced(TenantId tenant, String address, String reason, String by) {
    return isAny(tenant, BOUNCED, tenant.value(), NoticeContacts.normal(address), reason, by);
  }

  @Override
  public Optional<String> addressOf(TenantId tenant, UUID message) {
    var found = new ArrayList<String>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(row -> found.add(row.getString(1)), ADDRESS_OF, tenant.value(), message));
    return found.stream().findFirst();
  }

  @Override
  public boolean forgive(TenantId tenant, String address) {
    return isAny(tenant, FORGIVE, tenant.value(), NoticeContacts.normal(address));
  }

  private boolean isAny(TenantId tenant, String sql, Object... parameters) {
    var any = new boolean[1];
    database.inTenant(tenant, new Pipeline().add(_ -> any[0] = true, sql, parameters));
    return any[0];
  }
}
