-- Which records use which authority records, by the names of these, so that records may come in any order. Like the other
-- links between records they have no fence, as the feed's readers follow all tenants, and hold nothing but numbers:
-- headings are digests.
create table authority_link (
  record_id    uuid    not null,
  name         text    not null,
  is_authority boolean not null,  -- whether the record is known by the name, or uses it
  is_primary   boolean not null,  -- of an authority record: its key and its present heading, no other name
  tenant_id    int     references tenant,  -- whose local record it is; null for a common one
  primary key (record_id, name)
);
grant select on authority_link to ${application};

create index authority_link_name on authority_link (name, is_authority);

-- An authority record goes on being known by the headings that it had before: records that were matched by their words
-- have these. Only the latest fifty are kept.
create function with_former_headings(before jsonb, now jsonb) returns jsonb language sql immutable parallel safe as $$
  select case
    when before is null or now is null or not (before ? 'names' and now ? 'names') then now
    else jsonb_set(now, '{names}', now -> 'names' || coalesce((
      select jsonb_agg(f.name order by f.n) from (
        select name, n from jsonb_array_elements_text(before -> 'names') with ordinality t (name, n)
        where name like '_~%' and not now -> 'names' ? name order by n limit 50) f), '[]'))
  end
$$;

-- The authority record that a field follows: the first name that one has. A tenant's own count before common ones, for
-- its own records; keys and present headings before other names. Where two have a name alike, neither is followed.
create function followed_authority(owner int, names jsonb) returns table (record_id uuid, tenant_id int)
  language sql stable as $$
  select c.record_id, c.tenant_id from (
    select l.record_id, l.tenant_id, n.place,
      rank() over (partition by n.place order by l.tenant_id nulls last, l.is_primary desc) as rank,
      count(*) over (partition by n.place, l.tenant_id, l.is_primary) as alike
    from jsonb_array_elements_text(names) with ordinality n (name, place)
    join authority_link l on l.name = n.name and l.is_authority and (l.tenant_id is null or l.tenant_id = owner)) c
  where c.rank = 1 and c.alike = 1 order by c.place limit 1
$$;

-- The content of the authority records that a record follows, by the places of its fields; null for none.
create function followed_headings(owner int, links jsonb) returns jsonb language sql stable as $$
  select jsonb_object_agg(u ->> 'field', coalesce(l.content, c.content))
  from jsonb_array_elements(links -> 'uses') u
  cross join lateral followed_authority(owner, u -> 'names') a
  left join local_record l on l.tenant_id = a.tenant_id and l.id = a.record_id
  left join common_record c on a.tenant_id is null and c.id = a.record_id
$$;

-- When the authority records that a record follows were changed last.
create function followed_at(owner int, links jsonb) returns timestamptz language sql stable as $$
  select max(coalesce(l.changed_at, c.changed_at))
  from jsonb_array_elements(links -> 'uses') u
  cross join lateral followed_authority(owner, u -> 'names') a
  left join local_record l on l.tenant_id = a.tenant_id and l.id = a.record_id
  left join common_record c on a.tenant_id is null and c.id = a.record_id
$$;

-- The author that is shown for a record whose author may follow an authority record.
create function followed_author(owner int, links jsonb) returns text language sql stable as $$
  select coalesce((
    select coalesce(l.author, c.author) from followed_authority(owner, links -> 'main' -> 'names') a
    left join local_record l on l.tenant_id = a.tenant_id and l.id = a.record_id
    left join common_record c on a.tenant_id is null and c.id = a.record_id), links -> 'main' ->> 'own')
$$;

-- Writes the authors of records, and of what stands below them in a work. A record that another transaction has locked
-- is passed over: that one waits to link it, and then writes it itself.
create function name_common_authors(records uuid[]) returns void language plpgsql as $$
declare
  numbers text[];
begin
  with named as (
    update common_record r set author = v.author
    from (
      select c.id, followed_author(null, c.links) as author from common_record c
      where c.id = any (records) and c.links ? 'main' order by c.id for no key update skip locked) v
    where r.id = v.id and r.author is distinct from v.author returning r.control_number, r.format)
  select array_agg(control_number) filter (where format like 'DANMARC2%') into numbers from named;
  if numbers is not null then
    perform describe_related(numbers);
  end if;
end $$;

create function name_local_authors(owner int, records uuid[]) returns void language plpgsql as $$
declare
  numbers text[];
begin
  with named as (
    update local_record r set author = v.author
    from (
      select l.id, followed_author(owner, l.links) as author from local_record l
      where l.tenant_id = owner and l.id = any (records) and l.links ? 'main' order by l.id for no key update skip locked) v
    where r.tenant_id = owner and r.id = v.id and r.author is distinct from v.author
    returning r.control_number, r.format)
  select array_agg(control_number) filter (where format like 'DANMARC2%') into numbers from named;
  if numbers is not null then
    perform describe_local_parts(owner, numbers);
  end if;
end $$;

-- Notes a change of the records that use some names, and of what is put together with them, and writes their authors.
-- A tenant's authority records are followed by its own records only.
create function follow_names(owner int, names text[]) returns void language plpgsql as $$
declare
  users   uuid[];
  numbers text[];
  acting  int := acting_tenant();
  other   record;
begin
  select array_agg(distinct record_id) into users from authority_link l
  where l.name = any (names) and not l.is_authority and (owner is null or l.tenant_id = owner);
  if users is null then
    return;
  end if;
  insert into record_change (record_id, tenant_id)
  select distinct l.record_id, l.tenant_id from authority_link l where l.record_id = any (users) order by l.record_id
  on conflict (record_id) do update set xid = excluded.xid;
  if owner is null then
    select array_agg(control_number) into numbers from common_record where id = any (users) and format like 'DANMARC2%';
    if numbers is not null then
      perform tell_of_related(null, numbers, numbers);
    end if;
    perform name_common_authors(users);
    for other in
      select tenant_id as id, array_agg(distinct record_id) as records from authority_link
      where record_id = any (users) and tenant_id is not null group by tenant_id order by tenant_id
    loop
      perform act_as(other.id);
      perform name_local_authors(other.id, other.records);
      perform act_as(acting);
    end loop;
  else
    select array_agg(control_number) into numbers from local_record
    where tenant_id = owner and id = any (users) and format like 'DANMARC2%';
    if numbers is not null then
      perform tell_of_related(owner, numbers, null);
    end if;
    perform name_local_authors(owner, users);
  end if;
end $$;

-- The names by which authority records are known, by record.
create function authority_names(records uuid[]) returns jsonb language sql stable as $$
  select coalesce(jsonb_object_agg(record_id, names), '{}') from (
    select record_id, jsonb_agg(name order by name) as names from authority_link
    where record_id = any (records) and is_authority group by record_id) n
$$;

-- Makes the links of records anew, one transaction after the other, so that the later one sees the earlier one's. Those
-- that use an authority record hear of it only where its names or its heading changed.
create function link_authorities(owner int, records uuid[], links jsonb[]) returns void language plpgsql as $$
declare
  before jsonb;
  after  jsonb;
  told   text[];
begin
  perform link_one_by_one();
  before := authority_names(records);
  delete from authority_link where record_id = any (records);
  insert into authority_link (record_id, name, is_authority, is_primary, tenant_id)
  select r.id, n.name, true,
    n.place = 1 or n.name like '_~%' and n.place = min(n.place) filter (where n.name like '_~%') over (partition by r.id), owner
  from unnest(records, links) r (id, links)
  cross join lateral jsonb_array_elements_text(r.links -> 'names') with ordinality n (name, place)
  on conflict do nothing;
  insert into authority_link (record_id, name, is_authority, is_primary, tenant_id)
  select distinct r.id, n.name, false, false, owner
  from unnest(records, links) r (id, links)
  cross join lateral jsonb_array_elements(r.links -> 'uses') u
  cross join lateral jsonb_array_elements_text(u -> 'names') n (name)
  on conflict do nothing;
  after := authority_names(records);
  select array_agg(distinct n.name) into told
  from unnest(records) r (id)
  cross join lateral (
    select jsonb_array_elements_text(before -> r.id::text) union select jsonb_array_elements_text(after -> r.id::text)) n (name)
  where before -> r.id::text is distinct from after -> r.id::text;
  if owner is null then
    perform name_common_authors(records);
  else
    perform name_local_authors(owner, records);
  end if;
  if told is not null then
    perform follow_names(owner, told);
  end if;
end $$;

create function link_common_authorities() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  records uuid[];
  links   jsonb[];
begin
  if pg_trigger_depth() > 1 then
    return null;
  end if;
  select array_agg(c.id), array_agg(case when tg_op <> 'DELETE' then c.links end) into records, links
  from changed c where c.links is not null
    or tg_op = 'UPDATE' and exists (select from authority_link l where l.record_id = c.id);
  if records is not null then
    perform link_authorities(null, records, links);
  end if;
  return null;
end $$;

create function link_local_authorities() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  owner record;
begin
  if pg_trigger_depth() > 1 then
    return null;
  end if;
  for owner in
    select c.tenant_id, array_agg(c.id) as records, array_agg(case when tg_op <> 'DELETE' then c.links end) as links
    from changed c where c.links is not null
      or tg_op = 'UPDATE' and exists (select from authority_link l where l.record_id = c.id)
    group by c.tenant_id
  loop
    perform link_authorities(owner.tenant_id, owner.records, owner.links);
  end loop;
  return null;
end $$;

-- Triggers fire in the order of their names: these before those that link works and that note a change.
create trigger authority_added after insert on common_record referencing new table as changed
  for each statement execute function link_common_authorities();
create trigger authority_replaced after update on common_record referencing new table as changed
  for each statement execute function link_common_authorities();
create trigger authority_deleted after delete on common_record referencing old table as changed
  for each statement execute function link_common_authorities();
create trigger authority_added after insert on local_record referencing new table as changed
  for each statement execute function link_local_authorities();
create trigger authority_replaced after update on local_record referencing new table as changed
  for each statement execute function link_local_authorities();
create trigger authority_deleted after delete on local_record referencing old table as changed
  for each statement execute function link_local_authorities();

revoke execute on function name_common_authors(uuid[]), name_local_authors(int, uuid[]), follow_names(int, text[]),
  link_authorities(int, uuid[], jsonb[]) from public;
