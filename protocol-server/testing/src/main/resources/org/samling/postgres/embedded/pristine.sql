-- What one test leaves in a database is taken away before the next one gets it: the rows of all tables but those that
-- the migrations themselves put there, kept here.
create schema pristine;

create function pristine.tables() returns setof pg_class language sql stable as $$
  select c.* from pg_class c
  where c.relnamespace in ('samling'::regnamespace, 'samling_person'::regnamespace) and c.relkind = 'r'
    and c.relname <> 'flyway_schema_history'
$$;

do $$
declare
  t record;
begin
  for t in select oid::regclass as name, relname from pristine.tables() where pg_relation_size(oid) > 0 loop
    execute format('create table pristine.%I as table %s', t.relname, t.name);
  end loop;
end $$;

-- Deleted from, which takes milliseconds; and once a table has grown, all are truncated, which takes most of a second,
-- since they refer to one another: a vacuum would tell the planner that they are small. Whoever left a transaction open is
-- thrown out. Triggers and foreign keys rest meanwhile: nothing is to be told of it, and all goes anyway.
create function pristine.empty() returns void language plpgsql
  set session_replication_role = replica set client_min_messages = warning as $$
declare
  used  regclass[];
  grown boolean;
  name  regclass;
  t     record;
begin
  perform pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and state like 'idle in transaction%';
  select coalesce(array_agg(oid::regclass), '{}'), coalesce(max(pg_relation_size(oid)) > 262144, false) into used, grown
  from pristine.tables() where pg_relation_size(oid) > 0;
  if grown then
    execute format('truncate %s cascade', array_to_string(used, ', '));
  else
    foreach name in array used loop
      execute format('delete from %s', name);
    end loop;
  end if;
  for t in
    select p.oid::regclass as kept, c.oid::regclass as name
    from pg_class p join pristine.tables() c using (relname)
    where p.relnamespace = 'pristine'::regnamespace and p.relkind = 'r'
  loop
    execute format('insert into %s select * from %s', t.name, t.kept);
  end loop;
  for t in select oid::regclass as name from pg_class where relnamespace = 'samling'::regnamespace and relkind = 'S' loop
    execute format('alter sequence %s restart', t.name);
  end loop;
end $$;

-- Keeps the library that the first test of this place was given, and makes of it a function that puts it there again for
-- two other tenants: by the store's ports it takes two dozen transactions.
create function pristine.remember(north integer, south integer) returns void language plpgsql as $$
declare
  body text := '';
  t    record;
begin
  for t in
    select c.oid::regclass as name, c.relname, 'library_' || c.relname as kept, p.relname is not null as is_pristine,
      (select string_agg(format('%I', attname), ', ' order by attnum) from pg_attribute
       where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
      (select string_agg(
         format(
           case when attname = 'tenant_id' or c.relname = 'tenant' and attname = 'id'
             then 'case %1$I when %2$s then north when %3$s then south else %1$I end'
             -- Who reads changes goes on from the transaction that it read last.
             when atttypid = 'xid8'::regtype then 'pg_current_xact_id()'
             else '%1$I'
           end, attname, remember.north, remember.south), ', ' order by attnum) from pg_attribute
       where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as chosen
    from pristine.tables() c
    left join pg_class p on p.relnamespace = 'pristine'::regnamespace and p.relkind = 'r' and p.relname = c.relname
    where pg_relation_size(c.oid) > 0
  loop
    execute format(
      'create table pristine.%I as select * from %s t' ||
        case when t.is_pristine then ' where t::text not in (select k::text from pristine.%I k)' else '' end,
      t.kept, t.name, t.relname);
    -- What a store writes by the clock may be there already.
    body := body || format('insert into %s (%s) overriding system value select %s from pristine.%I on conflict do nothing;',
      t.name, t.columns, t.chosen, t.kept);
  end loop;
  select body || coalesce(string_agg(
    format('perform setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value), ''), '') into body
  from pg_sequences where schemaname = 'samling' and last_value is not null;
  execute format(
    'create function pristine.furnish(north integer, south integer) returns void language plpgsql
       set session_replication_role = replica as $f$ begin %s end $f$', body);
end $$;

-- Changes when somebody changed tables, rights, triggers, functions or who may connect, and not rows alone.
create function pristine.mark() returns text language sql as $$
  select md5(concat(
    (select string_agg(concat_ws(' ', relname, relkind, relacl, relrowsecurity, relforcerowsecurity), ',' order by relname)
     from pg_class where relnamespace in ('samling'::regnamespace, 'samling_person'::regnamespace)),
    (select string_agg(concat_ws(' ', tgrelid, tgname, tgenabled), ',' order by oid) from pg_trigger where not tgisinternal),
    (select string_agg(concat_ws(' ', oid, prosrc, proacl), ',' order by oid) from pg_proc
     where pronamespace in ('samling'::regnamespace, 'samling_person'::regnamespace)),
    (select string_agg(concat_ws(' ', oid, conname), ',' order by oid) from pg_constraint),
    (select string_agg(concat_ws(' ', oid, polname, polcmd), ',' order by oid) from pg_policy),
    (select concat_ws(' ', datconnlimit, datacl) from pg_database where datname = current_database()),
    (select string_agg(concat_ws(' ', setdatabase, setrole, setconfig), ',') from pg_db_role_setting)))
$$;
