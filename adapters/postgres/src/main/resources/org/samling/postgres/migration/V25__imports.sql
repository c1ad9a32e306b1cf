-- What imports did: how far each came, so that it goes on there after a crash, and the versions that it replaced, so that it
-- can be undone. Common records' imports belong to no tenant, as their records do; a tenant's are fenced.

create sequence import_batch_number;

create table common_import_batch (
  number         bigint      primary key default nextval('import_batch_number'),
  started_by     text        not null check (length(started_by) between 1 and 200),
  file           text        not null check (length(file) between 1 and 4096),
  size           bigint      not null check (size >= 0),
  sha256         text        not null check (length(sha256) = 64),
  source         text        not null,  -- of records that name no agency
  format         text,                  -- null: found out from the file
  state          text        not null check (state in ('RUNNING', 'STOPPED', 'DONE', 'UNDONE')),
  reason         text,                  -- why it stopped
  read           int         not null default 0,  -- how many records of the file are done, and so where to go on
  last_offset    bigint      not null default 0,  -- where the last of them begins, in the unpacked file
  rejected       int         not null default 0,
  added          int         not null default 0,
  changed        int         not null default 0,
  unchanged      int         not null default 0,
  repaired       int         not null default 0,
  without_source int         not null default 0,
  repairs        jsonb       not null default '{}',
  restored       int         not null default 0,  -- when it was undone
  removed        int         not null default 0,
  keeps_versions boolean     not null default true,
  started_at     timestamptz not null,
  ended_at       timestamptz,
  check ((state = 'RUNNING') = (ended_at is null))
);

create index common_import_batch_file on common_import_batch (file) where state in ('RUNNING', 'STOPPED');

create table local_import_batch (
  tenant_id int not null references tenant,
  like common_import_batch including defaults including constraints,
  primary key (tenant_id, number)
);

create index local_import_batch_file on local_import_batch (tenant_id, file) where state in ('RUNNING', 'STOPPED');

-- The import that wrote a record as it stands now; null where something else did. No foreign key: millions of rows would be
-- checked, one by one, against the one that their own transaction holds.
alter table common_record add column import_batch bigint;
alter table local_record add column import_batch bigint;
create index common_record_import_batch on common_record (import_batch, id) where import_batch is not null;
create index local_record_import_batch on local_record (tenant_id, import_batch, id) where import_batch is not null;

-- The version of a record before an import replaced it. A record that an import added has none.
create table common_import_earlier (
  batch        bigint not null references common_import_batch,
  record_id    uuid   not null,
  import_batch bigint,  -- the import that wrote this version
  format       text   not null,
  original     bytea  not null,
  content      jsonb  not null,
  title        text   not null,
  author       text,
  published    text,
  isbns        text[] not null,
  primary key (batch, record_id)
);

create index common_import_earlier_import on common_import_earlier (import_batch) where import_batch is not null;

create table local_import_earlier (
  tenant_id int not null references tenant,
  like common_import_earlier including constraints,
  primary key (tenant_id, batch, record_id),
  foreign key (tenant_id, batch) references local_import_batch
);

create index local_import_earlier_import on local_import_earlier (tenant_id, import_batch) where import_batch is not null;

do $$
declare
  name text;
begin
  foreach name in array array['local_import_batch', 'local_import_earlier'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant usage on sequence import_batch_number to ${application};
grant select, insert, update on common_import_batch, local_import_batch to ${application};
grant select, insert, delete on common_import_earlier, local_import_earlier to ${application};
-- An import that is undone takes the records away that it added. What a record is referred to by, of whatever tenant, keeps it.
grant delete on common_record, local_record to ${application};

-- Compressing a record took more than a quarter of the time it took to write it. Most have room in a page, two by two, as they are; only
-- larger ones are still compressed.
alter table common_record set (toast_tuple_target = 4080);
alter table local_record set (toast_tuple_target = 4080);
