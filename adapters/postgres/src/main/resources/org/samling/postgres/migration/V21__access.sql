-- From where and how an account may be used beside its password, and how a machine that can't log in may be taken for it.
alter table account
  add column allow            cidr[] not null default '{}',
  add column certificate      text   check (length(certificate) between 1 and 1000),
  add column without_password text[] not null default '{}'
    check (without_password <@ array['PORT', 'ADDRESS', 'CERTIFICATE', 'SERVER_NAME']),
  add column idle_seconds     int    check (idle_seconds between 1 and 86400),
  add column max_connections  int    check (max_connections between 1 and 100000);

-- Tells nodes that have connections of an account that it was switched off or otherwise changed. They ask for many accounts
-- at once, of all tenants, so it stands where no tenant is needed. A password is hashed anew whenever it is put, and ends no
-- connection.
alter table account_directory add column version int not null default 0;

create unique index account_directory_account on account_directory (account_id);

create function account_changed() returns trigger
  language plpgsql set search_path = ${schema}, pg_temp as $$
begin
  update account_directory set version = version + 1 where tenant_id = new.tenant_id and account_id = new.id;
  return null;
end $$;

create trigger account_changed after update on account for each row
  when ((old.protocol, old.branch, old.charset, old.language, old.enabled, old.allow, old.certificate, old.without_password,
         old.idle_seconds, old.max_connections)
    is distinct from
        (new.protocol, new.branch, new.charset, new.language, new.enabled, new.allow, new.certificate, new.without_password,
         new.idle_seconds, new.max_connections))
  execute function account_changed();
