-- How records of danMARC2 belong together: layers, which are added to a common record of the same number, and sections
-- and volumes, which stand below another record of a work. Links are by number, so that records may come in any order.
-- They have no fence, as the feed's readers follow all tenants, and hold nothing but numbers.
create table record_link (
  record_id      uuid    primary key,
  tenant_id      int     references tenant,  -- whose local record it is; null for a common one
  control_number text    not null,
  above_number   text,                       -- of the record above it in a work
  is_layer       boolean not null,
  check (is_layer or above_number is not null)
);
grant select on record_link to ${application};

create index record_link_above on record_link (above_number) where above_number is not null;
create index record_link_number on record_link (control_number);

-- The agencies whose common records others stand on.
create function base_agencies() returns text[] language sql immutable parallel safe
  return array['870970', '870971', '870974', '870976', '870979', '300000'];

-- The subfields of some fields, in their order. Content has either of two forms: objects with names, or the leader and
-- an array for each field (tag, indicators, codes, a text for each code).
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

-- A record's place in a work: whether it is deleted (004 *r d), and the number of the record above a section or volume
-- (004 *a s, b), which is the first 014 *a of a field without *x. A text that is too long to be a number is left out:
-- an index takes no text of any length.
create function place_in_work(content jsonb) returns table (is_deleted boolean, above_number text)
  language sql immutable parallel safe as $$
  with s as materialized (select * from marc_subfields(content, array['004', '014']))
  select
    exists (select from s where s.tag = '004' and s.code = 'r' and s.value = 'd'),
    (select replace(s.value, ' ', '') from s
     where s.tag = '014' and s.code = 'a' and s.value ~ '\S' and length(replace(s.value, ' ', '')) <= 100
       and not exists (select from s x where x.field = s.field and x.code = 'x')
       and exists (select from s l where l.tag = '004' and l.code = 'a' and l.value in ('s', 'b'))
     order by s.field, s.place limit 1)
$$;

-- Notes a change of the records whose view is made with changed ones: those below them in a work, the layers on all of
-- these, and the common records of some other numbers (bases). A tenant's records are part of its own views only.
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

-- A text as it is shown: composed, without control characters (marks of filing among them).
create function shown_text(value text) returns text language sql immutable parallel safe
  return normalize(btrim(regexp_replace(
    regexp_replace(value, '[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]', '', 'g'), '\s+', ' ', 'g')), NFC);

-- The first field 245 as it is shown: for each part its code and text.
create function title_parts(content jsonb) returns text[] language sql immutable parallel safe as $$
  with s as materialized (select * from marc_subfields(content, array['245']))
  select coalesce(array_agg(s.code || shown_text(s.value) order by s.place), '{}') from s
  where s.field = (select min(field) from s) and s.code = any (array['a', 'c', 'u', 'p', 'g', 'n', 'o'])
    and shown_text(s.value) <> ''
$$;

-- The title of a section or volume: the title of the work and of what is between, its own number, its own title.
create function title_below(above text[], own text[]) returns text[] language sql immutable parallel safe as $$
  select array(select p from unnest(above) with ordinality t (p, n) where p like 'a%' order by n limit 1)
    || array(select p from unnest(above) with ordinality t (p, n) where left(p, 1) in ('g', 'n', 'o') order by n)
    || array(select p from unnest(own) with ordinality t (p, n) where left(p, 1) in ('g', 'n') order by n)
    || array(select 'o' || substr(p, 2) from unnest(own) with ordinality t (p, n) where left(p, 1) in ('a', 'o') order by n)
    || array(select p from unnest(own) with ordinality t (p, n) where left(p, 1) in ('c', 'u', 'p') order by n)
$$;

-- A title in one line, punctuated as ISBD has it; null where it has no part.
create function title_text(parts text[]) returns text language sql immutable parallel safe as $$
  select left(string_agg(
    case
      when n = 1 or substr(p, 2) like ',%' then ''
      when left(p, 1) in ('a', 'o') and left(parts[n - 1], 1) in ('g', 'n') then ', '
      when p like 'a%' then ' ; '
      when left(p, 1) in ('c', 'u') then ' : '
      when p like 'p%' then ' = '
      else '. '
    end || substr(p, 2), '' order by n), 1000)
  from unnest(parts) with ordinality t (p, n)
$$;

-- A record's title with those above it. A tenant's record stands below one of its own source, else below a common one.
create function title_in_work(tenant int, source text, content jsonb, above text, depth int) returns text[]
  language plpgsql stable as $$
declare
  found_above record;
  own text[] := title_parts(content);
begin
  if above is null or depth >= 4 then
    return own;
  end if;
  if tenant is not null then
    select l.content, k.above_number, l.source into found_above
    from local_record l left join record_link k on k.record_id = l.id
    where l.tenant_id = tenant and l.source = title_in_work.source and l.control_number = above and l.format like 'DANMARC2%';
    if found then
      return title_below(title_in_work(tenant, source, found_above.content, found_above.above_number, depth + 1), own);
    end if;
  end if;
  select c.content, k.above_number, c.source into found_above
  from common_record c left join record_link k on k.record_id = c.id
  where c.source = any (base_agencies()) and c.control_number = above and c.format like 'DANMARC2%'
  order by array_position(base_agencies(), c.source) limit 1;
  if not found then
    return own;
  end if;
  return title_below(title_in_work(null, source, found_above.content, found_above.above_number, depth + 1), own);
end $$;

-- The author shown for a record: its own where it has a main entry, else that of the record above it.
create function author_in_work(content jsonb, own text, above text) returns text language sql immutable parallel safe as $$
  select case
    when exists (select from marc_subfields(content, array['100', '110'])) then own
    when above is not null then above
    when exists (select from marc_subfields(content, array['239', '700', '710'])) then own
  end
$$;

-- Describes common sections and volumes with some numbers, and all below them, with the titles and authors above them.
-- A record that another transaction has locked is passed over: that one waits to link it, and then describes it itself.
create function describe_parts(numbers text[]) returns void language plpgsql as $$
declare
  parts uuid[];
begin
  select array_agg(record_id) into parts from record_link
  where tenant_id is null and above_number is not null and (control_number = any (numbers) or above_number = any (numbers));
  for depth in 1..4 loop
    exit when parts is null;
    update common_record r set title = v.title, author = v.author
    from (
      select c.id, coalesce(title_text(title_in_work(null, c.source, c.content, l.above_number, 0)), c.title) as title,
        author_in_work(c.content, c.author, a.author) as author
      from record_link l
      join (select * from common_record where id = any (parts) order by id for no key update skip locked) c on c.id = l.record_id
      left join lateral (
        select p.author from common_record p where p.source = any (base_agencies()) and p.control_number = l.above_number
        order by array_position(base_agencies(), p.source) limit 1) a on true
      where l.record_id = any (parts)) v
    where r.id = v.id and (r.title, r.author) is distinct from (v.title, v.author);
    select array_agg(l.record_id) into parts from record_link l join record_link u on u.control_number = l.above_number
    where u.record_id = any (parts) and l.tenant_id is null and u.tenant_id is null;
  end loop;
end $$;

-- The same for the records of a tenant. A layer without a title of its own is shown as the record that it is added to.
create function describe_local_parts(tenant int, numbers text[]) returns void language plpgsql as $$
declare
  parts uuid[];
begin
  select array_agg(record_id) into parts from record_link
  where tenant_id = tenant and (control_number = any (numbers) or above_number = any (numbers));
  for depth in 1..4 loop
    exit when parts is null;
    update local_record r set title = v.title, author = v.author, published = v.published, isbns = v.isbns
    from (
      select c.id, case
          when b.id is not null then b.title
          else coalesce(title_text(title_in_work(tenant, c.source, c.content, l.above_number, 0)), c.title) end as title,
        case when b.id is not null then b.author else
          author_in_work(c.content, c.author, coalesce(o.author, a.author)) end as author,
        case when b.id is not null then b.published else c.published end as published,
        case when b.id is not null then b.isbns else c.isbns end as isbns
      from record_link l
      join (select * from local_record where tenant_id = tenant and id = any (parts) order by id for no key update skip locked) c
        on c.id = l.record_id
      left join lateral (
        select p.* from common_record p
        where l.is_layer and title_parts(c.content) = '{}' and p.source = any (base_agencies())
          and p.control_number = l.control_number
        order by array_position(base_agencies(), p.source) limit 1) b on true
      left join lateral (
        select p.author from common_record p where p.source = any (base_agencies()) and p.control_number = l.above_number
        order by array_position(base_agencies(), p.source) limit 1) a on true
      left join local_record o on o.tenant_id = tenant and o.source = c.source and o.control_number = l.above_number
      where l.record_id = any (parts) and (l.above_number is not null or b.id is not null)) v
    where r.tenant_id = tenant and r.id = v.id
      and (r.title, r.author, r.published, r.isbns) is distinct from (v.title, v.author, v.published, v.isbns);
    select array_agg(l.record_id) into parts from record_link l join record_link u on u.control_number = l.above_number
    where u.record_id = any (parts) and l.tenant_id = tenant and u.tenant_id = tenant;
  end loop;
end $$;

-- Describes what stands on changed common records: volumes below them, and tenants' layers and volumes. The owner acts
-- for each of these tenants in turn, with nothing but what common records say.
create function describe_related(numbers text[]) returns void language plpgsql as $$
declare
  acting int := acting_tenant();
  below  text[];
  owner  record;
begin
  perform describe_parts(numbers);
  with recursive b (number, depth) as (
    select unnest(numbers), 0
    union
    select l.control_number, b.depth + 1 from b join record_link l on l.above_number = b.number
    where b.depth < 4 and l.tenant_id is null)
  select array_agg(number) into below from b;
  for owner in
    select distinct tenant_id as id from record_link
    where tenant_id is not null and (control_number = any (below) or above_number = any (below)) order by 1
  loop
    perform act_as(owner.id);
    perform describe_local_parts(owner.id, below);
    perform act_as(acting);
  end loop;
end $$;

-- Records that stand on each other can come at the same time: the later transaction waits here, and then sees the
-- earlier.
create function link_one_by_one() returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('record_link', 0))
$$;

-- Links are made before the change is noted, so that whoever waits here holds no row of record_change. A record that is
-- only described anew because of another one (a trigger within a trigger) has the links that it had.
create function link_common_records() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  numbers text[];
  layered text[];
  above   text[];
begin
  if pg_trigger_depth() > 1 then
    return null;
  end if;
  select array_agg(control_number), array_agg(control_number) filter (where source = '191919') into numbers, layered
  from changed where format like 'DANMARC2%';
  if numbers is not null then
    perform link_one_by_one();
  end if;
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
    perform describe_related(numbers);
  end if;
  return null;
end $$;

create function link_local_records() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  owner record;
begin
  if pg_trigger_depth() > 1 then
    return null;
  end if;
  if exists (select from changed where format like 'DANMARC2%') then
    perform link_one_by_one();
  end if;
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
    perform describe_local_parts(owner.tenant_id, owner.numbers);
  end loop;
  return null;
end $$;

-- Triggers fire in the order of their names: these before those that note a change.
create trigger link_added after insert on common_record referencing new table as changed
  for each statement execute function link_common_records();
create trigger link_replaced after update on common_record referencing new table as changed
  for each statement execute function link_common_records();
create trigger link_deleted after delete on common_record referencing old table as changed
  for each statement execute function link_common_records();
create trigger link_added after insert on local_record referencing new table as changed
  for each statement execute function link_local_records();
create trigger link_replaced after update on local_record referencing new table as changed
  for each statement execute function link_local_records();
create trigger link_deleted after delete on local_record referencing old table as changed
  for each statement execute function link_local_records();

-- Harvesters hear that there is no record of the former key any more, and what stood on it is made anew.
create function tell_of_former_key() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  owner int;
begin
  if tg_table_name = 'local_record' then
    owner := (to_jsonb(old) ->> 'tenant_id')::int;
  end if;
  if old.format like 'DANMARC2%' then
    perform link_one_by_one();
    perform tell_of_related(owner, array[old.control_number], array[old.control_number]);
  end if;
  insert into record_change (record_id, tenant_id, source, control_number, format, deleted)
  values (gen_random_uuid(), owner, old.source, old.control_number, old.format, true);
  return null;
end $$;

create trigger key_changed after update on common_record for each row
  when (old.source <> new.source or old.control_number <> new.control_number)
  execute function tell_of_former_key();
create trigger key_changed after update on local_record for each row
  when (old.source <> new.source or old.control_number <> new.control_number)
  execute function tell_of_former_key();

-- A tenant that has items of a volume finds the records above it, too, which have no items.
create function common_record_holders_changed() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
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

revoke execute on function tell_of_related(int, text[], text[]), link_one_by_one(), describe_parts(text[]),
  describe_local_parts(int, text[]), describe_related(text[]) from public;
