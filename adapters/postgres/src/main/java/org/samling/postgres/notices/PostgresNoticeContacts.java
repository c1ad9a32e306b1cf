package org.samling.postgres.notices;

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
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/** Keeps patrons' preferred channels for each kind of notice, and which addresses do not work. */
public final class PostgresNoticeContacts implements NoticeContacts {

  /** The first to report an address is kept. */
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
      """
      select address, reason, reported_by as by, reported_at as at from notice_bounce
      where tenant_id = :tenant
        and (:at::timestamptz is null or reported_at < :at or reported_at = :at and address > :after::text)
      order by reported_at desc, address limit :limit
      """;

  private static final String ADDRESS_OF =
      "select address from notice_message where tenant_id = ? and id = ? and address is not null";

  private static final String FORGIVE =
      "delete from notice_bounce where tenant_id = ? and address = ? returning 1";

  private final Database database;

  public PostgresNoticeContacts(Database database) {
    this.database = database;
  }

  @Override
  public Map<NoticeKind, NoticePreference> preferences(TenantId tenant, UUID patron) {
    var wishes = new EnumMap<NoticeKind, NoticePreference>(NoticeKind.class);
    database
        .inTenant(tenant, p -> p.list(WishRow.class, WISHES, tenant.value(), patron))
        .forEach(row -> wishes.put(row.kind(), row.wish()));
    return wishes;
  }

  private record WishRow(NoticeKind kind, NoticePreference wish) {}

  @Override
  public void put(TenantId tenant, UUID patron, NoticeKind kind, @Nullable NoticePreference wish) {
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

  private record NewWish(
      UUID patronId,
      NoticeKind kind,
      boolean isWanted,
      @Nullable String channel,
      @Nullable Boolean isDaily) {}

  private static final RowStatement<NewWish> PUT_MISSING =
      RowStatement.of(
          NewWish.class,
          """
          insert into notice_wish (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, patron_id, kind) do nothing
          """);

  @Override
  public void putMissing(TenantId tenant, Map<UUID, Map<NoticeKind, NoticePreference>> wishes) {
    var rows = new ArrayList<NewWish>();
    wishes.forEach((patron, byKind) ->
        byKind.forEach((kind, w) ->
            rows.add(new NewWish(patron, kind, w.isWanted(), w.channel(), w.isDaily()))));
    if (!rows.isEmpty()) {
      database.inTenant(tenant, new Pipeline().write(PUT_MISSING, rows));
    }
  }

  @Override
  public List<Bounce> bounces(TenantId tenant, @Nullable BouncePlace after, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                Bounce.class,
                BOUNCES,
                Parameters.of("at", after == null ? null : after.at())
                    .and("after", after == null ? null : after.address())
                    .and("limit", limit)));
  }

  @Override
  public boolean addBounce(TenantId tenant, String address, String reason, String by) {
    return isAny(tenant, BOUNCED, tenant.value(), NoticeContacts.normal(address), reason, by);
  }

  @Override
  public Optional<String> addressOf(TenantId tenant, UUID message) {
    return database.inTenant(
        tenant, p -> p.optional(String.class, ADDRESS_OF, tenant.value(), message));
  }

  @Override
  public boolean removeBounce(TenantId tenant, String address) {
    return isAny(tenant, FORGIVE, tenant.value(), NoticeContacts.normal(address));
  }

  private boolean isAny(TenantId tenant, String sql, Object... parameters) {
    return database.inTenant(tenant, p -> p.any(sql, parameters));
  }
}
