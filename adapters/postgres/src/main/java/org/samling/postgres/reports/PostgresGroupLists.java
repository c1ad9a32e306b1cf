package org.samling.postgres.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.GroupLists;
import org.samling.core.patron.SchoolClass;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.BoundSight;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Prefix;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.PostgresAccessLog;

/** Answers who is in which group, in one round trip each. */
public final class PostgresGroupLists implements GroupLists {

  private static final String CARD =
      """
      (select n.value from patron_identifier n where n.tenant_id = %1$s.tenant_id and n.patron_id = %1$s.id
        and n.kind = 'CARD' order by n.active desc, n.value limit 1)\
      """;

  private static final String LOANS =
      """
      (select count(*) from loan o where o.tenant_id = %1$s.tenant_id and o.patron_id = %1$s.id)\
      """;

  private static final String GROUPS =
      """
      select p.id, %s as card, p.name, g.school, g.class_key, g.grade, %s as loans,
        m.patron_id as member_id, m.responsible as member_responsible, q.name as member_name, %s as member_card,
        case when q.id is not null then %s end as member_loans,
        (select n.value from patron_identifier n where n.tenant_id = m.tenant_id and n.patron_id = m.patron_id
          and n.kind = 'UNI_LOGIN' order by n.active desc, n.value limit 1) as member_login
      from patron p
      left join patron_group g on g.tenant_id = p.tenant_id and g.patron_id = p.id
      left join patron_group_member m on m.tenant_id = p.tenant_id and m.group_id = p.id
        and (:branches::text[] is null or exists (select from patron s
          where s.tenant_id = m.tenant_id and s.id = m.patron_id and s.branch = any (:branches)))
      left join patron q on q.tenant_id = m.tenant_id and q.id = m.patron_id
      where p.tenant_id = :tenant and p.kind = 'GROUP' and (:branches::text[] is null or p.branch = any (:branches))
        and (:school::text is null or g.school = :school)
        and (:identifier::text is null or p.id in (
          select i.patron_id from patron_identifier i where i.tenant_id = p.tenant_id and i.value = :identifier))
      order by p.name, p.id, m.responsible desc, q.name, m.patron_id
      """
          .formatted(
              CARD.formatted("p"), LOANS.formatted("p"), CARD.formatted("q"), LOANS.formatted("q"));

  private static final String BY_LOGIN =
      """
      select i.value, p.id, p.name, %s as card, %s as loans, c.school as class_school, c.name as class_name
      from patron_identifier i join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      left join lateral (
        select g.school, q.name from patron_group_member m
        join patron_group g on g.tenant_id = m.tenant_id and g.patron_id = m.group_id and g.school is not null
        join patron q on q.tenant_id = m.tenant_id and q.id = m.group_id
        where m.tenant_id = p.tenant_id and m.patron_id = p.id and not m.responsible
        order by q.name, q.id limit 1) c on true
      where i.tenant_id = ? and i.value = any (?) and i.kind = 'UNI_LOGIN'
      """
          .formatted(CARD.formatted("p"), LOANS.formatted("p"));

  private static final String ON_LOAN =
      """
      select o.patron_id as patron, i.barcode as item, coalesce(l.title, c.title) as title,
        (o.due_at at time zone (select t.time_zone from tenant t where t.id = o.tenant_id))::date as due
      from loan o
      join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where o.tenant_id = ? and o.patron_id = any (?)
      order by o.due_at, i.barcode
      """;

  private final Database database;
  private final BoundSight sights;
  private final PostgresAccessLog log;

  public PostgresGroupLists(Database database, BoundSight sights, PostgresAccessLog log) {
    this.database = database;
    this.sights = sights;
    this.log = log;
  }

  @Override
  public List<Group> groups(TenantId tenant, @Nullable String school) {
    return groups(tenant, Parameters.of("school", school).and("identifier", null));
  }

  @Override
  public Optional<Group> group(TenantId tenant, String identifier) {
    return groups(tenant, Parameters.of("school", null).and("identifier", identifier)).stream()
        .findFirst();
  }

  private List<Group> groups(TenantId tenant, Parameters of) {
    var found = new LinkedHashMap<UUID, Group>();
    var seen = sights.branches(tenant);
    database
        .inTenant(tenant, p -> p.list(GroupRow.class, GROUPS, of.and("branches", seen)))
        .forEach(row -> found.compute(row.id(), (_, before) -> row.group(before)));
    for (var group : found.values()) {
      group.members().forEach(member -> log.read(tenant, member.id()));
    }
    return List.copyOf(found.values());
  }

  private record MemberRow(
      UUID id,
      @Nullable String card,
      String name,
      @Nullable String login,
      boolean responsible,
      int loans) {

    Member member() {
      return new Member(id, card == null ? "" : card, name, login, responsible, loans);
    }
  }

  /**
   * A group with one of its members, or with none. A group with several members has several rows.
   */
  private record GroupRow(
      UUID id,
      @Nullable String card,
      String name,
      @Nullable String school,
      @Nullable String classKey,
      @Nullable Integer grade,
      int loans,
      @Prefix("member_") @Nullable MemberRow member) {

    Group group(@Nullable Group before) {
      var members = new ArrayList<>(before == null ? List.<Member>of() : before.members());
      if (member != null) {
        members.add(member.member());
      }
      return new Group(
          id,
          card == null ? "" : card,
          name,
          school == null || classKey == null ? null : new SchoolClass(school, classKey, grade),
          loans,
          members);
    }
  }

  @Override
  public Map<String, Known> byUniLogin(TenantId tenant, Collection<String> logins) {
    var rows =
        database.inTenant(
            tenant, p -> p.list(LoginRow.class, BY_LOGIN, tenant.value(), SqlArray.texts(logins)));
    rows.forEach(row -> log.read(tenant, row.id()));
    return rows.stream().collect(Collectors.toMap(LoginRow::value, LoginRow::known));
  }

  private record LoginRow(
      String value,
      UUID id,
      @Nullable String card,
      String name,
      int loans,
      @Prefix("class_") @Nullable PupilOf pupilOf) {

    Known known() {
      return new Known(id, card == null ? "" : card, name, loans, pupilOf);
    }
  }

  @Override
  public List<OnLoan> loans(TenantId tenant, Collection<UUID> patrons) {
    return database.inTenant(
        tenant, p -> p.list(OnLoan.class, ON_LOAN, tenant.value(), SqlArray.uuids(patrons)));
  }
}
