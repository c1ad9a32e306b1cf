-- The library as an organisation: tenants, their agencies and branches, how items travel between branches, and which
-- tenants lend to each other.
--
-- Samling's schema, by subject, is in the files numbered from 101. Together they make an empty database ready. A change
-- of it is an upgrade in a file of its own, numbered from 201.

grant usage on schema samling to ${application};

-- Fences a table off: a row exists only for a transaction that says that it acts for the row's tenant, also for the
-- owner of the table. The application may do with the rows what privileges names. It reaches partitions only through
-- their parents, which are fenced.
create procedure tenant_table(name regclass, privileges text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security, force row level security', name);
  execute format($policy$
    create policy tenant on %s
      using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
      with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  execute format('grant %s on %s to %s', privileges, name, $role$ ${application} $role$);
end $$;

revoke execute on procedure tenant_table(regclass, text) from public;

create table tenant (
  id               int     primary key,
  code             text    not null unique check (code ~ '^[a-z0-9-]{1,40}$'),
  name             text    not null,
  time_zone        text    not null,
  currency         text    not null check (currency ~ '^[A-Z]{3}$'),
  settings_version bigint  not null default 0,     -- raised by each change of the policy, so that nodes load it anew
  open_catalogue   boolean not null default false  -- searched without an account, and part of the union catalogue
);
grant select, insert, update on tenant to ${application};

-- Today's date where a tenant is.
create function today_of(tenant_id int) returns date language sql stable
  return (select (now() at time zone t.time_zone)::date from tenant t where t.id = tenant_id);

create table agency (
  tenant_id          int  not null references tenant,
  number             text not null check (number ~ '^[0-9]{6}$'),
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
call tenant_table('closing', 'select, insert, update, delete');

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
  before text := current_setting('samling.tenant', true);
  side int;
  changed boolean := false;
begin
  if before is distinct from one::text then
    raise exception 'a tenant agrees for itself only';
  end if;
  foreach side in array array[one, other]
  loop
    perform set_config('samling.tenant', side::text, true);
    if agreed then
      insert into lending_agreement (tenant_id, other_id, set_by)
      values (side, case when side = one then other else one end, by) on conflict do nothing;
    else
      delete from lending_agreement
      where tenant_id = side and other_id = case when side = one then other else one end;
    end if;
    changed := changed or found;
  end loop;
  perform set_config('samling.tenant', before, true);
  return changed;
end $$;

-- Finds the owner of an item that is not the tenant's own, among those with whom it has an agreement: owner, title and
-- home branch, and nothing of who borrowed it.
create function item_of_other(asking int, wanted text) returns table (owner_code text, owner_name text, title text, home text)
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before text := current_setting('samling.tenant', true);
  others int[];
  other int;
  is_there boolean;
begin
  if before is distinct from asking::text then
    raise exception 'a tenant asks for itself only';
  end if;
  select array_agg(a.other_id order by a.other_id) into others from lending_agreement a where a.tenant_id = asking;
  foreach other in array coalesce(others, '{}')
  loop
    perform set_config('samling.tenant', other::text, true);
    return query
      select t.code, t.name, coalesce(l.title, c.title), b.name
      from item i
      join tenant t on t.id = i.tenant_id
      join branch b on b.tenant_id = i.tenant_id and b.code = i.home_branch
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where i.tenant_id = other and i.barcode = wanted;
    is_there := found;
    perform set_config('samling.tenant', before, true);
    exit when is_there;
  end loop;
end $$;

revoke execute on function agree_on_lending(int, int, boolean, text), item_of_other(int, text) from public;
grant execute on function agree_on_lending(int, int, boolean, text), item_of_other(int, text) to ${application};
