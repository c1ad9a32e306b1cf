-- Test cases of policy: what is to be said of a loan that is thought up. A change that would break one is told before it is made.
create table policy_case (
  tenant_id int         not null references tenant,
  name      text        not null check (length(name) between 1 and 100),
  situation jsonb       not null check (jsonb_typeof(situation) = 'object'),
  expected  jsonb       not null check (jsonb_typeof(expected) = 'object'),
  set_by    text        not null check (length(set_by) between 1 and 200),
  set_at    timestamptz not null default now(),
  primary key (tenant_id, name)
);

alter table policy_case enable row level security;
alter table policy_case force row level security;
create policy tenant on policy_case
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);

grant select, insert, update, delete on policy_case to ${application};

-- What was changed of the configuration, who by, and what it was before: written by triggers in the transaction of the change,
-- whoever makes it. The application may look at it, and at no time add to it, change it or delete it.
create sequence configuration_version_number;

create table configuration_version (
  tenant_id  int         not null references tenant,
  number     bigint      not null default nextval('configuration_version_number'),
  changed_at timestamptz not null default clock_timestamp(),
  who        text        not null check (length(who) between 1 and 210),
  protocol   text        not null check (length(protocol) <= 40),
  kind       text        not null check (length(kind) between 1 and 40),
  name       text        not null,
  level      text        not null,  -- with the unit: the place in the tree at which it holds
  unit       text        not null,
  old_value  jsonb,  -- none: there was no such thing before
  new_value  jsonb,  -- none: it was taken away
  primary key (tenant_id, number)
);

alter table configuration_version enable row level security;
alter table configuration_version force row level security;
create policy tenant on configuration_version
  using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int);

grant select on configuration_version, configuration_version_number to ${application};

-- What is kept of a kind of configuration: only columns that are named here, so that no secret ever gets into it.
create function configuration_kind(kind text, out table_name text, out keys text[], out columns text[])
  language sql immutable as $$
  select k.table_name, k.keys, k.keys || k.others from (values
    ('setting', 'setting_value', array['setting', 'level', 'unit', 'valid_from'], array['value', 'valid_until']),
    ('rule', 'policy_rule', array['code'], array['weight', 'conditions', 'terms', 'valid_from', 'valid_until']),
    ('test-case', 'policy_case', array['name'], array['situation', 'expected']),
    ('stop', 'suspension', array['code'], array['branches', 'first_day', 'last_day', 'stops', 'reason']),
    ('hours', 'opening_hours', array['branch', 'weekday'], array['opens', 'closes', 'staffed_from', 'staffed_until']),
    ('closing', 'closing', array['branch', 'first_day'], array['last_day', 'reason']),
    ('agency', 'agency', array['number'], array['kind', 'isil', 'cataloguing_number', 'name']),
    ('branch', 'branch', array['code'], array['agency', 'name']),
    ('joint-agency', 'branch_joint_agency', array['branch', 'agency'], array[]::text[]),
    ('item-category', 'item_category', array['code'], array['name', 'media_type', 'for_loan', 'loan_days', 'renewals']),
    ('patron-category', 'patron_category', array['code'], array['name', 'max_loans', 'max_holds', 'max_debt']),
    ('floating-group', 'floating_group', array['code', 'branch'], array[]::text[]),
    ('sort-rule', 'sort_rule', array['branch', 'sort_table', 'position'], array['conditions', 'bin']),
    ('account', 'account', array['username'], array['protocol', 'branch', 'charset', 'language', 'enabled', 'allow',
      'certificate', 'without_password', 'idle_seconds', 'max_connections', 'profile', 'scopes', 'partners'])
  ) k (kind, table_name, keys, others) where k.kind = $1
$$;

-- The columns of a row that are kept; nothing for a stop that was taken away and is still worked off.
create function kept_of(thing jsonb, columns text[]) returns jsonb
  language sql immutable as $$
  select case when thing is null or (thing ->> 'removed')::boolean then null
    else (select jsonb_object_agg(c, thing -> c) from unnest(columns) c) end
$$;

create function keep_version() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
declare
  about record;
  whole jsonb;
  was jsonb;
  becomes jsonb;
  -- Who administers the database acts for no tenant; what they change is kept as well.
  is_of_none constant boolean := nullif(current_setting('samling.tenant', true), '') is null;
begin
  about := configuration_kind(tg_argv[0]);
  if tg_op <> 'INSERT' then
    whole := to_jsonb(old);
    was := kept_of(whole, about.columns);
  end if;
  if tg_op <> 'DELETE' then
    whole := to_jsonb(new);
    becomes := kept_of(whole, about.columns);
  end if;
  if was is distinct from becomes then
    if is_of_none then
      perform set_config('samling.tenant', whole ->> 'tenant_id', true);
    end if;
    insert into configuration_version (tenant_id, who, protocol, kind, name, level, unit, old_value, new_value)
    values (
      (whole ->> 'tenant_id')::int,
      coalesce(nullif(left(current_setting('samling.actor', true), 210), ''), 'unknown'),
      coalesce(left(current_setting('samling.protocol', true), 40), ''),
      tg_argv[0],
      case tg_argv[0]
        when 'hours' then whole ->> 'weekday'
        when 'closing' then whole ->> 'first_day'
        when 'joint-agency' then whole ->> 'agency'
        when 'sort-rule' then (whole ->> 'sort_table') || ' ' || (whole ->> 'position')
        else whole ->> about.keys[1] end,
      case when tg_argv[0] = 'setting' then whole ->> 'level'
        when tg_argv[0] = 'agency' then 'AGENCY'
        when tg_argv[0] in ('branch', 'hours', 'closing', 'joint-agency', 'sort-rule', 'account', 'floating-group') then 'BRANCH'
        else 'TENANT' end,
      case when tg_argv[0] = 'setting' then whole ->> 'unit'
        when tg_argv[0] = 'agency' then whole ->> 'number'
        when tg_argv[0] = 'branch' then whole ->> 'code'
        when tg_argv[0] in ('hours', 'closing', 'joint-agency', 'sort-rule', 'account', 'floating-group') then whole ->> 'branch'
        else '' end,
      was,
      becomes);
    if is_of_none then
      perform set_config('samling.tenant', '', true);
    end if;
  end if;
  return null;
end $$;

do $$
declare
  kind text;
begin
  foreach kind in array array['setting', 'rule', 'test-case', 'stop', 'hours', 'closing', 'agency', 'branch', 'joint-agency',
    'item-category', 'patron-category', 'floating-group', 'sort-rule', 'account']
  loop
    execute format('create trigger version_kept after insert or update or delete on %I for each row execute function keep_version(%L)',
      (configuration_kind(kind)).table_name, kind);
  end loop;
end $$;

-- Puts back what a change took away, with the rights of who asks: 'done', or why not: 'unknown', 'changed' since, or 'made',
-- of something that may be referred to and so is not taken away again.
create function roll_back_version(of_tenant int, of_number bigint) returns text
  language plpgsql set search_path = ${schema}, pg_temp as $$
declare
  version configuration_version;
  about record;
  matches text;
  stands jsonb;
  extra jsonb;
  names text[];
begin
  select * into version from configuration_version v where v.tenant_id = of_tenant and v.number = of_number;
  if not found then
    return 'unknown';
  end if;
  about := configuration_kind(version.kind);
  select 't.tenant_id = $1 and ' || string_agg(format('t.%I::text = $2 ->> %L', k, k), ' and ') into matches
  from unnest(about.keys) k;
  execute format('select to_jsonb(t) from %I t where %s for update', about.table_name, matches) into stands
  using of_tenant, coalesce(version.new_value, version.old_value);
  if kept_of(stands, about.columns) is distinct from version.new_value then
    return 'changed';
  end if;
  if version.old_value is null and version.kind in ('agency', 'branch', 'item-category', 'patron-category', 'account') then
    return 'made';
  end if;
  if version.old_value is null and version.kind <> 'stop' then
    execute format('delete from %I t where %s', about.table_name, matches) using of_tenant, version.new_value;
    return 'done';
  end if;
  extra := jsonb_build_object('tenant_id', of_tenant) || case
    when version.kind = 'stop' then jsonb_build_object('applied', false, 'removed', version.old_value is null,
      'changed_at', clock_timestamp(), 'set_by', coalesce(nullif(current_setting('samling.actor', true), ''), 'unknown'))
    when version.kind in ('setting', 'test-case', 'floating-group', 'sort-rule') then jsonb_build_object(
      'set_at', clock_timestamp(), 'set_by', coalesce(nullif(current_setting('samling.actor', true), ''), 'unknown'))
    else '{}' end || coalesce(version.old_value, version.new_value);
  select array_agg(quote_ident(n)) into names from jsonb_object_keys(extra) n;
  if stands is null then
    execute format('insert into %1$I (%2$s) select %2$s from jsonb_populate_record(null::%1$I, $1)',
      about.table_name, array_to_string(names, ', ')) using extra;
  else
    execute format('update %1$I t set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, $3)) where %3$s',
      about.table_name, array_to_string(names, ', '), matches)
    using of_tenant, coalesce(version.new_value, version.old_value), extra;
  end if;
  return 'done';
end $$;

revoke execute on function roll_back_version(int, bigint) from public;
grant execute on function roll_back_version(int, bigint) to ${application};
