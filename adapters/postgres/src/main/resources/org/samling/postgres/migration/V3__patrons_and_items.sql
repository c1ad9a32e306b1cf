create table patron (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  name             text        not null,
  category         text        not null,
  branch           text        not null,
  language         text        not null default '000' check (language ~ '^[0-9]{3}$'),  -- SIP2 language code
  birth_date       date,
  expires_on       date,
  email            text,
  phone            text,
  address          text,
  -- The number of the person registry is looked up by its keyed hash and shown to nobody; both keys have versions, so
  -- that they can be changed row by row.
  cpr_hmac             bytea,
  cpr_hmac_key_version smallint,
  cpr_sealed           bytea,
  cpr_seal_key_version smallint,
  created_at       timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, category) references patron_category,
  foreign key (tenant_id, branch) references branch,
  check ((cpr_hmac is null) = (cpr_hmac_key_version is null)),
  check ((cpr_sealed is null) = (cpr_seal_key_version is null))
);

create unique index patron_cpr on patron (tenant_id, cpr_hmac_key_version, cpr_hmac);

create table patron_identifier (
  tenant_id int     not null references tenant,
  value     text    not null check (length(value) between 1 and 100),
  kind      text    not null check (kind in ('CARD')),
  patron_id uuid    not null,
  active    boolean not null default true,
  primary key (tenant_id, value),
  foreign key (tenant_id, patron_id) references patron
);

create index patron_identifier_patron on patron_identifier (tenant_id, patron_id);

create table patron_block (
  tenant_id int         not null references tenant,
  patron_id uuid        not null,
  code      char(1)     not null check (code in ('O', 'U', 'F', 'S', 'W', 'E', 'D')),
  note      text,
  since     timestamptz not null default now(),
  primary key (tenant_id, patron_id, code),
  foreign key (tenant_id, patron_id) references patron
);

create table patron_pin (
  tenant_id      int      not null references tenant,
  patron_id      uuid     not null,
  hash           text     not null,  -- argon2id over HMAC-SHA256 with the pepper
  pepper_version smallint not null,
  failures       int      not null default 0,
  locked_at      timestamptz,
  primary key (tenant_id, patron_id),
  foreign key (tenant_id, patron_id) references patron
);

create table item (
  tenant_id        int         not null references tenant,
  id               uuid        not null,
  barcode          text        not null check (length(barcode) between 1 and 100),
  common_record_id uuid        references common_record,
  local_record_id  uuid,
  record_id        uuid        not null generated always as (coalesce(local_record_id, common_record_id)) stored,
  category         text        not null,
  home_branch      text        not null,
  at_branch        text        not null,
  status           text        not null check (status in
    ('AVAILABLE', 'ON_LOAN', 'ON_HOLD_SHELF', 'IN_TRANSIT', 'ON_ORDER', 'IN_PROCESS', 'MISSING', 'LOST')),
  hold_id          uuid,
  location         text,
  call_number      text,
  price            bigint check (price >= 0),  -- minor units of the tenant's currency
  created_at       timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, barcode),
  foreign key (tenant_id, local_record_id) references local_record,
  foreign key (tenant_id, category) references item_category,
  foreign key (tenant_id, home_branch) references branch,
  foreign key (tenant_id, at_branch) references branch,
  check ((common_record_id is null) <> (local_record_id is null))
) with (fillfactor = 80);

create index item_record on item (tenant_id, record_id);
