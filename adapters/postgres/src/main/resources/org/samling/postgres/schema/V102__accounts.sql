-- Who logs in: accounts of machines and programs with their tokens, and staff with their sessions.

create table account (
  tenant_id        int      not null references tenant,
  id               uuid     not null,
  username         text     not null check (length(username) between 1 and 100),
  password_hash    text     not null,  -- argon2id over HMAC-SHA256 with the pepper
  pepper_version   smallint not null,
  protocol         text     not null check (protocol in ('SIP2', 'Z3950', 'NCIP', 'OAI_PMH', 'REST')),
  branch           text     not null,
  charset          text     not null,
  language         text     not null check (language ~ '^[0-9]{3}$'),  -- as SIP2 codes it
  enabled          boolean  not null default true,
  -- From where and how it may be used beside its password, and how a machine that can't log in is taken for it.
  allow            cidr[]   not null default '{}',
  certificate      text     check (length(certificate) between 1 and 1000),
  without_password text[]   not null default '{}'
    check (without_password <@ array['PORT', 'ADDRESS', 'CERTIFICATE', 'SERVER_NAME', 'TOKEN']),
  idle_seconds     int      check (idle_seconds between 1 and 86400),
  max_connections  int      check (max_connections between 1 and 100000),
  -- What a SIP2 machine may do and is shown: the name of a preset, and where the account differs from it.
  profile          jsonb    check (jsonb_typeof(profile) = 'object' and profile ? 'preset'),
  -- What a program may do with the REST API.
  scopes           text[]   not null default '{}' check (array_length(scopes, 1) <= 100),
  -- The libraries for which it speaks in interlibrary loan; '*' for all.
  partners         text[]   not null default '{}' check (cardinality(partners) <= 1000),
  -- The agencies and branches whose patrons, items, loans and holds it sees; with neither, all of the tenant's.
  bound_agencies   text[]   not null default '{}' check (cardinality(bound_agencies) <= 100),
  bound_branches   text[]   not null default '{}' check (cardinality(bound_branches) <= 100),
  primary key (tenant_id, id),
  foreign key (tenant_id, branch) references branch
);
call tenant_table('account', 'select, insert, update');

-- When an account was last answered, on whatever node, and what failed last. Written every minute at most.
create table account_contact (
  tenant_id     int         not null,
  account_id    uuid        not null,
  answered_at   timestamptz,
  answered_from text        check (length(answered_from) <= 100),  -- the address that counts for limits
  failed_at     timestamptz,
  failed_from   text        check (length(failed_from) <= 100),
  failure       text        check (failure in ('PASSWORD', 'NOT_USABLE', 'TOO_MANY', 'ADDRESS', 'CERTIFICATE',
    'CONNECTIONS', 'LISTENER', 'MESSAGE')),
  primary key (tenant_id, account_id),
  foreign key (tenant_id, account_id) references account,
  check ((failed_at is null) = (failure is null))
);
call tenant_table('account_contact', 'select, insert, update');

-- Finds an account's tenant before anybody is logged in, so it is of all tenants, and holds nothing but names. Nodes ask it
-- every few seconds about the accounts of all tenants at once: which have a wire log, and which changed.
create table account_directory (
  username   text    primary key,
  tenant_id  int     not null,
  account_id uuid    not null,
  wire_log   boolean not null default false,  -- whether its SIP2 messages are written to a log
  version    int     not null default 0,      -- raised by changes that connections of the account must not outlive
  foreign key (tenant_id, account_id) references account
);
call shared_table('account_directory', 'select, insert, update');

create unique index account_directory_account on account_directory (account_id);
create index account_directory_wire_log on account_directory (tenant_id, account_id) where wire_log;

-- The accounts with a wire log. It takes the claim to act for the library as a whole, so that asking is one statement.
create function accounts_with_wire_log(claim text) returns table (tenant int, id uuid, username text)
  language plpgsql set search_path = samling, pg_temp as $$
begin
  perform act_for(claim);
  return query select d.tenant_id, d.account_id, d.username from account_directory d where d.wire_log
    order by d.tenant_id, d.account_id;
end $$;

create function account_changed() returns trigger
  language plpgsql set search_path = samling, pg_temp as $$
begin
  update account_directory set version = version + 1 where tenant_id = new.tenant_id and account_id = new.id;
  return null;
end $$;

-- Not for a new password hash: it is made anew whenever the password is set, and ends no connection.
create trigger account_changed after update on account for each row
  when ((old.protocol, old.branch, old.charset, old.language, old.enabled, old.allow, old.certificate,
         old.without_password, old.idle_seconds, old.max_connections, old.profile, old.bound_agencies, old.bound_branches)
    is distinct from
        (new.protocol, new.branch, new.charset, new.language, new.enabled, new.allow, new.certificate,
         new.without_password, new.idle_seconds, new.max_connections, new.profile, new.bound_agencies, new.bound_branches))
  execute function account_changed();

-- Tokens that programs show in place of a password. A token has 256 random bits, so that its plain hash is enough. It
-- holds the tenant's number, so that nothing is looked up across tenants.
create table account_token (
  tenant_id  int         not null references tenant,
  id         uuid        not null,
  account_id uuid        not null,
  token_hash bytea       not null check (length(token_hash) = 32),  -- SHA-256
  label      text        not null check (length(label) between 1 and 100),
  scopes     text[]      not null check (array_length(scopes, 1) between 1 and 100),
  created_at timestamptz not null default now(),
  created_by text        not null check (length(created_by) between 1 and 200),
  expires_at timestamptz,
  revoked_at timestamptz,
  used_at    timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references account
);
call tenant_table('account_token', 'select, insert, update');

create index account_token_account on account_token (tenant_id, account_id);

-- Answers to REST requests with an Idempotency-Key, kept for a day. The account need not be one of the table's: the
-- operator of the server's own machine asks as none, with an id of its own.
create table answered_request (
  tenant_id   int         not null references tenant,
  account_id  uuid        not null,
  key         text        not null check (length(key) between 1 and 200),
  fingerprint text        not null check (length(fingerprint) = 64),  -- SHA-256 of the request
  begun_at    timestamptz not null default now(),
  status      smallint,  -- null while the request is being answered
  location    text,
  body        text,
  primary key (tenant_id, account_id, key)
);
call tenant_table('answered_request', 'select, insert, update, delete');

create index answered_request_begun on answered_request (tenant_id, begun_at);

-- Who signs in to the console. Everybody is found by name before their tenant is known, and operators are of all
-- tenants: so these are of the library as a whole, and reached by no transaction that acts for a tenant or for nobody.
-- The application can't read password hashes; it is given one by password_of_staff().
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
  signed_in_at    timestamptz,
  check ((role = 'OPERATOR') = (tenant_id is null))
);
call library_table('staff_user', 'insert, update');

do $$
begin
  execute format('grant select (%s) on staff_user to %s', (
    select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
    where attrelid = 'staff_user'::regclass and attnum > 0 and attname not in ('password_hash')), $role$ ${application} $role$);
end $$;

-- Who is signed in, on whatever node, and at which branch they work. Only the browser has the token itself.
create table staff_session (
  token_hash  bytea       primary key check (length(token_hash) = 32),
  staff_id    uuid        not null references staff_user on delete cascade,
  begun_at    timestamptz not null default now(),
  used_at     timestamptz not null default now(),
  work_tenant int         references tenant on delete set null,
  work_branch text        check (length(work_branch) between 1 and 100)
);
call library_table('staff_session', '');

create index staff_session_staff on staff_session (staff_id);

-- Whose password was right and who has to give a code yet, or to set up a second factor. Opens nothing else.
create table staff_sign_in (
  token_hash bytea       primary key check (length(token_hash) = 32),
  staff_id   uuid        not null references staff_user on delete cascade,
  enrolled   boolean     not null,
  begun_at   timestamptz not null default now()
);
call library_table('staff_sign_in', 'select, insert, delete');

create index staff_sign_in_staff on staff_sign_in (staff_id);

-- The secrets of staff's apps, sealed (AES-256-GCM) for the member only.
create table staff_second_factor (
  staff_id         uuid        primary key references staff_user on delete cascade,
  sealed           bytea       not null,
  seal_key_version smallint    not null,
  last_step        bigint      not null,  -- of the last code: none of that 30 seconds or earlier is accepted again
  confirmed_at     timestamptz not null default now()
);
call library_table('staff_second_factor', 'select, insert, update, delete');

-- Codes for whoever has lost the app, each good once. A code has 99 random bits, so that its plain hash is enough.
create table staff_recovery_code (
  staff_id  uuid  not null references staff_second_factor on delete cascade,
  code_hash bytea not null check (length(code_hash) = 32),  -- SHA-256
  primary key (staff_id, code_hash)
);
call library_table('staff_recovery_code', 'select, insert, delete');

-- From where accounts and staff logged in, by name: those places are not locked for what others do elsewhere. And where
-- passwords of staff were wrong. Names are of all tenants, as those who log in are found by them.
create table login_origin (
  name     text        not null check (length(name) between 1 and 200),
  origin   text        not null check (length(origin) between 1 and 100),  -- an address, 'device ...', or * for all unknown
  right_at timestamptz,
  wrong    int         not null default 0,  -- in a row, the last one at wrong_at
  wrong_at timestamptz,
  primary key (name, origin)
);
call library_table('login_origin', 'select, insert, update, delete');


-- How the application signs staff in, and finds who is signed in. For a transaction that does not act for the library
-- as a whole these find nobody, and begin no session: whoever has the application's password alone can't sign in.

-- The hash of a password, for whoever checks it.
create function password_of_staff(who text, out password_hash text, out pepper_version smallint)
  language sql stable security definer set search_path = samling, pg_temp as $$
  select u.password_hash, u.pepper_version from staff_user u where u.username = who and u.enabled
$$;

create function begin_staff_session(token bytea, staff uuid) returns void
  language sql security definer set search_path = samling, pg_temp as $$
  insert into staff_session (token_hash, staff_id) values (token, staff)
$$;

create function staff_of_session(
    token bytea, idle interval, longest interval, out staff_id uuid, out work_tenant int, out work_branch text)
  language sql stable security definer set search_path = samling, pg_temp as $$
  select s.staff_id, s.work_tenant, s.work_branch from staff_session s
  where s.token_hash = token and s.used_at > now() - idle and s.begun_at > now() - longest
$$;

-- Whether the branch is one of theirs is looked at whenever it is used: that may change.
create function work_at(token bytea, tenant int, branch text) returns void
  language sql security definer set search_path = samling, pg_temp as $$
  update staff_session set work_tenant = tenant, work_branch = branch where token_hash = token
$$;

-- Once a minute is enough, and saves a write on each request.
create function use_staff_session(token bytea, idle interval) returns void
  language sql security definer set search_path = samling, pg_temp as $$
  update staff_session set used_at = now()
  where token_hash = token and used_at <= now() - interval '1 minute' and used_at > now() - idle
$$;

create function end_staff_session(token bytea) returns void
  language sql security definer set search_path = samling, pg_temp as $$
  delete from staff_session where token_hash = token
$$;

-- Forgets the sessions that are over.
create function forget_staff_sessions(idle interval, longest interval) returns void
  language sql security definer set search_path = samling, pg_temp as $$
  delete from staff_session where used_at <= now() - idle or begun_at <= now() - longest
$$;

create function end_sessions_of_staff(who text) returns void
  language sql security definer set search_path = samling, pg_temp as $$
  delete from staff_session where staff_id = (select id from staff_user where username = who)
$$;

revoke execute on function password_of_staff(text), begin_staff_session(bytea, uuid),
  staff_of_session(bytea, interval, interval), use_staff_session(bytea, interval), end_staff_session(bytea),
  work_at(bytea, int, text), forget_staff_sessions(interval, interval), end_sessions_of_staff(text) from public;
grant execute on function password_of_staff(text), begin_staff_session(bytea, uuid),
  staff_of_session(bytea, interval, interval), use_staff_session(bytea, interval), end_staff_session(bytea),
  work_at(bytea, int, text), forget_staff_sessions(interval, interval), end_sessions_of_staff(text) to ${application};

-- What staff did to a tenant. Rows are added, never changed.
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
call tenant_table('staff_act', 'select, insert');

create index staff_act_at on staff_act (tenant_id, at desc, id);

-- What operators did to the server itself. Rows are added, never changed.
create table operator_act (
  id      uuid        primary key,
  at      timestamptz not null,
  who     text        not null check (length(who) between 1 and 200),
  act     text        not null check (length(act) between 1 and 200),
  subject text        not null check (length(subject) <= 200),
  detail  text        not null check (length(detail) <= 2000)
);
call library_table('operator_act', 'select, insert');

create index operator_act_at on operator_act (at desc, id);
