-- Imports: how far each came, so that it goes on there after a crash, and the versions that it replaced, so that it can
-- be undone. Each table is there twice, with the same columns: imports of common records belong to no tenant, as their
-- records do; a tenant's own are fenced.

create sequence import_batch_number;
grant usage on sequence import_batch_number to ${application};

create table common_import_batch (
  number         bigint      primary key default nextval('import_batch_number'),
  started_by     text        not null check (length(started_by) between 1 and 200),
  request_key    text        check (length(request_key) between 1 and 200),  -- of the request that sent the file in
  file           text        not null check (length(file) between 1 and 4096),
  size           bigint      not null check (size >= 0),
  sha256         text        not null check (length(sha256) = 64),
  source         text        not null,  -- of records that name no agency
  format         text,                  -- null: found out from the file
  -- How records are coded that do not say it, where somebody said so for this import; and with which codings how many
  -- records were read.
  coding         text        check (coding in ('AUTO', 'HOLD', 'UTF_8', 'MARC_8', 'LATIN_1')),
  codings        jsonb       not null default '{}',
  state          text        not null check (state in ('WAITING', 'RUNNING', 'STOPPED', 'REVIEW', 'DONE', 'CANCELLED', 'UNDONE')),
  reason         text,                  -- why it stopped
  dry_run        boolean     not null default false,
  keeps_versions boolean     not null default true,
  -- The rules by which it matches records, and what becomes of matched ones (null: the usual ones, also where it goes
  -- on); and what they came to.
  rules          jsonb,
  matches        jsonb       not null default '{"matched": 0, "kept": 0, "owned": 0, "ambiguous": 0, "apart": 0, "held": 0}',
  -- Whose items it takes from the records, by which rules, and what they came to.
  items_tenant   int         references tenant,
  item_rules     jsonb,
  items          jsonb       not null default '{"added": 0, "changed": 0, "unchanged": 0, "refused": {}}',
  read           int         not null default 0,  -- how many records of the file are done, and so where to go on
  last_offset    bigint      not null default 0,  -- where the last of them begins in the unpacked file
  ended_early    text,                  -- where the file ended before its end, and why; null where it was whole
  rejected       int         not null default 0,
  added          int         not null default 0,
  changed        int         not null default 0,
  unchanged      int         not null default 0,
  repaired       int         not null default 0,
  repairs_made   int         not null default 0,  -- in all of these records
  without_source int         not null default 0,
  repairs        jsonb       not null default '{}',  -- the kinds, with how many records needed them
  restored       int         not null default 0,  -- when it was undone
  removed        int         not null default 0,
  started_at     timestamptz not null,
  ended_at       timestamptz,
  check ((state in ('WAITING', 'RUNNING')) = (ended_at is null)),
  check (not (dry_run and keeps_versions)),
  check ((items_tenant is null) = (item_rules is null))
);
grant select, insert, update on common_import_batch to ${application};

create index common_import_batch_file on common_import_batch (file) where state in ('RUNNING', 'STOPPED');
create unique index common_import_batch_request on common_import_batch (started_by, request_key)
  where request_key is not null;

create table local_import_batch (
  tenant_id int not null references tenant,
  like common_import_batch including defaults including constraints,
  primary key (tenant_id, number),
  foreign key (items_tenant) references tenant,
  check (items_tenant = tenant_id)
);
call tenant_table('local_import_batch', 'select, insert, update');

create index local_import_batch_file on local_import_batch (tenant_id, file) where state in ('RUNNING', 'STOPPED');
create unique index local_import_batch_request on local_import_batch (tenant_id, started_by, request_key)
  where request_key is not null;

-- The version of a record before an import replaced it. A record that an import added has none.
create table common_import_earlier (
  batch          bigint not null references common_import_batch,
  record_id      uuid   not null,
  import_batch   bigint,  -- the import that wrote this version
  -- Its key, where that changed: the record took another one's place.
  source         text,
  control_number text,
  format         text   not null,
  original       bytea  not null,
  content        jsonb  not null,
  title          text   not null,
  author         text,
  published      text,
  isbns          text[] not null,
  numbers        text[],
  links          jsonb,
  primary key (batch, record_id)
);
-- An import that is undone deletes the records that it added, but for those that others refer to, of whatever tenant.
grant select, insert, delete on common_import_earlier to ${application};

create index common_import_earlier_import on common_import_earlier (import_batch) where import_batch is not null;

create table local_import_earlier (
  tenant_id int not null references tenant,
  like common_import_earlier,
  primary key (tenant_id, batch, record_id),
  foreign key (tenant_id, batch) references local_import_batch
);
call tenant_table('local_import_earlier', 'select, insert, delete');

create index local_import_earlier_import on local_import_earlier (tenant_id, import_batch)
  where import_batch is not null;

-- What was put right in records to read them: the first repairs of an import. Deleted with the earlier versions.
create table common_import_repair (
  batch          bigint not null references common_import_batch,
  number         int    not null check (number > 0),
  ordinal        int    not null check (ordinal > 0),  -- of the record in the file
  record_offset  bigint not null check (record_offset >= 0),
  source         text   not null,  -- the record's key
  control_number text   not null,
  kind           text   not null check (length(kind) <= 50),
  field          text   not null check (length(field) <= 20),  -- empty: the record as a whole
  occurrence     int    not null check (occurrence >= 0),
  subfield       text   not null check (length(subfield) <= 8),
  before         text   not null check (length(before) <= 80),
  after          text   not null check (length(after) <= 80),
  primary key (batch, number)
);
grant select, insert, delete on common_import_repair to ${application};

create table local_import_repair (
  tenant_id int not null references tenant,
  like common_import_repair including constraints,
  primary key (tenant_id, batch, number),
  foreign key (tenant_id, batch) references local_import_batch
);
call tenant_table('local_import_repair', 'select, insert, delete');

-- Records that a matching import found as they come in its file: none of its later records may take their place. Those
-- that it wrote say so themselves (import_batch). An import that is over needs these rows no more.
create table common_import_seen (
  batch     bigint not null references common_import_batch,
  record_id uuid   not null,
  primary key (batch, record_id)
);
grant select, insert, delete on common_import_seen to ${application};

create table local_import_seen (
  tenant_id int not null references tenant,
  like common_import_seen,
  primary key (tenant_id, batch, record_id),
  foreign key (tenant_id, batch) references local_import_batch
);
call tenant_table('local_import_seen', 'select, insert, delete');

-- Records of imports that wait for somebody who decides about them, by their number in the file. What the rules propose,
-- the records that may be meant, and what was decided. They go with the state REVIEW of their import.
create table common_import_review (
  batch          bigint not null references common_import_batch,
  ordinal        int    not null check (ordinal > 0),
  record_offset  bigint not null check (record_offset >= 0),
  source         text   not null,
  control_number text   not null,
  format         text   not null,
  original       bytea  not null,
  content        jsonb  not null,
  title          text   not null,
  author         text,
  published      text,
  isbns          text[] not null,
  proposal       jsonb  not null,
  candidates     jsonb  not null,
  decision       jsonb,
  decided_by     text   check (length(decided_by) between 1 and 200),
  primary key (batch, ordinal),
  check ((decision is null) = (decided_by is null))
);
grant select, insert, update, delete on common_import_review to ${application};

create table local_import_review (
  tenant_id int not null references tenant,
  like common_import_review including constraints,
  primary key (tenant_id, batch, ordinal),
  foreign key (tenant_id, batch) references local_import_batch
);
call tenant_table('local_import_review', 'select, insert, update, delete');

create function forget_seen_records() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'local_import_batch' then
    delete from local_import_seen where tenant_id = new.tenant_id and batch = new.number;
    delete from local_import_review where tenant_id = new.tenant_id and batch = new.number;
  else
    delete from common_import_seen where batch = new.number;
    delete from common_import_review where batch = new.number;
  end if;
  return null;
end $$;

create trigger over after update of state on common_import_batch for each row
  when (new.state in ('DONE', 'CANCELLED', 'UNDONE')) execute function forget_seen_records();
create trigger over after update of state on local_import_batch for each row
  when (new.state in ('DONE', 'CANCELLED', 'UNDONE')) execute function forget_seen_records();

-- What the codes in records' item fields stand for, under names that imports give.
create table item_mapping (
  tenant_id int   not null references tenant,
  name      text  not null check (length(name) between 1 and 40),
  preset    text  not null,
  mapping   jsonb not null,
  primary key (tenant_id, name)
);
call tenant_table('item_mapping', 'select, insert, update, delete');

-- Any field by which imports match records: the match points that are in use, the values that records have of them, and
-- the records whose values are still to be looked at, since they are new or were changed. What a value is, only the
-- program knows: it looks at what is due before it matches. Where no point is in use there are no rows.
create table common_match_point (
  point   text        primary key check (length(point) between 3 and 100),
  used_at timestamptz not null default now()
);
grant select, insert, update, delete on common_match_point to ${application};

create table common_record_key (
  point     text not null,
  value     text not null check (length(value) between 1 and 200),
  record_id uuid not null,
  primary key (point, value, record_id)
);
grant select, insert, delete on common_record_key to ${application};

create index common_record_key_record on common_record_key (record_id);

create table common_record_due (
  record_id uuid primary key
);
grant select, insert, delete on common_record_due to ${application};

create table local_match_point (
  tenant_id int not null references tenant,
  like common_match_point including defaults including constraints,
  primary key (tenant_id, point)
);
call tenant_table('local_match_point', 'select, insert, update, delete');

create table local_record_key (
  tenant_id int not null references tenant,
  like common_record_key including constraints,
  primary key (tenant_id, point, value, record_id)
);
call tenant_table('local_record_key', 'select, insert, delete');

create index local_record_key_record on local_record_key (tenant_id, record_id);

create table local_record_due (
  tenant_id int  not null references tenant,
  record_id uuid not null,
  primary key (tenant_id, record_id)
);
call tenant_table('local_record_due', 'select, insert, delete');

create function common_keys_are_due() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  if exists (select from common_match_point) then
    delete from common_record_key k using changed c where k.record_id = c.id;
    if tg_op = 'DELETE' then
      delete from common_record_due d using changed c where d.record_id = c.id;
    else
      insert into common_record_due (record_id) select c.id from changed c on conflict do nothing;
    end if;
  end if;
  return null;
end $$;

create function local_keys_are_due() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  if exists (select from local_match_point p where p.tenant_id in (select c.tenant_id from changed c)) then
    delete from local_record_key k using changed c where k.tenant_id = c.tenant_id and k.record_id = c.id;
    if tg_op = 'DELETE' then
      delete from local_record_due d using changed c where d.tenant_id = c.tenant_id and d.record_id = c.id;
    else
      insert into local_record_due (tenant_id, record_id) select c.tenant_id, c.id from changed c on conflict do nothing;
    end if;
  end if;
  return null;
end $$;

create trigger due_when_added after insert on common_record referencing new table as changed
  for each statement execute function common_keys_are_due();
create trigger due_when_replaced after update on common_record referencing new table as changed
  for each statement execute function common_keys_are_due();
create trigger due_when_deleted after delete on common_record referencing old table as changed
  for each statement execute function common_keys_are_due();
create trigger due_when_added after insert on local_record referencing new table as changed
  for each statement execute function local_keys_are_due();
create trigger due_when_replaced after update on local_record referencing new table as changed
  for each statement execute function local_keys_are_due();
create trigger due_when_deleted after delete on local_record referencing old table as changed
  for each statement execute function local_keys_are_due();
