package org.samling.postgres.catalogue;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityUses;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;

/** Tells which records use an authority record, by the links between them. */
public final class PostgresAuthorityUses implements AuthorityUses {

  /** A tenant's authority records are for its own records; common ones for all that it sees. */
  private static final String USERS =
      """
      with named as materialized (
        select name from authority_link where record_id = :authority and is_authority),
      users as materialized (
        select distinct l.record_id, l.tenant_id from named n
        join authority_link l on l.name = n.name and not l.is_authority
        where l.tenant_id = :tenant or l.tenant_id is null and :owner::int is null)
      """;

  private static final String COUNT =
      USERS
          + """
          select count(*) as records, count(*) filter (where exists (
            select from record_change c cross join node n
            where c.record_id = u.record_id and n.is_following and n.seen_at > now() - interval '1 minute'
              and (c.xid::text::bigint, c.record_id) > (n.xid, n.record_id))) as waiting
          from users u
          """;

  private static final String RECORDS =
      USERS
          + """
          select u.record_id as id, u.tenant_id as owner, coalesce(l.source, c.source) as source,
            coalesce(l.control_number, c.control_number) as control_number, coalesce(l.title, c.title) as title,
            coalesce(l.author, c.author) as author
          from users u
          left join local_record l on l.tenant_id = u.tenant_id and l.id = u.record_id
          left join common_record c on u.tenant_id is null and c.id = u.record_id
          where u.record_id > :after order by u.record_id limit :limit
          """;

  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;

  private record Row(
      UUID id,
      @Nullable TenantId owner,
      String source,
      String controlNumber,
      String title,
      @Nullable String author) {

    UsingRecord record() {
      return new UsingRecord(
          new RecordRef(id, owner), new RecordKey(source, controlNumber), title, author);
    }
  }

  public PostgresAuthorityUses(Database database) {
    this.database = database;
  }

  @Override
  public Count count(TenantId tenant, RecordRef authority) {
    return database.inTenant(tenant, p -> p.one(Count.class, COUNT, of(authority)));
  }

  @Override
  public List<UsingRecord> records(
      TenantId tenant, RecordRef authority, @Nullable UUID after, int limit) {
    var wanted = of(authority).and("after", after == null ? FIRST : after).and("limit", limit);
    return database.inTenant(tenant, p -> p.list(Row.class, RECORDS, wanted)).stream()
        .map(Row::record)
        .toList();
  }

  private static Parameters of(RecordRef authority) {
    return Parameters.of("authority", authority.id()).and("owner", authority.owner());
  }
}
