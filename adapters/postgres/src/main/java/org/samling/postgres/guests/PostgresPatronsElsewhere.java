package org.samling.postgres.guests;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.guests.PatronsElsewhere;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.BoundSight;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.writer.PostgresAccessLog;

/** Keeps where a home's patrons are guests. */
public final class PostgresPatronsElsewhere implements PatronsElsewhere {

  /** The columns of a patron elsewhere e, with a good card: the known one if that is. */
  private static final String ELSEWHERE =
      """
      select e.id as link, e.patron_id as patron, e.other_id as lender, e.version,
        (select i.value from patron_identifier i where i.tenant_id = e.tenant_id and i.patron_id = e.patron_id
          and i.kind = 'CARD' and %s and p.erased_at is null
          order by i.value <> :card, i.value limit 1) as card,
        coalesce(p.expires_on < today_of(e.tenant_id), false) or exists (select from patron_block b
          where b.tenant_id = e.tenant_id and b.patron_id = e.patron_id and b.code = 'D') as is_over,
        p.address_protected as is_protected
      from patron_elsewhere e join patron p on p.tenant_id = e.tenant_id and p.id = e.patron_id\
      """
          .formatted(FactsLoader.IDENTIFIES);

  /** A guest here is no one's to pass on. */
  private static final String INTRODUCE =
      """
      insert into patron_elsewhere (tenant_id, id, patron_id, other_id)
      select :tenant, :id::uuid, i.patron_id, :lender from patron_identifier i
      join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id and p.kind = 'PERSON'
      where i.tenant_id = :tenant and i.value = :card and i.kind = 'CARD' and %s
        and not exists (select from guest g where g.tenant_id = :tenant and g.patron_id = i.patron_id)
      on conflict (tenant_id, patron_id, other_id) do update set introduced_at = now()
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String INTRODUCED =
      ELSEWHERE
          + """
           where e.tenant_id = :tenant and e.other_id = :lender and e.patron_id = (
            select i.patron_id from patron_identifier i
            where i.tenant_id = :tenant and i.value = :card and i.kind = 'CARD' and %s)
          """
              .formatted(FactsLoader.IDENTIFIES);

  private static final String LINKED =
      ELSEWHERE + " where e.tenant_id = :tenant and e.id = :link::uuid";

  private static final String ALL =
      ELSEWHERE + " where e.tenant_id = :tenant and e.id > :after::uuid order by e.id limit :limit";

  private static final String UNTOLD =
      ELSEWHERE
          + """
           where e.tenant_id = :tenant and e.id > :after::uuid and e.version > e.told_version
          order by e.id limit :limit
          """;

  private static final String HAVE_TOLD =
      """
      update patron_elsewhere set told_version = greatest(told_version, :version), told_at = now()
      where tenant_id = :tenant and id = :link::uuid and version >= :version
      """;

  private static final String FORGET =
      """
      delete from patron_elsewhere
      where tenant_id = :tenant and id = :link::uuid and introduced_at < now() - interval '10 minutes'
      returning id
      """;

  private static final String VISITS =
      """
      select t.code as lender, t.name, e.introduced_at as introduced, e.told_at as told
      from patron_elsewhere e join tenant t on t.id = e.other_id
      where e.tenant_id = :tenant and e.patron_id = (%s) order by t.code
      """
          .formatted(PostgresGuests.OWNER);

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Database database;
  private final BoundSight sights;
  private final PostgresAccessLog log;

  public PostgresPatronsElsewhere(Database database, BoundSight sights, PostgresAccessLog log) {
    this.database = database;
    this.sights = sights;
    this.log = log;
  }

  private record ElsewhereRow(
      UUID link,
      UUID patron,
      int lender,
      long version,
      @Nullable String card,
      boolean isOver,
      boolean isProtected) {

    Elsewhere elsewhere() {
      return new Elsewhere(
          link, patron, new TenantId(lender), version, card, isOver || card == null, isProtected);
    }
  }

  @Override
  public Optional<List<Visit>> visits(TenantId home, String identifier) {
    var named = Parameters.of("keys", sights.keys(home, identifier));
    var pipeline = Pipeline.of(home);
    var who = pipeline.optional(UUID.class, PostgresGuests.OWNER, named);
    var visits = pipeline.list(Visit.class, VISITS, named);
    database.inTenant(home, pipeline);
    who.get().ifPresent(patron -> log.read(home, patron));
    return who.get().map(_ -> visits.get());
  }

  @Override
  public Optional<Elsewhere> introduce(TenantId home, TenantId lender, String card) {
    var known = Parameters.of("lender", lender.value()).and("card", card);
    return database.inTenant(
        home,
        p ->
            p.add(INTRODUCE, known.and("id", Uuids.next(Instant.now())))
                .optional(ElsewhereRow.class, ElsewhereRow::elsewhere, INTRODUCED, known));
  }

  @Override
  public Optional<Elsewhere> find(TenantId home, UUID link, String knownCard) {
    return database.inTenant(
        home,
        p ->
            p.optional(
                ElsewhereRow.class,
                ElsewhereRow::elsewhere,
                LINKED,
                Parameters.of("link", link).and("card", knownCard)));
  }

  @Override
  public List<Elsewhere> untold(TenantId home, @Nullable UUID after, int limit) {
    return page(home, UNTOLD, after, limit);
  }

  @Override
  public List<Elsewhere> all(TenantId home, @Nullable UUID after, int limit) {
    return page(home, ALL, after, limit);
  }

  private List<Elsewhere> page(TenantId home, String sql, @Nullable UUID after, int limit) {
    return database.inTenant(
        home,
        p ->
            p.list(
                ElsewhereRow.class,
                ElsewhereRow::elsewhere,
                sql,
                Parameters.of("after", after == null ? BEFORE_ALL : after)
                    .and("limit", limit)
                    .and("card", "")));
  }

  @Override
  public void told(TenantId home, UUID link, long version) {
    database.inTenant(
        home,
        Pipeline.of(home).add(HAVE_TOLD, Parameters.of("link", link).and("version", version)));
  }

  @Override
  public boolean forget(TenantId home, UUID link) {
    return database.inTenant(home, p -> p.any(FORGET, Parameters.of("link", link)));
  }
}
