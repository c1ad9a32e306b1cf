-- By what is lent: settings in the organisation's tree, policy rules, stops; and what they ask about.

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

create table suspension (
  tenant_id int    not null references tenant,
  code      text   not null check (length(code) between 1 and 40),
  branches  text[] not null,  -- none: all of the tenant's
  first_day date   not null,
  last_day  date   not null,
  stops     text[] not null check (cardinality(stops) > 0
    and stops <@ array['DUE_DATES', 'RECALLS', 'FEES', 'PICKUP_DEADLINES']),
  reason    text   not null,
  set_by    text   not null,
  -- Whether the loans and holds that fall within it, or fell within it, have been moved.
  applied   boolean not null default false,
  primary key (tenant_id, code),
  check (first_day <= last_day)
);

create table branch_joint_agency (
  tenant_id int  not null references tenant,
  branch    text not null,
  agency    text not null,
  primary key (tenant_id, branch, agency),
  foreign key (tenant_id, branch) references branch,
  foreign key (tenant_id, agency) references agency
);

do $$
declare
  name text;
begin
  foreach name in array array['setting_value', 'policy_rule', 'suspension', 'branch_joint_agency']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$
      create policy tenant on %I
        using (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)
        with check (tenant_id = nullif(current_setting('samling.tenant', true), '')::int)$policy$, name);
  end loop;
end $$;

grant select, insert, update, delete on setting_value, policy_rule, suspension, branch_joint_agency to ${application};

-- What policy rules ask about an item.
alter table item
  add column material_group       text check (length(material_group) between 1 and 40),
  add column circulation_modifier text check (length(circulation_modifier) between 1 and 40),
  add column accessioned_on       date not null default current_date,
  -- The return that was the last that happened to it, so that it can be undone.
  add column returned_loan_id     uuid,
  add column moved_at             timestamptz not null default now(),
  drop constraint item_status_check,
  add constraint item_status_check check (status in ('AVAILABLE', 'ON_LOAN', 'ON_HOLD_SHELF', 'IN_TRANSIT',
    'TO_BE_RESHELVED', 'ON_ORDER', 'IN_PROCESS', 'MISSING', 'CLAIMED_RETURNED', 'LOST'));

alter table loan
  add column material_group      text,
  add column unstopped_due_at    timestamptz,  -- when it would be due had the stop switch not been used
  add column renewed_branch      text,
  add column due_before_renewal  timestamptz,
  add column hold_id             uuid,
  add column recalled_at         timestamptz,
  add column claimed_returned_at timestamptz,
  add column lost_at             timestamptz,
  -- A loan that was undone was never made: it is kept for the audit and counts nowhere.
  add column undone_at           timestamptz;

update loan set material_group = (select i.category from item i where i.tenant_id = loan.tenant_id and i.id = loan.item_id);
alter table loan alter column material_group set not null;

-- A patron's loans are counted by their material group, without looking at the items.
drop index loan_open_patron;
create index loan_open_patron on loan (tenant_id, patron_id, due_at) include (material_group) where returned_at is null;
