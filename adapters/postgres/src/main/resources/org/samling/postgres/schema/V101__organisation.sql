-- The library as an organisation: tenants, their agencies and branches, how items travel between branches, which tenants
-- take in each other's items, and whose patrons borrow at whom.
--
-- Samling's schema, by subject, is in the files numbered from 101. Together they make an empty database ready. A change
-- of it is an upgrade in a file of its own, numbered from 201.

grant usage on schema samling to ${application};

do $$
begin
  if not has_parameter_privilege(current_user, 'backtrace_functions', 'set') then
    raise exception 'the owner of the tables may not set for whom a transaction acts'
      using hint = format('As a superuser: grant set on parameter backtrace_functions to %I', current_user);
  end if;
end $$;

-- For whom a transaction acts: the number of a tenant, 0 for the library as a whole, null for nobody. The application
-- can't set it: it is a setting for superusers, which the owner of the tables was granted. What PostgreSQL itself does
-- by it (which of its own functions write a backtrace) is nothing where the setting is a number (ADR 0048).
create function acting_tenant() returns int language sql stable parallel safe
  return nullif(current_setting('backtrace_functions'), '')::int;

-- Has the transaction act for somebody else until its end. For the owner of the tables.
create function act_as(acting int) returns void language plpgsql set search_path = samling, pg_temp as $$
begin
  perform set_config('backtrace_functions', coalesce(acting::text, ''), true);
end $$;

-- The keys by which nodes sign for whom a transaction acts, as the blocks of HMAC (RFC 2104). They are derived from the
-- peppers, which are not in the database, and can't be turned back into them. Nobody but the owner can look at them.
create table acting_key (
  id          text        primary key check (id ~ '^[0-9a-f]{16}$'),
  inner_block bytea       not null check (length(inner_block) = 64),
  outer_block bytea       not null check (length(outer_block) = 64),
  until       timestamptz not null default 'infinity'
);

-- A session's number, in the session itself, where neither it nor another can change it: what is signed for one session
-- is worth nothing in another. Below 0 until the session has shown a claim. Where the sequence is does not matter.
create unlogged sequence session_number minvalue -9223372036854775807;

-- Gives the session a new number; returns it with the keys by which may be signed.
create function begin_session(out number bigint, out keys text[])
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  number := 1 + ((
    ('x' || left(encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 16))::bit(64)::bigint) & 9223372036854775806);
  perform setval('session_number', -number);
  keys := array(select k.id from acting_key k where k.until > now());
end $$;

-- Has the transaction act for whom a claim names, until its end. A claim is the number of the tenant or 0, the key, and
-- the signature: HMAC-SHA256 over the number (4 bytes) and the session's number (8 bytes), in hexadecimal.
create function act_for(claim text) returns void
  language plpgsql strict security definer set search_path = samling, pg_temp as $$
declare
  acting int := split_part(claim, '.', 1)::int;
  session bigint := currval('session_number');
  signature bytea;
  is_served boolean;
begin
  -- One statement, since each transaction begins with this.
  select sha256(k.outer_block || sha256(k.inner_block || int4send(acting) || int8send(abs(session)))),
    acting = 0 or t.id is not null and t.withdrawn_at is null
  into signature, is_served
  from acting_key k left join tenant t on t.id = acting
  where k.id = split_part(claim, '.', 2) and k.until > now();
  if decode(split_part(claim, '.', 3), 'hex') is distinct from signature then
    raise exception 'this node''s key file is not the library''s: it may not say for whom a transaction acts'
      using errcode = 'SM001';
  end if;
  if not is_served then
    raise exception 'the tenant is being withdrawn: nothing is done for it any more' using errcode = 'SM002';
  end if;
  if session < 0 then
    perform setval('session_number', -session);
  end if;
  perform set_config('backtrace_functions', acting::text, true);
end $$;

-- Refuses a session that has shown no claim and is neither the owner's nor a superuser's; true for others. PostgreSQL
-- takes it for immutable and so asks it itself, when it plans a statement, and keeps the answer with the plan: rightly, as
-- a session that has shown a claim has shown it (ADR 0048).
create function require_claim() returns boolean
  language plpgsql immutable parallel safe security definer set search_path = samling, pg_temp as $$
declare
  session bigint := -1;
begin
  if pg_has_role(session_user, current_user, 'member') then
    return true;
  end if;
  begin
    session := currval('session_number');
  exception when object_not_in_prerequisite_state then
    null;  -- it has no number either
  end;
  if session < 0 then
    raise exception 'this session has shown no claim: it may not ask for what is of a tenant or of the library'
      using errcode = 'insufficient_privilege';
  end if;
  return true;
end $$;

-- Refuses what only the library as a whole may ask for.
create function check_acts_for_all() returns void language plpgsql set search_path = samling, pg_temp as $$
begin
  if acting_tenant() is distinct from 0 then
    raise exception 'only the library as a whole may ask for that' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- Adds a key, for whom signs by one that is known.
create function put_acting_key(key text, inner_part bytea, outer_part bytea) returns void
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  perform check_acts_for_all();
  insert into acting_key (id, inner_block, outer_block) values (key, inner_part, outer_part)
  on conflict (id) do update set until = 'infinity';
end $$;

-- Ends a key, once every node has noticed that it is gone from the key file.
create function end_acting_key(key text) returns void
  language plpgsql security definer set search_path = samling, pg_temp as $$
begin
  perform check_acts_for_all();
  update acting_key set until = least(until, now() + interval '5 minutes') where id = key;
end $$;

revoke execute on function act_as(int), begin_session(), act_for(text), check_acts_for_all(),
  put_acting_key(text, bytea, bytea), end_acting_key(text) from public;
grant execute on function begin_session(), act_for(text), put_acting_key(text, bytea, bytea), end_acting_key(text)
  to ${application};

-- The policies below refuse a session without a claim before a statement is planned. Else a condition of the caller's
-- that PostgreSQL takes for harmless (an operator that is leakproof) could be tried on rows that are not shown, an index be
-- asked whether it has a value, and the planner's estimates be read.

-- Fences a table off: a row exists only for a transaction that acts for the row's tenant, also for the owner of the
-- table. The application may do with the rows what privileges names. It reaches partitions only through their parents,
-- which are fenced.
create procedure tenant_table(name regclass, privileges text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', name);
  execute format($policy$
    create policy tenant on %s
      using (require_claim() and tenant_id = acting_tenant())
      with check (tenant_id = acting_tenant())$policy$, name);
  execute format('grant %s on %s to %s', privileges, name, $role$ ${application} $role$);
end $$;

-- The same for a table of the library as a whole. Where privileges is empty there are functions for it.
create procedure library_table(name regclass, privileges text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', name);
  execute format('create policy library on %s using (require_claim() and (select acting_tenant()) = 0)
    with check (acting_tenant() = 0)', name);
  if privileges <> '' then
    execute format('grant %s on %s to %s', privileges, name, $role$ ${application} $role$);
  end if;
end $$;

-- Fences off a table of all tenants: its rows exist for whoever acts for one of them, or for the library as a whole.
create procedure shared_table(name regclass, privileges text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('create policy claimed on %s using (require_claim() and acting_tenant() is not null)
    with check (acting_tenant() is not null)', name);
  execute format('grant %s on %s to %s', privileges, name, $role$ ${application} $role$);
end $$;

revoke execute on procedure tenant_table(regclass, text), library_table(regclass, text), shared_table(regclass, text)
  from public;

-- A tenant's number is never given to another: nodes remember things by it.
create sequence tenant_number as int;
grant usage on sequence tenant_number to ${application};

create table tenant (
  id               int     primary key,
  code             text    not null unique check (code ~ '^[a-z0-9-]{1,40}$'),
  name             text    not null,
  time_zone        text    not null,
  currency         text    not null check (currency ~ '^[A-Z]{3}$'),
  settings_version bigint  not null default 0,     -- raised by each change of the policy, so that nodes load it anew
  -- What was used here at least once: where something never was, no batch of commands asks for it.
  uses             text[]  not null default '{}' check (uses <@ '{BOOKINGS,GROUPS,SETS}'),
  open_catalogue   boolean not null default false, -- searched without an account, and part of the union catalogue
  withdrawn_at     timestamptz,                    -- since when it is being withdrawn, and nothing is done for it
  exported_as      text                            -- the file with all that it had; from then on its rows are deleted
);
grant select, insert, update on tenant to ${application};

-- Which tenants there are is no secret; who changes them acts for somebody.
alter table tenant enable row level security;
create policy open on tenant for select using (true);
create policy claimed on tenant using (acting_tenant() is not null) with check (acting_tenant() is not null);

-- Notes the first use of something by a tenant, in the transaction that uses it, and has nodes load the policy anew.
create function first_use() returns trigger language plpgsql set search_path = samling, pg_temp as $$
begin
  update tenant set uses = uses || tg_argv[0], settings_version = settings_version + 1
  where id = new.tenant_id and not tg_argv[0] = any (uses);
  return null;
end $$;

-- Today's date where a tenant is.
create function today_of(tenant_id int) returns date language sql stable
  return (select (now() at time zone t.time_zone)::date from tenant t where t.id = tenant_id);

create function day_of(tenant_id int, at timestamptz) returns date language sql stable
  return (select (at at time zone t.time_zone)::date from tenant t where t.id = tenant_id);

create table agency (
  tenant_id          int  not null references tenant,
  number             text not null check (number ~ '^[A-Za-z0-9][A-Za-z0-9:/._-]{0,39}$'),
  kind               text not null check (kind in ('PUBLIC', 'SCHOOL')),
  isil               text not null,
  cataloguing_number text check (cataloguing_number ~ '^3[0-9]{5}$'),
  name               text not null,
  primary key (tenant_id, number)
);
call tenant_table('agency', 'select, insert, update');

create table branch (
  tenant_id int  not null references tenant,
  code      text not null,
  agency    text not null,
  name      text not null,
  -- Since when loans and holds wait to be moved because it opens on other weekdays; null where none do.
  weekdays_changed_at timestamptz,
  primary key (tenant_id, code),
  foreign key (tenant_id, agency) references agency
);
call tenant_table('branch', 'select, insert, update');

-- Further agencies that share a branch, such as the school's of a joint library.
create table branch_joint_agency (
  tenant_id int  not null references tenant,
  branch    text not null,
  agency    text not null,
  primary key (tenant_id, branch, agency),
  foreign key (tenant_id, branch) references branch,
  foreign key (tenant_id, agency) references agency
);
call tenant_table('branch_joint_agency', 'select, insert, update, delete');

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
call tenant_table('opening_hours', 'select, insert, update, delete');

create function weekdays_pending() returns trigger language plpgsql set search_path = samling, pg_temp as $$
begin
  update branch set weekdays_changed_at = clock_timestamp()
  where tenant_id = coalesce(new.tenant_id, old.tenant_id) and code = coalesce(new.branch, old.branch);
  return null;
end $$;

-- Other hours of a day on which it is open move nothing.
create trigger weekdays_changed after insert or delete on opening_hours for each row
  execute function weekdays_pending();

create table closing (
  tenant_id int  not null references tenant,
  branch    text not null,
  first_day date not null,
  last_day  date not null,
  reason    text not null,
  -- Whether the loans and holds whose day it is were moved; changed_at tells whether it is still the same closing.
  applied    boolean     not null default false,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, branch, first_day),
  foreign key (tenant_id, branch) references branch,
  check (first_day <= last_day)
);
call tenant_table('closing', 'select, insert, update, delete');

create index closing_to_apply on closing (tenant_id, last_day) where not applied;

create function closing_pending() returns trigger language plpgsql as $$
begin
  new.applied := false;
  new.changed_at := clock_timestamp();
  return new;
end $$;

create trigger closing_changed before update of last_day on closing for each row
  when (old.last_day is distinct from new.last_day) execute function closing_pending();

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
call tenant_table('item_category', 'select, insert, update');

create table patron_category (
  tenant_id int    not null references tenant,
  code      text   not null,
  name      text   not null,
  max_loans int    not null check (max_loans >= 0),
  max_holds int    not null check (max_holds >= 0),
  max_debt  bigint not null check (max_debt >= 0),  -- minor units of the tenant's currency
  primary key (tenant_id, code)
);
call tenant_table('patron_category', 'select, insert, update');

-- Branches among which items stay where they are returned.
create table floating_group (
  tenant_id int         not null references tenant,
  code      text        not null check (length(code) between 1 and 40),
  branch    text        not null,
  set_by    text        not null,
  set_at    timestamptz not null default now(),
  primary key (tenant_id, code, branch),
  foreign key (tenant_id, branch) references branch
);
call tenant_table('floating_group', 'select, insert, update, delete');

-- Into which bin a branch's sorting machine puts a returned item: the first rule that applies, from the top. A branch
-- may have several tables; a machine's profile names the one that it sorts by.
create table sort_rule (
  tenant_id  int         not null references tenant,
  branch     text        not null,
  sort_table text        not null check (length(sort_table) between 1 and 40),
  position   int         not null check (position > 0),
  conditions jsonb       not null,
  bin        text        not null check (length(bin) between 1 and 40),
  set_by     text        not null,
  set_at     timestamptz not null default now(),
  primary key (tenant_id, branch, sort_table, position),
  foreign key (tenant_id, branch) references branch
);
call tenant_table('sort_rule', 'select, insert, update, delete');

-- That two tenants tell each other which items are theirs when these are handed in. Kept for both.
create table lending_agreement (
  tenant_id int  not null references tenant,
  other_id  int  not null references tenant,
  since     date not null default current_date,
  set_by    text not null,
  primary key (tenant_id, other_id),
  check (tenant_id <> other_id)
);
call tenant_table('lending_agreement', 'select');

-- Makes or ends an agreement, for both sides at once; returns whether that changed anything.
create function agree_on_lending(one int, other int, agreed boolean, by text) returns boolean
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before int := acting_tenant();
  side int;
  changed boolean := false;
begin
  if before is distinct from one then
    raise exception 'a tenant agrees for itself only';
  end if;
  foreach side in array array[one, other]
  loop
    perform act_as(side);
    if agreed then
      insert into lending_agreement (tenant_id, other_id, set_by)
      values (side, case when side = one then other else one end, by) on conflict do nothing;
    else
      delete from lending_agreement
      where tenant_id = side and other_id = case when side = one then other else one end;
    end if;
    changed := changed or found;
  end loop;
  perform act_as(before);
  return changed;
end $$;

-- Finds the owner of an item that is not the tenant's own, among those with whom it has an agreement: owner, title and
-- home branch, and nothing of who borrowed it.
create function item_of_other(asking int, wanted text) returns table (owner_code text, owner_name text, title text, home text)
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before int := acting_tenant();
  others int[];
  other int;
  is_there boolean;
begin
  if before is distinct from asking then
    raise exception 'a tenant asks for itself only';
  end if;
  select array_agg(a.other_id order by a.other_id) into others from lending_agreement a where a.tenant_id = asking;
  foreach other in array coalesce(others, '{}')
  loop
    perform act_as(other);
    return query
      select t.code, t.name, coalesce(l.title, c.title), b.name
      from item i
      join tenant t on t.id = i.tenant_id
      join branch b on b.tenant_id = i.tenant_id and b.code = i.home_branch
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where i.tenant_id = other and i.barcode = wanted;
    is_there := found;
    perform act_as(before);
    exit when is_there;
  end loop;
end $$;

revoke execute on function agree_on_lending(int, int, boolean, text), item_of_other(int, text) from public;
grant execute on function agree_on_lending(int, int, boolean, text), item_of_other(int, text) to ${application};

-- That patrons of one tenant (the home) borrow at another (the lender) with the card that they have, and what the home
-- tells of them then. Kept for both; where the lender's guests belong is the lender's own business (ADR 0051).
create table guest_agreement (
  tenant_id      int         not null references tenant,
  other_id       int         not null references tenant,
  side           text        not null check (side in ('HOME', 'LENDER')),  -- what tenant_id is
  state          text        not null default 'OFFERED' check (state in ('OFFERED', 'ACCEPTED', 'ENDED')),
  tells          text[]      not null,  -- beside the card's number, until when it is good, whether it is blocked, and age
  cards          text[]      not null check (cardinality(cards) between 1 and 20),  -- how the cards' numbers begin
  category       text,
  child_category text,
  branch         text,
  offered_at     timestamptz not null default now(),
  offered_by     text        not null,
  accepted_at    timestamptz,
  accepted_by    text,
  ended_at       timestamptz,
  ended_by       text,
  primary key (tenant_id, side, other_id),
  foreign key (tenant_id, category) references patron_category,
  foreign key (tenant_id, child_category) references patron_category,
  foreign key (tenant_id, branch) references branch,
  check (tenant_id <> other_id),
  check (tells <@ array['NAME', 'EMAIL', 'PHONE', 'ADDRESS', 'BIRTH_DATE'])
);
call tenant_table('guest_agreement', 'select');

-- What is done to the agreements of two tenants is done one after another.
create function one_guest_agreement_after_another(one int, another int) returns void language sql
  set search_path = samling, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended(
    'guest agreement ' || least(one, another) || ' ' || greatest(one, another), 0))
$$;

-- Offers an agreement to a lender, for its home; returns false where one is in force. What was offered before is replaced.
create function offer_guest_agreement(home int, lender int, told text[], numbers text[], by text) returns boolean
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before int := acting_tenant();
begin
  if before is distinct from home then
    raise exception 'a tenant offers for itself only';
  end if;
  perform one_guest_agreement_after_another(home, lender);
  for i in 1..2 loop
    perform act_as(case i when 1 then home else lender end);
    insert into guest_agreement as a (tenant_id, other_id, side, tells, cards, offered_by)
    values (acting_tenant(), case i when 1 then lender else home end, case i when 1 then 'HOME' else 'LENDER' end, told,
      numbers, by)
    on conflict (tenant_id, side, other_id) do update
    set state = 'OFFERED', tells = excluded.tells, cards = excluded.cards, offered_at = now(), offered_by = excluded.offered_by,
      accepted_at = null, accepted_by = null, ended_at = null, ended_by = null
    where a.state <> 'ACCEPTED';
    if not found then
      perform act_as(before);
      return false;
    end if;
  end loop;
  perform act_as(before);
  return true;
end $$;

-- Accepts what a home offered, for the lender, and says where its guests belong; returns false where nothing is
-- offered, or something else.
create function accept_guest_agreement(lender int, home int, told text[], numbers text[], adults text, children text,
  at_branch text, by text) returns boolean
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before int := acting_tenant();
begin
  if before is distinct from lender then
    raise exception 'a tenant accepts for itself only';
  end if;
  perform one_guest_agreement_after_another(home, lender);
  update guest_agreement a
  set state = 'ACCEPTED', accepted_at = now(), accepted_by = by, category = adults, child_category = children,
    branch = at_branch
  where a.tenant_id = lender and a.other_id = home and a.side = 'LENDER' and a.state = 'OFFERED' and a.tells = told
    and a.cards = numbers;
  if not found then
    return false;
  end if;
  perform act_as(home);
  update guest_agreement a set state = 'ACCEPTED', accepted_at = now(), accepted_by = by
  where a.tenant_id = home and a.other_id = lender and a.side = 'HOME';
  perform act_as(before);
  return true;
end $$;

-- Ends an agreement or takes an offer back, for either side; returns whether there was one.
create function end_guest_agreement(own int, other int, own_side text, by text) returns boolean
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before int := acting_tenant();
begin
  if before is distinct from own then
    raise exception 'a tenant ends its own agreements only';
  end if;
  perform one_guest_agreement_after_another(own, other);
  update guest_agreement a set state = 'ENDED', ended_at = now(), ended_by = by
  where a.tenant_id = own and a.other_id = other and a.side = own_side and a.state <> 'ENDED';
  if not found then
    return false;
  end if;
  perform act_as(other);
  update guest_agreement a set state = 'ENDED', ended_at = now(), ended_by = by
  where a.tenant_id = other and a.other_id = own and a.side <> own_side;
  -- That it has ended is told of each guest.
  perform act_as(case own_side when 'HOME' then own else other end);
  update patron_elsewhere e set version = e.version + 1
  where e.tenant_id = acting_tenant() and e.other_id = case own_side when 'HOME' then other else own end;
  perform act_as(before);
  return true;
end $$;

revoke execute on function one_guest_agreement_after_another(int, int), offer_guest_agreement(int, int, text[], text[], text),
  accept_guest_agreement(int, int, text[], text[], text, text, text, text), end_guest_agreement(int, int, text, text) from public;
grant execute on function offer_guest_agreement(int, int, text[], text[], text),
  accept_guest_agreement(int, int, text[], text[], text, text, text, text), end_guest_agreement(int, int, text, text) to ${application};
