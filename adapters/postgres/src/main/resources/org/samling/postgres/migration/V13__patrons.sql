-- What patrons are, by what they are named, what they agree to, and who of several tenants' patrons is one person.

-- The day it is for a tenant.
create function today_of(tenant_id int) returns date language sql stable
  return (select (now() at time zone t.time_zone)::date from tenant t where t.id = tenant_id);

alter table patron
  add column kind              text    not null default 'PERSON' check (kind in ('PERSON', 'COMPANY', 'GROUP', 'LIBRARY')),
  add column preferred_pickup  text,
  add column guardian_id       uuid,
  add column resident          boolean not null default true,
  add column address_protected boolean not null default false,
  add column away_from         date,
  add column away_until        date,
  add column came_of_age_on    date,
  -- The keyed hash of the number stands among the identifiers.
  drop column cpr_hmac,
  drop column cpr_hmac_key_version,
  add foreign key (tenant_id, preferred_pickup) references branch (tenant_id, code),
  add foreign key (tenant_id, guardian_id) references patron (tenant_id, id),
  add check (guardian_id <> id),
  add check ((away_from is null) = (away_until is null)),
  add check (away_from <= away_until);

-- Who may come of age, and whose number was sealed with which key.
create index patron_minor on patron (tenant_id, branch, birth_date) where came_of_age_on is null and kind = 'PERSON';
create index patron_guardian on patron (tenant_id, guardian_id) where guardian_id is not null;
create index patron_seal on patron (tenant_id, cpr_seal_key_version) where cpr_sealed is not null;

-- A CPR number is kept as cpr:<version of the key>:<HMAC in hexadecimal>. Nobody can name a patron by that: what is typed is
-- never looked up under it.
alter table patron_identifier
  add column blocked_reason text,
  add column valid_from     date,
  add column valid_until    date,
  drop constraint patron_identifier_kind_check,
  add constraint patron_identifier_kind_check check (kind in ('CARD', 'CPR', 'UNI_LOGIN', 'EMAIL')),
  add check ((kind = 'CPR') = (value like 'cpr:%')),
  add check (valid_from <= valid_until),
  add check (blocked_reason is null or not active);

create unique index patron_identifier_cpr on patron_identifier (tenant_id, patron_id) where kind = 'CPR';

-- The block for debt follows from the ledger and is no longer stored.
do $$
declare
  owner int;
begin
  for owner in select id from tenant loop
    perform set_config('samling.tenant', owner::text, true);
    delete from patron_block where code = 'E';
  end loop;
  perform set_config('samling.tenant', '', true);
end $$;

alter table patron_block
  add column until date,
  drop constraint patron_block_code_check,
  add constraint patron_block_code_check check (code in ('O', 'U', 'F', 'S', 'W', 'D'));

create table patron_consent (
  tenant_id    int         not null references tenant,
  patron_id    uuid        not null,
  consent      text        not null check (consent in ('KEEP_HISTORICAL_LOAN_DATA', 'SYNC_WITH_NATIONAL_REGISTRY')),
  given_at     timestamptz not null,
  withdrawn_at timestamptz,
  primary key (tenant_id, patron_id, consent, given_at),
  foreign key (tenant_id, patron_id) references patron,
  check (withdrawn_at >= given_at)
);

create unique index patron_consent_now on patron_consent (tenant_id, patron_id, consent) where withdrawn_at is null;

create table patron_note (
  tenant_id int         not null references tenant,
  id        uuid        not null,
  patron_id uuid        not null,
  kind      text        not null check (kind in ('STAFF', 'ALERT')),
  text      text        not null check (length(text) between 1 and 2000),
  made_by   text        not null,
  made_at   timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, patron_id) references patron
);

create index patron_note_patron on patron_note (tenant_id, patron_id);

do $$
declare
  name text;
begin
  foreach name in array array['patron_consent', 'patron_note']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update on patron_consent to ${application};
grant select, insert, update, delete on patron_note to ${application};

-- A loan that is over can be nobody's any more; one that is not never is.
alter table loan
  alter column patron_id drop not null,
  add check (patron_id is not null or returned_at is not null);

create index loan_closed_patron on loan (tenant_id, patron_id) where returned_at is not null;

-- Which patrons of which tenants are one person: in a schema that the application can't look into. It gets two functions.
create schema samling_person;

create table samling_person.link (
  hmac        bytea    not null check (length(hmac) = 32),  -- of the CPR number, by a key of its own
  key_version smallint not null,
  tenant_id   int      not null,
  patron_id   uuid     not null,
  primary key (hmac, tenant_id),
  unique (tenant_id, patron_id)
);

-- Says who patrons of the transaction's own tenant are.
create function link_persons(patrons uuid[], key_versions smallint[], hmacs bytea[]) returns void
  language plpgsql security definer set search_path = samling_person, pg_temp as $$
declare
  own int := nullif(current_setting('samling.tenant', true), '')::int;
begin
  if own is null then
    raise exception 'a person is linked for a tenant' using errcode = 'insufficient_privilege';
  end if;
  insert into link (tenant_id, patron_id, key_version, hmac)
  select own, l.patron_id, l.key_version, l.hmac
  from unnest(patrons, key_versions, hmacs) l (patron_id, key_version, hmac)
  on conflict (tenant_id, patron_id) do update set key_version = excluded.key_version, hmac = excluded.hmac;
end $$;

-- Whom an event of the person registry concerns: asked by a transaction that acts for no tenant.
create function rows_of_person(hmacs bytea[]) returns table (tenant_id int, patron_id uuid)
  language plpgsql security definer set search_path = samling_person, pg_temp as $$
begin
  if nullif(current_setting('samling.tenant', true), '') is not null then
    raise exception 'a tenant does not ask for another''s patrons' using errcode = 'insufficient_privilege';
  end if;
  return query select l.tenant_id, l.patron_id from link l where l.hmac = any (hmacs) order by l.tenant_id;
end $$;

revoke execute on function link_persons(uuid[], smallint[], bytea[]), rows_of_person(bytea[]) from public;
grant execute on function link_persons(uuid[], smallint[], bytea[]), rows_of_person(bytea[]) to ${application};
