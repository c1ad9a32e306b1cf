package org.samling.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.GoldenFile;

/**
 * Every object of the schema as PostgreSQL's catalogue describes it, without partitions, which
 * change with the month.
 */
class SchemaTest {

  /** Lines of all kinds of objects; what belongs to the schemas of a library. */
  private static final String OBJECTS =
      """
      with own as (select oid, nspname from pg_namespace where nspname like 'samling%'),
      relation as (
        select c.*, n.nspname, n.nspname || '.' || c.relname as name from pg_class c join own n on n.oid = c.relnamespace
        where not c.relispartition),
      line (kind, name, text) as (
        select 'schema', nspname, '' from own
        union all
        select 'grant', o.nspname, coalesce(r.rolname, 'public') || ' ' || a.privilege_type
        from own o join pg_namespace n on n.oid = o.oid, aclexplode(n.nspacl) a left join pg_roles r on r.oid = a.grantee
        where a.grantee <> n.nspowner
        union all
        select case relkind when 'r' then 'table' when 'p' then 'table' when 'v' then 'view' when 'S' then 'sequence'
            else relkind::text end, name,
          concat_ws(' ', case when relkind = 'p' then 'partition by ' || pg_get_partkeydef(oid) end,
            case when relrowsecurity then 'row level security' end, case when relforcerowsecurity then 'forced' end,
            reloptions::text, case when relkind = 'v' then pg_get_viewdef(oid) end, '-- ' || obj_description(oid, 'pg_class'))
        from relation where relkind in ('r', 'p', 'v', 'm', 'S')
        union all
        select 'grant', c.name, coalesce(r.rolname, 'public') || ' ' || a.privilege_type
        from relation c, aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee where a.grantee <> c.relowner
        union all
        select 'column', c.name || '.' || a.attname,
          concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
            case when a.attgenerated <> '' then 'generated' when a.attidentity <> '' then 'identity' when d.oid is not null
              then 'default' end, pg_get_expr(d.adbin, d.adrelid), case when a.attcollation not in (0, t.typcollation)
              then 'collate ' || a.attcollation::regcollation end, '-- ' || col_description(c.oid, a.attnum))
        from relation c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where c.relkind in ('r', 'p', 'v', 'm')
        union all
        select 'grant', c.name || '.' || a.attname, r.rolname || ' ' || x.privilege_type
        from relation c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) x join pg_roles r on r.oid = x.grantee
        union all
        select 'constraint', c.name || '.' || k.conname, pg_get_constraintdef(k.oid)
        from relation c join pg_constraint k on k.conrelid = c.oid where k.contype <> 'n'
        union all
        select 'index', c.name || '.' || i.relname, pg_get_indexdef(i.oid)
        from relation c join pg_index x on x.indrelid = c.oid join pg_class i on i.oid = x.indexrelid
        union all
        select 'policy', c.name || '.' || p.polname, concat_ws(' ', case when p.polpermissive then null else 'restrictive' end,
          p.polcmd::text, (select string_agg(coalesce(r.rolname, 'public'), ',' order by r.rolname)
            from unnest(p.polroles) o left join pg_roles r on r.oid = o),
          'using ' || pg_get_expr(p.polqual, c.oid), 'with check ' || pg_get_expr(p.polwithcheck, c.oid))
        from relation c join pg_policy p on p.polrelid = c.oid
        union all
        select 'trigger', c.name || '.' || g.tgname, pg_get_triggerdef(g.oid)
        from relation c join pg_trigger g on g.tgrelid = c.oid where not g.tgisinternal
        union all
        select 'statistics', c.name || '.' || s.stxname, pg_get_statisticsobjdef(s.oid)
        from relation c join pg_statistic_ext s on s.stxrelid = c.oid
        union all
        select 'function', o.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
          pg_get_functiondef(p.oid) || coalesce(' -- ' || obj_description(p.oid, 'pg_proc'), '')
        from pg_proc p join own o on o.oid = p.pronamespace
        where not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
        union all
        select 'grant', o.nspname || '.' || p.proname || '()', coalesce(r.rolname, 'public') || ' ' || a.privilege_type
        from pg_proc p join own o on o.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
          left join pg_roles r on r.oid = a.grantee
        where a.grantee <> p.proowner
          and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
        union all
        select 'type', o.nspname || '.' || t.typname, coalesce(
          (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
          t.typtype::text || ' ' || format_type(t.typbasetype, t.typtypmod)
            || coalesce((select ' ' || string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname)
              from pg_constraint k where k.contypid = t.oid), ''))
        from pg_type t join own o on o.oid = t.typnamespace where t.typtype in ('e', 'd', 'r')
        union all
        select 'extension', extname, '' from pg_extension where extname <> 'plpgsql')
      select rtrim(kind || ' ' || name || ' ' || text) from line where name not like '%flyway%'
      order by name collate "C", kind collate "C", text collate "C"
      """;

  @Test
  void everyObjectIsAsItIsKept() throws SQLException {
    try (var library = TestLibrary.inOwnDatabase()) {
      var superuser = TestPostgres.server().superuser();
      try (var connection =
              DriverManager.getConnection(
                  library.roles.url(), superuser.user(), superuser.password());
          var statement = connection.createStatement();
          var rows = statement.executeQuery(OBJECTS)) {
        var lines = Stream.<String>builder();
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
        GoldenFile.check(
            "schema.txt",
            lines
                .build()
                .map(line -> line.replace(library.roles.application(), "APPLICATION"))
                .map(line -> line.replace(library.roles.owner(), "OWNER"))
                .collect(Collectors.joining("\n", "", "\n")));
      }
    }
  }
}
