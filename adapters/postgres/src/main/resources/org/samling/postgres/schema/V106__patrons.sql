-- Patrons: what identifies them, what they agreed to, the groups in which they borrow, and which patrons of several
-- tenants are one person.

create table patron (
  tenant_id            int         not null references tenant,
  id                   uuid        not null,
  name                 text        not null,
  kind                 text        not null default 'PERSON' check (kind in ('PERSON', 'COMPANY', 'GROUP', 'LIBRARY')),
  category             text        not null,
  branch               text        not null,
  preferred_pickup     text,
  language             text        not null default '000' check (language ~ '^[0-9]{3}$'),  -- as SIP2 codes it
  birth_date           date,
  came_of_age_on       date,
  expires_on           date,
  guardian_id          uuid,
  resident             boolean     not null default true,
  email                text,
  phone                text,
  address              text,
  address_protected    boolean     not null default false,
  away_from            date,
  away_until           date,
  -- The CPR number, sealed for this patron only. Its keyed hash is among the identifiers.
  cpr_sealed           bytea,
  cpr_seal_key_version smallint,
  created_at           timestamptz not null default now(),
  erased_at            timestamptz,  -- when it became the pseudonym of a patron who was erased
  primary key (tenant_id, id),
  foreign key (tenant_id, category) references patron_category,
  foreign key (tenant_id, branch) references branch,
  foreign key (tenant_id, preferred_pickup) references branch,
  foreign key (tenant_id, guardian_id) references patron,
  check (guardian_id <> id),
  check ((cpr_sealed is null) = (cpr_seal_key_version is null)),
  check ((away_from is null) = (away_until is null)),
  check (away_from <= away_until)
);
call tenant_table('patron', 'select, insert, update');

-- Staff look patrons up by words of their names: one pass over the tenant's names in their order, as far as a page
-- goes.
create index patron_by_name on patron (tenant_id, name, id);
create index patron_expiry on patron (tenant_id, expires_on, id) where expires_on is not null;
create index patron_guardian on patron (tenant_id, guardian_id) where guardian_id is not null;
-- Who may come of age.
create index patron_minor on patron (tenant_id, branch, birth_date) where came_of_age_on is null and kind = 'PERSON';
-- Whose number was sealed with which key, so that keys can be changed row by row.
create index patron_seal on patron (tenant_id, cpr_seal_key_version) where cpr_sealed is not null;

-- A CPR number is kept as cpr:<version of the key>:<HMAC in hexadecimal>. Nobody can name a patron by typing that:
-- input is never looked up under it.
create table patron_identifier (
  tenant_id      int     not null references tenant,
  value          text    not null check (length(value) between 1 and 100),
  kind           text    not null check (kind in ('CARD', 'CPR', 'UNI_LOGIN', 'EMAIL')),
  patron_id      uuid    not null,
  active         boolean not null default true,
  blocked_reason text,
  valid_from     date,
  valid_until    date,
  primary key (tenant_id, value),
  foreign key (tenant_id, patron_id) references patron,
  check ((kind = 'CPR') = (value like 'cpr:%')),
  check (valid_from <= valid_until),
  check (blocked_reason is null or not active)
);
call tenant_table('patron_identifier', 'select, insert, update');

create index patron_identifier_patron on patron_identifier (tenant_id, patron_id);
create index patron_identifier_library on patron_identifier (tenant_id, value) where starts_with(value, 'INST-');
create unique index patron_identifier_cpr on patron_identifier (tenant_id, patron_id) where kind = 'CPR';

-- The block for debt is not among these: it follows from the ledger.
create table patron_block (
  tenant_id     int         not null references tenant,
  patron_id     uuid        not null,
  code          char(1)     not null check (code in ('O', 'U', 'F', 'S', 'W', 'D', 'H')),
  note          text,
  since         timestamptz not null default now(),
  until         date,
  card_retained boolean     not null default false,  -- whether the machine that blocked the card kept it
  primary key (tenant_id, patron_id, code),
  foreign key (tenant_id, patron_id) references patron
);
call tenant_table('patron_block', 'select, insert, update, delete');

create table patron_pin (
  tenant_id      int         not null references tenant,
  patron_id      uuid        not null,
  hash           text        not null,  -- argon2id over HMAC-SHA256 with the pepper; or HMAC-SHA256 over bcrypt, until it is used
  pepper_version smallint    not null,
  version        int         not null default 1,  -- counts the PINs that the patron has had
  set_at         timestamptz not null default now(),
  primary key (tenant_id, patron_id),
  foreign key (tenant_id, patron_id) references patron
);
call tenant_table('patron_pin', 'select, insert, update, delete');

-- Wrong PINs in a row, by where they were typed and, under '', over all places; and the locks that came of them.
create table patron_pin_failure (
  tenant_id    int         not null references tenant,
  patron_id    uuid        not null,
  place        text        not null check (length(place) <= 250),
  failures     int         not null,  -- since the last lock
  locks        int         not null default 0,
  locked_until timestamptz,
  ignored      int         not null default 0,  -- PINs that came while it was locked
  at           timestamptz not null default now(),
  primary key (tenant_id, patron_id, place),
  foreign key (tenant_id, patron_id) references patron
);
call tenant_table('patron_pin_failure', 'select, insert, update, delete');

-- Which peppers are still in use, so that it is known when an old one can go.
create index patron_pin_pepper on patron_pin (tenant_id, pepper_version);

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
call tenant_table('patron_consent', 'select, insert, update');

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
call tenant_table('patron_note', 'select, insert, update, delete');

create index patron_note_patron on patron_note (tenant_id, patron_id);

-- Where a patron may not enter by a door that a machine opens. They may borrow as before.
create table patron_admission_withdrawal (
  tenant_id int         not null references tenant,
  patron_id uuid        not null,
  level     text        not null check (level in ('TENANT', 'AGENCY', 'BRANCH')),
  unit      text        not null check (length(unit) between 1 and 40),
  reason    text        not null check (length(reason) between 1 and 255),
  since     timestamptz not null default now(),
  until     date,
  primary key (tenant_id, patron_id, level, unit),
  foreign key (tenant_id, patron_id) references patron
);
call tenant_table('patron_admission_withdrawal', 'select, insert, update, delete');

-- Patrons that are groups, such as school classes.
create table patron_group (
  tenant_id int      not null references tenant,
  patron_id uuid     not null,
  school    text,  -- the branch of the school whose class it is
  class_key text     check (length(class_key) between 1 and 40),
  grade     smallint check (grade between 0 and 20),
  primary key (tenant_id, patron_id),
  unique (tenant_id, school, class_key),
  foreign key (tenant_id, patron_id) references patron,
  foreign key (tenant_id, school) references branch,
  check ((school is null) = (class_key is null))
);
call tenant_table('patron_group', 'select, insert, update');

create table patron_group_member (
  tenant_id   int     not null references tenant,
  group_id    uuid    not null,
  patron_id   uuid    not null,
  responsible boolean not null,
  primary key (tenant_id, group_id, patron_id),
  foreign key (tenant_id, group_id) references patron_group,
  foreign key (tenant_id, patron_id) references patron,
  check (patron_id <> group_id)
);
call tenant_table('patron_group_member', 'select, insert, update, delete');

create index patron_group_member_patron on patron_group_member (tenant_id, patron_id);

-- A pupil is in the classes of one school, whatever the program thinks; whoever is responsible may be of several. Looked at
-- when the transaction is complete: a pupil who changes school leaves one class and joins another in it.
create function pupil_of_one_school() returns trigger language plpgsql as $$
begin
  if not new.responsible and exists (
    select from patron_group_member m
    join patron_group g on g.tenant_id = m.tenant_id and g.patron_id = m.group_id
    join patron_group o on o.tenant_id = new.tenant_id and o.patron_id = new.group_id
    where m.tenant_id = new.tenant_id and m.patron_id = new.patron_id and not m.responsible and g.school <> o.school
      and exists (select from patron_group_member n where n.tenant_id = new.tenant_id and n.group_id = new.group_id
        and n.patron_id = new.patron_id and not n.responsible)
  ) then
    raise exception 'a pupil is in the classes of two schools' using errcode = 'exclusion_violation';
  end if;
  return null;
end
$$;

create constraint trigger one_school after insert or update on patron_group_member deferrable initially deferred
  for each row execute function pupil_of_one_school();

-- Patrons of another tenant who borrow here under an agreement, with the card that they have there. What the other tells
-- of them is in their row of patron, its block among their blocks. The link is the other's number for it.
create table guest (
  tenant_id     int         not null references tenant,
  patron_id     uuid        not null,
  other_id      int         not null references tenant,  -- their home
  link          uuid        not null,
  since         timestamptz not null default now(),
  told_at       timestamptz not null,
  told_version  bigint      not null,
  leaving_since timestamptz,  -- the agreement or the card has ended: the patron is erased when nothing binds them any more
  primary key (tenant_id, patron_id),
  unique (tenant_id, other_id, link),
  foreign key (tenant_id, patron_id) references patron
);
call tenant_table('guest', 'select, insert, update, delete');

create index guest_leaving on guest (tenant_id) where leaving_since is not null;

-- Whether a tenant lends to guests, or has some that it lent to.
create function may_have_guests(tenant int) returns boolean language sql stable
  return exists (select from guest_agreement a where a.tenant_id = tenant and a.side = 'LENDER' and a.state = 'ACCEPTED')
    or exists (select from guest g where g.tenant_id = tenant);

-- Patrons who are guests of another tenant. The version is raised by each change of what it may be told; a row whose
-- version was not told yet is a message that waits.
create table patron_elsewhere (
  tenant_id     int         not null references tenant,
  id            uuid        not null,
  patron_id     uuid        not null,
  other_id      int         not null references tenant,  -- the lender
  introduced_at timestamptz not null default now(),
  version       bigint      not null default 1,
  told_version  bigint      not null default 0,
  told_at       timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, patron_id, other_id),
  foreign key (tenant_id, patron_id) references patron
);
call tenant_table('patron_elsewhere', 'select, insert, update, delete');

create index patron_elsewhere_untold on patron_elsewhere (tenant_id, id) where version > told_version;

create function patron_changed() returns trigger language plpgsql set search_path = samling, pg_temp as $$
begin
  update patron_elsewhere e set version = e.version + 1
  from changed c where e.tenant_id = c.tenant_id and e.patron_id = c.id;
  return null;
end $$;

create function belongings_changed() returns trigger language plpgsql set search_path = samling, pg_temp as $$
begin
  update patron_elsewhere e set version = e.version + 1
  from changed c where e.tenant_id = c.tenant_id and e.patron_id = c.patron_id;
  return null;
end $$;

create trigger first_use after insert or update of kind on patron for each row when (new.kind = 'GROUP')
  execute function first_use('GROUPS');
create trigger patron_changed after update on patron
  referencing new table as changed for each statement execute function patron_changed();
create trigger identifier_added after insert on patron_identifier
  referencing new table as changed for each statement execute function belongings_changed();
create trigger identifier_changed after update on patron_identifier
  referencing new table as changed for each statement execute function belongings_changed();
create trigger identifier_removed after delete on patron_identifier
  referencing old table as changed for each statement execute function belongings_changed();
create trigger block_added after insert on patron_block
  referencing new table as changed for each statement execute function belongings_changed();
create trigger block_changed after update on patron_block
  referencing new table as changed for each statement execute function belongings_changed();
create trigger block_removed after delete on patron_block
  referencing old table as changed for each statement execute function belongings_changed();

-- Which patrons of several tenants are one person. The application can't look into this schema; it has two functions.
create schema samling_person;

create table samling_person.link (
  hmac        bytea    not null check (length(hmac) = 32),  -- of the CPR number, by a key of its own
  key_version smallint not null,
  tenant_id   int      not null,
  patron_id   uuid     not null,
  primary key (hmac, tenant_id),
  unique (tenant_id, patron_id)
);

-- Links patrons of the transaction's own tenant to persons.
create function link_persons(patrons uuid[], key_versions smallint[], hmacs bytea[]) returns void
  language plpgsql security definer set search_path = samling_person, pg_temp as $$
declare
  own int := nullif(samling.acting_tenant(), 0);
begin
  if own is null then
    raise exception 'a person is linked for a tenant' using errcode = 'insufficient_privilege';
  end if;
  insert into link (tenant_id, patron_id, key_version, hmac)
  select own, l.patron_id, l.key_version, l.hmac
  from unnest(patrons, key_versions, hmacs) l (patron_id, key_version, hmac)
  on conflict (tenant_id, patron_id) do update set key_version = excluded.key_version, hmac = excluded.hmac;
end $$;

-- Finds a person's patrons in all tenants, for an event of the person registry. Answers only a transaction that acts
-- for the library as a whole.
create function rows_of_person(hmacs bytea[]) returns table (tenant_id int, patron_id uuid)
  language plpgsql security definer set search_path = samling_person, pg_temp as $$
begin
  if samling.acting_tenant() is distinct from 0 then
    raise exception 'a tenant does not ask for another''s patrons' using errcode = 'insufficient_privilege';
  end if;
  return query select l.tenant_id, l.patron_id from link l where l.hmac = any (hmacs) order by l.tenant_id;
end $$;

revoke execute on function link_persons(uuid[], smallint[], bytea[]), rows_of_person(bytea[]) from public;
grant execute on function link_persons(uuid[], smallint[], bytea[]), rows_of_person(bytea[]) to ${application};
