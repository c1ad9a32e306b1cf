-- What others need who follow the catalogue from outside: what a record that is no more was called, since when it is no
-- longer in a tenant's catalogue, and when each change could first be seen.

-- What a record is known by stays when the record goes.
alter table record_change
  add column source         text,
  add column control_number text,
  add column format         text,
  add column deleted        boolean not null default false;

update record_change c set source = r.source, control_number = r.control_number, format = r.format
from common_record r where r.id = c.record_id;
do $$
declare
  owner int;
begin
  for owner in select id from tenant loop
    perform set_config('samling.tenant', owner::text, true);
    update record_change c set source = r.source, control_number = r.control_number, format = r.format
    from local_record r where r.tenant_id = owner and r.id = c.record_id;
  end loop;
  perform set_config('samling.tenant', '', true);
end $$;
-- What was deleted before kept no name, and nobody can be told of it.
update record_change set deleted = true where source is null;

create index record_change_deleted on record_change (source, control_number) where deleted;

create or replace function common_record_changed() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  insert into record_change (record_id, source, control_number, format, deleted)
  select id, source, control_number, format, tg_op = 'DELETE' from changed order by id
  on conflict (record_id) do update set xid = excluded.xid, source = excluded.source,
    control_number = excluded.control_number, format = excluded.format, deleted = excluded.deleted;
  return null;
end $$;

create or replace function local_record_changed() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  insert into record_change (record_id, tenant_id, source, control_number, format, deleted)
  select id, tenant_id, source, control_number, format, tg_op = 'DELETE' from changed order by id
  on conflict (record_id) do update set xid = excluded.xid, source = excluded.source,
    control_number = excluded.control_number, format = excluded.format, deleted = excluded.deleted;
  return null;
end $$;

-- Common records of which a tenant had items and has none: they were in its catalogue. The record itself may be gone.
create table common_record_released (
  tenant_id        int  not null references tenant,
  common_record_id uuid not null,
  primary key (tenant_id, common_record_id)
);

alter table common_record_released enable row level security;
alter table common_record_released force row level security;
create policy tenant on common_record_released
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);
grant select on common_record_released to ${application};

create index common_record_holder_tenant on common_record_holder (tenant_id, common_record_id);

create or replace function hold_common_records(tenant int, records uuid[]) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  if tenant is distinct from nullif(current_setting('samling.tenant', true), '')::int then
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

create or replace function release_common_records(tenant int, records uuid[]) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  if tenant is distinct from nullif(current_setting('samling.tenant', true), '')::int then
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

-- Moments at which every transaction below xid had ended. A change counts as made at the first moment after its
-- transaction: times then go up with transactions, and whoever asks for all since a moment misses none that was under
-- way then. Another server, or a database made anew, counts its transactions anew (origin).
create table catalogue_moment (
  xid    xid8        primary key,
  at     timestamptz not null,
  origin text        not null
);

create index catalogue_moment_at on catalogue_moment (at);

create function catalogue_origin() returns text
  language sql stable security definer set search_path = ${schema}, pg_temp as $$
  select (select system_identifier from pg_control_system()) || '/'
    || (select oid from pg_database where datname = current_database())
$$;

-- Notes a moment, at most one a second and only where something changed since the last, and tells up to which
-- transaction the catalogue can be told at which time. One at a time, so that none looks less far than an earlier one.
create function mark_catalogue(out until_xid xid8, out marked_at timestamptz, out from_origin text)
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
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

insert into catalogue_moment (xid, at, origin)
values (pg_snapshot_xmin(pg_current_snapshot()), clock_timestamp(), catalogue_origin());

grant select on catalogue_moment to ${application};
revoke execute on function catalogue_origin(), mark_catalogue() from public;
grant execute on function mark_catalogue() to ${application};

-- Accounts of those who harvest a catalogue that is not open to all.
alter table account drop constraint account_protocol_check;
alter table account add constraint account_protocol_check check (protocol in ('SIP2', 'Z3950', 'NCIP', 'OAI_PMH'));
