-- Who signs in to the console. Operators are of all tenants, and everybody is found by name before anything is known of who
-- asks: so this stands outside of the tenants' fence, like the directory of accounts.
create table staff_user (
  id              uuid        primary key,
  tenant_id       int         references tenant,
  username        text        not null unique check (length(username) between 1 and 100),
  name            text        not null check (length(name) between 1 and 200),
  role            text        not null
    check (role in ('OPERATOR', 'ADMINISTRATOR', 'DESK', 'CATALOGUER', 'ILL', 'SCHOOL', 'INTEGRATOR', 'READER')),
  agencies        text[]      not null default '{}' check (cardinality(agencies) <= 100),
  password_hash   text        not null,  -- argon2id over HMAC-SHA256 with the pepper
  pepper_version  smallint    not null,
  enabled         boolean     not null default true,
  wrong_passwords int         not null default 0,
  locked_until    timestamptz,
  signed_in_at    timestamptz,
  check ((role = 'OPERATOR') = (tenant_id is null))
);

-- Who is signed in, known to every node. The token itself is with the browser only.
create table staff_session (
  token_hash bytea       primary key check (length(token_hash) = 32),
  staff_id   uuid        not null references staff_user on delete cascade,
  begun_at   timestamptz not null default now(),
  used_at    timestamptz not null default now()
);

create index staff_session_staff on staff_session (staff_id);

-- What staff did with a tenant, and what was done with the server itself. Both only grow.
create table staff_act (
  tenant_id int         not null references tenant,
  id        uuid        not null,
  at        timestamptz not null,
  who       text        not null check (length(who) between 1 and 200),
  act       text        not null check (length(act) between 1 and 200),
  subject   text        not null check (length(subject) <= 200),
  detail    text        not null check (length(detail) <= 2000),
  primary key (tenant_id, id)
);

create index staff_act_at on staff_act (tenant_id, at desc, id);

alter table staff_act enable row level security;
alter table staff_act force row level security;
create policy tenant on staff_act
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);

create table operator_act (
  id      uuid        primary key,
  at      timestamptz not null,
  who     text        not null check (length(who) between 1 and 200),
  act     text        not null check (length(act) between 1 and 200),
  subject text        not null check (length(subject) <= 200),
  detail  text        not null check (length(detail) <= 2000)
);

create index operator_act_at on operator_act (at desc, id);

grant select, insert, update on staff_user to ${application};
grant select, insert, update, delete on staff_session to ${application};
grant select, insert on staff_act, operator_act to ${application};
