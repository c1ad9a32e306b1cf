-- Bibliographic records. Common ones belong to no tenant; local ones belong to a tenant and may stand on a common one.

create table common_record (
  id             uuid        primary key,
  source         text        not null,  -- the agency that made it
  control_number text        not null,  -- the number the agency gave it
  format         text        not null,  -- what original is in
  original       bytea       not null,  -- as it came, never changed
  content        jsonb       not null,  -- in MARC's structure
  title          text        not null,
  author         text,
  published      text,
  isbns          text[]      not null,
  created_at     timestamptz not null default now(),
  changed_at     timestamptz not null default now(),
  unique (source, control_number)
);

create table local_record (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  common_record_id uuid        references common_record,
  source           text        not null,
  control_number   text        not null,
  format           text        not null,
  original         bytea       not null,
  content          jsonb       not null,
  title            text        not null,
  author           text,
  published        text,
  isbns            text[]      not null,
  created_at       timestamptz not null default now(),
  changed_at       timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, source, control_number)
);

create index local_record_common on local_record (tenant_id, common_record_id);
