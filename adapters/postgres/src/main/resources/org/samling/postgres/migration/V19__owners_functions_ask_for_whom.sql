-- What the owner does for the application it does for the transaction's own tenant: none gives up what another holds.

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
    returning common_record_id, (xmax = 0) as added)
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
    returning h.common_record_id)
  insert into record_change (record_id) select common_record_id from released order by common_record_id
  on conflict (record_id) do update set xid = excluded.xid;
end $$;
