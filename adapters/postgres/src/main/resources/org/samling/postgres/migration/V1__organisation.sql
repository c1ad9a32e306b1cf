-- Who the library is. Every table of a tenant leads its keys with tenant_id and is fenced by row-level security (V6).

create table tenant (
  id               int         primary key,
  code             text        not null unique check (code ~ '^[a-z0-9-]{1,40}$'),
  name             text        not null,
  time_zone        text        not null,
  currency         text        not null check (currency ~ '^[A-Z]{3}$'),
  -- Raised with every change of the settings below, so that a cached policy knows that it is old.
  settings_version bigint      not null default 0
);

create table agency (
  tenant_id          int  not null references tenant,
  number             text not null check (number ~ '^[0-9]{6}$'),
  kind               text not null check (kind in ('PUBLIC', 'SCHOOL')),
  isil               text not null,
  cataloguing_number text check (cataloguing_number ~ '^3[0-9]{5}$'),
  name               text not null,
  primary key (tenant_id, number)
);

create table branch (
  tenant_id int  not null references tenant,
  code      text not null,
  agency    text not null,
  name      text not null,
  primary key (tenant_id, code),
  foreign key (tenant_id, agency) references agency
);

create table opening_hours (
  tenant_id     int      not null references tenant,
  branch        text     not null,
  weekday       smallint not null check (weekday between 1 and 7),  -- ISO 8601: 1 is Monday
  opens         time     not null,
  closes        time     not null,
  staffed_from  time,
  staffed_until time,
  primary key (tenant_id, branch, weekday),
  foreign key (tenant_id, branch) references branch,
  check (opens < closes),
  check ((staffed_from is null) = (staffed_until is null))
);

create table closing (
  tenant_id int  not null references tenant,
  branch    text not null,
  first_day date not null,
  last_day  date not null,
  reason    text not null,
  primary key (tenant_id, branch, first_day),
  foreign key (tenant_id, branch) references branch,
  check (first_day <= last_day)
);

create table item_category (
  tenant_id  int     not null references tenant,
  code       text    not null,
  name       text    not null,
  media_type text    not null check (media_type ~ '^[0-9]{3}$'),  -- SIP2 field CK
  for_loan   boolean not null,
  loan_days  int     not null check (loan_days between 0 and 3650),
  renewals   int     not null check (renewals between 0 and 1000),
  primary key (tenant_id, code)
);

create table patron_category (
  tenant_id int    not null references tenant,
  code      text   not null,
  name      text   not null,
  max_loans int    not null check (max_loans >= 0),
  max_holds int    not null check (max_holds >= 0),
  max_debt  bigint not null check (max_debt >= 0),  -- minor units of the tenant's currency
  primary key (tenant_id, code)
);

create table account (
  tenant_id      int      not null references tenant,
  id             uuid     not null,
  username       text     not null check (length(username) between 1 and 100),
  password_hash  text     not null,  -- argon2id over HMAC-SHA256 with the pepper
  pepper_version smallint not null,
  branch         text     not null,
  charset        text     not null,
  language       text     not null check (language ~ '^[0-9]{3}$'),
  enabled        boolean  not null default true,
  primary key (tenant_id, id),
  foreign key (tenant_id, branch) references branch
);

-- Finds the tenant of an account before anything is known of who asks: the only table that is read without a tenant
-- being set. It holds nothing but the name.
create table account_directory (
  username   text primary key,
  tenant_id  int  not null,
  account_id uuid not null,
  foreign key (tenant_id, account_id) references account
);
