-- Bibliographic records, by what they are found, which tenants hold them, and the feed of their changes. Common records
-- belong to no tenant. Local ones belong to a tenant.

create table common_record (
  id             uuid        primary key,
  source         text        not null,  -- the agency that made it
  control_number text        not null,  -- the agency's number for it
  format         text        not null,  -- of the original
  original       bytea       not null,  -- as it came, never changed
  content        jsonb       not null,  -- in MARC's structure
  title          text        not null,
  author         text,
  published      text,
  isbns          text[]      not null,
  -- What else a record is matched by, each number with its kind: issn:01052322, and faust:50000015 where another
  -- agency's record names one. Null where there is none, as in most.
  numbers        text[],
  -- The names by which an authority record is known, or the fields of another record that may follow one; null where
  -- there is neither.
  links          jsonb,
  -- The import that wrote the record as it is now; null where something else did. No foreign key: it would be checked
  -- for each of millions of rows against the one row that their own transaction holds.
  import_batch   bigint,
  created_at     timestamptz not null default now(),
  changed_at     timestamptz not null default now(),
  unique (source, control_number)
-- To compress a record took more than a quarter of the time to write it. Most fit into a page, two by two, as they are;
-- only larger ones are compressed.
) with (toast_tuple_target = 4080);
grant select, insert, update, delete on common_record to ${application};

create index common_record_import_batch on common_record (import_batch, id) where import_batch is not null;
create index common_record_isbns on common_record using gin (isbns);
create index common_record_numbers on common_record using gin (numbers) where numbers is not null;

create table local_record (
  tenant_id        int  not null references tenant,
  common_record_id uuid references common_record,
  like common_record including defaults,
  primary key (tenant_id, id),
  unique (tenant_id, source, control_number)
) with (toast_tuple_target = 4080);
call tenant_table('local_record', 'select, insert, update, delete');

create index local_record_common on local_record (tenant_id, common_record_id);
create index local_record_import_batch on local_record (tenant_id, import_batch, id) where import_batch is not null;
create index local_record_isbns on local_record using gin (isbns);

-- Local records by their ISBNs and other numbers. Behind the fence an index serves comparisons of texts, not of arrays.
create table local_record_number (
  tenant_id int  not null references tenant,
  value     text not null,
  record_id uuid not null,
  primary key (tenant_id, value, record_id)
);
call tenant_table('local_record_number', 'select');

create index local_record_number_record on local_record_number (tenant_id, record_id);

-- A record that belongs to a work is described anew as soon as it is linked (the next file), before the statement that
-- wrote it has numbered it: so the numbers are those that the row has by then, and may be there already.
create function number_local_records() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    delete from local_record_number n using changed c where n.tenant_id = c.tenant_id and n.record_id = c.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into local_record_number (tenant_id, value, record_id)
    select r.tenant_id, n.value, r.id from changed c
    join local_record r on r.tenant_id = c.tenant_id and r.id = c.id
    cross join lateral (
      select 'isbn:' || i from unnest(r.isbns) i union select m from unnest(r.numbers) m) n (value)
    on conflict do nothing;
  end if;
  return null;
end $$;

create trigger numbered_when_added after insert on local_record referencing new table as changed
  for each statement execute function number_local_records();
create trigger numbered_when_replaced after update on local_record referencing new table as changed
  for each statement execute function number_local_records();
create trigger numbered_when_deleted after delete on local_record referencing old table as changed
  for each statement execute function number_local_records();

-- The transaction in which each record was changed last: the feed of the index and of harvesters, read below
-- pg_snapshot_xmin by (xid, record_id). Its readers follow all tenants, so it has no fence, and holds nothing but
-- numbers. A deleted record keeps its row, and the key by which it was known.
create table record_change (
  record_id      uuid    primary key,
  tenant_id      int     references tenant,  -- whose local record it is; null for a common one
  xid            xid8    not null default pg_current_xact_id(),
  source         text,
  control_number text,
  format         text,
  deleted        boolean not null default false
);
grant select on record_change to ${application};

create index record_change_order on record_change (xid, record_id);
create index record_change_deleted on record_change (source, control_number) where deleted;

create function common_record_changed() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  insert into record_change (record_id, source, control_number, format, deleted)
  select id, source, control_number, format, tg_op = 'DELETE' from changed order by id
  on conflict (record_id) do update set xid = excluded.xid, source = excluded.source,
    control_number = excluded.control_number, format = excluded.format, deleted = excluded.deleted;
  return null;
end $$;

create function local_record_changed() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  insert into record_change (record_id, tenant_id, source, control_number, format, deleted)
  select id, tenant_id, source, control_number, format, tg_op = 'DELETE' from changed order by id
  on conflict (record_id) do update set xid = excluded.xid, source = excluded.source,
    control_number = excluded.control_number, format = excluded.format, deleted = excluded.deleted;
  return null;
end $$;

create trigger record_added after insert on common_record referencing new table as changed
  for each statement execute function common_record_changed();
create trigger record_replaced after update on common_record referencing new table as changed
  for each statement execute function common_record_changed();
create trigger record_deleted after delete on common_record referencing old table as changed
  for each statement execute function common_record_changed();
create trigger record_added after insert on local_record referencing new table as changed
  for each statement execute function local_record_changed();
create trigger record_replaced after update on local_record referencing new table as changed
  for each statement execute function local_record_changed();
create trigger record_deleted after delete on local_record referencing old table as changed
  for each statement execute function local_record_changed();

-- Which tenants have items of a common record: the holdings of the union catalogue, and as public as that.
create table common_record_holder (
  common_record_id uuid not null references common_record,
  tenant_id        int  not null references tenant,
  primary key (common_record_id, tenant_id)
);
grant select on common_record_holder to ${application};

create index common_record_holder_tenant on common_record_holder (tenant_id, common_record_id);

-- Common records of which a tenant had items and has none now: harvesters of its catalogue are told that they are gone.
-- The record itself may be gone, too.
create table common_record_released (
  tenant_id        int  not null references tenant,
  common_record_id uuid not null,
  primary key (tenant_id, common_record_id)
);
call tenant_table('common_record_released', 'select');

-- Notes that a tenant has items of records. The row is locked even where it is there already, so that a transaction
-- that is about to delete it waits, and sees the new item.
create function hold_common_records(tenant int, records uuid[]) returns void
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  if tenant is distinct from acting_tenant() then
    raise exception 'a tenant says for itself only what it holds' using errcode = 'insufficient_privilege';
  end if;
  with held as (
    insert into common_record_holder (common_record_id, tenant_id)
    select distinct r, tenant from unnest(records) r order by r
    on conflict (common_record_id, tenant_id) do update set tenant_id = excluded.tenant_id
    returning common_record_id, (xmax = 0) as added),
  again as (
    delete from common_record_released g using held h
    where h.added and g.tenant_id = tenant and g.common_record_id = h.common_record_id)
  insert into record_change (record_id) select common_record_id from held where added order by common_record_id
  on conflict (record_id) do update set xid = excluded.xid;
end $$;

-- Notes that a tenant may have lost its last item of records.
create function release_common_records(tenant int, records uuid[]) returns void
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  if tenant is distinct from acting_tenant() then
    raise exception 'a tenant says for itself only what it holds' using errcode = 'insufficient_privilege';
  end if;
  perform from common_record_holder h where h.tenant_id = tenant and h.common_record_id = any (records)
    order by h.common_record_id for update;
  with released as (
    delete from common_record_holder h
    where h.tenant_id = tenant and h.common_record_id = any (records)
      and not exists (select from item i where i.tenant_id = tenant and i.common_record_id = h.common_record_id)
    returning h.common_record_id),
  noted as (
    insert into common_record_released (tenant_id, common_record_id) select tenant, common_record_id from released
    on conflict do nothing)
  insert into record_change (record_id) select common_record_id from released order by common_record_id
  on conflict (record_id) do update set xid = excluded.xid;
end $$;

revoke execute on function hold_common_records(int, uuid[]), release_common_records(int, uuid[]) from public;
grant execute on function hold_common_records(int, uuid[]), release_common_records(int, uuid[]) to ${application};

-- Moments at which every transaction below xid had ended. A change counts as made at the first moment after its
-- transaction: so times go up in the order of commit, and whoever asks for all changes since a moment misses none that
-- was under way then. Another server, or a database that was restored, counts its transactions anew (origin).
create table catalogue_moment (
  xid    xid8        primary key,
  at     timestamptz not null,
  origin text        not null
);
grant select on catalogue_moment to ${application};

create index catalogue_moment_at on catalogue_moment (at);

create function catalogue_origin() returns text
  language sql stable security definer set search_path = samling, pg_temp as $$
  select (select system_identifier from pg_control_system()) || '/'
    || (select oid from pg_database where datname = current_database())
$$;

-- Notes a moment, at most one a second and only where something changed since the last. Returns the transaction below
-- which the catalogue's changes have times. One caller at a time, so that none sees less than an earlier one.
create function mark_catalogue(out until_xid xid8, out marked_at timestamptz, out from_origin text)
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  last catalogue_moment;
begin
  perform pg_advisory_xact_lock(hashtext('samling.catalogue_moment'));
  from_origin := catalogue_origin();
  select * into last from catalogue_moment order by xid desc limit 1;
  if last.origin is distinct from from_origin then
    lock table record_change in exclusive mode;
    update record_change set xid = '3' where xid >= pg_snapshot_xmax(pg_current_snapshot());
    delete from catalogue_moment;
    last := null;
  end if;
  marked_at := greatest(clock_timestamp(), last.at);
  until_xid := pg_snapshot_xmin(pg_current_snapshot());
  if last.xid is not null and not exists (select from record_change where xid >= last.xid and xid < until_xid) then
    until_xid := last.xid;
  elsif last.xid is not null and marked_at < last.at + interval '1 second' then
    until_xid := last.xid;
    marked_at := last.at;
  else
    insert into catalogue_moment (xid, at, origin) values (until_xid, marked_at, from_origin);
  end if;
end $$;

revoke execute on function catalogue_origin(), mark_catalogue() from public;
grant execute on function mark_catalogue() to ${application};

insert into catalogue_moment (xid, at, origin)
values (pg_snapshot_xmin(pg_current_snapshot()), clock_timestamp(), catalogue_origin());
