-- What other libraries and their systems need: accounts for each protocol, catalogues open to all, and the feed from which
-- an index is kept.

-- Whether the catalogue may be searched without an account, and takes part in the union catalogue.
alter table tenant add column open_catalogue boolean not null default false;

-- What an account is for: a kiosk's opens nothing else.
alter table account add column protocol text not null default 'SIP2' check (protocol in ('SIP2', 'Z3950', 'NCIP'));
alter table account alter column protocol drop default;

-- The transaction in which each record was changed last: the feed, read below pg_snapshot_xmin by (xid, record_id). It
-- belongs to no tenant, as the reader follows all of them, and holds no more than numbers. A record that was deleted stays.
create table record_change (
  record_id uuid primary key,
  tenant_id int  references tenant,  -- whose local record it is; null for a common one
  xid       xid8 not null default pg_current_xact_id()
);

create index record_change_order on record_change (xid, record_id);

-- Which tenants have items of a common record: the union catalogue's holdings, as public as a union catalogue.
create table common_record_holder (
  common_record_id uuid not null references common_record,
  tenant_id        int  not null references tenant,
  primary key (common_record_id, tenant_id)
);

create function common_record_changed() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  insert into record_change (record_id) select id from changed order by id
  on conflict (record_id) do update set xid = excluded.xid;
  return null;
end $$;

create function local_record_changed() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  insert into record_change (record_id, tenant_id) select id, tenant_id from changed order by id
  on conflict (record_id) do update set xid = excluded.xid;
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

-- A tenant has items of a record that it had none of. The row is locked even where it is there already, so that a
-- transaction that is about to delete it waits, and sees the new item.
create function hold_common_records(tenant int, records uuid[]) returns void
  language sql security definer set search_path = ${schema}, pg_temp as $$
  with held as (
    insert into common_record_holder (common_record_id, tenant_id)
    select distinct r, tenant from unnest(records) r order by r
    on conflict (common_record_id, tenant_id) do update set tenant_id = excluded.tenant_id
    returning common_record_id, (xmax = 0) as added)
  insert into record_change (record_id) select common_record_id from held where added order by common_record_id
  on conflict (record_id) do update set xid = excluded.xid;
$$;

-- A tenant may have lost its last item of a record.
create function release_common_records(tenant int, records uuid[]) returns void
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  perform from common_record_holder h where h.tenant_id = tenant and h.common_record_id = any (records)
    order by h.common_record_id for update;
  with released as (
    delete from common_record_holder h
    where h.tenant_id = tenant and h.common_record_id = any (records)
      and not exists (select from item i where i.tenant_id = tenant and i.common_record_id = h.common_record_id)
    returning h.common_record_id)
  insert into record_change (record_id) select common_record_id from released order by common_record_id
  on conflict (record_id) do update set xid = excluded.xid;
end $$;

create function items_added() returns trigger language plpgsql as $$
declare
  owner record;
begin
  for owner in
    select tenant_id, array_agg(common_record_id) as records from added where common_record_id is not null group by tenant_id
  loop
    perform hold_common_records(owner.tenant_id, owner.records);
  end loop;
  return null;
end $$;

create function items_deleted() returns trigger language plpgsql as $$
declare
  owner record;
begin
  for owner in
    select tenant_id, array_agg(common_record_id) as records from deleted where common_record_id is not null group by tenant_id
  loop
    perform release_common_records(owner.tenant_id, owner.records);
  end loop;
  return null;
end $$;

create function item_described_anew() returns trigger language plpgsql as $$
begin
  if new.common_record_id is not null then
    perform hold_common_records(new.tenant_id, array[new.common_record_id]);
  end if;
  if old.common_record_id is not null then
    perform release_common_records(old.tenant_id, array[old.common_record_id]);
  end if;
  return null;
end $$;

create trigger items_added after insert on item referencing new table as added
  for each statement execute function items_added();
create trigger items_deleted after delete on item referencing old table as deleted
  for each statement execute function items_deleted();
-- Of this column only: loans and returns change items all day and don't concern an index.
create trigger item_described_anew after update of common_record_id on item
  for each row when (old.common_record_id is distinct from new.common_record_id) execute function item_described_anew();

-- What is there already.
insert into record_change (record_id) select id from common_record;
do $$
declare
  owner int;
begin
  for owner in select id from tenant loop
    perform set_config('samling.tenant', owner::text, true);
    insert into record_change (record_id, tenant_id) select id, tenant_id from local_record;
    insert into common_record_holder (common_record_id, tenant_id)
      select distinct common_record_id, tenant_id from item where common_record_id is not null;
  end loop;
  perform set_config('samling.tenant', '', true);
end $$;

grant select on record_change, common_record_holder to ${application};
revoke execute on function hold_common_records(int, uuid[]), release_common_records(int, uuid[]) from public;
grant execute on function hold_common_records(int, uuid[]), release_common_records(int, uuid[]) to ${application};
