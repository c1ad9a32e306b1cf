-- By what rules an import knows records again, and what becomes of those that it knows; null for those that hold where nothing
-- else is said. It goes on with the same ones. And what they came to.
alter table common_import_batch
  add column rules jsonb,
  add column matches jsonb not null default '{"matched": 0, "kept": 0, "owned": 0, "ambiguous": 0, "apart": 0}';
alter table local_import_batch
  add column rules jsonb,
  add column matches jsonb not null default '{"matched": 0, "kept": 0, "owned": 0, "ambiguous": 0, "apart": 0}';

-- What a record may be known again by beside its key and its ISBNs, each number with the word for its kind: issn:01052322, and
-- faust:50000015 where another agency's record names one. Null where there is none, as in most.
alter table common_record add column numbers text[];
alter table local_record add column numbers text[];
create index common_record_numbers on common_record using gin (numbers) where numbers is not null;

-- A record that took another one's place has another key than before. Null: the same (versions kept before this migration).
alter table common_import_earlier
  add column source text, add column control_number text, add column numbers text[];
alter table local_import_earlier
  add column source text, add column control_number text, add column numbers text[];

-- The same of records that are there already, without telling the index of it: nothing of what it has changes.
create function issn_of(value text) returns text language sql immutable parallel safe as $$
  select d from upper(replace(substring(btrim(value) from '^\d{4}-?\d{3}[\dXx](?!\d)'), '-', '')) d
  where (select sum((9 - i) * case substr(d, i, 1) when 'X' then 10 else substr(d, i, 1)::int end)
         from generate_series(1, 8) i) % 11 = 0
$$;

create function numbers_of(content jsonb, format text) returns text[] language sql immutable parallel safe as $$
  select array_agg(distinct n) from (
    select case
      when s.tag = case format when 'UNIMARC' then '011' else '022' end and s.code = 'a' then 'issn:' || issn_of(s.value)
      when s.tag = '002' and s.code = 'a' and format like 'DANMARC2%'
        then 'faust:' || substring(replace(s.value, ' ', '') from '^\d{8,9}$')
      when s.tag = '035' and s.code in ('a', 'z')
        then 'faust:' || substring(replace(s.value, ' ', '') from '^\((?:DK-)?870970\)(\d{8,9})$')
    end as n
    from marc_subfields(content, array['002', '011', '022', '035']) s) found
  where n is not null
$$;

alter table common_record disable trigger user;
update common_record r set numbers = numbers_of(r.content, r.format) where numbers_of(r.content, r.format) is not null;
alter table common_record enable trigger user;

-- A tenant's records by their numbers. Within the fence an index is used only by what compares texts, not arrays.
create table local_record_number (
  tenant_id int  not null references tenant,
  value     text not null,
  record_id uuid not null,
  primary key (tenant_id, value, record_id)
);
create index local_record_number_record on local_record_number (tenant_id, record_id);

do $$
declare
  owner int;
begin
  alter table local_record disable trigger user;
  for owner in select id from tenant loop
    perform set_config('samling.tenant', owner::text, true);
    update local_record r set numbers = numbers_of(r.content, r.format)
    where r.tenant_id = owner and numbers_of(r.content, r.format) is not null;
    insert into local_record_number (tenant_id, value, record_id)
    select tenant_id, 'isbn:' || unnest(isbns), id from local_record where tenant_id = owner
    union
    select tenant_id, unnest(numbers), id from local_record where tenant_id = owner;
  end loop;
  perform set_config('samling.tenant', '', true);
  alter table local_record enable trigger user;
end $$;

drop function numbers_of(jsonb, text);
drop function issn_of(text);

alter table local_record_number enable row level security;
alter table local_record_number force row level security;
create policy tenant on local_record_number
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);
grant select on local_record_number to ${application};

create function number_local_records() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    delete from local_record_number n using changed c where n.tenant_id = c.tenant_id and n.record_id = c.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into local_record_number (tenant_id, value, record_id)
    select tenant_id, 'isbn:' || unnest(isbns), id from changed
    union
    select tenant_id, unnest(numbers), id from changed;
  end if;
  return null;
end $$;

create trigger numbered_when_added after insert on local_record referencing new table as changed
  for each statement execute function number_local_records();
create trigger numbered_when_replaced after update on local_record referencing new table as changed
  for each statement execute function number_local_records();
create trigger numbered_when_deleted after delete on local_record referencing old table as changed
  for each statement execute function number_local_records();

-- Who follows the catalogue by names hears that there is no record of the former name any more, and what stood on it is made anew.
create function tell_of_former_key() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
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
