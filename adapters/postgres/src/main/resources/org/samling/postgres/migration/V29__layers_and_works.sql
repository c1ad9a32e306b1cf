-- What records of danMARC2 have to do with each other: layers, which are added to a common record of the same number, and
-- sections and volumes, which stand below another record of a work. Links are by number, so that it does not matter which
-- record comes first. They belong to no tenant, as who reads the feed follows all of them, and hold no more than numbers.
create table record_link (
  record_id      uuid    primary key,
  tenant_id      int     references tenant,  -- whose local record it is; null for a common one
  control_number text    not null,
  above_number   text,                       -- of the record above it in a work
  is_layer       boolean not null,
  check (is_layer or above_number is not null)
);

create index record_link_above on record_link (above_number) where above_number is not null;
create index record_link_layer on record_link (control_number) where is_layer;

-- The agencies whose common records others stand on.
create function base_agencies() returns text[] language sql immutable parallel safe
  return array['870970', '870971', '870974', '870976', '870979', '300000'];

-- The subfields of some fields, in their order. Content is kept in either of two forms: objects with names, or the leader
-- and an array for each field (tag, indicators, codes, a text for each code).
create function marc_subfields(content jsonb, tags text[])
  returns table (field int, tag text, place int, code text, value text)
  language sql immutable parallel safe as $$
  select f.n::int, f.f ->> 'tag', s.m::int, s.s ->> 'code', s.s ->> 'value'
  from jsonb_array_elements(content -> 'fields') with ordinality f (f, n)
  cross join jsonb_array_elements(f.f -> 'subfields') with ordinality s (s, m)
  where f.f ->> 'tag' = any (tags)
  union all
  select f.n::int, f.f ->> 0, m, substr(f.f ->> 2, m, 1), f.f ->> (m + 2)
  from jsonb_array_elements(case jsonb_typeof(content) when 'array' then content else '[]' end) with ordinality f (f, n)
  cross join generate_series(1, length(f.f ->> 2)) m
  where jsonb_typeof(f.f) = 'array' and f.f ->> 0 = any (tags)
$$;

-- What a record says of its place: whether it is deleted (004 *r d), and the number of the record above a section or a volume
-- (004 *a s, b), which is the first 014 *a of a field without *x.
create function place_in_work(content jsonb) returns table (is_deleted boolean, above_number text)
  language sql immutable parallel safe as $$
  with s as materialized (select * from marc_subfields(content, array['004', '014']))
  select
    exists (select from s where s.tag = '004' and s.code = 'r' and s.value = 'd'),
    (select replace(s.value, ' ', '') from s
     where s.tag = '014' and s.code = 'a' and replace(s.value, ' ', '') <> ''
       and not exists (select from s x where x.field = s.field and x.code = 'x')
       and exists (select from s l where l.tag = '004' and l.code = 'a' and l.value in ('s', 'b'))
     order by s.field, s.place limit 1)
$$;

-- Tells of the records whose view is made with changed ones: what is below them in a work, the layers on all of these, and
-- the common records with some numbers more. A tenant's records are part of its own views only.
create function tell_of_related(tenant int, numbers text[], bases text[]) returns void
  language sql as $$
  with recursive below (number, depth) as (
    select unnest(numbers), 0
    union
    select l.control_number, b.depth + 1 from below b
    join record_link l on l.above_number = b.number
    where b.depth < 4 and (tenant is null or l.tenant_id = tenant)),
  related (record_id, tenant_id) as (
    select l.record_id, l.tenant_id from below b join record_link l on l.above_number = b.number
    where tenant is null or l.tenant_id = tenant
    union
    select l.record_id, l.tenant_id from below b join record_link l on l.control_number = b.number and l.is_layer
    where tenant is null or l.tenant_id = tenant
    union
    select c.id, null from unnest(bases) n (number) cross join unnest(base_agencies()) a (source)
    join common_record c on c.source = a.source and c.control_number = n.number)
  insert into record_change (record_id, tenant_id) select record_id, tenant_id from related order by record_id
  on conflict (record_id) do update set xid = excluded.xid
$$;

-- Records that stand on each other can come at the same time: the later transaction waits here, and then sees the earlier.
create function link_one_by_one() returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('record_link', 0))
$$;

create or replace function common_record_changed() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
declare
  numbers text[];
  layered text[];
  above   text[];
begin
  select array_agg(control_number), array_agg(control_number) filter (where source = '191919') into numbers, layered
  from changed where format like 'DANMARC2%';
  if numbers is not null then
    perform link_one_by_one();
  end if;
  insert into record_change (record_id) select id from changed order by id
  on conflict (record_id) do update set xid = excluded.xid;
  if tg_op <> 'INSERT' then
    with gone as (
      delete from record_link l using changed c where l.record_id = c.id returning l.above_number)
    select array_agg(above_number) into above from gone where above_number is not null;
  end if;
  if numbers is not null then
    if tg_op <> 'DELETE' then
      insert into record_link (record_id, control_number, above_number, is_layer)
      select c.id, c.control_number, p.above_number, c.source = '191919' and not p.is_deleted
      from changed c cross join lateral place_in_work(c.content) p
      where c.format like 'DANMARC2%' and (p.above_number is not null or c.source = '191919' and not p.is_deleted);
    end if;
    if tg_op = 'UPDATE' then
      -- Who holds a volume holds what it stood below, and what it stands below now.
      select above || array_agg(l.above_number) into above from changed c join record_link l on l.record_id = c.id
      where l.above_number is not null;
    end if;
    perform tell_of_related(null, numbers, layered || above);
  end if;
  return null;
end $$;

create or replace function local_record_changed() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
declare
  owner record;
begin
  if exists (select from changed where format like 'DANMARC2%') then
    perform link_one_by_one();
  end if;
  insert into record_change (record_id, tenant_id) select id, tenant_id from changed order by id
  on conflict (record_id) do update set xid = excluded.xid;
  if tg_op <> 'INSERT' then
    delete from record_link l using changed c where l.record_id = c.id;
  end if;
  for owner in
    select tenant_id, array_agg(control_number) as numbers,
      array_agg(control_number) filter (where source <> all (base_agencies())) as layered
    from changed where format like 'DANMARC2%' group by tenant_id
  loop
    if tg_op <> 'DELETE' then
      insert into record_link (record_id, tenant_id, control_number, above_number, is_layer)
      select c.id, c.tenant_id, c.control_number, p.above_number,
        c.source <> all (base_agencies()) and not p.is_deleted
      from changed c cross join lateral place_in_work(c.content) p
      where c.format like 'DANMARC2%' and c.tenant_id = owner.tenant_id
        and (p.above_number is not null or c.source <> all (base_agencies()) and not p.is_deleted);
    end if;
    perform tell_of_related(owner.tenant_id, owner.numbers, owner.layered);
  end loop;
  return null;
end $$;

-- Who has items of a volume can find the records above it, which have none.
create function common_record_holders_changed() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  with recursive above (number, depth) as (
    select l.above_number, 1 from changed c join record_link l on l.record_id = c.common_record_id
    where l.above_number is not null
    union
    select l.above_number, a.depth + 1 from above a cross join unnest(base_agencies()) b (source)
    join common_record c on c.source = b.source and c.control_number = a.number
    join record_link l on l.record_id = c.id
    where a.depth < 4 and l.above_number is not null),
  told (id) as (
    select distinct c.id from above a cross join unnest(base_agencies()) b (source)
    join common_record c on c.source = b.source and c.control_number = a.number)
  insert into record_change (record_id) select id from told order by id
  on conflict (record_id) do update set xid = excluded.xid;
  return null;
end $$;

create trigger holder_added after insert on common_record_holder referencing new table as changed
  for each statement execute function common_record_holders_changed();
create trigger holder_gone after delete on common_record_holder referencing old table as changed
  for each statement execute function common_record_holders_changed();

-- What is there already: each record's link is made, and its view told anew.
insert into record_link (record_id, control_number, above_number, is_layer)
select c.id, c.control_number, p.above_number, c.source = '191919' and not p.is_deleted
from common_record c cross join lateral place_in_work(c.content) p
where c.format like 'DANMARC2%' and (p.above_number is not null or c.source = '191919' and not p.is_deleted);
do $$
declare
  owner int;
begin
  for owner in select id from tenant loop
    perform set_config('samling.tenant', owner::text, true);
    insert into record_link (record_id, tenant_id, control_number, above_number, is_layer)
    select c.id, c.tenant_id, c.control_number, p.above_number, c.source <> all (base_agencies()) and not p.is_deleted
    from local_record c cross join lateral place_in_work(c.content) p
    where c.format like 'DANMARC2%' and (p.above_number is not null or c.source <> all (base_agencies()) and not p.is_deleted);
  end loop;
  perform set_config('samling.tenant', '', true);
end $$;
select tell_of_related(null, array_agg(distinct number), array_agg(distinct number))
from (select control_number from record_link union select above_number from record_link) n (number) where number is not null;

grant select on record_link to ${application};
revoke execute on function tell_of_related(int, text[], text[]), link_one_by_one() from public;
