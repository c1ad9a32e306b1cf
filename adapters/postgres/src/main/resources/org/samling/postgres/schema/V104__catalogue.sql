-- Bibliographic records, by what they are found, which tenants hold them, the feed of their changes, and which authority
-- records they follow. Common records belong to no tenant. Local ones belong to a tenant.

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
-- Without fastupdate: the entries of a bulk load would stand in a list that every look-up reads from its begin, a hundred
-- times what the look-up costs, until something vacuums the table. Writing them at once costs imports nothing.
create index common_record_isbns on common_record using gin (isbns) with (fastupdate = off);
create index common_record_numbers on common_record using gin (numbers) with (fastupdate = off)
  where numbers is not null;

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
create index local_record_isbns on local_record using gin (isbns) with (fastupdate = off);

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
-- was under way then. Another server, or a database that was restored, counts its transactions anew (origin). A moment of
-- an earlier timeline tells that a standby which took over has all that came before it.
create table catalogue_moment (
  xid      xid8        primary key,
  at       timestamptz not null,
  origin   text        not null,
  timeline bigint      not null default ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint
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

-- Notes a change of the records that use some names, and of what is put together with them, and writes the authors of
-- the first ten thousand: more would take longer than a statement may. A tenant's authority records are followed by its
-- own records only.
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
    perform name_common_authors(users[1:10000]);
    for other in
      select tenant_id as id, (array_agg(distinct record_id))[1:10000] as records from authority_link
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
    perform name_local_authors(owner, users[1:10000]);
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
