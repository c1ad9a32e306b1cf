package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.GroupLists;
import org.samling.core.patron.SchoolClass;

/** Answers who is in which group, in one round trip each. */
final class PostgresGroupLists implements GroupLists {

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
        m.patron_id as member, m.responsible, q.name as member_name, %s as member_card, %s as member_loans,
        (select n.value from patron_identifier n where n.tenant_id = m.tenant_id and n.patron_id = m.patron_id
          and n.kind = 'UNI_LOGIN' order by n.active desc, n.value limit 1) as login
      from patron p
      left join patron_group g on g.tenant_id = p.tenant_id and g.patron_id = p.id
      left join patron_group_member m on m.tenant_id = p.tenant_id and m.group_id = p.id
      left join patron q on q.tenant_id = m.tenant_id and q.id = m.patron_id
      where p.tenant_id = ? and p.kind = 'GROUP' and (?::text is null or g.school = ?)
      order by p.name, p.id, m.responsible desc, q.name, m.patron_id
      """
          .formatted(
              CARD.formatted("p"), LOANS.formatted("p"), CARD.formatted("q"), LOANS.formatted("q"));

  private static final String BY_LOGIN =
      """
      select i.value, p.id, p.name, %s as card
      from patron_identifier i join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      where i.tenant_id = ? and i.value = any (?) and i.kind = 'UNI_LOGIN'
      """
          .formatted(CARD.formatted("p"));

  private static final String ON_LOAN =
      """
      select o.patron_id, i.barcode, coalesce(l.title, c.title) as title,
        (o.due_at at time zone (select t.time_zone from tenant t where t.id = o.tenant_id))::date as due
      from loan o
      join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where o.tenant_id = ? and o.patron_id = any (?)
      order by o.due_at, i.barcode
      """;

  private final Database database;
  private final PostgresAccessLog log;

  PostgresGroupLists(Database database, PostgresAccessLog log) {
    this.database = database;
    this.log = log;
  }

  @Override
  public List<Group> groups(TenantId tenant, @Nullable String school) {
    var found = new LinkedHashMap<UUID, Group>();
    database.inTenant(
        tenant,
        new Pipeline().add(row -> take(row, found), GROUPS, tenant.value(), school, school));
    for (var group : found.values()) {
      group.members().forEach(member -> log.read(tenant, member.id()));
    }
    return List.copyOf(found.values());
  }

  private static void take(ResultSet row, Map<UUID, Group> found) throws SQLException {
    var id = FactsLoader.uuid(row, "id");
    var before = found.get(id);
    var members = new ArrayList<>(before == null ? List.<Member>of() : before.members());
    var member = row.getObject("member", UUID.class);
    if (member != null) {
      members.add(
          new Member(
              member,
              row.getString("member_card"),
              row.getString("member_name"),
              row.getString("login"),
              row.getBoolean("responsible"),
              row.getInt("member_loans")));
    }
    var school = row.getString("school");
    found.put(
        id,
        new Group(
            id,
            row.getString("card"),
            row.getString("name"),
            school == null
                ? null
                : new SchoolClass(
                    school, row.getString("class_key"), row.getObject("grade", Integer.class)),
            row.getInt("loans"),
            members));
  }

  @Override
  public Map<String, Known> byUniLogin(TenantId tenant, Collection<String> logins) {
    var found = new LinkedHashMap<String, Known>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    found.put(
                        row.getString("value"),
                        new Known(
                            FactsLoader.uuid(row, "id"),
                            row.getString("card"),
                            row.getString("name"))),
                BY_LOGIN,
                tenant.value(),
                FactsLoader.texts(logins)));
    return found;
  }

  @Override
  public List<OnLoan> loans(TenantId tenant, Collection<UUID> patrons) {
    var found = new ArrayList<OnLoan>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    found.add(
                        new OnLoan(
                            FactsLoader.uuid(row, "patron_id"),
                            row.getString("barcode"),
                            row.getString("title"),
                            row.getObject("due", LocalDate.class))),
                ON_LOAN,
                tenant.value(),
                new Pipeline.Texts("uuid", List.copyOf(patrons))));
    return found;
  }
}
