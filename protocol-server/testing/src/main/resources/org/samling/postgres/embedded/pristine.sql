-- Empties a database between tests: deletes the rows of all tables, except those that the migrations inserted, which
-- are kept here.
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

-- Deletes the rows, which takes milliseconds. Once a table has grown, truncates all tables, which refer to one another;
-- that takes most of a second (after a vacuum the planner would take them for small). Terminates connections with an
-- open transaction. Triggers and foreign keys are disabled: nobody needs to be notified, and everything is deleted.
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
  for t in select oid::regclass as name from pg_class where relnamespace = 'samling'::regnamespace and relkind = 'S'
    and relname not in ('session_number', 'tenant_number')
  loop
    execute format('alter sequence %s restart', t.name);
  end loop;
end $$;

-- Copies the library of the first test of this place, and creates a function from it that inserts it again for two
-- other tenants: through the store's ports that takes two dozen transactions.
create function pristine.remember(north integer, south integer) returns void language plpgsql
  set session_replication_role = replica as $$
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
             -- Readers of changes continue from the last transaction that they read.
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
    -- Rows that a store writes on a schedule may exist already.
    body := body || format('insert into %s (%s) overriding system value select %s from pristine.%I on conflict do nothing;',
      t.name, t.columns, t.chosen, t.kept);
  end loop;
  select body || coalesce(string_agg(
    format('perform setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value), ''), '') into body
  from pg_sequences where schemaname = 'samling' and sequencename <> 'tenant_number' and last_value is not null;
  execute format(
    'create function pristine.furnish(north integer, south integer) returns void language plpgsql
       set session_replication_role = replica as $f$ begin %s end $f$', body);
end $$;

-- Notes that more than rows was changed: tables, privileges, policies, triggers or functions, by anybody. What is done
-- here, as a replica, is not noted; nor are temporary tables.
create table pristine.change (command text);

create function pristine.note() returns event_trigger language plpgsql security definer as $$
begin
  if tg_tag like 'DROP%' or exists (
    select from pg_event_trigger_ddl_commands() where schema_name is distinct from 'pg_temp')
  then
    insert into pristine.change values (tg_tag);
  end if;
end $$;

revoke execute on function pristine.note() from public;

create event trigger note on ddl_command_end execute function pristine.note();

-- Changes if more than rows was changed, or the right to connect, or if a table was analysed: the next test's queries
-- would be planned for this one's rows.
create function pristine.mark() returns text language sql as $$
  select concat_ws(' ',
    (select count(*) from pristine.change),
    (select count(*) from pg_statistic where starelid in (select oid from pristine.tables())),
    (select concat_ws(' ', datconnlimit, datacl) from pg_database where datname = current_database()),
    (select string_agg(concat_ws(' ', setdatabase, setrole, setconfig), ',') from pg_db_role_setting))
$$;
