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
  state          text        not null check (state in ('WAITING', 'RUNNING', 'STOPPED', 'DONE', 'CANCELLED', 'UNDONE')),
  reason         text,                  -- why it stopped
  dry_run        boolean     not null default false,
  keeps_versions boolean     not null default true,
  -- The rules by which it matches records, and what becomes of matched ones (null: the usual ones, also where it goes
  -- on); and what they came to.
  rules          jsonb,
  matches        jsonb       not null default '{"matched": 0, "kept": 0, "owned": 0, "ambiguous": 0, "apart": 0}',
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
  without_source int         not null default 0,
  repairs        jsonb       not null default '{}',
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

create function forget_seen_records() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'local_import_batch' then
    delete from local_import_seen where tenant_id = new.tenant_id and batch = new.number;
  else
    delete from common_import_seen where batch = new.number;
  end if;
  return null;
end $$;

create trigger over after update of state on common_import_batch for each row
  when (new.state in ('DONE', 'CANCELLED', 'UNDONE')) execute function forget_seen_records();
create trigger over after update of state on local_import_batch for each row
  when (new.state in ('DONE', 'CANCELLED', 'UNDONE')) execute function forget_seen_records();
