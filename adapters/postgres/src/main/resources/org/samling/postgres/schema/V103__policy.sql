-- The terms on which a tenant lends: settings in the tree of the organisation, policy rules, suspensions, texts of its
-- own; and every earlier version of its configuration.

create table setting_value (
  tenant_id   int         not null references tenant,
  setting     text        not null check (length(setting) between 1 and 100),
  level       text        not null check (level in
    ('TENANT', 'AGENCY', 'BRANCH', 'DEPARTMENT', 'LOCATION', 'SUBLOCATION', 'SECTION')),
  unit        text        not null check (length(unit) between 1 and 1000),
  value       text        not null check (length(value) <= 1000),
  valid_from  date        not null,
  valid_until date,
  set_by      text        not null,
  set_at      timestamptz not null,
  primary key (tenant_id, setting, level, unit, valid_from),
  check (valid_from <= valid_until)
);
call tenant_table('setting_value', 'select, insert, update, delete');

create table policy_rule (
  tenant_id   int   not null references tenant,
  code        text  not null check (length(code) between 1 and 40),
  weight      int   not null,
  conditions  jsonb not null,
  terms       jsonb not null,
  valid_from  date,
  valid_until date,
  primary key (tenant_id, code),
  check (valid_from <= valid_until)
);
call tenant_table('policy_rule', 'select, insert, update, delete');

-- Test cases: the answer that the policy has to give to an imagined loan. A change that would break one is shown before
-- it is made.
create table policy_case (
  tenant_id int         not null references tenant,
  name      text        not null check (length(name) between 1 and 100),
  situation jsonb       not null check (jsonb_typeof(situation) = 'object'),
  expected  jsonb       not null check (jsonb_typeof(expected) = 'object'),
  set_by    text        not null check (length(set_by) between 1 and 200),
  set_at    timestamptz not null default now(),
  primary key (tenant_id, name)
);
call tenant_table('policy_case', 'select, insert, update, delete');

-- The stop switch: days on which due dates, recalls, fees or pickup deadlines stand still.
create table suspension (
  tenant_id  int         not null references tenant,
  code       text        not null check (length(code) between 1 and 40),
  branches   text[]      not null,  -- none: all of the tenant's
  first_day  date        not null,
  last_day   date        not null,
  stops      text[]      not null check (cardinality(stops) > 0
    and stops <@ array['DUE_DATES', 'RECALLS', 'FEES', 'PICKUP_DEADLINES']),
  reason     text        not null,
  set_by     text        not null,
  -- Whether the loans and holds that it concerns, or concerned, were moved. A suspension that was removed stays until
  -- they are moved back; by changed_at whoever moves them sees whether it is still the same.
  applied    boolean     not null default false,
  removed    boolean     not null default false,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, code),
  check (first_day <= last_day)
);
call tenant_table('suspension', 'select, insert, update, delete');

-- Texts on the screens of machines that a tenant words in its own way.
create table own_text (
  tenant_id int  not null references tenant,
  wording   text not null default 'default' check (length(wording) between 1 and 40),  -- which machines' profiles name
  language  text not null check (language ~ '^[0-9]{3}$'),  -- as SIP2 codes it: 009 Danish
  key       text not null check (length(key) between 1 and 100),
  text      text not null check (length(text) between 1 and 255),
  primary key (tenant_id, wording, language, key)
);
call tenant_table('own_text', 'select, insert, update, delete');

-- Each change of the configuration: who made it, and the values before and after. A trigger writes it in the change's
-- own transaction, whoever makes the change; the application may read it and nothing else.
create sequence configuration_version_number;
grant select on configuration_version_number to ${application};

create table configuration_version (
  tenant_id  int         not null references tenant,
  number     bigint      not null default nextval('configuration_version_number'),
  changed_at timestamptz not null default clock_timestamp(),
  who        text        not null check (length(who) between 1 and 210),
  protocol   text        not null check (length(protocol) <= 40),
  kind       text        not null check (length(kind) between 1 and 40),
  name       text        not null,
  level      text        not null,  -- with the unit: where in the tree it applies
  unit       text        not null,
  old_value  jsonb,  -- null where it was added
  new_value  jsonb,  -- null where it was removed
  primary key (tenant_id, number)
);
call tenant_table('configuration_version', 'select');

-- What is kept of a kind of configuration: only the columns that are named here, so that no secret gets into a version.
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
      'certificate', 'without_password', 'idle_seconds', 'max_connections', 'profile', 'scopes', 'partners', 'bound_agencies', 'bound_branches']),
    ('ill-partner', 'ill_partner', array['library'], array['name', 'protocol', 'address', 'login', 'login_name',
      'token_address', 'token_scope', 'ncip_version', 'ncip_us', 'ncip_patron', 'ask_every_seconds', 'timeout_seconds',
      'uses_reply_to', 'reply_hosts', 'is_enabled'])
  ) k (kind, table_name, keys, others) where k.kind = $1
$$;

-- The columns of a row that are kept; null for a suspension that was removed and is still being worked off.
create function kept_of(thing jsonb, columns text[]) returns jsonb
  language sql immutable as $$
  select case when thing is null or (thing ->> 'removed')::boolean then null
    else (select jsonb_object_agg(c, thing -> c) from unnest(columns) c) end
$$;

create function keep_version() returns trigger
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  about record;
  whole jsonb;
  was jsonb;
  becomes jsonb;
  acting constant int := acting_tenant();
  -- Who administers the database acts for no tenant; what they change is kept as well.
  is_of_none constant boolean := coalesce(acting, 0) = 0;
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
      perform act_as((whole ->> 'tenant_id')::int);
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
      perform act_as(acting);
    end if;
  end if;
  return null;
end $$;

do $$
declare
  kind text;
begin
  foreach kind in array array['setting', 'rule', 'test-case', 'stop', 'hours', 'closing', 'agency', 'branch',
    'joint-agency', 'item-category', 'patron-category', 'floating-group', 'sort-rule', 'account']
  loop
    execute format('create trigger version_kept after insert or update or delete on %I for each row
      execute function keep_version(%L)', (configuration_kind(kind)).table_name, kind);
  end loop;
end $$;

-- Undoes a change, with the rights of whoever asks. Returns 'done', or why it was not: 'unknown'; 'changed' since; or
-- 'made', where the change added something that others may refer to by now, and that is not removed again.
create function roll_back_version(of_tenant int, of_number bigint) returns text
  language plpgsql set search_path = samling, pg_temp as $$
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
    -- Its secrets were for what it was since, which may be another address.
    when version.kind = 'ill-partner' then '{"sealed": null, "seal_key_version": null}'
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
