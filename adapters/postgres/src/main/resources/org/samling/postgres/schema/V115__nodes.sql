-- The servers of the library: which nodes there are, what they write to see that they can, and which database is
-- theirs. Rows are of no tenant and of nobody.

-- Each node writes its row about once a second, to find out whether loans can be written; the others see by it that it
-- is there.
create table node (
  name          text primary key,
  version       text        not null,
  started_at    timestamptz not null,
  seen_at       timestamptz not null,
  -- Its index of the catalogue: how many records it finds, up to which change, and whether it follows.
  records       bigint      not null,
  xid           bigint,
  record_id     uuid,
  is_following  boolean     not null,
  -- What the index lacks: how many changed records, and since when the first of them can be told.
  missing       integer,
  missing_since timestamptz
);
grant select, insert, update, delete on node to ${application};

-- What is written to find out whether the disk has room.
create table write_probe (
  only_row boolean primary key default true check (only_row),
  at       timestamptz not null,
  filler   bytea
);
alter table write_probe alter column filler set storage external;
grant select, insert, update on write_probe to ${application};

-- Writes a quarter of a megabyte to a new file: one that is there already may have room where the disk has none.
create function probe_room() returns void language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  truncate write_probe;
  insert into write_probe (at, filler) values (clock_timestamp(), convert_to(repeat('samling ', 32768), 'UTF8'));
end $$;

-- Which database the library is in, as its nodes last worked with it: the cluster, its highest timeline, and when
-- somebody last declared it the library's although it does not continue the one before (a restored backup, an upgrade
-- of PostgreSQL). Nodes remember the same for themselves, and refuse a database that is behind.
create table database_line (
  sole              boolean     primary key default true check (sole),
  system_identifier bigint      not null,
  timeline          bigint      not null check (timeline > 0),
  accepted_at       timestamptz not null
);
grant select on database_line to ${application};

-- Notes the timeline of the server, where it is a later one.
create function raise_timeline() returns void
  language sql security definer set search_path = samling, pg_temp as $$
  update database_line l set timeline = s.timeline
  from (select ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint as timeline) s
  where l.timeline < s.timeline
$$;
revoke execute on function raise_timeline() from public;
grant execute on function raise_timeline() to ${application};

insert into database_line (system_identifier, timeline, accepted_at)
select s.system_identifier, ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint, clock_timestamp()
from pg_control_system() s;

-- Every statement asks for a tenant, and row-level security asks for it again. Without statistics the planner takes
-- each for one row in 200, and both for one in 40,000: whatever index begins with the tenant seems to lead to a row or
-- none. So it is told that a tenant may have all rows of a table, and only what else is asked for makes an index worth
-- its while. Until a table is analysed, it is also told that keys within a tenant are unique, where the server takes
-- that (PostgreSQL 18 does).
create function expect_whole_tenants() returns void
  language plpgsql security definer set search_path = samling, pg_temp set lock_timeout = '2s' as $$
declare
  fenced record;
  key record;
begin
  for fenced in
    select c.oid, c.relname, c.reltuples from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and a.attoptions is null
    where c.relnamespace = 'samling'::regnamespace and c.relkind in ('r', 'p')
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
      perform pg_restore_attribute_stats('schemaname', 'samling', 'relname', fenced.relname::text, 'attname', key.attname::text,
        'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', key.n_distinct::real);
    end loop;
  end loop;
end $$;

revoke execute on function probe_room(), expect_whole_tenants() from public;
grant execute on function probe_room(), expect_whole_tenants() to ${application};

select expect_whole_tenants();
