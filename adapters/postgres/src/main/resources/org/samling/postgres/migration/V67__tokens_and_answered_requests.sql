-- What integrators' programs show in place of a password. Of a token only the hash is kept: it has 256 bits of its own, so that
-- nothing slower is needed. The number of the tenant stands in the token itself, so that nothing is looked up across tenants.
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

create index account_token_account on account_token (tenant_id, account_id);

-- What was answered to requests that have a key (Idempotency-Key), for a day.
create table answered_request (
  tenant_id   int         not null references tenant,
  account_id  uuid        not null,
  key         text        not null check (length(key) between 1 and 200),
  fingerprint text        not null check (length(fingerprint) = 64),  -- SHA-256 of what was asked
  begun_at    timestamptz not null default now(),
  status      smallint,  -- null while it is being done
  location    text,
  body        text,
  primary key (tenant_id, account_id, key),
  foreign key (tenant_id, account_id) references account
);

create index answered_request_begun on answered_request (tenant_id, begun_at);

do $$
declare
  name text;
begin
  foreach name in array array['account_token', 'answered_request'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update on account_token to ${application};
grant select, insert, update, delete on answered_request to ${application};
