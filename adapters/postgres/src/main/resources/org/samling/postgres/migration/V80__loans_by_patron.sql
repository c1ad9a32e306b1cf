-- A patron's loans have an index of their own, which no other stands in for: that of items fits whatever asks for open loans, and
-- seemed as good while statistics knew of hardly any. A loan that names a patron is open (loan_over_is_nobodys).
create index loan_of_patron on loan (tenant_id, patron_id, due_at) include (material_group) where patron_id is not null;
drop index loan_open_patron;

-- Nor has what comes due: whoever asks for an item's loan asks nothing of the day, and that of items alone fits.
drop index loan_due;
create index loan_due on loan (tenant_id, due_at, id) where returned_at is null and due_at is not null;

-- Every statement asks for a tenant, and row-level security asks for it again. A planner without statistics takes each for one row in
-- 200, both for one in 40,000: whatever index begins with the tenant seems to lead to a row or none. Here a tenant is never taken for
-- less than all that there is, so that only what else is asked for makes an index worth its while; and until a table is analysed, what
-- a tenant's rows are told apart by tells them apart, where the server takes statistics (PostgreSQL 18 does).
create function expect_whole_tenants() returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp set lock_timeout = '2s' as $$
declare
  fenced record;
  key record;
begin
  for fenced in
    select c.oid, c.relname, c.reltuples from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and a.attoptions is null
    where c.relnamespace = '${schema}'::regnamespace and c.relkind in ('r', 'p')
  loop
    execute format('alter table %I alter column tenant_id set (n_distinct = 1, n_distinct_inherited = 1)', fenced.relname);
    continue when fenced.reltuples > 0 or to_regproc('pg_catalog.pg_restore_attribute_stats') is null;
    for key in
      select 'tenant_id' as attname, 1 as n_distinct
      union
      select a.attname, -1 from pg_index i
      join pg_attribute t on t.attrelid = i.indrelid and t.attnum = i.indkey[0] and t.attname = 'tenant_id'
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[1]
      where i.indrelid = fenced.oid and (a.atttypid = 'uuid'::regtype or i.indisunique and i.indnkeyatts = 2)
    loop
      perform pg_restore_attribute_stats('schemaname', '${schema}', 'relname', fenced.relname::text, 'attname', key.attname::text,
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', key.n_distinct::real);
    end loop;
  end loop;
end $$;
revoke execute on function expect_whole_tenants() from public;
grant execute on function expect_whole_tenants() to ${application};
select expect_whole_tenants();
