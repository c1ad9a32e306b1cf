-- The servers of the library: which nodes there are, what they write to see that they can, which database is theirs, and
-- what their jobs ask. Rows are of no tenant and of nobody.

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

-- Writes a node's row, forgets nodes that were not seen for a day, and returns all: one statement, as each node does it
-- every second. What an index lacks is counted by its own node only, not by every node that looks. A change counts from
-- the moment at which it first could be read, as it does for harvesters.
create function report_node(of_name text, of_version text, since timestamptz, finds bigint, until_xid bigint,
  until_record uuid, follows boolean, most_missing int) returns setof node
  language plpgsql set search_path = samling, pg_temp set lock_timeout = '1500ms' as $$
begin
  delete from node n where n.seen_at < clock_timestamp() - interval '1 day';
  with lacking as materialized (
    select c.xid from record_change c where (c.xid, c.record_id) > (until_xid::text::xid8, until_record)
    order by c.xid, c.record_id limit most_missing)
  insert into node (name, version, started_at, seen_at, records, xid, record_id, is_following, missing, missing_since)
  select of_name, of_version, since, clock_timestamp(), finds, until_xid, until_record, follows,
    case when until_xid is not null then (select count(*) from lacking) end,
    (select m.at from catalogue_moment m where m.xid > (select l.xid from lacking l limit 1) order by m.xid limit 1)
  on conflict (name) do update set version = excluded.version, started_at = excluded.started_at,
    seen_at = excluded.seen_at, records = excluded.records, xid = excluded.xid, record_id = excluded.record_id,
    is_following = excluded.is_following, missing = excluded.missing, missing_since = excluded.missing_since;
  return query select * from node;
end $$;

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

-- What jobs ask for all tenants at once: which of them have something to do. Asking each tenant in turn, every few
-- seconds and from every node, was most of what an idle library's database was asked.

-- Whether a reader of the tenant's outbox has not read all of it.
create function has_unread(tenant int, of_reader text) returns boolean language plpgsql stable as $$
declare
  read_xid xid8;
  read_id uuid;
begin
  select p.xid, p.id into read_xid, read_id from outbox_position p where p.tenant_id = tenant and p.reader = of_reader;
  read_xid := coalesce(read_xid, '0');
  read_id := coalesce(read_id, '00000000-0000-0000-0000-000000000000');
  case of_reader
    when 'hand-ins' then
      return exists (
        select from outbox o where o.tenant_id = tenant and (o.xid, o.id) > (read_xid, read_id)
          and o.kind = 'others-item-handed-in');
    when 'notices' then
      -- What is older than three days is told to nobody. Each day that is left out here is a partition less to open.
      return exists (
        select from outbox o where o.tenant_id = tenant and (o.xid, o.id) > (read_xid, read_id)
          and o.at between now() - interval '4 days' and now() + interval '2 days'
          and o.kind in (
            'loan-recalled', 'loan-marked-overdue', 'hold-changed', 'lender-answered', 'interlibrary-moved'));
    else
      return exists (select from outbox o where o.tenant_id = tenant and (o.xid, o.id) > (read_xid, read_id));
  end case;
end $$;

-- Whether the tenant for whom the transaction acts may have something to do of a kind (Work in the core), by a time. It
-- says no only where the job would find nothing; it may say yes where it would find nothing, too. Each answer is a look
-- into an index.
create function may_have_work(tenant int, kind text, by timestamptz) returns boolean language plpgsql stable as $$
declare
  today date;
begin
  case kind
    when 'NOTICES' then
      return exists (select from notice_message m where m.tenant_id = tenant and m.due_at <= by)
        or exists (select from notice n where n.tenant_id = tenant and n.state = 'WAITING' and n.send_at <= by)
        or has_unread(tenant, 'notices');
    when 'INTERLIBRARY_MESSAGES' then
      return exists (select from ill_message m where m.tenant_id = tenant and m.due_at <= by);
    when 'STOPS' then
      today := day_of(tenant, by);
      return exists (select from suspension s where s.tenant_id = tenant and not s.applied)
        or exists (select from closing c where c.tenant_id = tenant and not c.applied and c.last_day >= today)
        or exists (select from branch b where b.tenant_id = tenant and b.weekdays_changed_at is not null);
    when 'CHECKINS_OF_OTHERS' then
      return has_unread(tenant, 'hand-ins');
    when 'NEWS_OF_PATRONS_ELSEWHERE' then
      return exists (select from patron_elsewhere e where e.tenant_id = tenant and e.version > e.told_version);
    when 'PATRONS_ELSEWHERE' then
      return exists (select from patron_elsewhere e where e.tenant_id = tenant);
    when 'GUESTS' then
      return may_have_guests(tenant);
    when 'GUESTS_LEAVING' then
      return exists (select from guest g where g.tenant_id = tenant and g.leaving_since is not null);
    when 'HOLDS_AT_PARTNERS' then
      return exists (select from hold_agreement a where a.tenant_id = tenant and a.side = 'HOME');
    when 'STATISTICS' then
      today := day_of(tenant, by);
      return has_unread(tenant, 'statistics')
        or exists (select from statistic_item i where i.tenant_id = tenant)
        or not exists (select from statistic_closing c where c.tenant_id = tenant and c.until_day >= today - 2)
        or not exists (select from statistic_stock s where s.tenant_id = tenant and s.day = today - 1)
          and exists (
            select from item i where i.tenant_id = tenant and i.status not in ('ON_ORDER', 'DISCARDED')
              and i.borrowed_from is null);
    when 'HOLDS_TO_TARGET' then
      today := day_of(tenant, by);
      return exists (select from title_to_target m where m.tenant_id = tenant)
        or exists (select from hold h where h.tenant_id = tenant and h.state = 'WAITING')
          and not exists (
            select from all_titles_marked m join tenant t on t.id = m.tenant_id
            where m.tenant_id = tenant and m.day >= today and m.settings_version = t.settings_version);
    when 'EXPIRED_HOLDS' then
      return exists (select from hold h where h.tenant_id = tenant and h.state = 'WAITING' and h.expires_at < by)
        or exists (select from hold h where h.tenant_id = tenant and h.state = 'READY' and h.pickup_until < by);
    when 'OVERDUE_LOANS' then
      return exists (select from loan l where l.tenant_id = tenant and l.returned_at is null and l.due_at < by);
    when 'BOOKINGS' then
      return exists (select from booking b where b.tenant_id = tenant and b.state = 'BOOKED');
    when 'MINORS' then
      today := day_of(tenant, by);
      return exists (
        select from patron p where p.tenant_id = tenant and p.came_of_age_on is null and p.kind = 'PERSON'
          and p.birth_date <= today);
    when 'DAYS_AHEAD' then
      today := day_of(tenant, by);
      return exists (
          select from loan l where l.tenant_id = tenant and l.returned_at is null and l.due_at > by - interval '1 day')
        or exists (select from patron p where p.tenant_id = tenant and p.expires_on >= today - 1);
    when 'ANSWERED_REQUESTS' then
      return exists (select from answered_request r where r.tenant_id = tenant);
    when 'OFFLINE_TRANSACTIONS' then
      return exists (select from offline_transaction t where t.tenant_id = tenant);
    when 'SUBSCRIPTIONS' then
      return exists (select from subscription s where s.tenant_id = tenant);
    when 'PAST_NOTICES' then
      return exists (select from notice n where n.tenant_id = tenant)
        or exists (select from notice_message m where m.tenant_id = tenant);
  end case;
end $$;

-- The tenants that may have something to do of a kind, by a time. It takes the claim to act for the library as a whole,
-- so that asking is one statement and needs no transaction around it.
create function tenants_with_work(claim text, kind text, by timestamptz) returns setof int
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  -- A node's clock may be behind.
  due constant timestamptz := greatest(by, now());
  one int;
begin
  perform act_for(claim);
  perform check_acts_for_all();
  for one in select t.id from tenant t where t.withdrawn_at is null loop
    -- What is the tenant's is behind its fence, also for the owner.
    perform set_config('backtrace_functions', one::text, true);
    if may_have_work(one, kind, due) then
      return next one;
    end if;
  end loop;
  perform act_as(0);
end $$;

revoke execute on function has_unread(int, text), may_have_work(int, text, timestamptz),
  tenants_with_work(text, text, timestamptz) from public;
grant execute on function tenants_with_work(text, text, timestamptz) to ${application};
